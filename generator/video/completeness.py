"""Whether a film's file is all there. A muxer may notice a full disk too late to say so; the file's structure tells."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from generator.video.boxes import boxes


def is_complete(path: Path) -> bool:
    """Whether the boxes of an MP4 fill the file exactly and hold the index before the pictures."""
    size = path.stat().st_size
    with path.open("rb") as file:
        found = list(boxes(file, 0, size))
    kinds = [box.kind for box in found]
    return bool(found) and found[-1].end == size and b"moov" in kinds and kinds.index(b"moov") < kinds.index(b"mdat")


_EBML, _SEGMENT, _CUES, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1C53BB6B, 0x1F43B675


def is_complete_webm(path: Path) -> bool:
    """Whether the elements of a WebM fill the file exactly and hold the index before the pictures."""
    size = path.stat().st_size
    kinds: list[int] = []
    with path.open("rb") as file:
        head = _element(file, 0)
        segment = _element(file, head[1]) if head and head[0] == _EBML else None
        if segment is None or segment[0] != _SEGMENT or segment[1] != size:
            return False
        while file.tell() < size:
            element = _element(file, file.tell())
            if element is None or element[1] > size:
                return False
            kinds.append(element[0])
            file.seek(element[1])
    return _CUES in kinds and _CLUSTER in kinds and kinds.index(_CUES) < kinds.index(_CLUSTER)


def _element(file: BinaryIO, position: int) -> tuple[int, int] | None:
    """The identifier of the EBML element at `position` and where it ends; the file is left at its content."""
    file.seek(position)
    identifier, length = _number(file, marked=True), _number(file, marked=False)
    return None if identifier is None or length is None else (identifier, file.tell() + length)


def _number(file: BinaryIO, *, marked: bool) -> int | None:
    """A number of EBML: the zeros before the first one tell how many bytes follow. `marked`: that one is part of it."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    extra = 8 - first[0].bit_length()
    rest = file.read(extra)
    lead = first[0] if marked else first[0] - (1 << 7 - extra)
    return int.from_bytes(bytes([lead]) + rest) if len(rest) == extra else None
