"""Animated WebP by parts: as in a GIF, with all colours."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Sequence

from generator.video.changes import Change, changes
from generator.video.compose import Pixels

# What is tried, in turn, until a preview is small enough: quality, and every how many moving pictures one is kept.
LADDER = ((80, 1), (60, 1), (45, 2), (25, 3), (5, 4))
_CHUNK = struct.Struct("<4sI")
_DO_NOT_BLEND = 2
_ANIMATED = 2
_RIFF_HEAD = 12


def part(pictures: Sequence[Pixels], holds_s: Sequence[float], quality: int) -> bytes:
    """The pictures of one scene, at least one, BGRA, and how long each shows in; WebP frame chunks out."""
    return b"".join(_frame(change, quality) for change in changes(pictures, holds_s))


def join(size_px: tuple[int, int], parts: Iterable[bytes]) -> bytes:
    """Parts of equal size in, a WebP that plays them for ever out."""
    width, height = size_px
    extended = struct.pack("<B3x", _ANIMATED) + _three(width - 1) + _three(height - 1)
    content = b"".join([b"WEBP", _chunk(b"VP8X", extended), _chunk(b"ANIM", struct.pack("<IH", 0xFFFFFFFF, 0)), *parts])
    return _CHUNK.pack(b"RIFF", len(content)) + content


def _frame(change: Change, quality: int) -> bytes:
    out = io.BytesIO()
    picture = change.image()
    picture.save(out, "WEBP", quality=quality, method=0)
    numbers = (change.left // 2, change.top // 2, picture.width - 1, picture.height - 1, round(change.hold_s * 1000))
    return _chunk(b"ANMF", b"".join(map(_three, numbers)) + bytes([_DO_NOT_BLEND]) + out.getvalue()[_RIFF_HEAD:])


def _chunk(kind: bytes, content: bytes) -> bytes:
    return _CHUNK.pack(kind, len(content)) + content + b"\0" * (len(content) % 2)


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")
