"""The brand's mark and name."""

from __future__ import annotations

import skia

from generator.model.layers import LogoLayer
from generator.video.layers.sprite import Sprite
from generator.video.outline import draw_svg, svg_file
from generator.video.stage import Stage


class LogoSprite(Sprite):
    """The mark fills the box's height; the name stands beside it. `mark` flattens the mark to one colour."""

    def __init__(self, layer: LogoLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        self._drawing = svg_file(stage.brand.logo)
        setting = stage.setting("logo")
        self._cap = stage.setter.metrics(setting).cap
        mark = setting.size_px * 1.12
        middle = self.rect.top() + setting.line_px / 2
        self._mark = skia.Rect.MakeXYWH(self.rect.left(), round(middle - mark / 2), mark, mark)
        self._name_left = self._mark.right() + 0.42 * setting.size_px
        room = self.rect.right() - self._name_left
        self._name = stage.paragraph(
            stage.brand.title, setting, layer.color, (max(room, setting.size_px), setting.line_px), max_lines=1
        )

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Mark and name."""
        flat = self.stage.color(self._layer.mark) if self._layer.mark else None
        draw_svg(canvas, self._drawing, self._mark, flat)
        self._name.lines[0].draw(canvas, self._name_left, round(self._mark.centerY() + self._cap / 2))
