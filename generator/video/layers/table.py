"""Rows of a table under their titles, coming in one by one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import skia

from generator.model.layers import TableLayer
from generator.video.layers.sprite import Sprite
from generator.video.layers.table_layout import Cell, lay_out
from generator.video.stage import Stage

_TICKS = 1024


class TableSprite(Sprite):
    """The titles come with the first row, and the line that says how many rows are left out comes last."""

    by_item = True

    def __init__(self, layer: TableLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        self.layout = lay_out(layer, stage, self.rect)
        self._items = len(self.layout.rows) + (self.layout.more is not None)

    def content_state(self, t: float) -> Hashable:
        """How far each row has come in."""
        return tuple(self.entrance.at(t, index) for index in range(self._items))

    def item_areas(self) -> Sequence[skia.Rect]:
        """The rows."""
        return [
            skia.Rect.MakeXYWH(self.rect.left(), self._top(index), self.rect.width(), self.layout.row_px)
            for index in range(len(self.layout.rows))
        ]

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Every row under its own motion."""
        layout, rect = self.layout, self.rect
        for index in range(self._items):
            place = skia.Rect.MakeXYWH(rect.left(), self._top(index), rect.width(), layout.row_px)
            with self.item_moved(canvas, self.entrance.at(t, index) / _TICKS, place):
                if index == 0 and layout.header:
                    self._titles(canvas)
                if index < len(layout.rows):
                    self._row(canvas, index, place)
                elif layout.more is not None:
                    middle = place.top() + layout.more_px - layout.more.words.setting.line_px / 2
                    self._cell(canvas, layout.more, middle)

    def _top(self, index: int) -> float:
        return float(self.rect.top()) + self.layout.header_px + index * self.layout.row_px

    def _titles(self, canvas: skia.Canvas) -> None:
        layout, foot = self.layout, self._top(0)
        middle = (self.rect.top() + foot) / 2 - 3 * self.stage.unit
        for cell in layout.header:
            self._cell(canvas, cell, middle)
        if self._layer.lines != "none":
            self._rule(canvas, foot, 3.0, self._layer.color)

    def _row(self, canvas: skia.Canvas, index: int, place: skia.Rect) -> None:
        layer, unit = self._layer, self.stage.unit
        if layer.lines == "zebra" and index % 2 == 0:
            band = skia.Rect.MakeLTRB(place.left(), round(place.top()), place.right(), round(place.bottom()))
            radius = self.stage.brand.radii_px.get("field", 14.0) * unit
            canvas.drawRoundRect(
                band, radius, radius, skia.Paint(AntiAlias=True, Color=self.stage.color(layer.band_color))
            )
        last = index == len(self.layout.rows) - 1
        if layer.lines == "rules" and not (last and self.layout.more is None):
            self._rule(canvas, place.bottom(), 1.5, layer.line_color)
        for cell in self.layout.rows[index]:
            self._cell(canvas, cell, place.centerY())

    def _cell(self, canvas: skia.Canvas, cell: Cell, middle: float) -> None:
        words = cell.words
        if len(words.lines) > 1:
            words.draw(canvas, cell.left, middle - words.height_px / 2, cell.width, cell.align)
            return
        cap = self.stage.setter.metrics(words.setting).cap
        for line in words.lines:
            line.draw(canvas, words.line_x(0, cell.left, cell.width, cell.align), round(middle + cap / 2))

    def _rule(self, canvas: skia.Canvas, y: float, height: float, color: str) -> None:
        thick = max(1, round(height * self.stage.unit))
        rule = skia.Rect.MakeXYWH(self.rect.left(), round(y) - thick, self.rect.width(), thick)
        canvas.drawRect(rule, skia.Paint(Color=self.stage.color(color)))
