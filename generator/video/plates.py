"""Plates: the bottom layers of a scene that are the same for every recipient, composed once for all workers.

A plate is a file of pictures that the workers map into memory, so that they share it. Layers that rest make one
picture, kept as it was drawn. Layers that move throughout, or whose drawing is heavy, make a picture for each look that
they have, kept as the encoder wants it; frames that look the same share one. Which layers go into a plate hangs on the
scene alone, never on time, room or who asks, so that every film of a scene has the same pixels. A plate that would not
fit the budget is drawn frame by frame instead, the same way.

    magic, layers, frames, pictures, width, height, moving     seven 32-bit numbers, little-endian
    picture of each frame                                      `frames` 32-bit numbers
    pictures                                                   from the next multiple of 4096: uint8, a resting one as
                                                               (height, width, 4) BGRA, moving ones as Y, U and V
"""

from __future__ import annotations

import struct
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.model.brand import Brand
from generator.model.layers import AnyLayer, FootageLayer, LottieLayer, PictureLayer
from generator.video.cache import PLATES, PRIVATE_FILE, Cache, touch, whole
from generator.video.compose import Board, Ground, Painter, Pixels, Sprite
from generator.video.plain import plain_picture
from generator.video.plan import plate_name
from generator.video.yuv import Conversion, Planes, to_bgra, unpacked

_MAGIC = 0x504C5432
_HEADER = struct.Struct("<7I")
_PAGE = 4096
_IDLE_S = 3600
# How many scaled pictures a plate keeps for the previews of the films that follow: half a megabyte each.
_SMALLER = 32
# Drawing these frame by frame for each recipient would cost more than to keep their pictures.
_HEAVY = (PictureLayer, FootageLayer, LottieLayer)


class Plate:
    """A finished plate: the pictures of the `layers` bottom layers of one scene."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            magic, self.layers, frames, pictures, width, height, moving = _HEADER.unpack(file.read(_HEADER.size))
            index = file.read(4 * frames)
        if magic != _MAGIC:
            raise ValueError("not a plate")
        self.moving = bool(moving)
        self.name = path.name
        self._size_px = (width, height)
        self._smaller: dict[tuple[int, tuple[int, int]], Pixels] = {}
        self._index: NDArray[np.uint32] = np.frombuffer(index, "<u4")
        shape = (pictures, width * height * 3 // 2) if moving else (pictures, height, width, 4)
        # As a plain array: every view of a memmap is one again, which takes ten times as long to make.
        self._pictures: Pixels = np.asarray(np.memmap(path, np.uint8, "r", offset=_start(frames), shape=shape))

    @cached_property
    def plain(self) -> bool:
        """Whether it rests and shows flat colours and words alone."""
        return not self.moving and plain_picture(self._pictures[0])

    def picture_of(self, frame: int) -> int:
        """The number of the picture that a frame shows."""
        return int(self._index[frame])

    def bgra(self, frame: int, size_px: tuple[int, int] | None = None) -> Pixels:
        """The picture of a frame, scaled down if a smaller size is given: uint8 (height, width, 4), BGRA, read-only."""
        number, size_px = self.picture_of(frame), size_px or self._size_px
        if size_px == self._size_px and not self.moving:
            still: Pixels = self._pictures[number]
            return still
        key = (number, size_px)
        if key not in self._smaller:
            if len(self._smaller) >= _SMALLER:
                self._smaller.clear()
            if self.moving:
                self._smaller[key] = to_bgra(self.planes(frame), size_px)
            else:
                picture = Image.fromarray(self._pictures[number])
                self._smaller[key] = np.asarray(picture.resize(size_px, Image.Resampling.BILINEAR))
        return self._smaller[key]

    def planes(self, frame: int) -> Planes:
        """The picture of a frame of a moving plate."""
        return unpacked(self._pictures[self.picture_of(frame)], self._size_px)


class LivePlate:
    """What a moving plate would hold, drawn when it is wanted, because there is no room to keep it."""

    moving = True
    plain = False

    def __init__(
        self, name: str, sprites: Sequence[Sprite], index: NDArray[np.uint32], size_px: tuple[int, int], fps: int
    ) -> None:
        self.name = name
        self.layers = len(sprites)
        self._sprites = sprites
        self._index = index
        self._fps = fps
        self._board = Board(size_px)
        self._conversion = Conversion(size_px)
        self._last: tuple[int, Planes] | None = None

    def picture_of(self, frame: int) -> int:
        """The number of the picture that a frame shows."""
        return int(self._index[frame])

    def bgra(self, frame: int, size_px: tuple[int, int] | None = None) -> Pixels:
        """The picture of a frame, as a plate would give it."""
        return to_bgra(self.planes(frame), size_px or self._board.size_px)

    def planes(self, frame: int) -> Planes:
        """The picture of a frame, drawn unless it was the last one asked for."""
        number = self.picture_of(frame)
        if self._last is None or self._last[0] != number:
            self._board.clear()
            self._board.draw(self._sprites, int(np.argmax(self._index == number)) / self._fps)
            self._last = (number, self._conversion.whole(self._board.pixels))
        return self._last[1]


class Plates:
    """The plates of one cache folder, for one size and rate. `budget_bytes`: what all of them may take."""

    def __init__(self, cache: Cache, size_px: tuple[int, int], fps: int, budget_bytes: int, secret: bytes) -> None:
        self._cache = cache
        self._size_px = size_px
        self._fps = fps
        self._budget_bytes = budget_bytes
        self._secret = secret
        self._open: dict[str, Ground | None] = {}

    def plate(self, layers: Sequence[AnyLayer], frames: int, brand: Brand, painter: Painter) -> Ground | None:
        """A scene's layers in, its ground out; None when its lowest layer is personal or comes in by itself."""
        prefix = impersonal_prefix(layers)
        if not prefix:
            return None
        name = plate_name(prefix, frames, self._fps, self._size_px, brand, self._secret)
        if name not in self._open:
            path = self._cache.path(PLATES, name)
            plate: Ground | None = _open(path)
            if plate is None:
                with self._cache.alone(PLATES, name):
                    plate = _open(path) or self._build(path, prefix, frames, painter)
            self._open[name] = plate
        return self._open[name]

    def _build(self, path: Path, prefix: Sequence[AnyLayer], frames: int, painter: Painter) -> Ground | None:
        sprites = [painter.prepare(layer, frames / self._fps) for layer in prefix]
        look = _chosen(prefix, sprites, frames, self._fps)
        if look is None:
            return None
        width, height = self._size_px
        needed = len(look.firsts) * (width * height * 3 // 2 if look.moving else width * height * 4)
        if self._cache.used_bytes(PLATES) + needed > self._budget_bytes // 2:
            self._cache.drop_unused(PLATES, _IDLE_S)
        if self._cache.used_bytes(PLATES) + needed > self._budget_bytes:
            # One resting picture is no saving worth a fuss: its layers are drawn with the rest.
            return (
                LivePlate(path.name, sprites[: look.layers], look.index, self._size_px, self._fps)
                if look.moving
                else None
            )
        self._write(path, sprites[: look.layers], look, frames)
        return _open(path)

    def _write(self, path: Path, sprites: Sequence[Sprite], look: _Look, frames: int) -> None:
        board, conversion = Board(self._size_px), Conversion(self._size_px)
        width, height = self._size_px
        with whole(path, PRIVATE_FILE) as part, part.open("wb") as file:
            file.write(_HEADER.pack(_MAGIC, look.layers, frames, len(look.firsts), width, height, look.moving))
            file.write(look.index.tobytes())
            file.seek(_start(frames))
            for frame in look.firsts:
                board.clear()
                board.draw(sprites, frame / self._fps)
                if look.moving:
                    for plane in conversion.whole(board.pixels):
                        file.write(np.ascontiguousarray(plane).data)
                else:
                    file.write(board.pixels.data)


@dataclass(frozen=True, slots=True)
class _Look:
    """Which pictures a plate of the lowest `layers` layers has: one for each frame, and the frame each is drawn at."""

    layers: int
    moving: bool
    index: NDArray[np.uint32]
    firsts: list[int]


def _chosen(layers: Sequence[AnyLayer], sprites: Sequence[Sprite], frames: int, fps: int) -> _Look | None:
    """All of them, moving, when they move most of the time or are heavy; else those at the bottom that rest."""
    states = [[sprite.state(frame / fps) for sprite in sprites] for frame in range(frames)]
    index, firsts = _distinct(states, len(sprites))
    if len(firsts) > 1:
        heavy = any(
            isinstance(layer, _HEAVY) and any(row[number] != states[0][number] for row in states)
            for number, layer in enumerate(layers)
        )
        if heavy or len(firsts) > frames // 2:
            return _Look(len(sprites), True, index, firsts)
    resting = 0
    while resting < len(sprites) and len(_distinct(states, resting + 1)[1]) == 1:
        resting += 1
    return _Look(resting, False, *_distinct(states, resting)) if resting else None


def impersonal_prefix(layers: Sequence[AnyLayer]) -> Sequence[AnyLayer]:
    """The layers below the first personal one."""
    for number, layer in enumerate(layers):
        if layer.personal:
            return layers[:number]
    return layers


def _distinct(states: Sequence[Sequence[Hashable]], count: int) -> tuple[NDArray[np.uint32], list[int]]:
    """Which picture each frame shows, and the frame that each picture is drawn at."""
    pictures: dict[tuple[Hashable, ...], int] = {}
    firsts: list[int] = []
    index = np.zeros(len(states), "<u4")
    for frame, state in enumerate(states):
        key = tuple(state[:count])
        if key not in pictures:
            pictures[key] = len(firsts)
            firsts.append(frame)
        index[frame] = pictures[key]
    return index, firsts


def _start(frames: int) -> int:
    """Where the pictures start in a plate of so many frames."""
    return -(-(_HEADER.size + 4 * frames) // _PAGE) * _PAGE


def _open(path: Path) -> Plate | None:
    try:
        plate = Plate(path)
    except (FileNotFoundError, ValueError, struct.error):
        return None
    touch(path)
    return plate
