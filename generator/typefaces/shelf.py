"""The font files at hand: those built with Serendip (assets/fonts/index.json), and a brand's own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from generator.errors import AssetError
from generator.resources import assets_dir
from generator.typefaces.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Face:
    """One font file. `alias` names it alone ("Inter 600"); `script` is what the family is for ("latin", "emoji", …)."""

    alias: str
    family: str
    weight: int
    path: Path
    script: str
    covers: Coverage

    def __repr__(self) -> str:
        return f"Face({self.alias!r})"


def shelf(extra_dirs: tuple[Path, ...] = ()) -> tuple[Face, ...]:
    """Every face: those in `extra_dirs` first (a family found there replaces the built one), then the built ones.

    Raises AssetError when the fonts have not been built or a brand's file is no font that frames and pages can use.
    """
    brought = [face for folder in extra_dirs for face in _brought(folder)]
    replaced = {face.family for face in brought}
    return (*brought, *(face for face in _built(assets_dir() / "fonts") if face.family not in replaced))


@lru_cache(maxsize=4)
def _built(folder: Path) -> tuple[Face, ...]:
    """The faces that the index lists."""
    place = folder / "index.json"
    try:
        entries = json.loads(place.read_text(encoding="utf-8"))["faces"]
    except (OSError, ValueError, KeyError) as error:
        remedy = "Run `make demo`, or `pip install -e .` in the checkout."
        raise AssetError(str(place), "the fonts have not been built.", remedy) from error
    coverages: dict[str, Coverage] = {}
    faces = []
    for entry in entries:
        ranges = entry["covers"]
        # Most files of a family cover the same characters: one object serves them all.
        covers = coverages.setdefault(ranges, Coverage.parse(ranges)) if ranges not in coverages else coverages[ranges]
        family, weight = entry["family"], entry["weight"]
        faces.append(Face(f"{family} {weight}", family, weight, folder / entry["file"], entry["script"], covers))
    return tuple(faces)


@lru_cache(maxsize=16)
def _brought(folder: Path) -> tuple[Face, ...]:
    """The faces of a brand's fonts folder, in the order of their file names; family and weight come from the files."""
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    faces = []
    for path in paths:
        suffix = path.suffix.lower()
        if suffix in (".ttf", ".otf"):
            faces.append(_read(path))
        elif suffix in (".woff", ".woff2", ".ttc", ".otc", ".eot"):
            raise AssetError(str(path), f"{suffix} fonts can't be drawn in films.", "Bring the font as .ttf or .otf.")
    return tuple(faces)


def _read(path: Path) -> Face:
    try:
        with TTFont(path, lazy=True) as font:
            names = font["name"]
            family = names.getDebugName(16) or names.getDebugName(1)
            weight = int(font["OS/2"].usWeightClass)
            if not family or "fvar" in font:
                cause = "a variable font can't be drawn in films." if family else "the font doesn't say its family."
                raise AssetError(str(path), cause, "Bring one static file for each weight.")
            return Face(f"{family} {weight}", family, weight, path, "brand", Coverage.of(font.getBestCmap()))
    except (OSError, TTLibError, KeyError) as error:
        raise AssetError(str(path), "this is not a font that can be read.", "Bring it as .ttf or .otf.") from error
