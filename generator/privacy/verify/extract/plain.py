"""Any file: the whole as text when it is text, else whatever in it reads like some."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.privacy.verify.passage import Kind, Passage

_LEAST_RUN = 6
# Letters become a, zeros z and all other bytes b, so that runs are found by looking for a plain string.
_SHAPE = bytes(0x61 if byte == 9 or 0x20 <= byte <= 0x7E else 0x7A if byte == 0 else 0x62 for byte in range(256))
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
    shape = data.translate(_SHAPE)
    found = [data[start:end].decode("ascii") for start, end in _spans(shape, b"a" * _LEAST_RUN, b"a")]
    # Big-endian text reads as little-endian, one byte on.
    for start, end in _spans(shape, b"za" * (_LEAST_RUN - 1), b"za"):
        before = data[start - 1 : start] if shape[start - 1 : start] == b"a" else b""
        found.append((before + data[start + 1 : end : 2]).decode("ascii"))
    return Passage(Kind.LOOSE, "\n".join(found), place, data)


def _spans(shape: bytes, begin: bytes, more: bytes) -> Iterator[tuple[int, int]]:
    """(start, end) of every run that begins so and goes on by `more`."""
    start = shape.find(begin)
    while start >= 0:
        end = start + len(begin)
        while shape.startswith(more, end):
            end += len(more)
        yield start, end
        start = shape.find(begin, end)


def runs(data: bytes) -> Iterator[str]:
    """Everything of four characters or more that reads as UTF-8 or, mostly Latin, as UTF-16."""
    for match in _UTF8.finditer(data):
        yield match.group().decode("utf-8", "ignore")
    for match in _WIDE.finditer(data):
        run = match.group()
        yield (run if len(run) % 2 == 0 else run + b"\0").decode("utf-16-le", "ignore")
    for match in _WIDE_BIG.finditer(data):
        yield match.group().decode("utf-16-be", "ignore")
