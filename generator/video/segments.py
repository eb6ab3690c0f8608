"""Segments in and out of files, and the store of those that several films share.

A shared segment is encoded by one worker while the others that want it wait; a personal one goes straight to its film
and never touches the cache.

    magic, frames, length of headers, number of chunks      four 32-bit numbers, little-endian
    headers
    for each chunk: frame, key, length                      three 32-bit numbers
    the chunks' data
    SHA-256 of all before
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from pathlib import Path

from generator.video.cache import REPEATED, SEGMENTS, Cache, touch, whole
from generator.video.encode import Chunk, Segment
from generator.video.plan import Plan, Shot

_MAGIC = 0x53454731
_HEADER = struct.Struct("<4I")
_CHUNK = struct.Struct("<3I")
_DIGEST_BYTES = 32


class SegmentStore:
    """The shared segments of a cache folder."""

    def __init__(self, cache: Cache, plan: Plan) -> None:
        self._cache = cache
        self._plan = plan
        self._kept: dict[str, Segment] = {}

    def use(self, plan: Plan) -> None:
        """Share by this plan from now on."""
        self._plan = plan

    def segment(self, shot: Shot, make: Callable[[], Segment]) -> Segment:
        """A shot in, its segment out: from the cache if it is shared, made by `make` otherwise."""
        if not self._plan.shares(shot):
            return make()
        if shot.personal:
            return self._shared(shot, make)
        if shot.name not in self._kept:
            self._kept[shot.name] = self._shared(shot, make)
        return self._kept[shot.name]

    def _shared(self, shot: Shot, make: Callable[[], Segment]) -> Segment:
        kind = REPEATED if shot.personal else SEGMENTS
        path = self._cache.path(kind, shot.name)
        with self._cache.alone(kind, shot.name):
            segment = _read(path)
            if segment is None:
                segment = make()
                with whole(path) as part:
                    part.write_bytes(to_bytes(segment))
        return segment


def _read(path: Path) -> Segment | None:
    try:
        segment = from_bytes(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    touch(path)
    return segment


def to_bytes(segment: Segment) -> bytes:
    """A Segment in, the bytes of its file out."""
    parts = [_HEADER.pack(_MAGIC, segment.frames, len(segment.headers), len(segment.chunks)), segment.headers]
    parts += [_CHUNK.pack(chunk.frame, chunk.key, len(chunk.data)) for chunk in segment.chunks]
    parts += [chunk.data for chunk in segment.chunks]
    content = b"".join(parts)
    return content + hashlib.sha256(content).digest()


def from_bytes(data: bytes) -> Segment:
    """The bytes of a segment's file in, the Segment out; raises ValueError when they are damaged."""
    content, digest = data[:-_DIGEST_BYTES], data[-_DIGEST_BYTES:]
    if len(content) < _HEADER.size or hashlib.sha256(content).digest() != digest:
        raise ValueError("damaged segment")
    magic, frames, headers_length, count = _HEADER.unpack_from(content)
    if magic != _MAGIC:
        raise ValueError("not a segment")
    table = _HEADER.size + headers_length
    position = table + count * _CHUNK.size
    chunks: list[Chunk] = []
    for number in range(count):
        frame, key, length = _CHUNK.unpack_from(content, table + number * _CHUNK.size)
        chunks.append(Chunk(frame=frame, key=bool(key), data=content[position : position + length]))
        position += length
    return Segment(headers=content[_HEADER.size : table], frames=frames, chunks=tuple(chunks))
