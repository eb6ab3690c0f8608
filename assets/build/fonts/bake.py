"""Make one TTF file of a family at one weight: merge slices, instantiate, add what typesetting needs, set the names.

Skia reads neither WOFF2 nor font features in paragraphs, and slices of one family would all need aliases of their own,
so each family becomes whole TTF files: one a weight, and one a weight with digits of equal width.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import uharfbuzz as harfbuzz
from fetch import read_members
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from recipe import Family

logging.getLogger("fontTools").setLevel(logging.ERROR)

# Vertical setting, hinting and palettes of pictures (the same emoji drawn twice) are of no use here.
_NOT_NEEDED = ("BASE", "vhea", "vmtx", "VVAR", "MVAR", "VORG", "prep", "fpgm", "cvt ", "gasp", "STAT", "SVG ")
_STYLE_NAMES = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
_DIGITS = range(ord("0"), ord("9") + 1)


def bake(family: Family, archive: Path, folder: Path) -> list[dict[str, object]]:
    """Write the family's files into `folder`; return their entries for the index, lightest first."""
    entries = []
    for weight, slices in _slices(family, archive):
        font = _merge(slices)
        _add_spaces(font)
        entries.append(_write(font, family, family.family, weight, tabular=False, folder=folder))
        if family.tabular:
            _level_digits(font)
            entries.append(_write(font, family, f"{family.family} Tabular", weight, tabular=True, folder=folder))
    return entries


def cut_for_web(path: Path) -> None:
    """Cut the parts that every campaign's pages load, as the program itself would, into the folder web/ beside."""
    # The program's own module, so that a part cut here and one cut there are the same.
    sys.path.append(str(Path(__file__).resolve().parents[3]))
    from generator.typefaces.cut import cut, part_codes, ready_part

    with TTFont(path, lazy=True) as font:
        covered = font.getBestCmap()
    for number, codes in part_codes(covered):
        ready_part(path, number).write_bytes(cut(path, codes))


def _slices(family: Family, archive: Path) -> Iterator[tuple[int, list[bytes]]]:
    """Each weight with its slices, as TTF files."""
    if not family.variable:
        stem = family.package.name.split("/")[-1]
        for weight in family.weights:
            files = read_members(archive, f"-{weight}-normal.woff2")
            yield weight, [_unpack(files[f"{stem}-{name}-{weight}-normal.woff2"]) for name in family.slices]
        return
    files = read_members(archive, "-wght-normal.woff2")
    # Only the numbered slices: Latin, Greek and Cyrillic letters are left to Inter.
    numbered = {int(found[1]): name for name in files if (found := re.search(r"-(\d+)-wght-normal", name))}
    unpacked = [_unpack(files[numbered[number]]) for number in sorted(numbered)]
    for weight in family.weights:
        yield weight, [_instance(variable, weight) for variable in unpacked]


def _unpack(woff2: bytes) -> bytes:
    """A slice as a TTF file, without the tables that aren't needed."""
    font = _open(woff2)
    font.flavor = None
    for tag in _NOT_NEEDED:
        if tag in font:
            del font[tag]
    return _bytes(font)


def _instance(variable: bytes, weight: int) -> bytes:
    """A variable slice at one weight; Han, kana and hangul need no layout tables when they stand one by one."""
    face = harfbuzz.Face(variable)
    wanted = harfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", weight)
    tags = {int.from_bytes(tag.encode(), "big") for tag in ("GSUB", "GPOS", "GDEF")}
    wanted.sets(harfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(tags)
    return bytes(harfbuzz.subset(face, wanted).blob.data)


class _Merger(Merger):  # type: ignore[misc]
    """A merger that takes the slices' contents and trusts their bounding boxes, which saves most of its time."""

    def _openFonts(self, fontfiles: list[bytes]) -> list[TTFont]:  # noqa: N802 (the library's name)
        return [_open(content) for content in fontfiles]


def _merge(slices: list[bytes]) -> TTFont:
    """One font of all the slices."""
    return _open(slices[0] if len(slices) == 1 else _bytes(_Merger().merge(slices)))


def _open(content: bytes) -> TTFont:
    return TTFont(BytesIO(content), recalcBBoxes=False, recalcTimestamp=False)


def _bytes(font: TTFont) -> bytes:
    out = BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


def _add_spaces(font: TTFont) -> None:
    """Give the font the spaces and hyphens that localised numbers use, where it can but doesn't have them."""
    cmap = font.getBestCmap()
    twins = {0x00A0: 0x0020, 0x2010: 0x002D, 0x2011: 0x002D, 0x2009: 0x202F, 0x202F: 0x2009}
    added = {new: cmap[old] for new, old in twins.items() if new not in cmap and old in cmap}
    if 0x2007 not in cmap and 0x0030 in cmap and 0x0020 in cmap:
        added[0x2007] = _space_as_wide_as(font, cmap[0x0030], cmap[0x0020])
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap.update(added)


def _space_as_wide_as(font: TTFont, wide: str, blank: str) -> str:
    """Add an empty glyph with the advance of `wide`."""
    name = "figurespace"
    order = [*font.getGlyphOrder(), name]
    font["glyf"].glyphs[name] = font["glyf"][blank]
    font["hmtx"].metrics[name] = (font["hmtx"].metrics[wide][0], 0)
    font.setGlyphOrder(order)
    font["glyf"].setGlyphOrder(order)
    return name


def _level_digits(font: TTFont) -> None:
    """Point the digits at the glyphs that the font's own tnum feature would choose."""
    gsub = font["GSUB"].table
    lookups = {
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    tabular: dict[str, str] = {}
    for index in sorted(lookups):
        for subtable in gsub.LookupList.Lookup[index].SubTable:
            tabular.update(getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}))
    width = None
    for table in font["cmap"].tables:
        for code in _DIGITS:
            if code in table.cmap:
                table.cmap[code] = tabular.get(table.cmap[code], table.cmap[code])
                width = width or font["hmtx"].metrics[table.cmap[code]][0]
                if font["hmtx"].metrics[table.cmap[code]][0] != width:
                    raise ValueError("the font's tnum feature leaves digits of different widths")
        if 0x2007 in table.cmap and width is not None:
            font["hmtx"].metrics[table.cmap[0x2007]] = (width, 0)


def _write(font: TTFont, recipe: Family, family: str, weight: int, *, tabular: bool, folder: Path) -> dict[str, object]:
    _name(font, family, weight)
    name = f"{family.lower().replace(' ', '-')}-{weight}.ttf"
    font.save(folder / name)
    codes = sorted(font.getBestCmap())
    return {
        "file": name,
        "family": family,
        "weight": weight,
        "script": recipe.script,
        "tabular": tabular,
        "covers": _ranges(codes),
    }


def _name(font: TTFont, family: str, weight: int) -> None:
    """Say the family and weight in every table that says them (the packages' own names differ from slice to slice)."""
    style = _STYLE_NAMES[weight]
    linked = style in ("Regular", "Bold")
    names = font["name"]
    keep = {record.nameID: str(record) for record in names.names if record.nameID in (0, 5, 13, 14)}
    names.names = []
    values = {
        **keep,
        1: family if linked else f"{family} {style}",
        2: style if linked else "Regular",
        3: f"{family} {style}",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
        16: family,
        17: style,
    }
    for name_id, value in sorted(values.items()):
        names.setName(value, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    bold = weight == 700
    # Bit 5 says bold, bit 6 regular, bit 7 "use the typographic metrics".
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & 0b1_1001_1110 & ~0b10_0001) | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0


def _ranges(codes: list[int]) -> str:
    """Code points as hex ranges: "20-7e a0"."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return " ".join(f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in ranges)
