"""Web fonts: the part of each face that a campaign's pages need, as WOFF2."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from generator.typefaces.choice import families_for
from generator.typefaces.coverage import Coverage, needs_glyph
from generator.typefaces.shelf import Face

# What a browser may need of a face, in files that it loads one by one when the page's text asks for them.
_PARTS: tuple[tuple[range, ...], ...] = (
    (
        *(range(0x20, 0x180), range(0x2C6, 0x2DE)),
        *(range(0x2000, 0x2070), range(0x20A0, 0x20D0), range(0x2116, 0x2123), range(0x2190, 0x2270)),
    ),
    (range(0x180, 0x2C6), range(0x300, 0x370), range(0x1E00, 0x1F00)),
    (range(0x370, 0x400), range(0x1F00, 0x2000)),
    (range(0x400, 0x530),),
)

# Shaping, kerning, and the two kinds of digits.
_FEATURES = ["calt", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "pnum", "tnum", "init", "medi", "fina", "rlig"]
_NAMES = (0, 1, 2, 4, 6, 13, 14, 16, 17)


@dataclass(frozen=True, slots=True)
class WebFont:
    """One @font-face rule. `unicode_range` is CSS ("U+20-7E, U+A0"), `data` a WOFF2 file, `sha256` its hex digest."""

    family: str
    weight: int
    unicode_range: str
    data: bytes
    sha256: str


def web_fonts(
    families_and_weights: Iterable[tuple[str, int]], text_extra: str = "", extra_dirs: tuple[Path, ...] = ()
) -> tuple[WebFont, ...]:
    """Subset each (family, weight) for the web; the same in gives the same bytes out.

    Every face gives a file for Western and Central European text, punctuation and currency signs, and smaller ones for
    the rest of Latin, for Greek and for Cyrillic where it has them. Characters of `text_extra` that the face lacks come
    from the fallback faces, under the asked family's name, so that one `font-family` is enough; emoji are left to the
    reader's own device.
    """
    fonts = []
    for family, weight in dict.fromkeys(families_and_weights):
        faces = families_for(text_extra, family, weight, extra_dirs=extra_dirs)
        own = faces[0]
        taken: set[int] = set()
        for part in _PARTS:
            codes = {code for codes in part for code in codes if code in own.covers}
            if codes:
                fonts.append(_web_font(family, weight, own, codes))
                taken |= codes
        for face in faces:
            rest = {ord(char) for char in text_extra if needs_glyph(char) and ord(char) in face.covers} - taken
            if rest and not face.script.startswith("emoji"):
                fonts.append(_web_font(family, weight, face, rest))
                taken |= rest
    return tuple(fonts)


def _web_font(family: str, weight: int, face: Face, codes: set[int]) -> WebFont:
    data = _subset(face.path, frozenset(codes))
    return WebFont(family, weight, Coverage.of(codes).unicode_range(), data, hashlib.sha256(data).hexdigest())


@lru_cache(maxsize=256)
def _subset(path: Path, codes: frozenset[int]) -> bytes:
    """A WOFF2 file with these characters, their ligatures, kerning and equal-width digits."""
    options = subset.Options(
        layout_features=_FEATURES,
        hinting=False,
        recalc_timestamp=False,
        notdef_outline=True,
        drop_tables=[*subset.Options._drop_tables_default, "STAT"],
    )
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        # Put aside meanwhile: pruning the names searches the whole font for uses of them, a third of the time.
        names = font["name"]
        names.names = [name for name in names.names if name.nameID in _NAMES]
        del font["name"]
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
        font["name"] = names
        font.flavor = "woff2"
        out = BytesIO()
        font.save(out)
        return out.getvalue()
