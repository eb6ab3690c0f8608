"""Films in WebM: their elements, taken apart (RFC 8794): tags, chapters, attachments; frames only as readable runs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.privacy.verify.extract.plain import loose, said
from generator.privacy.verify.passage import Passage

EBML = b"\x1a\x45\xdf\xa3"
_SEGMENT, _CLUSTER = 0x18538067, 0x1F43B675
_UNKNOWN = -1


def passages(data: bytes) -> Iterator[Passage]:
    """What the file says. Raises ValueError for what is no WebM, or is cut short."""
    if data[:4] != EBML:
        raise ValueError("not a film")
    yield from _elements(data, 0, len(data), top=True)


def _elements(data: bytes, start: int, end: int, *, top: bool) -> Iterator[Passage]:
    at = start
    while at < end:
        name, at = _number(data, at, end, keep=True)
        size, at = _number(data, at, end, keep=False)
        if size == _UNKNOWN:
            size = end - at
        if at + size > end:
            if top:
                raise ValueError("a film that is cut short")
            size = end - at
        if name == _SEGMENT:
            yield from _elements(data, at, at + size, top=False)
        elif name == _CLUSTER:
            yield loose(data[at : at + size], "among the frames")
        else:
            yield from said(data[at : at + size], "tags")
        at += size


def _number(data: bytes, at: int, end: int, *, keep: bool) -> tuple[int, int]:
    """A variable-size integer and where it ends; `keep` its marker, as an element's name does."""
    first = data[at] if at < end else 0
    length = 9 - first.bit_length()
    if first == 0 or at + length > end:
        raise ValueError("not a film")
    value = int.from_bytes(data[at : at + length], "big")
    if not keep:
        value &= (1 << (7 * length)) - 1
        if value == (1 << (7 * length)) - 1:
            value = _UNKNOWN
    return value, at + length
