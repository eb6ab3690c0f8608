"""QR codes: a link or a text that is meant for a code in, its modules out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import segno

from generator.errors import RenderError, StoryError
from generator.model.layers import AnyLayer, QrLayer
from generator.model.story import TOKEN
from generator.scenes import specs
from generator.scenes.specs.codes import OWN_PAGE, is_web_address
from generator.story.contents import Build, Context
from generator.story.planned import StoryPlan

_ADDRESS = re.compile(r"https?://[^/]|mailto:|tel:", re.IGNORECASE)


def _qr(spec: specs.QrSpec, context: Context, common: dict[str, Any]) -> AnyLayer | None:
    """A code never holds a personal value, but for a text that its author calls personal: what a code says can't be
    seen before it is scanned, and what is scanned is kept in histories, and by servers when it is an address."""
    place = f"scene {context.template.name}, layer {spec.id}"
    if spec.need is None:
        content = context.link(spec.qr)
    else:
        content = str(context.facts[spec.need])
        if is_web_address(content):
            remedy = "Put the address into the campaign's links, or lead to the recipient's page."
            raise RenderError(place, f"'{spec.need}' is a web address, which scanners and servers keep.", remedy)
    if not content:
        return None
    modules = modules_of(content)
    if modules is None:
        raise RenderError(place, "what the QR code should hold is too long for one.", "Shorten it.")
    personal = common["personal"] or spec.qr == OWN_PAGE
    return QrLayer(
        **{**common, "personal": personal},
        modules=modules,
        content=content,
        rounded=spec.rounded,
        color=spec.color,
        ground=spec.ground,
    )


@lru_cache(maxsize=256)
def modules_of(content: str) -> tuple[str, ...] | None:
    """A text in, the rows of its QR code out ("1" dark, "0" light, no margin): error correction M, the smallest version
    that holds it. None when none does."""
    try:
        code = segno.make_qr(content, error="m", boost_error=False)
    except segno.DataOverflowError:
        return None
    return tuple("".join("1" if module else "0" for module in row) for row in code.matrix)


def check_links(plan: StoryPlan, targets: Mapping[str, str], base_url: str) -> None:
    """Every code of the story must lead somewhere: raises StoryError at the scene whose code would not.

    `targets`: the campaign's links by name. A place on the page ("#lines") is no address for another device.
    """
    for planned in plan.every_scene:
        for spec in (spec for layers in planned.template.layers.values() for spec in layers):
            if not isinstance(spec, specs.QrSpec) or spec.link is None:
                continue
            own = spec.link == OWN_PAGE
            if own and OWN_PAGE in targets:
                cause, remedy = f"a link is called '{OWN_PAGE}', as codes call the recipient's own.", "Rename the link."
            elif own and not base_url:
                cause = "a QR code leads to the recipient's page, and nobody says where the site will stand."
                remedy = "Set 'base_url' in the campaign."
            elif not own and spec.link not in targets:
                cause = f"a QR code leads to '{spec.link}', and the campaign has no such link."
                remedy = "Add it to 'links' in the campaign."
            elif not own and TOKEN in targets[spec.link]:
                cause = f"a QR code leads to '{spec.link}', which holds the recipient's token."
                remedy = "Lead to 'page', the recipient's own, or to a link without it."
            elif not own and not _ADDRESS.match(targets[spec.link]):
                cause = f"a QR code leads to '{spec.link}', which is no whole address."
                remedy = "Write one that begins with https:, mailto: or tel:, or lead to 'page'."
            else:
                continue
            raise StoryError(planned.place, cause, remedy)


BUILDERS: Mapping[type[specs.LayerSpec], Build] = {specs.QrSpec: _qr}
