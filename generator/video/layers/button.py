"""A call to action as the film shows it."""

from __future__ import annotations

import math
from collections.abc import Hashable

import skia

from generator.model.layers import ButtonLayer
from generator.video.layers.sprite import Sprite
from generator.video.stage import Stage

_PULSE_S = 0.7
_PULSE_AFTER_S = 0.9
_PULSE_SIZE = 0.045
_PULSE_TICKS = 256


class ButtonSprite(Sprite):
    """A filled pill with words; the note stands beside it, or below when the box is too narrow for both."""

    def __init__(self, layer: ButtonLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        setting = stage.setting("button")
        pad = 1.45 * setting.size_px
        self._text = stage.paragraph(
            layer.text, setting, "button_ink", (self.rect.width() - 2 * pad, setting.line_px), max_lines=1, floor=0.7
        )
        width, height = self._text.width_px + 2 * pad, 2.9 * setting.size_px
        self._body = skia.Rect.MakeXYWH(round(self.rect.left()), round(self.rect.top()), round(width), round(height))
        self._place_note(stage)
        motion = layer.enter
        landed = (motion.delay_s + motion.duration_s) if motion else 0.0
        self._pulse_at = landed + _PULSE_AFTER_S

    def touched(self) -> skia.Rect:
        """The pill, without its note."""
        return self._body

    def content_state(self, t: float) -> Hashable:
        """Where in its one pulse it is."""
        return self._pulse(t)

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """The pill, its words, the note."""
        body, setting = self._body, self._text.setting
        scale = 1 + _PULSE_SIZE * math.sin(math.pi * self._pulse(t) / _PULSE_TICKS)
        canvas.save()
        canvas.translate(body.centerX(), body.centerY())
        canvas.scale(scale, scale)
        canvas.translate(-body.centerX(), -body.centerY())
        radius = body.height() / 2
        canvas.drawRoundRect(body, radius, radius, skia.Paint(AntiAlias=True, Color=self.stage.color("button")))
        cap = self.stage.setter.metrics(setting).cap
        x = body.centerX() - self._text.width_px / 2
        self._text.lines[0].draw(canvas, x, round(body.centerY() + cap / 2))
        canvas.restore()
        if self._note is not None:
            self._note.draw(canvas, self._note_left, self._note_top, self._note_width)

    def _place_note(self, stage: Stage) -> None:
        self._note = None
        if not self._layer.note:
            return
        setting, body = stage.setting("note"), self._body
        gap = 0.5 * body.height()
        beside = self.rect.right() - body.right() - gap
        if stage.setter.width(self._layer.note, setting) <= beside:
            self._note_left, self._note_width = body.right() + gap, beside
            self._note = stage.paragraph(self._layer.note, setting, self._layer.color, (beside, setting.line_px * 2))
            self._note_top = body.centerY() - self._note.height_px / 2
            return
        room = max(setting.line_px, self.rect.bottom() - body.bottom() - gap / 2)
        self._note_left, self._note_width = body.left(), self.rect.width()
        self._note = stage.paragraph(self._layer.note, setting, self._layer.color, (self._note_width, room))
        self._note_top = body.bottom() + gap / 2

    def _pulse(self, t: float) -> int:
        if not self._layer.pulse:
            return 0
        progress = (t - self._pulse_at) / _PULSE_S
        return round(progress * _PULSE_TICKS) if 0 < progress < 1 else 0
