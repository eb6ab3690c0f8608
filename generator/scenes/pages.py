"""page.yaml and document.yaml in, PageTemplate out: what a microsite or a document needs, and its words.

A page is a layout with blocks in its slots. Needs and words of all of them are one namespace: what several of them
declare must mean the same, and what the template itself declares replaces theirs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from generator.errors import SceneError
from generator.model.story import Block, Need, PageTemplate
from generator.resources import templates_dir
from generator.scenes.catalogue import folders
from generator.scenes.needs import NeedSpec, read_needs
from generator.scenes.template import digest_of
from generator.sourcefile import SourceFile, Strict, read

BLOCKS = "microsites/blocks"
_LAYOUTS, _DOCUMENT_LAYOUTS = "microsites/layouts", "documents/layouts"
DOCUMENT_FILE = "document.yaml"
BLOCK_FILE, LAYOUT_FILE = "block.yaml", "layout.yaml"


class PartFile(Strict):
    """The keys of block.yaml, which page.yaml and layout.yaml have too."""

    summary: str = Field(description="What it is, in one sentence.")
    needs: dict[str, NeedSpec] = Field(default_factory=dict, description="The facts that it shows.")
    copy_: dict[str, str] = Field(
        default_factory=dict, alias="copy", description="Its words by name: message ids that a campaign may replace."
    )
    uses: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="What choices.html says that the page uses: name of a message → the needs of which it tells.",
    )


class BlockFile(PartFile):
    """The keys of block.yaml."""


class LayoutFile(PartFile):
    """The keys of layout.yaml."""

    slots: dict[str, str] = Field(
        default_factory=dict, description="Where blocks can stand: name → what belongs there. A document's has none."
    )


class PageFile(PartFile):
    """The keys of page.yaml and document.yaml."""

    about: tuple[str, ...] = Field(
        (), description="The facts that give the page its title: without any of them it has its plain one."
    )
    layout: str | None = Field(None, description="The skeleton: a folder of layouts beside the template's own.")
    blocks: dict[str, tuple[str | tuple[str, ...], ...]] = Field(
        default_factory=dict,
        description="The blocks of each slot of the layout, from top to bottom; a list in it stands side by side.",
    )


@dataclass(frozen=True)
class _Part:
    """The file of a template, a layout or a block, with what it declares."""

    file: SourceFile
    parsed: PartFile
    needs: Mapping[str, Need]

    def place(self, *keys: str) -> str:
        """Where the file says it, for an error."""
        return self.file.place(*keys)


def load_page_template(root: Path, file_name: str, own: Sequence[Path] = ()) -> PageTemplate:
    """A template's folder and the name of its file in, PageTemplate out; raises SceneError with the line.

    `own`: folders beside the built-in one that hold blocks and layouts, those of a campaign.
    """
    part = _read(root / file_name, PageFile)
    page = part.parsed
    assert isinstance(page, PageFile)
    layout = _layout(part.file, page, own)
    slots, blocks = _slots(part.file, page, layout, own)
    parts = [*([layout] if layout else []), *blocks]
    template = PageTemplate(
        name=root.name,
        summary=page.summary,
        needs=_merged_needs(part, parts),
        copy=_merged_copy(part, parts),
        root=root,
        digest="",
        layout=layout.file.path.parent if layout else None,
        slots=slots,
        uses=_merged_uses(part, parts),
        about=page.about,
    )
    for name in page.about:
        if name not in template.needs:
            raise part.file.fail(("about",), f"the page does not need '{name}'.", "Name facts that it shows.")
    digests = [digest_of(folder) for folder in template.folders]
    return replace(
        template, digest=digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    )


def _read(path: Path, kind: type[PartFile]) -> _Part:
    file = read(path, SceneError)
    parsed = file.parse(kind)
    return _Part(file, parsed, read_needs(file, parsed.needs))


def _layout(file: SourceFile, page: PageFile, own: Sequence[Path]) -> _Part | None:
    if page.layout is None:
        if page.blocks:
            raise file.fail(("blocks",), "blocks need a layout to stand in.", "Name one: 'layout: page'.")
        return None
    there = folders(_DOCUMENT_LAYOUTS if file.path.name == DOCUMENT_FILE else _LAYOUTS, LAYOUT_FILE, own)
    if page.layout not in there:
        raise file.fail(("layout",), f"there is no layout '{page.layout}'.", f"Use one of {', '.join(sorted(there))}.")
    return _read(there[page.layout] / LAYOUT_FILE, LayoutFile)


def _slots(
    file: SourceFile, page: PageFile, layout: _Part | None, own: Sequence[Path]
) -> tuple[Mapping[str, tuple[tuple[Block, ...], ...]], list[_Part]]:
    """The blocks in their rows by slot, in the order of the layout's slots; and what each block declares."""
    if layout is None:
        return MappingProxyType({}), []
    assert isinstance(layout.parsed, LayoutFile)
    known = layout.parsed.slots
    for slot in page.blocks:
        if slot not in known:
            raise file.fail(("blocks", slot), f"the layout has no slot '{slot}'.", f"It has {', '.join(known)}.")
    there = folders(BLOCKS, BLOCK_FILE, own)
    parts: dict[str, _Part] = {}
    slots: dict[str, tuple[tuple[Block, ...], ...]] = {}
    for slot in known:
        rows = []
        for index, entry in enumerate(page.blocks.get(slot, ())):
            row = []
            for name in (entry,) if isinstance(entry, str) else entry:
                keys = ("blocks", slot, index)
                if name not in there:
                    raise file.fail(keys, f"there is no block '{name}'.", f"Use one of {', '.join(sorted(there))}.")
                if name in parts:
                    raise file.fail(keys, f"the block '{name}' stands twice in the page.", "Take one of the two out.")
                parts[name] = _read(there[name] / BLOCK_FILE, BlockFile)
                needs = parts[name].needs
                required = frozenset(need.name for need in needs.values() if not need.optional)
                row.append(Block(name, there[name], frozenset(needs), required))
            rows.append(tuple(row))
        slots[slot] = tuple(rows)
    return MappingProxyType(slots), list(parts.values())


def _merged_needs(page: _Part, parts: Sequence[_Part]) -> Mapping[str, Need]:
    """Every need once; the template's own words about it win. A page copes without a block, so without its needs."""
    found: dict[str, Need] = {}
    owner: dict[str, _Part] = {}
    for part in parts:
        for name, need in part.needs.items():
            if name in found and found[name].type != need.type:
                raise _clash(part, "needs", name, owner[name], f"is of type {found[name].type} in")
            if name not in found:
                found[name], owner[name] = replace(need, optional=True), part
    for name, need in page.needs.items():
        if name in found and found[name].type != need.type:
            raise _clash(page, "needs", name, owner[name], f"is of type {found[name].type} in")
        found[name] = need
    return MappingProxyType(found)


def _merged_copy(page: _Part, parts: Sequence[_Part]) -> Mapping[str, str]:
    """Every message once; two of one name must say the same, unless the template itself says what."""
    found: dict[str, str] = {}
    owner: dict[str, _Part] = {}
    for part in parts:
        for name, text in part.parsed.copy_.items():
            if name in found and found[name] != text and name not in page.parsed.copy_:
                raise _clash(part, "copy", name, owner[name], "says something else in")
            found.setdefault(name, text)
            owner.setdefault(name, part)
    return MappingProxyType({**found, **page.parsed.copy_})


def _merged_uses(page: _Part, parts: Sequence[_Part]) -> Mapping[str, tuple[str, ...]]:
    """Which message tells of which facts, in the order of the page."""
    found: dict[str, tuple[str, ...]] = {}
    for part in (*parts, page):
        for name, needs in part.parsed.uses.items():
            for need in needs:
                if need not in part.needs:
                    raise SceneError(
                        part.place("uses", name), f"'{need}' is not among the needs.", "Name facts that it shows."
                    )
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *needs)))
    copy = _merged_copy(page, parts)
    for part in (*parts, page):
        for name in part.parsed.uses:
            if name not in copy:
                raise SceneError(part.place("uses", name), f"there is no message '{name}'.", "Add it to 'copy'.")
    return MappingProxyType(found)


def _clash(part: _Part, section: str, name: str, other: _Part, says: str) -> SceneError:
    return SceneError(
        part.place(section, name),
        f"'{name}' {says} {other.place(section, name)}.",
        "Give one of the two another name, or say in page.yaml what holds.",
    )


def with_einvoices(template: PageTemplate, formats: Sequence[str]) -> PageTemplate:
    """A document and the formats of e-invoices in, the same with what those need beside it out."""
    if not formats:
        return template
    needs = load_page_template(templates_dir() / "documents" / "einvoice", "needs.yaml")
    return replace(
        template,
        needs=MappingProxyType({**needs.needs, **template.needs}),
        digest=f"{template.digest} {needs.digest} {' '.join(formats)}",
        einvoice=tuple(formats),
    )
