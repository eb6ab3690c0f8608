"""A take in, the frames of its segment out, in order and as cheaply as each can be had.

- over a ground that rests, only what changed is drawn and converted (StillGround)
- over a ground that moves, its converted pictures are copied, and what is personal is drawn once and blended in YUV for
  as long as it rests (MovingGround)
- anything else is drawn whole and compared (Whole)
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import skia
from numpy.typing import NDArray

from generator.video.compose import Board, Composition, Ground, Pixels, Take
from generator.video.crossing import Excerpt
from generator.video.patches import Rectangle
from generator.video.recent import Recent
from generator.video.recording import Cast
from generator.video.timing import Profile
from generator.video.window import Window
from generator.video.yuv import (
    BLACK,
    Conversion,
    Planes,
    YuvConverter,
    YuvFrame,
    covered,
    grown,
    merged,
    parts,
)

# The edges of an overlay: small rectangles of odd sizes are slow to convert, and colour needs even ones.
_ALIGN = 16
_OPAQUE_BLACK = np.frombuffer(bytes((0, 0, 0, 255)), np.uint32)[0]
# The grounds that are kept converted. One of 1280 × 720 takes 1.4 MB.
_CONVERTED: Recent[tuple[str, tuple[int, int]], Planes] = Recent(8)


class Frames(Protocol):
    """The frames of one segment."""

    def at(self, number: int) -> tuple[YuvFrame, bool]:
        """The frame of that number, valid until the next call, and whether it differs from the one before.

        Numbers rise from call to call.
        """


def frames_of(take: Take, board: Board, profile: Profile) -> Frames:
    """A take in, what makes its frames out. `board`: of the film's size, to draw on."""
    if isinstance(take, Excerpt):
        return _From(take.start, frames_of(take.whole, board, profile))
    if not isinstance(take, Composition):
        return Whole(take, board, profile)
    if take.ground is not None and take.ground.moving:
        return MovingGround(take, take.ground, board.size_px, profile)
    return StillGround(take, board, profile)


class _From:
    """Frames of an excerpt: those of the whole, from one on."""

    def __init__(self, start: int, whole: Frames) -> None:
        self._start = start
        self._whole = whole

    def at(self, number: int) -> tuple[YuvFrame, bool]:
        """The frame of that number, counted from the excerpt's first."""
        return self._whole.at(self._start + number)


class Whole:
    """Pictures that have to be drawn whole: two scenes that cross."""

    def __init__(self, take: Take, board: Board, profile: Profile) -> None:
        self._take = take
        self._board = board
        self._profile = profile
        self._converter = YuvConverter(board.size_px)
        self._frame: YuvFrame | None = None
        self._state: Hashable = None

    def at(self, number: int) -> tuple[YuvFrame, bool]:
        """Drawn when the state says that it differs; of what was drawn, the part that changed is converted."""
        state = self._take.state(number)
        if self._frame is not None and state == self._state:
            return self._frame, False
        with self._profile.part("compose"):
            self._take.draw(number, self._board)
        with self._profile.part("convert"):
            self._frame = self._converter.frame(self._board.pixels)
        self._state = state
        return self._frame, True


def _converted(ground: Ground, size_px: tuple[int, int]) -> Planes:
    """A ground that rests in, its picture for the encoder out: it is the same in film after film."""

    def made() -> Planes:
        luma, blue, red = Conversion(size_px).whole(ground.bgra(0))
        return luma.copy(), blue.copy(), red.copy()

    return _CONVERTED.get((ground.name, size_px), made)


class StillGround:
    """The whole picture once, then the rectangles in which something changed."""

    def __init__(self, composition: Composition, board: Board, profile: Profile) -> None:
        self._composition = composition
        self._board = board
        self._profile = profile
        self._cast = Cast(composition.sprites, board.size_px)
        self._converter = YuvConverter(board.size_px)
        self._frame: YuvFrame | None = None

    def at(self, number: int) -> tuple[YuvFrame, bool]:
        """The dirty rectangles, drawn over the ground and converted."""
        with self._profile.part("compose"):
            dirty = self._cast.move_to(self._composition.seconds(number))
            if self._frame is None:
                dirty = [(0, 0, *self._board.size_px)]
            elif not dirty:
                return self._frame, False
            for box in dirty:
                self._draw(box)
        with self._profile.part("convert"):
            ground = self._composition.ground
            if self._frame is None and ground is not None:
                self._converter.begin(ground.bgra(0), _converted(ground, self._board.size_px))
                dirty = self._cast.boxes()
            self._frame = self._converter.frame(self._board.pixels, dirty)
        return self._frame, True

    def _draw(self, box: Rectangle) -> None:
        x0, y0, x1, y1 = box
        ground = self._composition.ground
        if ground is None:
            # Four bytes at a time: numpy takes thirty times as long for four times one.
            self._board.pixels.view(np.uint32)[y0:y1, x0:x1] = _OPAQUE_BLACK
        else:
            self._board.pixels[y0:y1, x0:x1] = ground.bgra(0)[y0:y1, x0:x1]
        self._cast.draw(self._board.canvas, box)


@dataclass(frozen=True, slots=True)
class _Overlay:
    """What is blended into a rectangle: plane = plane × rest / 256 + light, for luma and for the two colour planes.

    uint16 arrays: `rest` (256: nothing over it) for luma and colour; `light` for Y, U and V.
    """

    box: Rectangle
    rest: tuple[NDArray[np.uint16], NDArray[np.uint16]]
    light: tuple[NDArray[np.uint16], NDArray[np.uint16], NDArray[np.uint16]]
    spare: tuple[NDArray[np.uint16], NDArray[np.uint16]]


class MovingGround:
    """Converted pictures of the ground, and what is above blended into the rectangles that it covers.

    `window`: only what it shows is wanted, in its own frame; `inner`: where something may be drawn then, and `within`
    tells whether nothing was drawn elsewhere so far.
    """

    def __init__(
        self,
        composition: Composition,
        ground: Ground,
        size_px: tuple[int, int],
        profile: Profile,
        window: Window | None = None,
        inner: Rectangle | None = None,
    ) -> None:
        width, height = size_px
        self._window = window
        self._inner = inner
        self.within = True
        self._composition = composition
        self._ground = ground
        self._profile = profile
        self._size_px = size_px
        self._cast = Cast(composition.sprites, size_px)
        self._frame = window.frame if window else YuvFrame(size_px)
        self._pixels: Pixels = np.zeros((height, width, 4), np.uint8)
        self._surface = skia.Surface(
            self._pixels, colorType=skia.kBGRA_8888_ColorType, alphaType=skia.kPremul_AlphaType
        )
        self._conversion = Conversion(size_px)
        self._overlays: list[_Overlay] = []
        self._shown = -1

    def at(self, number: int) -> tuple[YuvFrame, bool]:
        """The ground's picture with the overlays on it."""
        picture = self._ground.picture_of(number)
        with self._profile.part("compose"):
            anew = bool(self._cast.move_to(self._composition.seconds(number)))
            if not anew and picture == self._shown:
                return self._frame, False
            before = self._overlays
            if anew:
                self._overlays = self._rasterised(before)
            planes = self._ground.planes(number)
            if picture != self._shown and self._window:
                self._window.show(planes)
            elif picture != self._shown:
                self._frame.show(planes)
            else:
                for overlay in before:
                    for own, given in zip(self._views(overlay.box), parts(planes, overlay.box), strict=True):
                        np.copyto(own, given)
            for overlay in self._overlays:
                self._blend(overlay)
        self._shown = picture
        return self._frame, True

    def _views(self, box: Rectangle) -> Planes:
        return self._window.views(box) if self._window else parts(self._frame.planes, box)

    def _rasterised(self, before: Sequence[_Overlay]) -> list[_Overlay]:
        for overlay in before:
            x0, y0, x1, y1 = overlay.box
            self._pixels[y0:y1, x0:x1] = 0
        canvas = self._surface.getCanvas()
        boxes = self._cast.boxes()
        for box in boxes:
            self._cast.draw(canvas, box)
        tight = [found for found in (covered(self._pixels, box) for box in boxes) if found is not None]
        if self._inner and not all(_inside(box, self._inner) for box in tight):
            self.within = False
            return []
        aligned = merged([grown(box, 0, _ALIGN, *self._size_px) for box in tight], 0)
        with self._profile.part("convert"):
            return [self._overlay(box) for box in aligned]

    def _overlay(self, box: Rectangle) -> _Overlay:
        x0, y0, x1, y1 = box
        drawn = self._pixels[y0:y1, x0:x1]
        alpha = drawn[..., 3].astype(np.uint16)
        alpha += alpha >> 7
        four = alpha[::2, ::2] + alpha[1::2, ::2]
        four += alpha[::2, 1::2]
        four += alpha[1::2, 1::2]
        four += 2
        four >>= 2
        rest = (np.uint16(256) - alpha, np.uint16(256) - four)
        planes = self._conversion.whole(drawn)
        light = [_light(plane, BLACK[index], rest[min(index, 1)]) for index, plane in enumerate(planes)]
        return _Overlay(box, rest, (light[0], light[1], light[2]), (np.empty_like(rest[0]), np.empty_like(rest[1])))

    def _blend(self, overlay: _Overlay) -> None:
        views = self._views(overlay.box)
        for index, (view, light) in enumerate(zip(views, overlay.light, strict=True)):
            rest, spare = overlay.rest[min(index, 1)], overlay.spare[min(index, 1)]
            np.multiply(view, rest, out=spare, dtype=np.uint16, casting="unsafe")
            np.add(spare, light, out=spare)
            np.right_shift(spare, 8, out=spare)
            np.copyto(view, spare, casting="unsafe")


def _inside(one: Rectangle, other: Rectangle) -> bool:
    return other[0] <= one[0] and other[1] <= one[1] and one[2] <= other[2] and one[3] <= other[3]


def _light(plane: Pixels, black: int, rest: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """What a converted drawing adds, in 256ths, rounding included.

    Converting has added the plane's black once in full; it belongs there only as far as something covers. The bounds
    keep rounding from running over the 16 bits at either end.
    """
    light = plane.astype(np.uint16)
    light <<= 8
    light += 128
    dark = rest * np.uint16(black)
    np.maximum(light, dark, out=light)
    light -= dark
    most = np.uint16(65535) - rest * np.uint16(255)
    np.minimum(light, most, out=light)
    return light
