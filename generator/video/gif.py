"""GIF by parts: the pictures of a scene become bytes that stand in any film's preview, as packets do in the film.

A part has a palette of its own, and of every picture but its first only the rectangle that changed, with a transparent
pixel for each that did not.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import GifImagePlugin, Image

from generator.video.changes import Change, changes
from generator.video.compose import Pixels
from generator.video.palette import MOST_COLOURS, Palette, palette_of

# What is tried, in turn, until a preview is small enough: colours, and every how many moving pictures one is kept.
LADDER = ((MOST_COLOURS, 1), (96, 1), (64, 2), (32, 3), (16, 4))
_CONTROL = struct.Struct("<BBBBHBB")
_PLACE = struct.Struct("<BHHHHB")
_SCREEN = struct.Struct("<6sHHBBB")
_FOREVER = b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
_KEEP = 1 << 2
_SEE_THROUGH = 1
_TABLE = 1 << 7


def part(pictures: Sequence[Pixels], holds_s: Sequence[float], colours: int) -> bytes:
    """The pictures of one scene, at least one, BGRA, and how long each shows in; GIF image blocks out."""
    last = len(pictures) - 1
    palette = palette_of([pictures[number] for number in sorted({last, last // 2})], colours)
    shown: NDArray[np.uint8] | None = None
    blocks: list[bytes] = []
    for change in changes(pictures, holds_s):
        fresh = palette.indices(change.pixels)
        if shown is None:
            shown = fresh.copy()
        else:
            area = shown[change.top : change.top + fresh.shape[0], change.left : change.left + fresh.shape[1]]
            same = area == fresh
            area[:] = fresh
            fresh = np.where(same, np.uint8(palette.unchanged), fresh)
        blocks.append(_block(fresh, change, palette))
    return b"".join(blocks)


def join(size_px: tuple[int, int], parts: Iterable[bytes]) -> bytes:
    """Parts of equal size in, a GIF that plays them for ever out."""
    return b"".join([_SCREEN.pack(b"GIF89a", *size_px, 0x70, 0, 0), _FOREVER, *parts, b";"])


def _block(indices: NDArray[np.uint8], change: Change, palette: Palette) -> bytes:
    height, width = indices.shape
    control = _CONTROL.pack(0x21, 0xF9, 4, _KEEP | _SEE_THROUGH, round(change.hold_s * 100), palette.unchanged, 0)
    bits = (len(palette.table) // 3).bit_length() - 2
    place = _PLACE.pack(0x2C, change.left, change.top, width, height, _TABLE | bits)
    # The first piece that Pillow gives is a header without a table, which is written here instead.
    _, *codes = GifImagePlugin.getdata(Image.fromarray(indices))
    return b"".join([control, place, palette.table, *codes])
