"""Which font files draw a text: the brand's own, then Inter, then the script's, then emoji."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.errors import AssetError
from generator.typefaces.coverage import needs_glyph
from generator.typefaces.shelf import Face, shelf

_PLAIN = "Inter"
# Han characters look different in each country: these are tried in the order that the text's language gives.
_EASTERN = {"zh": "Noto Sans SC", "ja": "Noto Sans JP", "ko": "Noto Sans KR"}
_EMOJI = ("emoji", "emoji-mono")


@dataclass(frozen=True, slots=True)
class _Wish:
    """The look that is asked for, whatever the text."""

    family: str
    weight: int
    tabular: bool
    color_emoji: bool
    extra_dirs: tuple[Path, ...]


def families_for(
    text: str,
    family: str,
    weight: int,
    tabular: bool = False,
    color_emoji: bool = True,
    *,
    language: str = "",
    extra_dirs: tuple[Path, ...] = (),
) -> tuple[Face, ...]:
    """Choose the faces that draw `text`, in fallback order; the first is always the one of `family` itself.

    Text, family and weight (100–900; the nearest at hand is taken) in; only the files that this text needs out.
    `tabular` takes the digits of one width. `color_emoji=False` takes outlined emoji, for PDF. `language` ("ja",
    "zh_CN", …) settles how Han characters look; without it kana and hangul in the text do. `extra_dirs` are folders
    with more fonts. Raises AssetError for a family that isn't there.
    """
    wish = _Wish(family, weight, tabular, color_emoji, extra_dirs)
    return _choose(text, wish, language[:2].lower())[0]


def missing(text: str, family: str = _PLAIN, extra_dirs: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """The characters of `text` that no font at hand has, in order of appearance, each once."""
    return _choose(text, _Wish(family, 400, False, True, extra_dirs), "")[1]


def family_names(extra_dirs: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Every family at hand, for messages about one that isn't."""
    return tuple(dict.fromkeys(face.family for face in shelf(extra_dirs)))


def weights_of(family: str, extra_dirs: tuple[Path, ...] = ()) -> tuple[int, ...]:
    """The weights in which `family` is at hand, lightest first; empty for an unknown family."""
    return tuple(sorted(face.weight for face in shelf(extra_dirs) if face.family == family))


@lru_cache(maxsize=4096)
def _choose(text: str, wish: _Wish, language: str) -> tuple[tuple[Face, ...], tuple[str, ...]]:
    """The faces, and the characters that none of them has."""
    chain = _chain(wish, _eastern(text, language))
    used = {0}
    lacking: list[str] = []
    for char in dict.fromkeys(text):
        if needs_glyph(char):
            code = ord(char)
            place = next((number for number, face in enumerate(chain) if code in face.covers), None)
            if place is None:
                lacking.append(char)
            else:
                used.add(place)
    return tuple(chain[number] for number in sorted(used)), tuple(lacking)


def _eastern(text: str, language: str) -> str:
    """The language whose Han characters are meant: as told, else as the text's own script shows."""
    if language in _EASTERN:
        return language
    if any("\u3040" <= char <= "\u30ff" or "\uff66" <= char <= "\uff9f" for char in text):
        return "ja"
    if any("\uac00" <= char <= "\ud7a3" or "\u1100" <= char <= "\u11ff" for char in text):
        return "ko"
    return "zh"


@lru_cache(maxsize=512)
def _chain(wish: _Wish, eastern: str) -> tuple[Face, ...]:
    """Every face that may be needed, best first."""
    by_family: dict[str, list[Face]] = {}
    for face in shelf(wish.extra_dirs):
        by_family.setdefault(face.family, []).append(face)
    if wish.family not in by_family:
        known = ", ".join(by_family)
        raise AssetError(f"the font family {wish.family!r}", "no file of it is at hand.", f"At hand are {known}.")

    def is_for_text(faces: list[Face]) -> bool:
        return faces[0].script not in ("latin", "brand", *_EMOJI)

    eastern_order = sorted(_EASTERN, key=lambda language: language != eastern)
    emoji = "Noto Color Emoji" if wish.color_emoji else "Noto Emoji"
    names = [
        *([f"{wish.family} Tabular"] if wish.tabular else []),
        wish.family,
        *([f"{_PLAIN} Tabular"] if wish.tabular else []),
        _PLAIN,
        *(name for name, faces in by_family.items() if is_for_text(faces) and name not in _EASTERN.values()),
        *(_EASTERN[language] for language in eastern_order),
        emoji,
    ]
    if wish.tabular and f"{wish.family} Tabular" in by_family:
        names.remove(wish.family)
    return tuple(_nearest(by_family[name], wish.weight) for name in dict.fromkeys(names) if name in by_family)


def _nearest(faces: list[Face], weight: int) -> Face:
    """The face nearest in weight; between two, the heavier for bold text and the lighter for the rest."""
    return min(faces, key=lambda face: (abs(face.weight - weight), -face.weight if weight > 500 else face.weight))
