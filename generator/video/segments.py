"""Segments in and out of bytes, for the files of the store.

magic, frames, length of headers, number of chunks      four 32-bit numbers, little-endian
headers
for each chunk: frame, key, length                      three 32-bit numbers
the chunks' data
SHA-256 of all before
"""

from __future__ import annotations

import hashlib
import struct

from generator.video.encode import Chunk, Segment

_MAGIC = 0x53454731
_HEADER = struct.Struct("<4I")
_CHUNK = struct.Struct("<3I")
_DIGEST_BYTES = 32


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
