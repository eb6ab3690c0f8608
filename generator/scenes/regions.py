"""Maps: a file of regions in, each region's id, name and outline out. SVG as drawing programs write it, or YAML."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from fontTools.pens.basePen import NullPen
from fontTools.svgLib.path import parse_path
from pydantic import Field

from generator.errors import AssetError
from generator.sourcefile import Strict, read

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = ("path", "polygon", "rect")


@dataclass(frozen=True, slots=True)
class Region:
    """One region: its id in the file, its name (a message id), and its outline as SVG path data."""

    id: str
    name: str
    path: str


class RegionSpec(Strict):
    """One region of a YAML file."""

    id: str = Field(min_length=1, description="How facts call it.")
    name: str = Field("", description="How it is written; the id when left out.")
    path: str = Field(min_length=1, description="SVG path data, in units that all regions share.")


class RegionsFile(Strict):
    """The keys of a YAML file of regions."""

    regions: tuple[RegionSpec, ...] = Field(min_length=1, description="The regions.")


def read_regions(path: Path) -> tuple[Region, ...]:
    """A file of regions in, the regions out; raises AssetError. Read once for each version of the file."""
    try:
        stat = path.stat()
    except OSError:
        raise AssetError(
            str(path), "the file of regions can't be read.", "Check the name and its permissions."
        ) from None
    return _read(path, stat.st_mtime_ns, stat.st_size)


def region_of(regions: tuple[Region, ...], label: str) -> Region | None:
    """The region that a fact calls by its id or its name, whatever the case; None when there is none."""
    wanted = _plain(label)
    return next((region for region in regions if wanted in (_plain(region.id), _plain(region.name))), None)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


@lru_cache(maxsize=64)
def _read(path: Path, _mtime_ns: int, _size: int) -> tuple[Region, ...]:
    regions = _from_svg(path) if path.suffix.lower() == ".svg" else _from_yaml(path)
    seen: set[str] = set()
    for region in regions:
        if _plain(region.id) in seen:
            raise AssetError(str(path), f"two regions are called '{region.id}'.", "Give each its own id.")
        seen.add(_plain(region.id))
        try:
            parse_path(region.path, NullPen())
        except ValueError:
            raise AssetError(
                str(path), f"the outline of '{region.id}' can't be read.", "Write commands such as 'M0 0 L1 0 L1 1 Z'."
            ) from None
    return regions


def _from_yaml(path: Path) -> tuple[Region, ...]:
    parsed = read(path, AssetError).parse(RegionsFile)
    return tuple(Region(spec.id, spec.name or spec.id, spec.path) for spec in parsed.regions)


def _from_svg(path: Path) -> tuple[Region, ...]:
    """Every shape with an id is a region, and so is every group with an id whose shapes have none."""
    try:
        root = ElementTree.fromstring(path.read_bytes())
    except (ElementTree.ParseError, OSError, ValueError):
        raise AssetError(str(path), "the file is not an SVG drawing.", "Save it as plain SVG.") from None
    found: list[Region] = []
    _collect(root, path, found)
    if not found:
        raise AssetError(str(path), "no shape of the drawing has an id.", "Give each region's path an id.")
    return tuple(found)


def _collect(element: ElementTree.Element, path: Path, found: list[Region]) -> None:
    for child in element:
        if "transform" in child.attrib:
            raise AssetError(
                str(path), "a shape of the map is moved by 'transform'.", "Flatten transforms when you save the SVG."
            )
        kind, name = child.tag.removeprefix(_SVG), child.get("id", "")
        shapes = [one for one in child.iter() if one.tag.removeprefix(_SVG) in _SHAPES]
        if kind in ("defs", "clipPath", "symbol") or not shapes:
            continue
        if name and (kind in _SHAPES or not any(one.get("id") for one in shapes)):
            title = child.find(f"{_SVG}title")
            words = (title.text or "").strip() if title is not None else child.get("data-name", "")
            found.append(Region(name, words or name, " ".join(_outline(one) for one in shapes)))
        elif kind not in _SHAPES:
            _collect(child, path, found)


def _outline(shape: ElementTree.Element) -> str:
    kind = shape.tag.removeprefix(_SVG)
    if kind == "path":
        return shape.get("d", "")
    if kind == "polygon":
        return f"M{shape.get('points', '')}Z"
    x, y, width, height = (shape.get(key, "0") for key in ("x", "y", "width", "height"))
    return f"M{x} {y}h{width}v{height}h-{width}Z"
