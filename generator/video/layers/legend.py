"""The lines of a ring: swatch, label, amount, rules between."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

import skia

from generator.model.layers import LegendLayer, Slice
from generator.video.layers.sprite import Sprite
from generator.video.stage import Stage
from generator.video.type import Line, Run
from generator.video.wrap import Paragraph

_TICKS = 1024
_ROW_PX = 84.0


class LegendSprite(Sprite):
    """Rows stand in the middle of the box's height and come in one by one; amounts end at one edge."""

    by_item = True

    def __init__(self, layer: LegendLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        count = max(1, len(layer.slices))
        self._row = min(_ROW_PX * stage.unit, self.rect.height() / count)
        self._top = self.rect.top() + max(0.0, (self.rect.height() - count * self._row) / 2)
        setting = stage.setting("row")
        setting = setting.scaled(min(1.0, self._row / (setting.size_px * 1.8)))
        strong = replace(setting, weight=max(600, setting.weight), tabular=True)
        self._cap = stage.setter.metrics(setting).cap
        self._swatch = setting.size_px * 0.86
        self._label_left = self.rect.left() + self._swatch + setting.size_px
        widest = max((stage.setter.width(part.text, strong) for part in layer.slices), default=0.0)
        limit = self.rect.width() * 0.5
        if widest > limit:
            strong = strong.scaled(limit / widest)
            widest = limit
        room = self.rect.right() - self._label_left - widest - setting.size_px
        self._rows: list[tuple[Slice, Paragraph, Line]] = []
        for part in layer.slices:
            label = stage.paragraph(part.label, setting, layer.color, (room, setting.line_px), max_lines=1, floor=0.84)
            if label.ellipsis:
                size = (room, self._row * 0.9)
                label = stage.paragraph(part.label, setting.scaled(0.84), layer.color, size, max_lines=2, floor=0.7)
            amount = stage.setter.line([Run(part.text, strong, stage.color(layer.color))])
            self._rows.append((part, label, amount))

    def content_state(self, t: float) -> Hashable:
        """How far each row has come in."""
        return tuple(self.entrance.at(t, index) for index in range(len(self._rows)))

    def item_areas(self) -> Sequence[skia.Rect]:
        """The rows."""
        return [
            skia.Rect.MakeXYWH(self.rect.left(), self._top + index * self._row, self.rect.width(), self._row)
            for index in range(len(self._rows))
        ]

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Every row under its own motion."""
        for index, row in enumerate(self.item_areas()):
            with self.item_moved(canvas, self.entrance.at(t, index) / _TICKS, row):
                self._paint_row(canvas, index, row)

    def _paint_row(self, canvas: skia.Canvas, index: int, row: skia.Rect) -> None:
        part, label, amount = self._rows[index]
        unit, stage = self.stage.unit, self.stage
        middle = row.centerY()
        swatch = skia.Rect.MakeXYWH(row.left(), round(middle - self._swatch / 2), self._swatch, self._swatch)
        radius = self._swatch * 0.32
        canvas.drawRoundRect(swatch, radius, radius, skia.Paint(AntiAlias=True, Color=stage.color(part.color)))
        baseline = round(middle + self._cap / 2)
        if len(label.lines) == 1:
            label.lines[0].draw(canvas, self._label_left, baseline)
        else:
            label.draw(canvas, self._label_left, middle - label.height_px / 2, label.width_px)
        amount.draw(canvas, row.right() - amount.width_px, baseline)
        if index < len(self._rows) - 1:
            rule = skia.Rect.MakeLTRB(
                row.left(), round(row.bottom()) - max(1.0, 1.5 * unit), row.right(), round(row.bottom())
            )
            canvas.drawRect(rule, skia.Paint(Color=stage.color("line")))
