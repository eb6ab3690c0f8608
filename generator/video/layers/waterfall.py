"""From one amount to another, step by step, with dashed links; upright, or as rows in a tall frame."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import skia

from generator.model.layers import Step, WaterfallLayer
from generator.video.layers.sprite import Sprite
from generator.video.stage import Stage
from generator.video.type import Line, Run, Setting
from generator.video.wrap import Paragraph

_TICKS = 1024
_GAP_SHARE = 0.36
_WIDEST_SHARE = 0.2
_HIGHEST_ROW_PX = 176.0
_LINK_PART = 0.3
_LABEL_GAP_PX = 14.0
_FOOT = 0.55
_COLORS = {"fall": "fall", "rise": "rise", "to": "sun"}


@dataclass(frozen=True, slots=True)
class _Column:
    """One step. `start`, `low`, `high`, `after` are places on the value axis in pixels: where it grows from, its ends,
    and the level at which the next link leaves."""

    step: Step
    start: float
    low: float
    high: float
    after: float
    amount: Line
    label: Paragraph

    @property
    def ends(self) -> bool:
        """Whether it is the first or last column, a whole amount."""
        return self.step.kind in ("from", "to")


class WaterfallSprite(Sprite):
    """Steps build one after the other: the link first, then the column, away from where the link arrived.

    The columns stand on a ground that need not be zero: what is told is the difference, which would be a hair's breadth
    beside two whole bills. A notch in the first and last column says so.
    """

    by_item = True
    moves_items = False

    def __init__(self, layer: WaterfallLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        self._across = layer.direction == "across"
        self._columns = self._lay() if layer.steps else []

    def content_state(self, t: float) -> Hashable:
        """How far each step has come."""
        return tuple(self.entrance.at(t, index) for index in range(len(self._columns)))

    def item_areas(self) -> Sequence[skia.Rect]:
        """The columns or rows with their words, side by side."""
        rect = self.rect
        if self._across:
            tops = [rect.top() + index * self._pitch for index in range(len(self._columns))]
            return [skia.Rect.MakeLTRB(rect.left(), top, rect.right(), top + self._pitch) for top in tops]
        middles = [self._offset(index) + self._size / 2 for index in range(len(self._columns))]
        return [
            skia.Rect.MakeLTRB(
                max(rect.left(), middle - self._pitch / 2),
                rect.top(),
                min(rect.right(), middle + self._pitch / 2),
                rect.bottom(),
            )
            for middle in middles
        ]

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Links behind, columns before them."""
        shown = [self.entrance.at(t, index) / _TICKS for index in range(len(self._columns))]
        for index in range(1, len(self._columns)):
            self._link(canvas, index, min(1.0, shown[index] / _LINK_PART))
        for index in range(len(self._columns)):
            grown = shown[index] if index == 0 else max(0.0, (shown[index] - _LINK_PART) / (1 - _LINK_PART))
            self._column(canvas, index, grown)

    def _lay(self) -> list[_Column]:
        """Measure the words, then place every step on the value axis."""
        stage, steps, rect, unit = self.stage, self._layer.steps, self.rect, self.stage.unit
        count = len(steps)
        amount = replace(stage.setting("value"), tabular=True)
        label = stage.setting("row" if self._across else "label")
        if self._across:
            self._pitch = min(rect.height() / count, _HIGHEST_ROW_PX * unit)
            self._size = self._pitch * 0.36
            amount = self._shrunk(amount, rect.width() * 0.34)
            widest = max(stage.setter.width(step.text, amount) for step in steps)
            zero, one = rect.left(), rect.right() - widest - 26 * unit
            rooms, lines, floor = (one - zero, label.line_px), 1, 0.65
        else:
            self._size = min(rect.width() / (count + (count - 1) * _GAP_SHARE), rect.width() * _WIDEST_SHARE)
            self._pitch = (rect.width() - self._size) / (count - 1) if count > 3 else self._size * (1 + _GAP_SHARE)
            # The first and last amounts keep to the box's edges, so that a wide one must not reach its neighbour.
            amount = self._shrunk(amount, (self._pitch + self._size / 2 - 16 * unit) / 1.5)
            rooms, lines, floor = (self._pitch * 0.97, label.line_px * 2), 2, 0.7
        color = "ink" if self._across else "mute"
        labels = stage.paragraphs([step.label for step in steps], label, color, rooms, max_lines=lines, floor=floor)
        if not self._across:
            foot = max(block.height_px for block in labels) + 0.8 * label.size_px
            zero, one = rect.bottom() - foot, rect.top() + amount.size_px * 1.5
            self._label_top = zero + 0.8 * label.size_px
        ground = _ground(steps)
        highest = max(0.0 if ground < 0 else ground, *(float(step.high) for step in steps))
        scale = (one - zero) / (highest - ground) if highest > ground else 0.0
        self._broken = ground > 0
        columns, level = [], 0.0
        for index, step in enumerate(steps):
            base = max(ground, 0.0)
            ends = step.kind in ("from", "to")
            low, high = sorted((base, _end(step))) if ends else (float(step.low), float(step.high))
            before = level
            level = high if step.kind == "rise" else low if step.kind == "fall" else _end(step)
            start, first, last, after = (
                zero + (value - ground) * scale for value in (base if ends else before, low, high, level)
            )
            line = stage.setter.line([Run(step.text, amount, stage.color(self._layer.color))])
            columns.append(_Column(step, start, first, last, after, line, labels[index]))
        self._amount_cap = stage.setter.metrics(amount).cap
        return columns

    def _shrunk(self, setting: Setting, room: float) -> Setting:
        widest = max(self.stage.setter.width(step.text, setting) for step in self._layer.steps)
        return setting.scaled(max(0.42, min(1.0, room / widest)))

    def _offset(self, index: int) -> float:
        """Where a step begins along the axis on which steps follow each other."""
        if self._across:
            # The words of a row stand above its bar.
            return float(self.rect.top() + index * self._pitch + self._pitch * 0.42)
        return float(self.rect.left() + index * self._pitch)

    def _column(self, canvas: skia.Canvas, index: int, grown: float) -> None:
        if grown <= 0:
            return
        column, unit = self._columns[index], self.stage.unit
        low, high = column.low, column.high
        if self.entrance.draws:
            low, high = (column.start + (end - column.start) * grown for end in (low, high))
        low, high = min(low, high), max(low, high)
        smallest = 6 * unit
        if high - low < smallest:
            low, high = (low + high - smallest) / 2, (low + high + smallest) / 2
        begin = self._offset(index)
        if self._across:
            body = skia.Rect.MakeLTRB(low, begin, high, begin + self._size)
        else:
            body = skia.Rect.MakeLTRB(begin, low, begin + self._size, high)
        bar = self.stage.brand.radii_px.get("bar", 14.0) * unit
        radius = min(bar, min(body.width(), body.height()) / 2)
        color = self.stage.color(_COLORS.get(column.step.kind, self._layer.color))
        with self.faded(canvas, min(1.0, grown * 2)):
            canvas.save()
            if column.ends and self._broken:
                canvas.clipPath(self._notch(body), skia.ClipOp.kDifference, True)
            canvas.drawRoundRect(body, radius, radius, skia.Paint(AntiAlias=True, Color=color))
            canvas.restore()
            self._words(canvas, column, body)

    def _words(self, canvas: skia.Canvas, column: _Column, body: skia.Rect) -> None:
        unit, rect = self.stage.unit, self.rect
        if self._across:
            column.label.lines[0].draw(canvas, rect.left(), round(body.top() - _LABEL_GAP_PX * unit))
            baseline = round(body.centerY() + self._amount_cap / 2)
            column.amount.draw(canvas, rect.right() - column.amount.width_px, baseline)
            return
        x = body.centerX() - column.amount.width_px / 2
        x = min(max(x, rect.left()), rect.right() - column.amount.width_px)
        column.amount.draw(canvas, x, round(body.top() - 12 * unit))
        left = body.centerX() - self._pitch / 2
        column.label.draw(canvas, left, self._label_top, self._pitch, "center")

    def _notch(self, body: skia.Rect) -> skia.Path:
        """A slanting gap near the foot of a column."""
        unit = self.stage.unit
        gap, slant = 6 * unit, 7 * unit
        path = skia.Path()
        if self._across:
            x = body.left() + min(34 * unit, body.width() * 0.25)
            corners = [(x + slant, body.top() - unit), (x - slant, body.bottom() + unit)]
            path.addPoly([skia.Point(*c) for c in (*corners, *((x + gap, y) for x, y in reversed(corners)))], True)
            return path
        y = body.bottom() - min(34 * unit, body.height() * 0.25)
        corners = [(body.left() - unit, y + slant), (body.right() + unit, y - slant)]
        path.addPoly([skia.Point(*c) for c in (*corners, *((x, y + gap) for x, y in reversed(corners)))], True)
        return path

    def _link(self, canvas: skia.Canvas, index: int, drawn: float) -> None:
        if drawn <= 0:
            return
        unit = self.stage.unit
        level = round(self._columns[index - 1].after)
        begin = self._offset(index - 1) + self._size + 3 * unit
        end = begin + (self._offset(index) - 3 * unit - begin) * drawn
        pen = skia.Paint(
            AntiAlias=True, Color=self.stage.color("mute/60"), Style=skia.Paint.kStroke_Style, StrokeWidth=2 * unit,
            StrokeCap=skia.Paint.kRound_Cap, PathEffect=skia.DashPathEffect.Make([4 * unit, 6 * unit], 0),
        )  # fmt: skip
        path = skia.Path()
        path.moveTo(*((level, begin) if self._across else (begin, level)))
        path.lineTo(*((level, end) if self._across else (end, level)))
        canvas.save()
        if self._across:
            # A link must not run through the words of the row that it leads to.
            label, baseline = self._columns[index].label, self._offset(index) - _LABEL_GAP_PX * unit
            height, pad = label.setting.size_px, 8 * unit
            words = skia.Rect.MakeLTRB(
                self.rect.left(), baseline - 0.75 * height - pad, self.rect.left() + label.width_px + pad,
                baseline + 0.25 * height + pad,
            )  # fmt: skip
            canvas.clipRect(words, skia.ClipOp.kDifference)
        canvas.drawPath(path, pen)
        canvas.restore()


def _end(step: Step) -> float:
    """The amount of a first or last column: the end that is not zero."""
    return float(step.low) if step.low < 0 else float(step.high)


def _ground(steps: Sequence[Step]) -> float:
    """The amount at the foot of the columns: zero or less, or so far below the lowest level that steps can be read."""
    levels = [
        float(value) if step.kind in ("rise", "fall") else _end(step)
        for step in steps
        for value in (step.low, step.high)
    ]
    lowest, highest = min(levels), max(levels)
    if lowest <= 0:
        return lowest
    return max(0.0, lowest - max(highest - lowest, highest * 0.02) / (1 - _FOOT) * _FOOT)
