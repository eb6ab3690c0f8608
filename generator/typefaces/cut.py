"""Cut a font file down to some characters, for the web."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

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


def part_codes(covered: Container[int]) -> Iterator[tuple[int, frozenset[int]]]:
    """The number of each part of which a font has something, with the code points that it has."""
    for number, part in enumerate(_PARTS):
        codes = frozenset(code for codes in part for code in codes if code in covered)
        if codes:
            yield number, codes


def ready_part(path: Path, number: int) -> Path:
    """Where the build puts a part that it has cut already, since cutting takes a while."""
    return path.parent / "web" / f"{path.stem}.{number}.woff2"


@lru_cache(maxsize=256)
def cut(path: Path, codes: frozenset[int]) -> bytes:
    """A font file and code points in, a WOFF2 file of these out; the same in gives the same bytes out."""
    # Takes a while to load, and only pages and documents want it: films are drawn from whole files.
    from fontTools import subset

    options = subset.Options(
        layout_features=_FEATURES,
        hinting=False,
        recalc_timestamp=False,
        notdef_outline=True,
        drop_tables=[*subset.Options._drop_tables_default, "STAT"],
    )
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        # The same bytes, whether HarfBuzz happens to be installed or not.
        font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
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
