"""From one amount to another, step by step, with dashed links."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

import skia

from generator.model.layers import Step, WaterfallLayer
from generator.video.layers.sprite import Sprite
from generator.video.stage import Stage
from generator.video.type import Line, Run
from generator.video.wrap import Paragraph

_TICKS = 1024
_GAP_SHARE = 0.36
_WIDEST_SHARE = 0.2
_LINK_PART = 0.3
_FOOT = 0.55
_COLORS = {"fall": "fall", "rise": "rise", "to": "sun"}


@dataclass(frozen=True, slots=True)
class _Column:
    """One step in pixels. `before` and `after` are the levels at which its links arrive and leave."""

    step: Step
    left: float
    top: float
    bottom: float
    before: float
    after: float
    amount: Line
    label: Paragraph


class WaterfallSprite(Sprite):
    """Steps build from left to right: the link first, then the column, away from where the link arrived.

    The columns stand on a ground that need not be zero: what is told is the difference, which would be a hair's breadth
    beside two whole bills. A notch in the first and last column says so.
    """

    by_item = True

    def __init__(self, layer: WaterfallLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        count = max(1, len(layer.steps))
        self._size = min(
            self.rect.width() / (count + (count - 1) * _GAP_SHARE), self.rect.width() * _WIDEST_SHARE
        )
        self._pitch = self._size * (1 + _GAP_SHARE)
        if count > 3:
            self._pitch = (self.rect.width() - self._size) / (count - 1)
        self._columns = self._lay() if layer.steps else []

    def content_state(self, t: float) -> Hashable:
        """How far each step has come."""
        return tuple(self.entrance.at(t, index) for index in range(len(self._columns)))

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Links behind, columns before them."""
        shown = [self.entrance.at(t, index) / _TICKS for index in range(len(self._columns))]
        for index in range(1, len(self._columns)):
            self._link(canvas, index, min(1.0, shown[index] / _LINK_PART))
        for index in range(len(self._columns)):
            grown = shown[index] if index == 0 else max(0.0, (shown[index] - _LINK_PART) / (1 - _LINK_PART))
            self._column(canvas, index, grown)

    def _lay(self) -> list[_Column]:
        stage, steps, rect = self.stage, self._layer.steps, self.rect
        amount = stage.setting("value")
        room = self._pitch * 0.97
        widest = max(stage.setter.width(step.text, amount) for step in steps)
        amount = amount.scaled(max(0.45, min(1.0, room / widest)))
        label = stage.setting("label")
        labels = [
            stage.paragraph(step.label, label, "mute", (room, label.line_px * 2), max_lines=2, floor=0.7)
            for step in steps
        ]
        foot = max(block.height_px for block in labels) + 0.9 * label.size_px
        top, bottom = rect.top() + amount.size_px * 1.5, rect.bottom() - foot
        self._label_top = bottom + 0.9 * label.size_px
        levels = [float(value) for step in steps for value in (step.low, step.high)]
        ground = self._ground()
        highest = max(levels)
        scale = (bottom - top) / (highest - ground) if highest > ground else 0.0
        self._zero_y = bottom - (0.0 - ground) * scale if ground < 0 else bottom
        columns, level = [], 0.0
        for index, step in enumerate(steps):
            ends = step.kind in ("from", "to")
            base = max(ground, 0.0) if ends else 0.0
            low, high = (min(base, float(step.low)), max(base, float(step.high))) if not ends else _span(step, base)
            before = level
            level = float(step.high) if step.kind == "rise" else float(step.low) if step.kind == "fall" else _end(step)
            color = self._ink(step)
            columns.append(
                _Column(
                    step,
                    rect.left() + index * self._pitch,
                    bottom - (high - ground) * scale,
                    bottom - (low - ground) * scale,
                    bottom - ((before if index else level) - ground) * scale,
                    bottom - (level - ground) * scale,
                    stage.setter.line([Run(step.text, replace(amount, tabular=True), color)]),
                    labels[index],
                )
            )
        self._broken = ground > 0
        return columns

    def _ground(self) -> float:
        """The amount at the foot of the columns: zero, or as much below the lowest level as makes the steps readable."""
        levels = [
            float(value) if step.kind in ("rise", "fall") else _end(step)
            for step in self._layer.steps
            for value in (step.low, step.high)
        ]
        lowest, highest = min(levels), max(levels)
        if lowest <= 0:
            return lowest
        return max(0.0, lowest - max(highest - lowest, highest * 0.02) / (1 - _FOOT) * _FOOT)

    def _ink(self, step: Step) -> int:
        return self.stage.color(self._layer.color)

    def _color(self, step: Step) -> int:
        return self.stage.color(_COLORS.get(step.kind, self._layer.color))

    def _column(self, canvas: skia.Canvas, index: int, grown: float) -> None:
        if grown <= 0:
            return
        column, unit, stage = self._columns[index], self.stage.unit, self.stage
        # A column grows from the level at which its link arrived; the first and last from the ground.
        ends = column.step.kind in ("from", "to")
        start = self._zero_y if ends else column.before
        draws = self.entrance.draws
        top, bottom = column.top, column.bottom
        if draws:
            top, bottom = start + (top - start) * grown, start + (bottom - start) * grown
        smallest = 5 * unit
        if bottom - top < smallest:
            middle = (top + bottom) / 2
            top, bottom = middle - smallest / 2, middle + smallest / 2
        body = skia.Rect.MakeLTRB(column.left, top, column.left + self._size, bottom)
        radius = min(stage.brand.radii_px.get("bar", 14.0) * unit, (bottom - top) / 2)
        with self.faded(canvas, min(1.0, grown * 2)):
            canvas.save()
            if ends and self._broken:
                self._notch(canvas, column)
            canvas.drawRoundRect(body, radius, radius, skia.Paint(AntiAlias=True, Color=self._color(column.step)))
            canvas.restore()
            x = column.left + (self._size - column.amount.width_px) / 2
            column.amount.draw(canvas, x, round(top - 12 * unit))
            left = column.left + (self._size - self._pitch) / 2
            column.label.draw(canvas, left, self._label_top, self._pitch, "center")

    def _notch(self, canvas: skia.Canvas, column: _Column) -> None:
        """Cut a slanting gap into the foot of a column."""
        unit = self.stage.unit
        y = column.bottom - min(30 * unit, (column.bottom - column.top) * 0.25)
        gap, slant = 6 * unit, 7 * unit
        path = skia.Path()
        left, right = column.left - unit, column.left + self._size + unit
        path.moveTo(left, y + slant)
        path.lineTo(right, y - slant)
        path.lineTo(right, y - slant + gap)
        path.lineTo(left, y + slant + gap)
        path.close()
        canvas.clipPath(path, skia.ClipOp.kDifference, True)

    def _link(self, canvas: skia.Canvas, index: int, drawn: float) -> None:
        if drawn <= 0:
            return
        unit = self.stage.unit
        previous, column = self._columns[index - 1], self._columns[index]
        start, end = previous.left + self._size + 3 * unit, column.left - 3 * unit
        y = round(previous.after)
        pen = skia.Paint(
            AntiAlias=True, Color=self.stage.color("mute/60"), Style=skia.Paint.kStroke_Style, StrokeWidth=2 * unit,
            StrokeCap=skia.Paint.kRound_Cap, PathEffect=skia.DashPathEffect.Make([4 * unit, 6 * unit], 0),
        )  # fmt: skip
        path = skia.Path()
        path.moveTo(start, y)
        path.lineTo(start + (end - start) * drawn, y)
        canvas.drawPath(path, pen)


def _end(step: Step) -> float:
    """The amount of a first or last column: the end that is not zero."""
    return float(step.low) if step.low < 0 else float(step.high)


def _span(step: Step, base: float) -> tuple[float, float]:
    amount = _end(step)
    return (min(base, amount), max(base, amount))
