"""Footage: frames that somebody else decodes, shown one after the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Protocol

import skia

from generator.model.layers import FootageLayer
from generator.video.compose import Pixels
from generator.video.layers.picture import fitted
from generator.video.layers.sprite import Sprite
from generator.video.layers.treatment import matrix_of, painted
from generator.video.stage import Stage

_MIPMAPS_BELOW = 0.6
_BGRA = skia.ColorType.kBGRA_8888_ColorType


class Frames(Protocol):
    """Decoded frames: uint8 (height, width, 4), BGRA, sRGB, opaque."""

    def __len__(self) -> int:
        """How many."""

    def __getitem__(self, index: int, /) -> Pixels:
        """One frame."""


FootageReader = Callable[[FootageLayer, tuple[int, int], float], tuple[Frames, float]]
"""(layer, size of its box in pixels, duration in seconds) in, (frames, frames per second) out."""


class FootageSprite(Sprite):
    """Starts again, or holds its last frame, when the footage is shorter than the scene."""

    def __init__(self, layer: FootageLayer, stage: Stage, duration_s: float, read: FootageReader) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        size = (max(2, round(self.rect.width())), max(2, round(self.rect.height())))
        self._frames, self._fps = read(layer, size, duration_s)
        self._paint = painted(matrix_of(layer.treatment, stage))

    def content_state(self, t: float) -> Hashable:
        """The index of the frame."""
        index = max(0, int(t * self._fps * self._layer.speed + 1e-6))
        return index % len(self._frames) if self._layer.loop else min(len(self._frames) - 1, index)

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """The frame at t, covering the box or fitted into it."""
        index = self.content_state(t)
        assert isinstance(index, int)
        # Skia's own copy: a recording may outlive the frame.
        image = skia.Image.fromarray(self._frames[index], _BGRA, skia.AlphaType.kOpaque_AlphaType)
        part = self._part(image)
        target = fitted(self.rect, part.width(), part.height(), self._layer.fit, self._layer.focus)
        small = target.width() < _MIPMAPS_BELOW * part.width()
        mipmaps = skia.MipmapMode.kLinear if small else skia.MipmapMode.kNone
        options = skia.SamplingOptions(skia.FilterMode.kLinear, mipmaps)
        canvas.save()
        canvas.clipRect(self.rect)
        canvas.drawImageRect(image.withDefaultMipmaps() if small else image, part, target, options, self._paint)
        canvas.restore()

    def _part(self, image: skia.Image) -> skia.Rect:
        crop = self._layer.crop
        width, height = image.width(), image.height()
        if crop is None:
            return skia.Rect.MakeWH(width, height)
        return skia.Rect.MakeLTRB(crop.x0 * width, crop.y0 * height, crop.x1 * width, crop.y1 * height)
