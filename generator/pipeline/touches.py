"""What can be touched in a campaign's films, looked at before anything is rendered.

Does it lead somewhere, can a finger reach it? Areas are those of the layout that would be drawn of the templates'
samples, in every aspect.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.campaign import Campaign
from generator.errors import InputError, StoryError
from generator.model.brand import Brand
from generator.model.story import ASPECTS, Scene
from generator.scenes.specs import ButtonSpec
from generator.scenes.specs.codes import OWN_PAGE
from generator.story.formats import Formats
from generator.story.locales import SOURCE_LANGUAGE
from generator.story.phrasing import Phrasing
from generator.story.planned import PlannedScene
from generator.story.resolve import resolve, sample_facts
from generator.story.ways import tap_place, unreached
from generator.story.words import load_words


def touch_doubts(campaign: Campaign) -> Iterator[InputError]:
    """Everything worth a look about what can be touched; nothing where no page shows a film."""
    if campaign.video is None or campaign.microsite is None:
        return
    yield from _aimless(campaign)
    yield from _unoffered(campaign)
    for key in unreached(campaign.plan):
        place = next(branch.place for branch in campaign.plan.branches if branch.key == key)
        remedy = "Let a tap play it, or a place in the page: 'plays'."
        yield StoryError(place, f"nothing leads to the branch '{key}'.", remedy)
    yield from clumsy_taps(campaign.plan.every_scene, campaign.brand, campaign.links.targets)


def _aimless(campaign: Campaign) -> Iterator[InputError]:
    """Buttons whose link the campaign does not have: they are drawn, and nobody can press them."""
    known = {*campaign.links.targets, OWN_PAGE}
    for planned in campaign.plan.every_scene:
        named = {
            spec.id: spec
            for layers in planned.template.layers.values()
            for spec in layers
            if isinstance(spec, ButtonSpec) and planned.tap_of(spec) is None
        }
        for spec in named.values():
            if spec.link not in known:
                cause = f"the button '{spec.id}' leads to '{spec.link}', and the campaign has no such link."
                yield StoryError(planned.place, cause, "Add it to 'links' in the campaign, or give the button a tap.")


def _unoffered(campaign: Campaign) -> Iterator[InputError]:
    """Places that no block of the page offers."""
    page = campaign.microsite
    blocks = {block.name for block in page.blocks} if page is not None else set()
    if not blocks:
        # A template with a skeleton of its own: what it offers stands in its markup.
        return
    there = f"The page has the blocks {', '.join(sorted(blocks))}."
    told: set[str] = set()
    for planned in campaign.plan.every_scene:
        for aspect, spec, tap in planned.taps_written():
            if tap.open is not None and tap.open.split("/")[0] not in blocks:
                place = tap_place(planned, spec, aspect)
                if place not in told:
                    told.add(place)
                    cause = f"a touch of '{spec.id}' opens '{tap.open}', which the page does not have."
                    yield StoryError(place, cause, there)
    for place_name, key in campaign.plan.plays:
        if place_name.split("/")[0] not in blocks:
            cause = f"'{place_name}', which plays '{key}', is no place in the page."
            yield StoryError(str(campaign.plan.path), cause, there)


def clumsy_taps(
    scenes: Sequence[PlannedScene], brand: Brand, links: Mapping[str, str], locale_dir: Path | None = None
) -> Iterator[InputError]:
    """Scenes in; a warning for each layer that a finger does not get along with out, none twice."""
    touched = [planned for planned in scenes if _touched(planned)]
    if not touched:
        return
    # Skia and the typefaces are loaded for this: only where there is something to touch.
    from generator.video.draw import Painter
    from generator.video.fingers import clumsy
    from generator.video.touch import Touch

    phrasing = Phrasing(load_words(SOURCE_LANGUAGE, locale_dir), Formats(SOURCE_LANGUAGE))
    found: dict[tuple[str, str, str], tuple[str, str, list[str]]] = {}
    for aspect, size_px in ASPECTS.items():
        touch = Touch(Painter(brand, size_px), size_px)
        for planned in touched:
            scene = _sample(planned, brand, phrasing, links)
            specs = {spec.id: spec for spec in planned.template.layers[aspect]}
            taps = {spec.id: tap for spec in specs.values() if (tap := planned.tap_of(spec)) is not None}
            small = frozenset(name for name, tap in taps.items() if tap.small)
            for fault in clumsy(touch.spots(scene.layers[aspect], scene.duration_s), size_px, small):
                spot = fault.spot
                name = f"{spot.layer}' ({spot.item})" if spot.item else f"{spot.layer}'"
                key = (tap_place(planned, specs[spot.layer], aspect), spot.layer, fault.kind)
                told = found.setdefault(key, (f"what is touched of '{name} {fault.cause}", fault.remedy, []))
                if aspect not in told[2]:
                    told[2].append(aspect)
    for (place, _, _), (cause, remedy, aspects) in found.items():
        yield StoryError(place, f"{cause}, in {' and '.join(aspects)}.", remedy)


def _touched(planned: PlannedScene) -> bool:
    buttons = (isinstance(spec, ButtonSpec) for layers in planned.template.layers.values() for spec in layers)
    return any(buttons) or any(True for _ in planned.taps_written())


def _sample(planned: PlannedScene, brand: Brand, phrasing: Phrasing, links: Mapping[str, str]) -> Scene:
    return resolve(
        planned.template,
        sample_facts(planned.template.needs),
        brand,
        phrasing,
        key=planned.key,
        texts=planned.texts,
        duration_s=planned.duration_s,
        links=links,
        taps=planned.taps,
        ask=planned.ask,
    )
