"""A number that counts up: digits of equal width, cents small and raised, nothing moving but the digits."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

import skia

from generator.model.layers import CounterLayer, Gradient, NumberFormat
from generator.video.layers.sprite import Sprite
from generator.video.paint import plain
from generator.video.stage import Stage
from generator.video.type import Line, Run, Setting

_CENTS_SIZE = 0.46
_GAP = 0.03
# Skia draws larger letters as curves, which must not be cut: they would come out slightly different.
_AS_CURVES_PX = 200.0
# How far a digit may reach out of its width, in sizes of the type.
_OVERHANG = 0.15
_THIN_SPACE = "\u202f"


class CounterSprite(Sprite):
    """Its width is that of the landed number from the start; digits are set from the right, the sign from the left."""

    def __init__(self, layer: CounterLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        style = replace(stage.setting(layer.style), tabular=True)
        self._raised = layer.raise_cents and layer.format.decimals > 0
        self._shader: skia.Shader | None = None
        self._fit(style)
        if isinstance(layer.color, Gradient):
            top = self._baseline - stage.setter.metrics(self._big).cap
            number = skia.Rect.MakeLTRB(self._left, top, self._left + self._width, self._baseline)
            self._shader = stage.paint(layer.color, number).getShader()
            self._lay_out(self._big)

    def content_state(self, t: float) -> Hashable:
        """The number shown, in its smallest unit."""
        return self._units_at(t)

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """The number at t."""
        units = self._units_at(t)
        whole, part = self._digits(units)
        x = self._left
        self._before.draw(canvas, x, self._baseline)
        x += self._before.width_px + self._before_gap
        line = self._line(whole, self._big)
        line.draw(canvas, x + self._whole_width - line.width_px, self._baseline)
        x += self._whole_width
        if part:
            small = self._small if self._raised else self._big
            baseline = self._baseline - (self._raise_px if self._raised else 0)
            cents = self._line(part, small)
            x += self._gap
            cents.draw(canvas, x, baseline)
            x += cents.width_px
        self._after.draw(canvas, x + self._after_gap, self._baseline)

    def changing(self, before_s: float, t_s: float) -> skia.Rect | None:
        """From the first digit that changes on, when all stand where they stood: see recording."""
        if not self.rests_in_place or self._shader is not None or self._big.size_px > _AS_CURVES_PX:
            return None
        before, now = (self._digits(self._units_at(t)) for t in (before_s, t_s))
        same = next(
            (at for at, (one, two) in enumerate(zip(before[0], now[0], strict=False)) if one != two), len(now[0])
        )
        lines = [self._line(whole, self._big) for whole in (before[0], now[0])]
        parts = [self._line(part, self._small if self._raised else self._big) for part in (before[1], now[1])]
        if any(one.width_px != two.width_px for one, two in (lines, parts)) or not before[0].isascii():
            return None
        end = self._left + self._before.width_px + self._before_gap + self._whole_width
        start = end - lines[1].width_px + self._line(now[0][:same], self._big).width_px
        left = start - _OVERHANG * self._big.size_px
        return skia.Rect.MakeLTRB(left, 0, self.stage.width_px, self.stage.height_px)

    def _fit(self, style: Setting) -> None:
        """Lay out the landed number, smaller when it is wider or higher than the box."""
        factor = min(1.0, self.rect.height() / style.line_px)
        self._lay_out(style.scaled(factor))
        if self._width > self.rect.width():
            self._lay_out(style.scaled(factor * self.rect.width() / self._width))
        metrics = self.stage.setter.metrics(self._big)
        drop = (self.rect.height() - self._big.line_px) * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[self._layer.anchor]
        self._baseline = round(self.rect.top() + drop + (self._big.line_px + metrics.cap) / 2)
        spare = self.rect.width() - self._width
        self._left = self.rect.left() + {"start": 0.0, "center": spare / 2, "end": spare}[self._layer.align]

    def _lay_out(self, big: Setting) -> None:
        form, setter = self._layer.format, self.stage.setter
        self._big = big
        self._small = big.scaled(_CENTS_SIZE)
        self._gap = _GAP * big.size_px if self._raised else 0.0
        self._raise_px = setter.metrics(big).cap - setter.metrics(self._small).cap
        minus = form.minus if self._layer.value < 0 else ""
        # Thin spaces are set as a gap: a fallback font's own would be of another width.
        self._before = self._line(minus + form.before.rstrip(_THIN_SPACE), big)
        self._before_gap = 0.09 * big.size_px if form.before.endswith(_THIN_SPACE) else 0.0
        self._after = self._line(form.after.lstrip(_THIN_SPACE), big)
        self._after_gap = 0.11 * big.size_px if form.after.startswith(_THIN_SPACE) else 0.0
        whole, part = self._digits(self._landed)
        self._whole_width = self._line(whole, big).width_px
        part_width = self._line(part, self._small if self._raised else big).width_px if part else 0.0
        self._width = self._before.width_px + self._before_gap + self._whole_width
        self._width += (self._gap if part else 0.0) + part_width + self._after_gap + self._after.width_px

    def _line(self, text: str, setting: Setting) -> Line:
        argb = self.stage.color(plain(self._layer.color))
        if self._shader is None:
            return self.stage.setter.number(text, setting, argb)
        return self.stage.setter.line([Run(text, setting, argb, shader=self._shader)], right_to_left=False)

    @property
    def _landed(self) -> int:
        """The absolute value in its smallest unit (cents)."""
        return int(abs(self._layer.value).scaleb(self._layer.format.decimals).to_integral_value())

    def _units_at(self, t: float) -> int:
        if not self.entrance.draws:
            return self._landed
        # A curve that starts backwards stays at nought.
        progress = max(0, self.entrance.at(t))
        return int((Decimal(self._landed) * progress / 1024).to_integral_value(ROUND_DOWN))

    def _digits(self, units: int) -> tuple[str, str]:
        """(the whole part, grouped; the separator and the cents, or "") of an amount in its smallest unit."""
        form = self._layer.format
        digits = str(units).rjust(form.decimals + 1, "0")
        whole = digits[: len(digits) - form.decimals] if form.decimals else digits
        part = form.decimal + digits[len(digits) - form.decimals :] if form.decimals else ""
        native = str.maketrans("0123456789", form.native_digits)
        return grouped(whole, form).translate(native), part.translate(native)


def grouped(digits: str, form: NumberFormat) -> str:
    """ "1234567" in, "1,234,567" out, by the locale's groups."""
    if not form.primary_group or len(digits) <= form.primary_group:
        return digits
    head, tail = digits[: -form.primary_group], digits[-form.primary_group :]
    size = form.secondary_group or form.primary_group
    groups = []
    while head:
        groups.append(head[-size:])
        head = head[:-size]
    return form.group.join([*reversed(groups), tail])
