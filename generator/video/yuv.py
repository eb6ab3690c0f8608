"""Composed pictures in, 4:2:0 frames for the encoder out: only the rectangle that changed is converted again.

sRGB in, BT.709 limited range out. The rectangle is converted with a margin, because a colour sample is averaged from
its neighbours; what comes out is the same, bit for bit, as converting the whole picture.
"""

from __future__ import annotations

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from numpy.typing import NDArray

from generator.video.compose import Pixels

# How far, in pixels, a change can reach in colour samples, and how much more is read to compute those.
_REACH = 4
_CONTEXT = 8
_ALIGN = 16


class YuvConverter:
    """Remembers the last picture and its conversion. One a segment: it starts from nothing."""

    def __init__(self, size_px: tuple[int, int]) -> None:
        width, height = size_px
        self._size_px = size_px
        self._last: Pixels | None = None
        self._yuv = np.empty(width * height * 3 // 2, np.uint8)
        self._planes = _planes(self._yuv, width, height)
        self._reformatter = VideoReformatter()

    def frame(self, pixels: Pixels) -> av.VideoFrame:
        """A picture, uint8 (height, width, 4), BGRA, in; a yuv420p frame of its own memory out."""
        width, height = self._size_px
        box = (0, 0, width, height) if self._last is None else _changed(self._last, pixels)
        if self._last is None:
            self._last = pixels.copy()
        if box is not None:
            self._convert(pixels, *box)
            x0, y0, x1, y1 = box
            self._last[y0:y1, x0:x1] = pixels[y0:y1, x0:x1]
        return av.VideoFrame.from_ndarray(self._yuv.reshape(height * 3 // 2, width), format="yuv420p")

    def _convert(self, pixels: Pixels, x0: int, y0: int, x1: int, y1: int) -> None:
        width, height = self._size_px
        inner = _grown((x0, y0, x1, y1), _REACH, 2, width, height)
        outer = _grown(inner, _CONTEXT, _ALIGN, width, height)
        left, top, right, bottom = outer
        source = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(pixels[top:bottom, left:right]), format="bgra")
        part = self._reformatter.reformat(
            source,
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )
        flat = part.to_ndarray().reshape(-1).astype(np.uint8, copy=False)
        converted = _planes(flat, right - left, bottom - top)
        for plane, fresh, step in zip(self._planes, converted, (1, 2, 2), strict=True):
            ix0, iy0, ix1, iy1 = (edge // step for edge in inner)
            plane[iy0:iy1, ix0:ix1] = fresh[
                iy0 - top // step : iy1 - top // step, ix0 - left // step : ix1 - left // step
            ]


def _planes(flat: NDArray[np.uint8], width: int, height: int) -> tuple[Pixels, Pixels, Pixels]:
    """Views of the three planes of a packed yuv420p picture."""
    luma = width * height
    return (
        flat[:luma].reshape(height, width),
        flat[luma : luma * 5 // 4].reshape(height // 2, width // 2),
        flat[luma * 5 // 4 :].reshape(height // 2, width // 2),
    )


def _changed(before: Pixels, after: Pixels) -> tuple[int, int, int, int] | None:
    """The smallest rectangle (left, top, right, bottom; left and right even) outside which two pictures are equal."""
    height = before.shape[0]
    pairs = before.reshape(height, -1).view(np.uint64) != after.reshape(height, -1).view(np.uint64)
    rows = np.flatnonzero(pairs.any(axis=1))
    if not len(rows):
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(pairs[top:bottom].any(axis=0))
    return 2 * int(columns[0]), top, 2 * (int(columns[-1]) + 1), bottom


def _grown(
    box: tuple[int, int, int, int], margin: int, align: int, width: int, height: int
) -> tuple[int, int, int, int]:
    """A rectangle with a margin, its edges moved outwards to multiples of `align`, within the frame."""
    x0, y0, x1, y1 = box
    return (
        max(0, (x0 - margin) // align * align),
        max(0, (y0 - margin) // align * align),
        min(width, -(-(x1 + margin) // align) * align),
        min(height, -(-(y1 + margin) // align) * align),
    )
