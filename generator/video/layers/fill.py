"""A painted box."""

from __future__ import annotations

import skia

from generator.model.layers import FillLayer
from generator.video.layers.sprite import Sprite
from generator.video.stage import Stage


class FillSprite(Sprite):
    """The box in a colour or gradient."""

    def __init__(self, layer: FillLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._paint = stage.paint(layer.paint, self.rect)

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """The whole box; its edges are on whole pixels only where the box's are."""
        canvas.drawRect(self.rect, self._paint)
