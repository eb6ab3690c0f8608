"""A series as a line that is traced, with its highlight's value, and a second series behind it."""

from __future__ import annotations

from collections.abc import Hashable

import skia

from generator.model.layers import LineLayer
from generator.motion.easing import easing
from generator.video.layers.line_layout import DOT_PX, Tag, curve, lay_out
from generator.video.layers.sprite import Sprite
from generator.video.paint import is_dark
from generator.video.stage import Stage

_TICKS = 1024
_TRACED_PART = 0.78
"""The part of the entrance in which the line is traced; in the rest the highlight pops up."""
_OVERSHOOT = easing("overshoot")


class LineSprite(Sprite):
    """With `draw` the line is traced from left to right and the highlight comes last; else all of it fades in."""

    def __init__(self, layer: LineLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        self.layout = lay_out(layer, stage, self.rect)
        places = self.layout.places
        self._path = curve(places, layer.smooth)
        self._compare = curve(self.layout.compare, layer.smooth)
        self._measure = skia.PathMeasure(self._path, False)
        self._stroke = self._pen(stage.color(layer.color), 5.0)
        self._area = self._area_path() if layer.area and len(places) > 1 else None
        self._area_paint = self._gradient() if self._area is not None else None
        self._ease = easing(layer.enter.ease) if layer.enter else easing("linear")

    def content_state(self, t: float) -> Hashable:
        """How much is traced, and how far the highlight has come."""
        return self._traced(t), self._popped(t)

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Rule, labels, the second line, the area, the line, its dots, the highlight."""
        layout, layer, unit = self.layout, self._layer, self.stage.unit
        if not layout.places and not layout.compare:
            return
        rule = skia.Paint(
            AntiAlias=True, Color=self.stage.color(layer.text_color + "/24"), StrokeWidth=max(1.0, 1.5 * unit)
        )
        if layer.ground == "fit":
            # The foot is not zero, and the rule says so.
            rule.setPathEffect(skia.DashPathEffect.Make([3 * unit, 7 * unit], 0))
        foot = round(layout.zero)
        canvas.drawLine(self.rect.left(), foot, self.rect.right(), foot, rule)
        for label in layout.labels:
            label.draw(canvas, layout.label_top)
        self._draw_key(canvas)
        traced = self._traced(t) / _TICKS
        if traced > 0:
            self._lines(canvas, traced)
        if layout.lit >= 0:
            self._highlight(canvas, self._popped(t) / _TICKS)

    def _traced(self, t: float) -> int:
        if not self.entrance.draws:
            return _TICKS
        return min(_TICKS, self.entrance.at(t, 0, lambda linear: self._ease(min(1.0, linear / _TRACED_PART))))

    def _popped(self, t: float) -> int:
        if not self.entrance.draws:
            return _TICKS
        return self.entrance.at(t, 0, lambda linear: _OVERSHOOT((linear - _TRACED_PART) / (1 - _TRACED_PART)))

    def _head(self, traced: float) -> float:
        """The x that the line has come to."""
        length = self._measure.getLength()
        if traced >= 1 or length <= 0:
            return float(self.rect.right())
        position, _ = self._measure.getPosTan(length * traced)
        x: float = position.x()
        return x

    def _lines(self, canvas: skia.Canvas, traced: float) -> None:
        layer, unit, head = self._layer, self.stage.unit, self._head(traced)
        canvas.save()
        if traced < 1:
            canvas.clipRect(skia.Rect.MakeLTRB(self.rect.left() - 1, -1e5, head, 1e5), True)
        if self.layout.compare:
            behind = self._pen(self.stage.color(layer.compare_color), 3.0)
            behind.setPathEffect(skia.DashPathEffect.Make([2 * unit, 9 * unit], 0))
            canvas.drawPath(self._compare, behind)
        if self._area is not None:
            canvas.drawPath(self._area, self._area_paint)
        canvas.restore()
        pen = self._stroke
        if traced < 1:
            pen = skia.Paint(pen)
            pen.setPathEffect(skia.TrimPathEffect.Make(0, traced))
        canvas.drawPath(self._path, pen)
        if layer.marks:
            fill = skia.Paint(AntiAlias=True, Color=self.stage.color(layer.color))
            for index, (x, y) in enumerate(self.layout.places):
                grown = min(1.0, (head - x) / (24 * unit) + 1)
                if index != self.layout.lit and grown > 0:
                    canvas.drawCircle(x, y, 7 * unit * grown, fill)

    def _highlight(self, canvas: skia.Canvas, popped: float) -> None:
        tag, unit = self.layout.tag, self.stage.unit
        if popped <= 0 or tag is None:
            return
        x, y = self.layout.places[self.layout.lit]
        color = self.stage.color(self._layer.color)
        drop = skia.Paint(
            AntiAlias=True, Color=self.stage.color(self._layer.text_color + "/40"), StrokeWidth=2 * unit,
            Style=skia.Paint.kStroke_Style, StrokeCap=skia.Paint.kRound_Cap,
            PathEffect=skia.DashPathEffect.Make([2 * unit, 8 * unit], 0),
        )  # fmt: skip
        end = y + (self.layout.zero - y) * min(1.0, popped)
        if abs(end - y) > 2 * DOT_PX * unit and tag.above == (end > y):
            canvas.drawLine(x, y + (DOT_PX + 8) * unit * (1 if end > y else -1), x, end, drop)
        canvas.drawCircle(x, y, 2 * DOT_PX * unit * popped, skia.Paint(AntiAlias=True, Color=_faint(color)))
        canvas.drawCircle(x, y, DOT_PX * unit * popped, skia.Paint(AntiAlias=True, Color=color))
        core = 0xFFFFFFFF if is_dark(color) else self.stage.color("ink")
        canvas.drawCircle(x, y, 3.4 * unit * popped, skia.Paint(AntiAlias=True, Color=core))
        self._draw_tag(canvas, tag, x, color, popped)

    def _draw_tag(self, canvas: skia.Canvas, tag: Tag, x: float, color: int, popped: float) -> None:
        edge = tag.body.bottom() if tag.above else tag.body.top()
        with self.faded(canvas, popped, tag.body.makeOutset(2, 2)):
            canvas.save()
            canvas.translate(x, edge)
            size = 0.6 + 0.4 * popped
            canvas.scale(size, size)
            canvas.translate(-x, -edge)
            radius = tag.body.height() * 0.34
            canvas.drawRoundRect(tag.body, radius, radius, skia.Paint(AntiAlias=True, Color=color))
            cap = self.stage.setter.metrics(tag.words.setting).cap
            left = tag.body.centerX() - tag.words.width_px / 2
            tag.words.lines[0].draw(canvas, left, round(tag.body.centerY() + cap / 2))
            canvas.restore()

    def _draw_key(self, canvas: skia.Canvas) -> None:
        colors = (self._layer.color, self._layer.compare_color)
        names = [color for color, name in zip(colors, self._layer.names, strict=True) if name]
        for color, entry in zip(names, self.layout.key, strict=True):
            size, middle = entry.words.setting.size_px, self.layout.key_middle
            pen = self._pen(self.stage.color(color), 5.0 if color == colors[0] else 3.0)
            if color != colors[0]:
                pen.setPathEffect(skia.DashPathEffect.Make([2 * self.stage.unit, 9 * self.stage.unit], 0))
            canvas.drawLine(entry.left + 3 * self.stage.unit, middle, entry.left + 1.6 * size, middle, pen)
            cap = self.stage.setter.metrics(entry.words.setting).cap
            entry.words.lines[0].draw(canvas, entry.left + 2.2 * size, round(middle + cap / 2))

    def _pen(self, argb: int, width_px: float) -> skia.Paint:
        return skia.Paint(
            AntiAlias=True, Color=argb, Style=skia.Paint.kStroke_Style, StrokeWidth=width_px * self.stage.unit,
            StrokeCap=skia.Paint.kRound_Cap, StrokeJoin=skia.Paint.kRound_Join,
        )  # fmt: skip

    def _area_path(self) -> skia.Path:
        places, path = self.layout.places, skia.Path(self._path)
        path.lineTo(places[-1][0], self.layout.zero)
        path.lineTo(places[0][0], self.layout.zero)
        path.close()
        return path

    def _gradient(self) -> skia.Paint:
        """Strong at the highest and the lowest value, faint where the area rises from."""
        layout, color = self.layout, self.stage.color(self._layer.color)
        lowest = max([layout.zero, *(y for _, y in layout.places)])
        highest = min([layout.zero - 1, *(y for _, y in layout.places)])
        strong, faint = _with_alpha(color, 0.42), _with_alpha(color, 0.02)
        share = (layout.zero - highest) / (lowest - highest) if lowest > highest else 1.0
        colors, stops = ([strong, faint, strong], [0.0, share, 1.0]) if share < 0.999 else ([strong, faint], [0.0, 1.0])
        points = [skia.Point(0, highest), skia.Point(0, max(lowest, highest + 1))]
        paint = skia.Paint(AntiAlias=True, Shader=skia.GradientShader.MakeLinear(points, colors, stops))
        paint.setDither(True)
        return paint


def _with_alpha(argb: int, share: float) -> int:
    return (round((argb >> 24) * share) << 24) | (argb & 0xFFFFFF)


def _faint(argb: int) -> int:
    return _with_alpha(argb, 0.3)
