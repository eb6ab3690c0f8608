"""Items one below the other, each with its marker, coming in one by one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from itertools import pairwise

import skia

from generator.model.layers import ListLayer
from generator.video.layers.icon import draw_icon, line_pen
from generator.video.layers.listing_layout import Entry, lay_out
from generator.video.layers.sprite import Sprite
from generator.video.paint import is_dark
from generator.video.stage import Stage
from generator.video.type import Line, Run

_TICKS = 1024


class ListSprite(Sprite):
    """With `draw` a marker grows and its tick is traced as the item comes in."""

    by_item = True

    def __init__(self, layer: ListLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        self.layout = lay_out(layer, stage, self.rect)
        self._items = len(self.layout.entries) + (self.layout.more is not None)
        self._size = self.layout.setting.size_px
        self._cap = stage.setter.metrics(self.layout.setting).cap
        self._numbers = [self._number(entry) for entry in self.layout.entries] if layer.marker == "number" else []

    def content_state(self, t: float) -> Hashable:
        """How far each item has come in."""
        return tuple(self.entrance.at(t, index) for index in range(self._items))

    def item_areas(self) -> Sequence[skia.Rect]:
        """The items: each as far as the middle of the gap to the next."""
        entries, rect = self.layout.entries, self.rect
        tops = [entry.top for entry in entries]
        ends = [entry.top + entry.words.height_px for entry in entries]
        edges = [*tops[:1], *((end + top) / 2 for end, top in zip(ends, tops[1:], strict=False)), *ends[-1:]]
        return [skia.Rect.MakeLTRB(rect.left(), top, rect.right(), end) for top, end in pairwise(edges)]

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Every item under its own motion."""
        layout, rect = self.layout, self.rect
        for index in range(self._items):
            progress = self.entrance.at(t, index) / _TICKS
            if progress <= 0:
                continue
            top = layout.entries[index].top if index < len(layout.entries) else layout.more_top
            place = skia.Rect.MakeXYWH(rect.left(), top, rect.width(), self._size)
            with self.item_moved(canvas, progress, place):
                if index < len(layout.entries):
                    self._entry(canvas, layout.entries[index], progress)
                elif layout.more is not None:
                    align = "start" if layout.more.right_to_left == layout.mirrored else "end"
                    layout.more.draw(canvas, layout.left, layout.more_top, layout.width, align)

    def _entry(self, canvas: skia.Canvas, entry: Entry, progress: float) -> None:
        layout, rect = self.layout, self.rect
        align = "start" if entry.words.right_to_left == layout.mirrored else "end"
        entry.words.draw(canvas, layout.left, entry.top, layout.width, align)
        baseline = entry.words.baseline(0, entry.top)
        if entry.figure is not None:
            x = rect.left() if layout.mirrored else rect.right() - entry.figure.width_px
            entry.figure.draw(canvas, x, baseline)
        reach = (0.2 if self._layer.marker == "bullet" else 0.62) * self._size
        x = rect.right() - reach if layout.mirrored else rect.left() + reach
        self._marker(canvas, entry, x, baseline - self._cap / 2, progress if self.entrance.draws else 1.0)

    def _marker(self, canvas: skia.Canvas, entry: Entry, x: float, y: float, grown: float) -> None:
        layer, stage, size = self._layer, self.stage, self._size
        argb = stage.color(layer.marker_color)
        canvas.save()
        canvas.translate(x, y)
        canvas.scale(grown, grown)
        if layer.marker == "bullet":
            canvas.drawCircle(0, 0, 0.19 * size, skia.Paint(AntiAlias=True, Color=argb))
        elif layer.marker == "icon":
            side = 1.24 * size
            draw_icon(canvas, stage, entry.item.icon, -side / 2, -side / 2, side, argb)
        elif layer.marker in ("number", "tick"):
            canvas.drawCircle(0, 0, 0.62 * size, skia.Paint(AntiAlias=True, Color=argb))
            if layer.marker == "number":
                number = self._numbers[entry.number - 1]
                cap = 0.58 * self._cap
                number.draw(canvas, -number.width_px / 2, cap / 2)
            else:
                self._tick(canvas, argb, grown)
        canvas.restore()

    def _tick(self, canvas: skia.Canvas, ground: int, traced: float) -> None:
        size = self._size
        pen = line_pen(self._on(ground), 0.13 * size)
        if traced < 1:
            pen.setPathEffect(skia.TrimPathEffect.Make(0, max(0.0, traced)))
        path = skia.Path()
        path.moveTo(-0.27 * size, 0.02 * size)
        path.lineTo(-0.08 * size, 0.21 * size)
        path.lineTo(0.28 * size, -0.18 * size)
        canvas.drawPath(path, pen)

    def _number(self, entry: Entry) -> Line:
        small = replace(self.layout.setting.scaled(0.62), weight=700, tabular=True)
        color = self._on(self.stage.color(self._layer.marker_color))
        return self.stage.setter.line([Run(str(entry.number), small, color)], right_to_left=False)

    def _on(self, ground: int) -> int:
        """The colour that is read on the marker."""
        return 0xFFFFFFFF if is_dark(ground) else self.stage.color("ink")
