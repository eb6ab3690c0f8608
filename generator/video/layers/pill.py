"""A short text in a rounded tint, with an arrow."""

from __future__ import annotations

import skia

from generator.model.layers import PillLayer
from generator.video.layers.sprite import Sprite
from generator.video.outline import svg_path
from generator.video.paint import mixed
from generator.video.stage import Stage

# Tone → (tint, how much of it is mixed into paper, colour of the words).
_TONES = {"fall": ("fall", 0.14, "fall_ink"), "rise": ("rise", 0.14, "rise_ink"), "plain": ("ink", 0.08, "ink")}
_ARROWS = {
    "down": "M12 4.5 L12 19 M5.5 12.8 L12 19.3 L18.5 12.8",
    "up": "M12 19.5 L12 5 M5.5 11.2 L12 4.7 L18.5 11.2",
}


class PillSprite(Sprite):
    """Stands at the box's start and takes the height that it needs; the words shrink when the box is narrow."""

    def __init__(self, layer: PillLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        unit = stage.unit
        setting = stage.setting(layer.style)
        tint, share, words = _TONES[layer.tone]
        self._words_color = words if words in stage.brand.colors else "ink"
        self._arrow = layer.arrow
        self._pad = 0.95 * setting.size_px
        height = setting.size_px * 2.15
        self._arrow_px = setting.size_px * 1.05 if layer.arrow else 0.0
        arrow_gap = 0.4 * setting.size_px if layer.arrow else 0.0
        room = self.rect.width() - 2 * self._pad - self._arrow_px - arrow_gap
        self._text = stage.paragraph(
            layer.text, setting, self._words_color, (room, setting.line_px), max_lines=1, floor=0.7
        )
        width = self._text.width_px + 2 * self._pad + self._arrow_px + arrow_gap
        left = self.rect.left()
        if layer.align == "center":
            left = self.rect.centerX() - width / 2
        elif layer.align == "end":
            left = self.rect.right() - width
        self._body = skia.Rect.MakeXYWH(round(left), round(self.rect.top()), round(width), round(height))
        # Opaque: nothing behind it may show through the words.
        self._tint = mixed(stage.color("paper"), stage.color(tint), share)
        self._line_px = 2.0 * unit
        self._text_left = self._body.left() + self._pad + self._arrow_px + arrow_gap
        self._radius = min(self._body.height() / 2, 1e6)
        self.rect = self._body

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Tint, arrow, words."""
        body = self._body
        canvas.drawRoundRect(body, self._radius, self._radius, skia.Paint(AntiAlias=True, Color=self._tint))
        words = self.stage.color(self._words_color)
        setting = self._text.setting
        cap = self.stage.setter.metrics(setting).cap
        baseline = round(body.centerY() + cap / 2)
        if self._arrow:
            scale = self._arrow_px / 24
            pen = skia.Paint(
                AntiAlias=True, Color=words, Style=skia.Paint.kStroke_Style, StrokeWidth=3.0,
                StrokeCap=skia.Paint.kRound_Cap, StrokeJoin=skia.Paint.kRound_Join,
            )  # fmt: skip
            canvas.save()
            canvas.translate(body.left() + self._pad, baseline - cap / 2 - self._arrow_px / 2)
            canvas.scale(scale, scale)
            canvas.drawPath(svg_path(_ARROWS[self._arrow], "pill"), pen)
            canvas.restore()
        self._text.lines[0].draw(canvas, self._text_left, baseline)
