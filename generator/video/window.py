"""A rectangle of a moving picture as a picture of its own: what of a film is encoded by itself.

Parts of a picture that are put together never look at each other, but pictures look back at pictures, and a block near
an edge may find its motion on the other side, where the film's pixels come from another encoder. So a window can have
margins: first one macroblock of the picture as it goes on, then chequers, which nothing resembles, so that nothing
looks further.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from generator.video.compose import Pixels
from generator.video.patches import Rectangle
from generator.video.yuv import Planes, YuvFrame, parts

BLOCK_PX = 16
_CHEQUERS = ((16, 235), (90, 166), (90, 166))


@dataclass(frozen=True, slots=True)
class Margins:
    """Macroblocks beyond each edge of a window."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


class Window:
    """`area`: the rectangle in macroblocks. `seen`: what is taken from a picture, in pixels: the area and the part of
    its margins that is no chequers. `corner_px`: where `seen` begins in the window's own picture, `frame`."""

    def __init__(self, size_px: tuple[int, int], area: Rectangle, margins: Margins) -> None:
        width, height = size_px
        left, top, right, bottom = (edge * BLOCK_PX for edge in area)
        right, bottom = min(width, right), min(height, bottom)
        over = [BLOCK_PX * bool(margin) for margin in (margins.left, margins.top, margins.right, margins.bottom)]
        self.seen: Rectangle = (left - over[0], top - over[1], right + over[2], bottom + over[3])
        self.corner_px = (margins.left * BLOCK_PX - over[0], margins.top * BLOCK_PX - over[1])
        self.columns = area[2] - area[0] + margins.left + margins.right
        self.size_px = (
            right - left + (margins.left + margins.right) * BLOCK_PX,
            bottom - top + (margins.top + margins.bottom) * BLOCK_PX,
        )
        self.frame = YuvFrame(self.size_px)
        for number, plane in enumerate(self.frame.planes):
            plane[:] = _chequered(plane.shape, number)

    def show(self, planes: Planes) -> None:
        """Take what is seen of a whole picture."""
        for own, given in zip(self.views(self.seen), parts(planes, self.seen), strict=True):
            np.copyto(own, given)

    def views(self, box: Rectangle) -> Planes:
        """The window's own samples of a rectangle of the film's picture, which must lie within `seen`."""
        x, y = self.corner_px[0] - self.seen[0], self.corner_px[1] - self.seen[1]
        return parts(self.frame.planes, (box[0] + x, box[1] + y, box[2] + x, box[3] + y))


@lru_cache(maxsize=24)
def _chequered(shape: tuple[int, int], number: int) -> Pixels:
    """Squares of eight pixels, bright and dark: the plane of that number (0: luma)."""
    step = 2 if number else 1
    y, x = np.indices(shape)
    return np.where((y * step // 8 + x * step // 8) % 2, *_CHEQUERS[number]).astype(np.uint8)
