"""A scene's layers in, its pictures out: which frames differ, and what each looks like."""

from __future__ import annotations

import copy
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
import skia
from numpy.typing import NDArray

from generator.model.layers import AnyLayer
from generator.video.plain import plain_layers

if TYPE_CHECKING:
    from generator.video.yuv import Planes

Pixels = NDArray[np.uint8]


class Ground(Protocol):
    """The bottom of a scene that is the same for every recipient: the pictures of its lowest `layers` layers.

    `name`: its keyed name, different for different pictures.
    """

    layers: int
    moving: bool
    name: str

    @property
    def plain(self) -> bool:
        """Whether it rests and shows flat colours and words alone."""

    def picture_of(self, frame: int) -> int:
        """The number of the picture that a frame shows."""

    def bgra(self, frame: int, size_px: tuple[int, int] | None = None) -> Pixels:
        """The picture of a frame, at the film's size or a smaller one: uint8 (height, width, 4), opaque, read-only."""

    def planes(self, frame: int) -> Planes:
        """The picture of a frame of a moving ground as the encoder wants it, read-only."""


class Sprite(Protocol):
    """A layer ready to draw. Equal states mean equal pictures."""

    def state(self, t_s: float) -> Hashable:
        """What decides the picture at `t_s` seconds into the scene."""

    def draw(self, canvas: skia.Canvas, t_s: float) -> None:
        """Draw the layer as it is at `t_s` seconds into the scene."""


class Painter(Protocol):
    """Makes sprites for one brand and one size of frame."""

    def prepare(self, layer: AnyLayer, duration_s: float) -> Sprite:
        """A layer of a scene that lasts `duration_s` in, its sprite out."""


class Board:
    """What frames are drawn on. `pixels`: uint8 (height, width, 4), BGRA, sRGB, opaque; reused from frame to frame.

    Not in Skia's own order of bytes, RGBA: for that it takes older routines, which are faster for fills and words, but
    scale pictures seven times as slowly and draw antialiased edges otherwise where a rectangle cuts them.

    `scene_px`: the size that scenes are composed for, when the board is to show them smaller.
    """

    def __init__(self, size_px: tuple[int, int], scene_px: tuple[int, int] | None = None) -> None:
        width, height = size_px
        self.size_px = size_px
        self._scale = (width / scene_px[0], height / scene_px[1]) if scene_px else (1.0, 1.0)
        self.pixels: Pixels = np.zeros((height, width, 4), np.uint8)
        self._surface = skia.Surface(self.pixels, colorType=skia.kBGRA_8888_ColorType, alphaType=skia.kPremul_AlphaType)
        self.canvas: skia.Canvas = self._surface.getCanvas()

    def twin(self) -> Board:
        """Another board of the same size and scale."""
        twin = Board(self.size_px)
        twin._scale = self._scale
        return twin

    def clear(self) -> None:
        """Opaque black, so that a scene without a ground still is a picture."""
        self.canvas.clear(skia.ColorBLACK)

    def show(self, picture: Pixels) -> None:
        """Start from a composed picture of the board's size: uint8 (height, width, 4), BGRA."""
        self.pixels[:] = picture

    def draw(self, sprites: Iterable[Sprite], t_s: float) -> None:
        """Draw sprites, bottom first; whatever one does to the canvas's state ends with it."""
        for sprite in sprites:
            kept = self.canvas.save()
            self.canvas.scale(*self._scale)
            sprite.draw(self.canvas, t_s)
            self.canvas.restoreToCount(kept)

    def rgb(self) -> Pixels:
        """The picture as a new uint8 array (height, width, 3), RGB."""
        return np.ascontiguousarray(self.pixels[..., 2::-1])


class Take(Protocol):
    """Frames that can be drawn one by one: a composition, or what is made of some."""

    frames: int

    def state(self, frame: int) -> Hashable:
        """What decides the picture of a frame: two frames with equal states are the same picture."""

    def draw(self, frame: int, board: Board) -> None:
        """Compose a frame on the board."""


class Composition:
    """One scene at one size: frame number in, picture out.

    The layers that `ground` holds come from its pictures; only those above them are prepared and drawn here. `plain`:
    all that it shows are flat colours and words.
    """

    def __init__(
        self,
        layers: Sequence[AnyLayer],
        painter: Painter,
        frames: int,
        fps: int,
        ground: Ground | None = None,
    ) -> None:
        self.frames = frames
        self.fps = fps
        self.ground = ground
        above = layers[ground.layers :] if ground else layers
        self.plain = ground is not None and ground.plain and plain_layers(above)
        self.sprites = [painter.prepare(layer, frames / fps) for layer in above]

    def bare(self) -> Composition:
        """The same scene with nothing above its ground."""
        bare = copy.copy(self)
        bare.sprites = []
        return bare

    def seconds(self, frame: int) -> float:
        """The instant of a frame in its scene."""
        return frame / self.fps

    def state(self, frame: int) -> Hashable:
        """What decides the picture of a frame: two frames with equal states are the same picture."""
        t_s = self.seconds(frame)
        below = self.ground.picture_of(frame) if self.ground else -1
        return (below, *(sprite.state(t_s) for sprite in self.sprites))

    def nearest(self, t_s: float) -> int:
        """The number of the frame at an instant of the scene, within it."""
        return min(self.frames - 1, max(0, round(t_s * self.fps)))

    def draw(self, frame: int, board: Board) -> None:
        """Compose a frame on the board, which is made for scenes of the composition's size."""
        if self.ground:
            board.show(self.ground.bgra(frame, board.size_px))
        else:
            board.clear()
        board.draw(self.sprites, self.seconds(frame))
