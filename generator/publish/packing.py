"""Texts as browsers like to get them: packed with gzip, a third of the size. Films, pictures and fonts are packed."""

from __future__ import annotations

import gzip
from pathlib import Path

PACKED_SUFFIXES = frozenset((".html", ".css", ".js", ".svg", ".vtt", ".csv", ".ics", ".xml", ".json"))
_LEAST_BYTES, _MOST_BYTES = 512, 8 << 20
_LEVEL = 6


def may_pack(name: str, size: int, accepted: str | None) -> bool:
    """A file's name, its size in bytes and the request's Accept-Encoding in; whether to send it packed out."""
    return (
        Path(name).suffix.lower() in PACKED_SUFFIXES
        and _LEAST_BYTES <= size <= _MOST_BYTES
        and _quality(accepted or "", "gzip") > 0
    )


def packed(data: bytes) -> bytes:
    """The same bytes in, the same out: the time of packing is left out."""
    return gzip.compress(data, _LEVEL, mtime=0)


def packed_tag(tag: str) -> str:
    """An entity tag in, that of the packed file out: another, since other bytes are sent (RFC 9110, section 8.8.3)."""
    return f'{tag[:-1]}-gz"'


def plain_tag(tag: str) -> str:
    """The tag of the file itself, whichever was kept."""
    return f'{tag.removesuffix("-gz" + chr(34))}"' if tag.endswith('-gz"') else tag


def _quality(accepted: str, coding: str) -> float:
    """How much a coding is wanted, 0 to 1 (RFC 9110, section 12.5.3). One that isn't named isn't wanted."""
    for part in accepted.split(","):
        name, _, parameters = part.partition(";")
        if name.strip().lower() == coding:
            weight = parameters.replace(" ", "").lower().removeprefix("q=")
            try:
                return float(weight) if weight else 1.0
            except ValueError:
                return 0.0
    return 0.0
