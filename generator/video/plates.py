"""Plates: the bottom layers of a scene that are the same for every recipient, composed once for all workers.

A plate is a file of pictures that the workers map into memory, so that they share it. Frames that look the same share
one picture. Two rules keep it small: pictures of moving layers are stored only when drawing them is slow (footage, big
blurs), and all plates together stay within the budget; what is left out is drawn for each film, with the same pixels.

    magic, layers, frames, pictures, width, height     six 32-bit numbers, little-endian
    picture of each frame                              `frames` 32-bit numbers
    pictures                                           from the next multiple of 4096: uint8 (height, width, 4), BGRA
"""

from __future__ import annotations

import struct
import time
from collections.abc import Hashable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.model.brand import Brand
from generator.model.layers import AnyLayer, FootageLayer
from generator.video.cache import PLATES, Cache, touch, whole
from generator.video.compose import Board, Painter, Pixels, Sprite
from generator.video.plan import plate_name

_MAGIC = 0x504C5431
_HEADER = struct.Struct("<6I")
_PAGE = 4096
_SLOW_S = 0.002
_SAMPLES = 5
_IDLE_S = 3600
# How many scaled pictures a plate keeps for the previews of the films that follow: half a megabyte each.
_SMALLER = 32


class Plate:
    """A finished plate: the pictures of the `layers` bottom layers of one scene."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            magic, self.layers, frames, pictures, width, height = _HEADER.unpack(file.read(_HEADER.size))
            index = file.read(4 * frames)
        if magic != _MAGIC:
            raise ValueError("not a plate")
        self._smaller: dict[tuple[int, tuple[int, int]], Pixels] = {}
        self._index: NDArray[np.uint32] = np.frombuffer(index, "<u4")
        self._pictures: Pixels = np.memmap(
            path, np.uint8, "r", offset=_start(frames), shape=(pictures, height, width, 4)
        )

    def picture_of(self, frame: int) -> int:
        """The number of the picture that a frame shows."""
        return int(self._index[frame])

    def picture(self, frame: int, size_px: tuple[int, int] | None = None) -> Pixels:
        """The picture of a frame, scaled down if a smaller size is given: uint8 (height, width, 4), BGRA, read-only."""
        number = self.picture_of(frame)
        picture: Pixels = self._pictures[number]
        if size_px is None or size_px == (picture.shape[1], picture.shape[0]):
            return picture
        key = (number, size_px)
        if key not in self._smaller:
            if len(self._smaller) >= _SMALLER:
                self._smaller.clear()
            self._smaller[key] = np.asarray(Image.fromarray(picture).resize(size_px, Image.Resampling.BILINEAR))
        return self._smaller[key]


class Plates:
    """The plates of one cache folder, for one size and rate. `budget_bytes`: what all of them may take."""

    def __init__(self, cache: Cache, size_px: tuple[int, int], fps: int, budget_bytes: int, secret: bytes) -> None:
        self._cache = cache
        self._size_px = size_px
        self._fps = fps
        self._budget_bytes = budget_bytes
        self._secret = secret
        self._open: dict[str, Plate | None] = {}

    def plate(self, layers: Sequence[AnyLayer], frames: int, brand: Brand, painter: Painter) -> Plate | None:
        """A scene's layers in, the plate of its impersonal bottom out; None when there is none or no room for it."""
        prefix = impersonal_prefix(layers)
        if not prefix:
            return None
        name = plate_name(prefix, frames, self._fps, self._size_px, brand, self._secret)
        if name not in self._open:
            path = self._cache.path(PLATES, name)
            plate = _open(path)
            if plate is None:
                with self._cache.alone(PLATES, name):
                    plate = _open(path) or self._build(path, prefix, frames, painter)
            self._open[name] = plate
        return self._open[name]

    def _build(self, path: Path, prefix: Sequence[AnyLayer], frames: int, painter: Painter) -> Plate | None:
        sprites = [painter.prepare(layer, frames / self._fps) for layer in prefix]
        states = [[sprite.state(frame / self._fps) for sprite in sprites] for frame in range(frames)]
        board = Board(self._size_px)
        if self._cache.used_bytes(PLATES) > self._budget_bytes // 2:
            self._cache.drop_unused(PLATES, _IDLE_S)
        room = max(0, self._budget_bytes - self._cache.used_bytes(PLATES))
        count = self._choose(prefix, sprites, states, board, room)
        if count == 0:
            return None
        index, firsts = _distinct(states, count)
        with whole(path) as part, part.open("wb") as file:
            width, height = self._size_px
            file.write(_HEADER.pack(_MAGIC, count, frames, len(firsts), width, height))
            file.write(index.tobytes())
            file.seek(_start(frames))
            for frame in firsts:
                board.clear()
                board.draw(sprites[:count], frame / self._fps)
                file.write(board.pixels.data)
        return _open(path)

    def _choose(
        self,
        layers: Sequence[AnyLayer],
        sprites: Sequence[Sprite],
        states: Sequence[Sequence[Hashable]],
        board: Board,
        room: int,
    ) -> int:
        """How many of the sprites to store: the still ones, and the moving ones above if they fit and are slow."""
        fitting = [
            count
            for count in range(1, len(sprites) + 1)
            if len(_distinct(states, count)[1]) * board.pixels.nbytes <= room
        ]
        if not fitting:
            return 0
        still = max((count for count in fitting if len(_distinct(states, count)[1]) == 1), default=0)
        most = max(fitting)
        if most == still:
            return still
        # Footage is decoded in another process, where its time doesn't show.
        slow = any(isinstance(layer, FootageLayer) for layer in layers[still:most])
        return most if slow or self._seconds(sprites[still:most], board, len(states)) >= _SLOW_S else still

    def _seconds(self, sprites: Sequence[Sprite], board: Board, frames: int) -> float:
        """Processor seconds that a frame of these sprites takes; the first, which may load, is not counted."""
        board.draw(sprites, 0.0)
        start = time.thread_time()
        for sample in range(1, _SAMPLES + 1):
            board.draw(sprites, sample * frames // (_SAMPLES + 1) / self._fps)
        return (time.thread_time() - start) / _SAMPLES


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
