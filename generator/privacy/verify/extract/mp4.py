"""Films in MP4: their boxes, taken apart (ISO/IEC 14496-12): tags, chapters, names and text tracks.

The frames themselves (`mdat`) are no text; what somebody hid among them as plain letters, in SEI messages for
one, is found as readable runs. Pixels and sound are not read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from generator.privacy.verify.extract.plain import loose, said
from generator.privacy.verify.passage import Kind, Passage

_FIRST = (b"ftyp", b"moov", b"styp", b"free", b"mdat", b"wide", b"skip", b"pnot")
_CONTAINERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"mvex", b"moof", b"traf"))
_SAID = frozenset((b"udta", b"meta", b"ilst", b"uuid", b"name", b"elng", b"kind", b"chpl", b"emsg", b"iods", b"cprt"))
_SPOKEN = frozenset((b"text", b"sbtl", b"subt", b"clcp", b"subp", b"meta"))
_MOST_DEPTH = 12


@dataclass(slots=True)
class _Track:
    """Where a track's samples are: `sizes` and `offsets` in bytes, `runs` as (first chunk, samples a chunk)."""

    handler: bytes = b""
    sizes: tuple[int, ...] = ()
    offsets: tuple[int, ...] = ()
    runs: tuple[tuple[int, int], ...] = ()


def passages(data: bytes) -> Iterator[Passage]:
    """What the file says. Raises ValueError for what is no MP4, or is cut short."""
    if data[4:8] not in _FIRST:
        raise ValueError("not a film")
    tracks: list[_Track] = []
    yield from _boxes(data, 0, len(data), tracks, 0)
    for track in tracks:
        if track.handler in _SPOKEN:
            cues = [_cue(sample) for sample in _samples(data, track)]
            yield Passage(Kind.PROSE, " ".join(" ".join(cues).split()), "text track")


def _boxes(data: bytes, start: int, end: int, tracks: list[_Track], depth: int) -> Iterator[Passage]:
    at = start
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= end:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            if depth == 0:
                raise ValueError("a film that is cut short")
            break
        yield from _box(data, kind, at + head, at + size, tracks, depth)
        at += size
    if at < end:
        # Bytes after the last box belong to nothing.
        yield from said(data[at:end], "after the film")


def _box(data: bytes, kind: bytes, start: int, end: int, tracks: list[_Track], depth: int) -> Iterator[Passage]:
    if kind in _CONTAINERS and depth < _MOST_DEPTH:
        if kind == b"trak":
            tracks.append(_Track())
        yield from _boxes(data, start, end, tracks, depth + 1)
        return
    if kind == b"mdat":
        yield loose(data[start:end], "among the frames")
        return
    body = data[start:end]
    if kind in _SAID:
        yield from said(body, "tags")
        return
    if tracks and kind in (b"hdlr", b"stsz", b"stco", b"co64", b"stsc"):
        _note(tracks[-1], kind, body)
        if kind != b"hdlr":
            return
    yield loose(body, "header")


def _note(track: _Track, kind: bytes, body: bytes) -> None:
    try:
        if kind == b"hdlr":
            # A track has one in `mdia`; one of `minf` or `meta` comes after it and names a data handler.
            track.handler = track.handler or body[8:12]
            return
        count = struct.unpack_from(">I", body, 4)[0]
        if kind == b"stsz":
            fixed, count = struct.unpack_from(">II", body, 4)
            track.sizes = (fixed,) * count if fixed else struct.unpack_from(f">{count}I", body, 12)
        elif kind == b"stsc":
            numbers = struct.unpack_from(f">{count * 3}I", body, 8)
            track.runs = tuple(zip(numbers[::3], numbers[1::3], strict=True))
        else:
            track.offsets = struct.unpack_from(f">{count}{'I' if kind == b'stco' else 'Q'}", body, 8)
    except struct.error as caught:
        raise ValueError("a film whose index is damaged") from caught


def _samples(data: bytes, track: _Track) -> Iterator[bytes]:
    sample = 0
    for index, (first, per_chunk) in enumerate(track.runs):
        after = track.runs[index + 1][0] if index + 1 < len(track.runs) else len(track.offsets) + 1
        for chunk in range(first, after):
            at = track.offsets[chunk - 1] if chunk <= len(track.offsets) else len(data)
            for _ in range(per_chunk):
                if sample >= len(track.sizes):
                    return
                yield data[at : at + track.sizes[sample]]
                at += track.sizes[sample]
                sample += 1


def _cue(sample: bytes) -> str:
    """3GPP timed text: two bytes of length, then the text, then boxes of style."""
    length = int.from_bytes(sample[:2], "big")
    text = sample[2 : 2 + length]
    encoding = "utf-16" if text[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
    return text.decode(encoding, "replace")
