"""Footage: frames that somebody else decodes, shown one after the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Protocol

import numpy as np
import skia

from generator.model.layers import FootageLayer
from generator.video.layers.picture import fitted
from generator.video.layers.sprite import Sprite
from generator.video.stage import Stage


class Frames(Protocol):
    """Decoded frames: uint8 (height, width, 3), sRGB."""

    def __len__(self) -> int:
        """How many."""

    def __getitem__(self, index: int, /) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """One frame."""


FootageReader = Callable[[FootageLayer, tuple[int, int], float], tuple[Frames, float]]
"""(layer, size of its box in pixels, duration in seconds) in, (frames, frames per second) out."""


class FootageSprite(Sprite):
    """Holds its last frame when the footage is shorter than the scene."""

    def __init__(self, layer: FootageLayer, stage: Stage, duration_s: float, read: FootageReader) -> None:
        super().__init__(layer, stage, duration_s)
        self._fit = layer.fit
        size = (max(2, round(self.rect.width())), max(2, round(self.rect.height())))
        self._frames, self._fps = read(layer, size, duration_s)

    def content_state(self, t: float) -> Hashable:
        """The index of the frame."""
        return min(len(self._frames) - 1, max(0, int(t * self._fps + 1e-6)))

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """The frame at t, covering the box or fitted into it."""
        index = self.content_state(t)
        assert isinstance(index, int)
        frame = self._frames[index]
        opaque = np.dstack([frame, np.full(frame.shape[:2], 255, np.uint8)])
        image = skia.Image.fromarray(opaque, skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kOpaque_AlphaType)
        target = fitted(self.rect, image.width(), image.height(), self._fit)
        canvas.save()
        canvas.clipRect(self.rect)
        canvas.drawImageRect(image, target, skia.SamplingOptions(skia.FilterMode.kLinear), None)
        canvas.restore()
