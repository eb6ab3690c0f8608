"""Bars on a common ground, standing up or lying across."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import skia

from generator.model.layers import Bar, BarsLayer
from generator.motion.easing import easing
from generator.video.layers.sprite import DivisibleSprite
from generator.video.stage import Stage
from generator.video.type import Line, Run, Setting
from generator.video.wrap import Paragraph

_TICKS = 1024
_GAP_SHARE = 0.62
_WIDEST_SHARE = 0.3
_FEW = 4
_SMALLEST_VALUE = 0.58
_SMALLEST_LABEL = 0.72
_HAIR = 4.0
_OVERSHOOT = easing("overshoot")


@dataclass(frozen=True, slots=True)
class _Column:
    """One bar in pixels along the value axis: `zero` and `end` are where it starts and ends."""

    bar: Bar
    start: float
    size: float
    zero: float
    end: float
    value: Line | None
    label: Paragraph | None


class BarsSprite(DivisibleSprite):
    """Values on top, labels below, one highlight that comes last and goes a little too far."""

    by_item = True
    moves_items = False

    def __init__(self, layer: BarsLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        self._across = layer.direction == "across"
        self._radius = stage.brand.radii_px.get("bar", 14.0) * stage.unit
        self._columns = self._lay_across() if self._across else self._lay_up()
        order = [i for i, bar in enumerate(layer.bars) if not bar.highlight]
        order += [i for i, bar in enumerate(layer.bars) if bar.highlight]
        self._turn = {index: turn for turn, index in enumerate(order)}

    def content_state(self, t: float) -> Hashable:
        """How far each bar has grown."""
        return tuple(self._grown(t, index) for index in range(len(self._columns)))

    @property
    def items(self) -> int:
        """How many bars there are."""
        return len(self._columns)

    def item_areas(self) -> Sequence[skia.Rect]:
        """The bars with their words, side by side: each as far as the middle of the gap to the next."""
        rect, starts = self.rect, [column.start for column in self._columns]
        pitch = starts[1] - starts[0] if len(starts) > 1 else rect.height() if self._across else rect.width()
        middles = [column.start + column.size / 2 for column in self._columns]
        if self._across:
            return [
                skia.Rect.MakeLTRB(rect.left(), middle - pitch / 2, rect.right(), middle + pitch / 2)
                for middle in middles
            ]
        return [
            skia.Rect.MakeLTRB(
                max(rect.left(), middle - pitch / 2), rect.top(), min(rect.right(), middle + pitch / 2), rect.bottom()
            )
            for middle in middles
        ]

    def turn_of(self, index: int) -> int:
        """The highlight comes last."""
        return self._turn[index]

    def item_state(self, t: float, index: int) -> Hashable:
        """How far one bar has grown."""
        return self._grown(t, index)

    def paint_item(self, canvas: skia.Canvas, t: float, index: int) -> None:
        """One bar with its value and label."""
        shown = min(1.0, self.entrance.linear(t, self._turn[index]) * 2.5)
        self._paint_column(canvas, self._columns[index], self._grown(t, index) / _TICKS, shown)

    def _grown(self, t: float, index: int) -> int:
        lit = self._layer.bars[index].highlight
        return self.entrance.at(t, self._turn[index], _OVERSHOOT if lit and self.entrance.draws else None)

    def _paint_column(self, canvas: skia.Canvas, column: _Column, grown: float, shown: float) -> None:
        layer, unit = self._layer, self.stage.unit
        lit = column.bar.highlight
        color = self.stage.color(layer.highlight if lit else layer.color)
        reach = grown if self.entrance.draws else 1.0
        end = column.zero + (column.end - column.zero) * reach
        direction = -1 if column.end <= column.zero else 1
        if abs(end - column.zero) < _HAIR * unit:
            end = column.zero + direction * _HAIR * unit
        low, high = min(column.zero, end), max(column.zero, end)
        canvas.save()
        if shown < 1:
            # Fading needs a layer of its own, which must not be as large as the whole chart for every bar.
            canvas.clipRect(self._reach(column))
        with self.faded(canvas, shown):
            if self._across:
                body = skia.Rect.MakeLTRB(low, column.start, high, column.start + column.size)
            else:
                body = skia.Rect.MakeLTRB(column.start, low, column.start + column.size, high)
            radius = min(self._radius, column.size / 2, (high - low) / 2)
            canvas.drawRoundRect(body, radius, radius, skia.Paint(AntiAlias=True, Color=color))
            if column.label is not None:
                self._paint_label(canvas, column)
            if column.value is not None:
                self._paint_value(canvas, column, end)
        canvas.restore()

    def _reach(self, column: _Column) -> skia.Rect:
        """Where a bar and its words can be."""
        widest = max([column.size, *(part.width_px for part in (column.value, column.label) if part is not None)])
        if self._across:
            high = max(column.size, self._value_line, column.label.height_px if column.label else 0.0)
            middle = column.start + column.size / 2
            return skia.Rect.MakeLTRB(
                self.rect.left() - widest, middle - high, self.rect.right() + widest, middle + high
            )
        middle = column.start + column.size / 2
        return skia.Rect.MakeLTRB(
            middle - widest, self.rect.top() - self._value_line, middle + widest, self.rect.bottom() + self._value_line
        )

    def _paint_value(self, canvas: skia.Canvas, column: _Column, end: float) -> None:
        assert column.value is not None
        gap, cap = 11 * self.stage.unit, self._value_cap
        if self._across:
            column.value.draw(canvas, end + gap * 1.3, round(column.start + (column.size + cap) / 2))
            return
        x = column.start + (column.size - column.value.width_px) / 2
        x = max(self.rect.left(), min(x, self.rect.right() - column.value.width_px))
        below = column.end > column.zero
        column.value.draw(canvas, x, end + gap + cap if below else end - gap)

    def _paint_label(self, canvas: skia.Canvas, column: _Column) -> None:
        assert column.label is not None
        if self._across:
            top = column.start + (column.size - column.label.height_px) / 2
            column.label.draw(canvas, self.rect.left(), top, column.label.width_px)
            return
        left = column.start + column.size / 2 - self._label_room / 2
        column.label.draw(canvas, left, self._label_top, self._label_room, "center")

    def _lay_up(self) -> list[_Column]:
        bars, rect = self._layer.bars, self.rect
        if not bars:
            return []
        count = len(bars)
        size = min(rect.width() / (count + (count - 1) * _GAP_SHARE), rect.width() * _WIDEST_SHARE)
        pitch = (rect.width() - size) / (count - 1) if count > 1 else rect.width()
        values = self._values([bar.text for bar in bars], pitch * 0.94)
        few = size + 0.24 * rect.width()
        labels = self._labels([bar.label for bar in bars], min(pitch * 0.94, few) if count <= _FEW else pitch * 0.86)
        foot = max(block.height_px for block in labels if block is not None)
        top = rect.top() + self._value_line
        self._label_top = rect.bottom() - foot
        bottom = self._label_top - 12 * self.stage.unit
        negative = min((bar.value for bar in bars), default=0) < 0
        if negative:
            bottom -= self._value_line
        zero, scale = _scale([float(bar.value) for bar in bars], top, bottom)
        return [
            _Column(bar, rect.left() + i * pitch, size, zero, zero - float(bar.value) * scale, values[i], labels[i])
            for i, bar in enumerate(bars)
        ]

    def _lay_across(self) -> list[_Column]:
        bars, rect, unit = self._layer.bars, self.rect, self.stage.unit
        if not bars:
            return []
        count = len(bars)
        pitch = min(rect.height() / count, 132 * unit)
        size = min(pitch * 0.6, 62 * unit)
        labels = self._side_labels([bar.label for bar in bars], (rect.width() * 0.34, pitch * 0.92))
        values = self._values([bar.text for bar in bars], rect.width() * 0.3)
        label_width = max(block.width_px for block in labels if block is not None)
        value_width = max((line.width_px for line in values if line is not None), default=0.0)
        left = rect.left() + label_width + 24 * unit
        right = rect.right() - value_width - 20 * unit
        zero, scale = _scale([float(bar.value) for bar in bars], right, left)
        return [
            _Column(bar, rect.top() + i * pitch, size, zero, zero + abs(float(bar.value)) * abs(scale), value, label)
            for i, (bar, value, label) in enumerate(zip(bars, values, labels, strict=True))
        ]

    def _values(self, texts: Sequence[str], room: float) -> list[Line | None]:
        """The words on top, all at one size; only the highlight's when they would not fit side by side."""
        full = self.stage.setting("value")
        setting = self._shrunk(texts, full, room, _SMALLEST_VALUE)
        crowded = max(self.stage.setter.width(text, setting) for text in texts) > room * 1.01
        if crowded:
            setting = self._shrunk(texts, full, self.rect.width() * 0.4, _SMALLEST_VALUE)
        self._value_cap = self.stage.setter.metrics(setting).cap
        self._value_line = setting.size_px * 1.5
        bars = self._layer.bars
        lines: list[Line | None] = []
        for bar, text in zip(bars, texts, strict=True):
            color = self._layer.highlight if bar.highlight else self._layer.text_color + "/72"
            hidden = crowded and not bar.highlight
            lines.append(None if hidden else self.stage.setter.line([Run(text, setting, self.stage.color(color))]))
        return lines

    def _labels(self, texts: Sequence[str], room: float) -> list[Paragraph | None]:
        """The labels below at one size: on two lines when they are few, every second or third when they are many."""
        setting = self._shrunk(texts, self.stage.setting("label"), room, _SMALLEST_LABEL)
        widest = max(self.stage.setter.width(text, setting) for text in texts)
        lines, every = 1, 1
        if widest > room and len(texts) <= _FEW:
            setting, lines = self.stage.setting("label"), 2
        elif widest > room:
            every = -(-int(widest) // max(1, int(room)))
        self._label_room = room * every
        size = (self._label_room, setting.line_px * lines)
        if lines > 1:
            blocks = self.stage.paragraphs(texts, setting, self._layer.text_color, size, max_lines=lines, floor=0.7)
            setting = blocks[0].setting
        return [
            None if (len(texts) - 1 - index) % every else self._label(index, text, setting, size, lines)
            for index, text in enumerate(texts)
        ]

    def _side_labels(self, texts: Sequence[str], size: tuple[float, float]) -> list[Paragraph | None]:
        """The labels beside lying bars, on two lines where they must, all at one size."""
        setting = self.stage.setting("row")
        setting = setting.scaled(min(1.0, size[1] / (1.6 * setting.line_px)))
        blocks = self.stage.paragraphs(texts, setting, self._layer.text_color, size, max_lines=2, floor=0.6)
        setting = blocks[0].setting
        return [self._label(index, text, setting, size, 2) for index, text in enumerate(texts)]

    def _label(self, index: int, text: str, setting: Setting, size: tuple[float, float], lines: int) -> Paragraph:
        lit, stage = self._layer.bars[index].highlight, self.stage
        color = self._layer.text_color + ("" if lit or self._across else "/72")
        strong = replace(setting, weight=700) if lit else setting
        return stage.paragraph(text, strong, color, size, max_lines=lines, floor=0.8)

    def _shrunk(self, texts: Sequence[str], setting: Setting, room: float, floor: float) -> Setting:
        widest = max((self.stage.setter.width(text, setting) for text in texts), default=0.0)
        return setting.scaled(max(floor, min(1.0, room / widest))) if widest > room else setting


def _scale(values: Sequence[float], top: float, bottom: float) -> tuple[float, float]:
    """Values and the ends of the plot in pixels in, (where zero lies, pixels per unit) out."""
    highest, lowest = max(0.0, *values), min(0.0, *values)
    span = highest - lowest
    if span <= 0:
        return bottom, 0.0
    scale = (bottom - top) / span
    return bottom + lowest * scale, scale
