"""A text in, whatever stands in it in base64 or hexadecimal and reads as text again, out."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from functools import lru_cache

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{6,}(?:\r?\n[A-Za-z0-9+/_-]{6,})*={0,2}")
_HEX = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[ :,-]?){4,}(?![0-9A-Fa-f])")
# What base64 makes of a text has capitals and figures in the middle; words of prose and of programs have none.
_WORDS = re.compile(r"[A-Z]?[a-z]+(?:[-_/][A-Z]?[a-z]+)*|[A-Z]+")
_MOST_WORDS = 40
_URL_SAFE = str.maketrans("-_", "+/")
_LEAST = 4
_READABLE = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]+")
_SIX = re.compile(r"[A-Za-z0-9+/_-]{6}")
# Every hexadecimal digit as one letter, what may stand between two of them as another: rows of them are found at once.
_OUTLINE = bytes(
    104 if chr(code) in "0123456789abcdefABCDEF" else 45 if chr(code) in " :,-" else 46 for code in range(256)
)
_SHORTEST_HEX = b"h" * 8
_ROW = re.compile(rb"h[h-]{6,}h")
_SEPARATOR = re.compile(r"[ :,-]")


def decoded(text: str) -> tuple[tuple[str, str], ...]:
    """("base64" or "hex", the text that was encoded), once each. A run may begin before what was encoded in it, so
    every alignment is tried; what reads as noise is left out."""
    return (*base64_in(text), *hex_in(text))


def base64_in(text: str) -> tuple[tuple[str, str], ...]:
    """The same of base64 alone."""
    if _SIX.search(text) is None:
        return ()
    runs = dict.fromkeys([run for run in _BASE64.findall(text) if not run.islower() or not run.isalpha()])
    return tuple([each for run in runs for each in _base64_in(run)])


def hex_in(text: str) -> tuple[tuple[str, str], ...]:
    """The same of hexadecimal alone."""
    outline = text.encode("ascii", "replace").translate(_OUTLINE)
    if _SHORTEST_HEX not in outline.replace(b"-", b""):
        return ()
    rows = [text[row.start() : row.end() + 1] for row in _ROW.finditer(outline)]
    runs = dict.fromkeys([run for row in rows for run in _HEX.findall(row)])
    return tuple(each for run in runs for each in _hex_in(run))


def opens(text: str) -> bool:
    """Whether a run of base64 may go on from the line before."""
    return _SIX.match(text) is not None


def closes(text: str) -> bool:
    """Whether a run of base64 may go on in the line after."""
    return _SIX.match(text.removesuffix("\r")[-6:]) is not None


@lru_cache(maxsize=16384)
def _base64_in(run: str) -> tuple[tuple[str, str], ...]:
    """Remembered, because most runs are names that every page has."""
    run = run.rstrip("=")
    if len(run) <= _MOST_WORDS and _WORDS.fullmatch(run):
        return ()
    plain = "".join(run.split()).translate(_URL_SAFE)
    shifts = range(4) if len(plain) < 4096 else (0,)
    return tuple(("base64", part) for shift in shifts for part in _readable(_unbase(plain[shift:])))


@lru_cache(maxsize=4096)
def _hex_in(run: str) -> tuple[tuple[str, str], ...]:
    plain = _SEPARATOR.sub("", run)
    return tuple(("hex", part) for shift in (0, 1) for part in _readable(_unhex(plain[shift:])))


def _unbase(run: str) -> bytes:
    try:
        # A last character alone holds six bits, which are no byte.
        whole = run[: len(run) - 1] if len(run) % 4 == 1 else run
        return base64.b64decode(whole + "=" * (-len(whole) % 4))
    except binascii.Error:
        return b""


def _unhex(run: str) -> bytes:
    return bytes.fromhex(run[: len(run) & ~1])


def _readable(data: bytes) -> Iterator[str]:
    """The data as text when all of it is one, or else its runs of a few readable characters."""
    if len(data) < _LEAST:
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    for match in _READABLE.finditer(text):
        part = match.group()
        if len(part) >= _LEAST and (len(part) > 8 or len(part) * 2 >= len(text)):
            yield part
