"""Any file: the whole as text when it is text, else whatever in it reads like some."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from generator.privacy.verify.passage import Kind, Passage

_LEAST_RUN = 6
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff][\x00-\x06]){4,}[\x20-\x7e]?")
_WIDE_BIG = re.compile(rb"(?:[\x00-\x06][\x20-\x7e\xa0-\xff]){4,}")
_UTF8 = re.compile(rb"(?:[\t\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){4,}")


def passages(data: bytes, place: str = "") -> Iterator[Passage]:
    """The whole as source when it is UTF-8 or UTF-16, else its readable runs."""
    text = as_text(data)
    if text is None:
        yield loose(data, place)
    else:
        yield Passage(Kind.MIXED, text, place)


def as_text(data: bytes) -> str | None:
    """The whole as text, or None when it is none."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def said(data: bytes, place: str) -> Iterator[Passage]:
    """A field that holds a text, in whatever encoding: its readable runs as prose."""
    text = "\n".join(runs(data))
    if text:
        yield Passage(Kind.PROSE, text, place)


def loose(data: bytes, place: str = "") -> Passage:
    """What is no text: runs of six letters or more as ASCII, and as UTF-16; the bytes themselves for other scripts."""
    # A film has millions of bytes: they are looked at all at once. What is below a space wraps round and is large.
    numbers = np.frombuffer(data, np.uint8)
    letters = (numbers - np.uint8(0x20) <= 0x7E - 0x20) | (numbers == 9)
    found = [data[start:end].decode("ascii") for start, end in _runs(letters, _LEAST_RUN)]
    # Big-endian text reads as little-endian, one byte on.
    for start, end in _runs((numbers[:-1] == 0) & letters[1:], _LEAST_RUN - 1, step=2):
        before = data[start - 1 : start] if start and letters[start - 1] else b""
        found.append((before + data[start + 1 : end : 2]).decode("ascii"))
    return Passage(Kind.LOOSE, "\n".join(found), place, data)


def _runs(marked: NDArray[np.bool_], least: int, step: int = 1) -> Iterator[tuple[int, int]]:
    """(start, end) of every run of at least so many marks, each `step` after the one before. bool (n)."""
    reach, begun = 1, marked
    while reach < least and len(begun):
        # A mark whose next `reach` are marked too: twice as many at each turn.
        more = min(reach, least - reach)
        begun = begun[: -more * step] & begun[more * step :]
        reach += more
    places = np.flatnonzero(begun)
    for first in range(step):
        own = places[places % step == first] if step > 1 else places
        if len(own):
            gaps = np.flatnonzero(np.diff(own) > step)
            starts, lasts = own[np.concatenate(([0], gaps + 1))], own[np.concatenate((gaps, [len(own) - 1]))]
            yield from zip(starts.tolist(), (lasts + least * step).tolist(), strict=True)


def runs(data: bytes) -> Iterator[str]:
    """Everything of four characters or more that reads as UTF-8 or, mostly Latin, as UTF-16."""
    for match in _UTF8.finditer(data):
        yield match.group().decode("utf-8", "ignore")
    for match in _WIDE.finditer(data):
        run = match.group()
        yield (run if len(run) % 2 == 0 else run + b"\0").decode("utf-16-le", "ignore")
    for match in _WIDE_BIG.finditer(data):
        yield match.group().decode("utf-16-be", "ignore")
