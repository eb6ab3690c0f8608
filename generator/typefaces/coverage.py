"""Which characters a font file has."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

# Joiners, direction marks, variation selectors and tags shape their neighbours and have no picture of their own.
_INVISIBLE = frozenset(
    (
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
    )
)


def needs_glyph(char: str) -> bool:
    """Whether a character needs a picture from some font; controls and joiners don't."""
    code = ord(char)
    if 0x20 <= code < 0x7F:
        return True
    return not (code in _INVISIBLE or 0xE0000 <= code <= 0xE0FFF or unicodedata.category(char) in ("Cc", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sorted, disjoint ranges of code points: `firsts[i]`–`lasts[i]`, both included."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    @staticmethod
    def parse(ranges: str) -> Coverage:
        """Read hex ranges as the index writes them: "20-7e a0"."""
        pairs = [part.partition("-") for part in ranges.split()]
        return Coverage(
            tuple(int(first, 16) for first, _, _ in pairs), tuple(int(last or first, 16) for first, _, last in pairs)
        )

    @staticmethod
    def of(codes: Iterable[int]) -> Coverage:
        """The coverage of these code points, in any order."""
        firsts: list[int] = []
        lasts: list[int] = []
        for code in sorted(set(codes)):
            if lasts and code == lasts[-1] + 1:
                lasts[-1] = code
            else:
                firsts.append(code)
                lasts.append(code)
        return Coverage(tuple(firsts), tuple(lasts))

    def __contains__(self, code: object) -> bool:
        if not isinstance(code, int):
            return False
        place = bisect_right(self.firsts, code) - 1
        return place >= 0 and code <= self.lasts[place]

    def unicode_range(self) -> str:
        """The ranges as CSS writes them: "U+20-7E, U+A0"."""
        return ", ".join(
            f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
            for first, last in zip(self.firsts, self.lasts, strict=True)
        )
