"""The boxes of an MP4 file, and the one flag in them that the muxer does not let one set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_ENABLED = 1


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the file: its kind, and where its content begins and ends."""

    kind: bytes
    begin: int
    end: int


def boxes(file: BinaryIO, begin: int, end: int) -> Iterator[Box]:
    """A stretch of an open file in, the boxes that stand in it side by side out; stops at one that is none."""
    position = begin
    while position + 8 <= end:
        file.seek(position)
        head = file.read(16)
        length, content = int.from_bytes(head[:4], "big"), position + 8
        if length == 1:
            length, content = int.from_bytes(head[8:16], "big"), position + 16
        if position + length < content:
            return
        yield Box(head[4:8], content, position + length)
        position += length


def switch_off(path: Path, entry: bytes) -> None:
    """Clear the flag that turns a track on by default. `entry`: the kind of its samples, `b"tx3g"` for captions.

    The muxer sets the flag for the only track of its kind, whatever one asks for.
    """
    with path.open("r+b") as file:
        for header, samples in list(_tracks(file, path.stat().st_size)):
            file.seek(samples.begin + 12)
            if file.read(4) == entry:
                # One byte of version, three of flags.
                file.seek(header.begin + 3)
                flags = file.read(1)[0]
                file.seek(header.begin + 3)
                file.write(bytes([flags & ~_ENABLED]))


def _tracks(file: BinaryIO, size: int) -> Iterator[tuple[Box, Box]]:
    """For each track: the box with its flags, and the box that says what its samples are."""
    for film in _inside(file, Box(b"", 0, size), b"moov"):
        for track in _inside(file, film, b"trak"):
            found = [track]
            for kind in (b"mdia", b"minf", b"stbl", b"stsd"):
                found = [inner for outer in found for inner in _inside(file, outer, kind)]
            for header in _inside(file, track, b"tkhd"):
                yield from ((header, samples) for samples in found)


def _inside(file: BinaryIO, outer: Box, kind: bytes) -> list[Box]:
    return [box for box in boxes(file, outer.begin, outer.end) if box.kind == kind]
