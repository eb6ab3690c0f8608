"""Blocks that look the same to many recipients, drawn once: a form asks everybody the same, and only the token differs.

Such a block's module says `ALIKE = True`. It is drawn for a recipient who isn't there, with a token of nobody and no
facts but those that the block needs; what comes out is kept by all that decides it, and gets each recipient's token. A
template or a message that asks for anything else of a recipient fails there, and is drawn for each by itself.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from types import MappingProxyType

from markupsafe import Markup

from generator.errors import RenderError
from generator.microsite.blocks import block_context, is_alike
from generator.microsite.context import PageContext, template_names
from generator.microsite.render import Renderer
from generator.microsite.wording import Wording
from generator.model.story import Block, Links

_NOBODY = "zyxwvutsrqponmlkjihgfedcba234567"
"""A token that nobody has. It has every letter once and begins with none that an escape such as %20 may end in, so that
it is found where it stands, and never a letter earlier."""
_MOST, _MOST_KINDS = 64, 64
_PERSONAL = ("film", "lines", "downloads")

_Own = dict[Hashable, str | None]
_drawn: dict[Hashable, _Own] = {}
"""All that decides what blocks look like but the block and its facts → those two → the HTML."""
_last: list[tuple[PageContext, _Own]] = []
"""The page that was asked about last, whose other blocks are asked about next."""


def forget_drawn() -> None:
    """Draw everything anew."""
    _drawn.clear()
    _last.clear()


def drawn_once(block: Block, page: PageContext, renderer: Renderer) -> Markup | None:
    """A block and a page in, its HTML out; None for a block that is to be drawn for this page by itself."""
    if not is_alike(block.name):
        return None
    drawn = _drawn_for(page)
    key = block.name, tuple((name, value) for name, value in page.facts.items() if name in block.needs)
    if key not in drawn:
        if len(drawn) >= _MOST:
            drawn.clear()
        drawn[key] = _for_nobody(block, page, renderer)
    html = drawn[key]
    return None if html is None else Markup(html.replace(_NOBODY, page.story.token))


def _drawn_for(page: PageContext) -> _Own:
    """What was drawn for pages like this one."""
    if not _last or _last[0][0] is not page:
        if len(_drawn) >= _MOST_KINDS:
            _drawn.clear()
        _last[:] = [(page, _drawn.setdefault(_kind(page), {}))]
    return _last[0][1]


def _kind(page: PageContext) -> Hashable:
    """All that decides what blocks look like, but the token, the block and its facts."""
    story = page.story
    return (
        page.page.template.digest,
        page.page.template.root,
        story.locale,
        story.language,
        story.brand.name,
        story.brand.root,
        story.forms,
        story.issuer,
        page.shared,
        tuple(page.page.copy.items()),
        tuple(_links(page).items()),
    )


def _links(page: PageContext) -> dict[str, str]:
    return {name: target.replace(page.story.token, _NOBODY) for name, target in page.links.items()}


def _for_nobody(block: Block, page: PageContext, renderer: Renderer) -> str | None:
    """The block with the token of nobody; "" when it is left out, None when it wants to know more of the recipient."""
    facts = MappingProxyType({name: value for name, value in page.facts.items() if name in block.needs})
    shown = replace(page.page, facts=facts)
    story = replace(page.story, token=_NOBODY, links=Links(MappingProxyType(_links(page))))
    nobody = replace(page, story=story, page=shown, say=Wording(shown, page.formats), film=None, lines=())
    names = template_names(nobody, ())
    for name in _PERSONAL:
        names.pop(name, None)
    try:
        own = block_context(block.name, nobody)
        return "" if own is None else str(renderer.block(block, {**names, "facts": facts, **own}))
    except RenderError:
        return None
