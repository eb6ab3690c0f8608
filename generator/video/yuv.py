"""Composed pictures in, 4:2:0 frames for the encoder out: only the rectangles that changed are converted.

sRGB in, BT.709 limited range out. A rectangle is converted with a margin, because a colour sample is averaged from its
neighbours; what comes out is the same, bit for bit, as converting the whole picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

import av
import numpy as np
from av.video.plane import VideoPlane
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from numpy.typing import NDArray

from generator.video.compose import Pixels
from generator.video.patches import Rectangle, patches

Planes = tuple[Pixels, Pixels, Pixels]
"""Y, U and V: uint8 (height, width) and twice (height / 2, width / 2)."""

BLACK = (16, 128, 128)
"""What no light is in the three planes."""
_BT709 = 1
_LIMITED = 1
# How far, in pixels, a change can reach in colour samples (to the rows above and below), and how much more is read to
# compute those.
_REACH = 2
_CONTEXT = 2
_ALIGN = 4
# One takes about 0.1 MB.
_SCALERS = 160


class YuvFrame:
    """One frame for the encoder, drawn over again from picture to picture. `av_frame`: what the encoder is given.

    An encoder has copied the frame when its `encode` returns (libx264 and SVT-AV1 both do), so that it can be reused.
    """

    def __init__(self, size_px: tuple[int, int]) -> None:
        width, height = size_px
        self.size_px = size_px
        self.av_frame = av.VideoFrame(width, height, "yuv420p")
        self.av_frame.color_range, self.av_frame.colorspace = _LIMITED, _BT709
        views = [_rows(plane) for plane in self.av_frame.planes]
        self.planes: Planes = (
            views[0][:height, :width],
            views[1][: height // 2, : width // 2],
            views[2][: height // 2, : width // 2],
        )
        self._convert = Conversion(size_px)

    def stamp(self, number: int, fps: int) -> av.VideoFrame:
        """Number the frame on the time base 1 / fps."""
        self.av_frame.pts = number
        self.av_frame.time_base = Fraction(1, fps)
        return self.av_frame

    def show(self, planes: Planes) -> None:
        """Take over a whole converted picture."""
        for own, given in zip(self.planes, planes, strict=True):
            np.copyto(own, given)

    def take(self, pixels: Pixels, box: Rectangle) -> None:
        """Convert a rectangle of a picture that was drawn: uint8 (height, width, 4), BGRA."""
        inner, fresh = self._convert.part(pixels, box)
        for own, given in zip(parts(self.planes, inner), fresh, strict=True):
            np.copyto(own, given)


@lru_cache(maxsize=_SCALERS)
def _scaler(_size_px: tuple[int, int]) -> VideoReformatter:
    """What converts pictures of a size. Making one takes as long as it takes to convert 20 000 pixels."""
    return VideoReformatter()


class Conversion:
    """BGRA in, YUV 4:2:0 out, a rectangle at a time."""

    def __init__(self, size_px: tuple[int, int]) -> None:
        self._size_px = size_px

    def part(self, pixels: Pixels, box: Rectangle) -> tuple[Rectangle, Planes]:
        """A picture and the rectangle that changed in; the rectangle whose samples may change, and those, out."""
        width, height = self._size_px
        inner = grown(box, _REACH, 2, width, height)
        outer = grown(inner, _CONTEXT, _ALIGN, width, height)
        left, top, right, bottom = outer
        converted = self._converted(pixels[top:bottom, left:right])
        x0, y0, x1, y1 = inner
        return inner, parts(converted, (x0 - left, y0 - top, x1 - left, y1 - top))

    def whole(self, pixels: Pixels) -> Planes:
        """A picture of any even size in, its planes out."""
        return self._converted(pixels)

    def _converted(self, pixels: Pixels) -> Planes:
        height, width = pixels.shape[:2]
        source = av.VideoFrame.from_numpy_buffer(pixels, format="bgra")
        frame = _scaler((width, height)).reformat(
            source,
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )
        views = [_rows(plane) for plane in frame.planes]
        return (
            views[0][:height, :width],
            views[1][: height // 2, : width // 2],
            views[2][: height // 2, : width // 2],
        )


def to_bgra(planes: Planes, size_px: tuple[int, int]) -> Pixels:
    """Planes in, a picture of the size asked for out: uint8 (height, width, 4), BGRA, opaque."""
    height, width = planes[0].shape
    packed = np.concatenate([plane.reshape(-1) for plane in planes]).reshape(height * 3 // 2, width)
    frame = av.VideoFrame.from_ndarray(packed, format="yuv420p")
    pixels = VideoReformatter().reformat(
        frame,
        width=size_px[0],
        height=size_px[1],
        format="bgra",
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        threads=1,
    )
    return pixels.to_ndarray().astype(np.uint8, copy=False)


class YuvConverter:
    """Whole pictures in, frames out. It remembers the last picture, to find and convert only what changed."""

    def __init__(self, size_px: tuple[int, int]) -> None:
        self._frame = YuvFrame(size_px)
        self._last: Pixels | None = None

    def begin(self, pixels: Pixels, planes: Planes) -> None:
        """Take a picture and what it converts to as the last one."""
        self._last = pixels.copy()
        self._frame.show(planes)

    def frame(self, pixels: Pixels, dirty: Sequence[Rectangle] | None = None) -> YuvFrame:
        """A picture, uint8 (height, width, 4), BGRA, in; the frame, valid until the next call, out.

        `dirty`: rectangles outside which it is the last picture; not told, it may differ anywhere.
        """
        whole = (0, 0, *self._frame.size_px)
        if self._last is None:
            self._last = pixels.copy()
            self._frame.take(pixels, whole)
            return self._frame
        for box in [whole] if dirty is None else dirty:
            for patch in patches(self._last, pixels, box):
                self._frame.take(pixels, patch)
                x0, y0, x1, y1 = patch
                self._last[y0:y1, x0:x1] = pixels[y0:y1, x0:x1]
        return self._frame


def _rows(plane: VideoPlane) -> Pixels:
    """The memory of a plane, its padding included, as it can be written to."""
    return np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)


def parts(planes: Planes, box: Rectangle) -> Planes:
    """Views of a rectangle with even edges."""
    x0, y0, x1, y1 = box
    luma, *chroma = planes
    first, second = (plane[y0 // 2 : y1 // 2, x0 // 2 : x1 // 2] for plane in chroma)
    return luma[y0:y1, x0:x1], first, second


def unpacked(flat: NDArray[np.uint8], size_px: tuple[int, int]) -> Planes:
    """Views of the three planes of a packed yuv420p picture."""
    width, height = size_px
    luma = width * height
    return (
        flat[:luma].reshape(height, width),
        flat[luma : luma * 5 // 4].reshape(height // 2, width // 2),
        flat[luma * 5 // 4 :].reshape(height // 2, width // 2),
    )


def covered(pixels: Pixels, box: Rectangle) -> Rectangle | None:
    """The smallest rectangle within `box` outside which a drawing (uint8 (height, width, 4)) is transparent."""
    x0, y0, x1, y1 = box
    opaque = pixels[y0:y1, x0:x1, 3] != 0
    rows = np.flatnonzero(opaque.any(axis=1))
    if not len(rows):
        return None
    columns = np.flatnonzero(opaque[rows[0] : rows[-1] + 1].any(axis=0))
    return x0 + int(columns[0]), y0 + int(rows[0]), x0 + int(columns[-1]) + 1, y0 + int(rows[-1]) + 1


def grown(box: Rectangle, margin: int, align: int, width: int, height: int) -> Rectangle:
    """A rectangle with a margin, its edges moved outwards to multiples of `align`, within the frame."""
    x0, y0, x1, y1 = box
    return (
        max(0, (x0 - margin) // align * align),
        max(0, (y0 - margin) // align * align),
        min(width, -(-(x1 + margin) // align) * align),
        min(height, -(-(y1 + margin) // align) * align),
    )


def merged(boxes: Sequence[Rectangle], saving_px: int) -> list[Rectangle]:
    """Rectangles in; fewer that cover them, none overlapping, out. A join may add `saving_px` pixels of nothing."""
    kept = list(boxes)
    position = 0
    while position < len(kept):
        for other in range(position + 1, len(kept)):
            one, two = kept[position], kept[other]
            both = (min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3]))
            if _overlap(one, two) or _area(both) <= _area(one) + _area(two) + saving_px:
                del kept[other]
                kept[position] = both
                position = -1
                break
        position += 1
    return kept


def _overlap(one: Rectangle, two: Rectangle) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _area(box: Rectangle) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])
