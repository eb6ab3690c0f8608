"""One recipient's page: a Story in, index.html, choices.html and the files of its blocks out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from generator.errors import RenderError
from generator.microsite.alike import drawn_once
from generator.microsite.blocks import block_context, block_files
from generator.microsite.context import PageContext, page_context, template_names
from generator.microsite.forms import posting
from generator.microsite.render import CHOICES, PAGE, Renderer
from generator.microsite.shared import Shared
from generator.model.outcome import Film
from generator.model.story import Block, PageTemplate, Story

_INDENT = re.compile(r"\n\s+")
"""How templates are set out, which browsers make one space of: a seventh of a page."""
FILES = {PAGE: "index.html", CHOICES: "choices.html"}


def write_page(story: Story, folder: Path, film: Film | None, shared: Shared) -> tuple[str, ...]:
    """A story and its film in, the names of the files written to `folder` out. Raises RenderError or SceneError."""
    page = story.microsite
    if page is None:
        return ()
    context = page_context(story, page, film, shared)
    written = _block_files(page.template, context)
    names = template_names(context, tuple(written))
    renderer = Renderer(page.template)
    names["slots"] = {
        slot: tuple(filter(None, (_row(row, context, names, renderer) for row in rows)))
        for slot, rows in page.template.slots.items()
    }
    names["posting"] = posting(context)
    names["uses"] = tuple(
        name for name, facts in page.template.uses.items() if any(fact in context.facts for fact in facts)
    )
    about = page.template.about
    names["titled"] = not about or any(fact in context.facts for fact in about)
    for source, name in FILES.items():
        written[name] = _INDENT.sub("\n", renderer.page(source, names)).encode("utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in written.items():
        with (folder / name).open("wb", buffering=0) as file:
            file.write(data)
    return tuple(sorted(written))


def _block_files(template: PageTemplate, context: PageContext) -> dict[str, bytes]:
    written: dict[str, bytes] = {}
    for block in template.blocks:
        if not block.required <= context.facts.keys():
            continue
        for name, data in block_files(block.name, context).items():
            if name in written or name in FILES.values():
                raise RenderError(str(block.root), f"another block writes '{name}' too.", "Take one of the two out.")
            written[name] = data
    return written


def _row(
    row: tuple[Block, ...], context: PageContext, names: Mapping[str, Any], renderer: Renderer
) -> tuple[Markup, ...]:
    """The HTML of the blocks of a row whose facts are there and that have something to show."""
    found = []
    for block in row:
        alike = drawn_once(block, context, renderer) if block.required <= context.facts.keys() else None
        if alike is not None:
            found += [alike] if alike and not alike.isspace() else []
            continue
        own = block_context(block.name, context) if block.required <= context.facts.keys() else None
        if own is None:
            continue
        # A block sees the facts that it needs and no others, so that none is used without being declared.
        facts = {name: value for name, value in context.facts.items() if name in block.needs}
        html = renderer.block(block, {**names, "facts": facts, **own})
        if html and not html.isspace():
            found.append(html)
    return tuple(found)
