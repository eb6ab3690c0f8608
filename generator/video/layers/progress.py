"""How much of a goal is reached: a ring or a bar that is traced while its figure counts."""

from __future__ import annotations

from collections.abc import Hashable

import skia

from generator.model.layers import Box, CounterLayer, ProgressLayer
from generator.video.layers.counter import CounterSprite
from generator.video.layers.sprite import Sprite
from generator.video.stage import Stage

_TICKS = 1024
_THICKNESS = 0.2
_TOP_DEG = -90.0
_BAR_PX = 44.0
_LEAST = 0.004
"""The smallest share above none that is drawn: a round cap's worth, so that it is seen."""


class ProgressSprite(Sprite):
    """Past the goal a ring begins a second lap over the first, and a bar shows where in it the goal lies."""

    def __init__(self, layer: ProgressLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        self._share = max(0.0, layer.share)
        self._ring = layer.shape == "ring"
        if self._ring:
            self._lay_ring()
        else:
            self._lay_bar()

    def content_state(self, t: float) -> Hashable:
        """How much is traced, and the figure."""
        return self._traced(t), self._figure.content_state(t) if self._figure else None

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Track, what is reached, the figure, the note."""
        share = self._share * self._traced(t) / _TICKS
        if self._ring:
            self._paint_ring(canvas, share)
        else:
            self._paint_bar(canvas, share)
        if self._figure is not None:
            self._figure.paint(canvas, t)
        if self._note is not None:
            self._note.draw(canvas, self._note_left, self._note_top, self._note_width, self._note_align)

    def _traced(self, t: float) -> int:
        return min(_TICKS, self.entrance.at(t)) if self.entrance.draws else _TICKS

    def _counter(self, rect: skia.Rect, align: str, anchor: str) -> CounterSprite | None:
        layer, stage = self._layer, self.stage
        if not layer.text:
            return None
        box = Box(
            rect.left() / stage.width_px, rect.top() / stage.height_px,
            rect.right() / stage.width_px, rect.bottom() / stage.height_px,
        )  # fmt: skip
        figure = CounterLayer(
            id=layer.id, box=box, enter=layer.enter, value=layer.value, format=layer.format, text=layer.text,
            style=layer.style, color=layer.text_color, align=align, anchor=anchor, raise_cents=False,
        )  # fmt: skip
        return CounterSprite(figure, stage, self.duration_s)

    def _lay_ring(self) -> None:
        """The figure in the middle of the hole, the note below it, both together centred."""
        layer, stage, rect = self._layer, self.stage, self.rect
        self._outer = min(rect.width(), rect.height()) / 2
        self._width = self._outer * _THICKNESS
        self._middle = self._outer - self._width / 2
        hole = self._outer - self._width
        room = hole * 1.5
        figure = stage.setting(layer.style)
        figure_px = min(figure.line_px, hole * 0.62)
        self._note = None
        x, y = rect.centerX(), rect.centerY()
        if layer.note:
            note = stage.setting("label")
            self._note_width = hole * 1.36
            self._note = stage.paragraph(
                layer.note, note, layer.note_color, (self._note_width, hole * 0.56), max_lines=2, floor=0.6
            )
            self._note_left, self._note_align = x - self._note_width / 2, "center"
            self._note_top = y + figure_px * 0.34 if layer.text else y - self._note.height_px / 2
            y -= min(self._note.height_px * 0.42, figure_px * 0.3)
        place = skia.Rect.MakeLTRB(x - room / 2, y - figure_px / 2, x + room / 2, y + figure_px / 2)
        self._figure = self._counter(place, "center", "middle")

    def _lay_bar(self) -> None:
        """The figure and the note stand above the bar: side by side where both fit, else the note below it."""
        layer, stage, rect, unit = self._layer, self.stage, self.rect, self.stage.unit
        thick = min(_BAR_PX * unit, rect.height() * 0.4)
        note = stage.setting("body")
        most = max(0.0, rect.height() - thick) * 0.8
        figure_px = min(stage.setting(layer.style).line_px, most) if layer.text else 0.0
        self._note = None
        note_px = 0.0
        if layer.note:
            half = rect.width() * 0.48
            self._note_width = half if layer.text else rect.width()
            self._note = stage.paragraph(
                layer.note, note, layer.note_color, (self._note_width, note.line_px), max_lines=1, floor=0.8
            )
            self._note_align = "end" if layer.text and not self._note.right_to_left else "start"
            if self._note.ellipsis:
                self._note_width, self._note_align = rect.width(), "start"
                size = (rect.width(), note.line_px * 2)
                self._note = stage.paragraph(layer.note, note, layer.note_color, size, max_lines=2, floor=0.7)
                note_px = self._note.height_px + 0.5 * note.size_px
        gap = 18 * unit if figure_px or self._note else 0.0
        figure_px = min(figure_px, max(1.0, rect.height() - thick - gap - note_px))
        head = max(figure_px, note.line_px if self._note is not None and not note_px else 0.0)
        top = rect.top() + max(0.0, (rect.height() - head - gap - thick - note_px) / 2)
        self._bar = skia.Rect.MakeXYWH(rect.left(), round(top + head + gap), rect.width(), round(thick))
        if self._note is not None:
            beside = not note_px
            self._note_left = rect.right() - self._note_width if beside and layer.text else rect.left()
            self._note_top = top + head - self._note.height_px if beside else self._bar.bottom() + 0.5 * note.size_px
        wide = rect.width() * (0.5 if self._note is not None and not note_px else 1.0)
        place = skia.Rect.MakeXYWH(rect.left(), top, wide, figure_px)
        self._figure = self._counter(place, "start", "bottom")

    def _paint_ring(self, canvas: skia.Canvas, share: float) -> None:
        layer, stage = self._layer, self.stage
        x, y = self.rect.centerX(), self.rect.centerY()
        canvas.drawCircle(x, y, self._middle, self._pen(stage.color(layer.track)))
        if share <= 0:
            return
        self._arc(canvas, min(share, 1.0), self._pen(stage.color(layer.color)))
        # Two laps are the most that can be told apart; the figure says the rest.
        second = min(share - 1.0, 1.0)
        if second > 0:
            self._shadow(canvas, second)
            self._arc(canvas, second, self._pen(stage.color(layer.over_color)))

    def _arc(self, canvas: skia.Canvas, share: float, pen: skia.Paint) -> None:
        if share >= 1:
            canvas.drawCircle(self.rect.centerX(), self.rect.centerY(), self._middle, pen)
            return
        canvas.drawArc(self._oval(), _TOP_DEG, 360 * max(share, _LEAST), False, pen)

    def _shadow(self, canvas: skia.Canvas, share: float) -> None:
        """A soft edge before the head of the second lap, so that it is seen to lie on the first."""
        if share >= 1:
            return
        color = (0x50 << 24) | (self.stage.color("shadow") & 0xFFFFFF)
        pen = self._pen(color)
        pen.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, self._width * 0.14))
        canvas.save()
        ring = skia.Path()
        ring.addCircle(self.rect.centerX(), self.rect.centerY(), self._outer)
        hole = skia.Path()
        hole.addCircle(self.rect.centerX(), self.rect.centerY(), self._outer - self._width)
        canvas.clipPath(ring, True)
        canvas.clipPath(hole, skia.ClipOp.kDifference, True)
        start = max(0.0, share - 0.01)
        canvas.drawArc(self._oval(), _TOP_DEG + 360 * start, 360 * (share - start) + 1, False, pen)
        canvas.restore()

    def _paint_bar(self, canvas: skia.Canvas, share: float) -> None:
        layer, stage, bar = self._layer, self.stage, self._bar
        radius = bar.height() / 2
        whole = max(1.0, self._share)
        goal = round(bar.left() + bar.width() / whole)
        canvas.save()
        if self._share > 1:
            # Where the goal lies: a cut through the bar.
            cut = skia.Rect.MakeXYWH(goal - round(2.5 * stage.unit), bar.top(), round(5 * stage.unit), bar.height())
            canvas.clipRect(cut, skia.ClipOp.kDifference)
        canvas.drawRoundRect(bar, radius, radius, skia.Paint(AntiAlias=True, Color=stage.color(layer.track)))
        canvas.clipRRect(skia.RRect.MakeRectXY(bar, radius, radius), True)
        if share > 0:
            self._stretch(canvas, share / whole, layer.over_color if share > 1 else layer.color)
        if share > 1:
            reached = skia.Rect.MakeLTRB(bar.left(), bar.top(), goal, bar.bottom())
            canvas.drawRect(reached, skia.Paint(AntiAlias=True, Color=stage.color(layer.color)))
        canvas.restore()

    def _stretch(self, canvas: skia.Canvas, share: float, color: str) -> None:
        bar = self._bar
        length = max(bar.height(), bar.width() * share)
        body = skia.Rect.MakeXYWH(bar.left(), bar.top(), length, bar.height())
        radius = bar.height() / 2
        canvas.drawRoundRect(body, radius, radius, skia.Paint(AntiAlias=True, Color=self.stage.color(color)))

    def _oval(self) -> skia.Rect:
        x, y, radius = self.rect.centerX(), self.rect.centerY(), self._middle
        return skia.Rect.MakeLTRB(x - radius, y - radius, x + radius, y + radius)

    def _pen(self, argb: int) -> skia.Paint:
        return skia.Paint(
            AntiAlias=True, Color=argb, Style=skia.Paint.kStroke_Style, StrokeWidth=self._width,
            StrokeCap=skia.Paint.kRound_Cap,
        )  # fmt: skip
