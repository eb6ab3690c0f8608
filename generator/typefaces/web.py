"""Web fonts: the part of each face that a campaign's pages need, as WOFF2."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.typefaces.choice import families_for
from generator.typefaces.coverage import Coverage, needs_glyph
from generator.typefaces.cut import cut, part_codes, ready_part


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
        for number, codes in part_codes(own.covers):
            ready = ready_part(own.path, number)
            data = ready.read_bytes() if own.script == "latin" and ready.is_file() else cut(own.path, codes)
            fonts.append(_web_font(family, weight, codes, data))
            taken |= codes
        for face in faces:
            rest = frozenset(ord(char) for char in text_extra if needs_glyph(char) and ord(char) in face.covers) - taken
            if rest and not face.script.startswith("emoji"):
                fonts.append(_web_font(family, weight, rest, cut(face.path, rest)))
                taken |= rest
    return tuple(fonts)


def _web_font(family: str, weight: int, codes: frozenset[int], data: bytes) -> WebFont:
    return WebFont(family, weight, Coverage.of(codes).unicode_range(), data, hashlib.sha256(data).hexdigest())
