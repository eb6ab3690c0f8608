"""A ring with gaps and rounded corners, and words inside."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import skia

from generator.model.layers import DonutLayer
from generator.video.layers.sprite import Sprite
from generator.video.stage import Stage

_TICKS = 1024
_THICKNESS = 0.31
_SMALLEST_DEG = 4.0
_TOP_DEG = -90.0


class DonutSprite(Sprite):
    """The ring sweeps from the top, clockwise; the words come in with it."""

    def __init__(self, layer: DonutLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        unit = stage.unit
        self._outer = min(self.rect.width(), self.rect.height()) / 2
        self._inner = self._outer * (1 - _THICKNESS)
        self._corner = 7 * unit
        self._gap = 7 * unit
        self._arcs = _arcs([max(0.0, part.share) for part in layer.slices])
        self._words = None
        if layer.centre:
            room = self._inner * 1.62
            setting = stage.setting("centre")
            self._words = stage.paragraph(
                layer.centre, setting, layer.color, (room, setting.line_px), max_lines=1, floor=0.25
            )

    def content_state(self, t: float) -> Hashable:
        """How far the ring has swept."""
        return self.entrance.at(t) if self.entrance.draws else None

    def touched(self) -> skia.Rect:
        """The ring."""
        x, y = self.rect.centerX(), self.rect.centerY()
        return _oval(x, y, self._outer)

    def item_areas(self) -> Sequence[skia.Rect]:
        """A square on the middle of each slice, as wide as the ring is thick."""
        half = (self._outer - self._inner) / 2
        middle = self._outer - half
        angles = [math.radians(_TOP_DEG + (start + end) / 2) for start, end in self._arcs]
        centres = [
            (self.rect.centerX() + middle * math.cos(angle), self.rect.centerY() + middle * math.sin(angle))
            for angle in angles
        ]
        return [_oval(x, y, half) for x, y in centres]

    def turn_of(self, index: int) -> int:
        """The ring sweeps as one."""
        return 0

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """All slices up to the sweep, then the words."""
        reached = 360.0 * (self.entrance.at(t) / _TICKS if self.entrance.draws else 1.0)
        single = sum(1 for start, end in self._arcs if end > start) == 1
        for part, (start, end) in zip(self._layer.slices, self._arcs, strict=True):
            shown = min(end, reached)
            if shown > start:
                self._slice(canvas, start, shown, self.stage.color(part.color), whole=single and shown - start >= 360)
        if self._words is not None:
            metrics = self.stage.setter.metrics(self._words.setting)
            baseline = round(self.rect.centerY() + metrics.cap / 2)
            with self.faded(canvas, reached / 140, self.rect):
                self._words.lines[0].draw(canvas, self.rect.centerX() - self._words.width_px / 2, baseline)

    def _slice(self, canvas: skia.Canvas, start: float, end: float, argb: int, *, whole: bool) -> None:
        """A sector of the ring, drawn smaller by the corner's radius and then outlined that wide: round corners."""
        x, y = self.rect.centerX(), self.rect.centerY()
        if whole:
            ring = skia.Paint(
                AntiAlias=True, Color=argb, Style=skia.Paint.kStroke_Style, StrokeWidth=self._outer - self._inner
            )
            canvas.drawCircle(x, y, (self._outer + self._inner) / 2, ring)
            return
        middle = (self._outer + self._inner) / 2
        length = math.radians(end - start) * middle - self._gap
        corner = min(self._corner, max(0.5, length / 2.2))
        path = skia.Path()
        outer, inner = self._outer - corner, self._inner + corner
        # The gap has the same width inside and outside, so its angle differs.
        cut_out = math.degrees((self._gap / 2 + corner) / outer)
        cut_in = math.degrees((self._gap / 2 + corner) / inner)
        if end - start <= 2 * cut_in:
            cut_in = cut_out = max(0.0, (end - start) / 2 - 0.05)
        first, last = _TOP_DEG + start, _TOP_DEG + end
        path.arcTo(_oval(x, y, outer), first + cut_out, last - first - 2 * cut_out, True)
        path.arcTo(_oval(x, y, inner), last - cut_in, -(last - first - 2 * cut_in), False)
        path.close()
        outline = skia.Paint(
            AntiAlias=True, Color=argb, Style=skia.Paint.kStroke_Style, StrokeWidth=2 * corner,
            StrokeJoin=skia.Paint.kRound_Join,
        )  # fmt: skip
        # Two strokes of the pen: Skia's fill-and-stroke leaves rings hollow that go nearly all the way round.
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb))
        canvas.drawPath(path, outline)


def _oval(x: float, y: float, radius: float) -> skia.Rect:
    return skia.Rect.MakeLTRB(x - radius, y - radius, x + radius, y + radius)


def _arcs(shares: list[float]) -> list[tuple[float, float]]:
    """Shares in, (start, end) in degrees clockwise from the top out; no slice that is there is too thin to be seen."""
    total = sum(shares)
    if total <= 0:
        return [(0.0, 0.0) for _ in shares]
    degrees = [360 * share / total for share in shares]
    thin = [0 < angle < _SMALLEST_DEG for angle in degrees]
    taken = _SMALLEST_DEG * sum(thin)
    rest = sum(angle for angle, is_thin in zip(degrees, thin, strict=True) if not is_thin)
    arcs, position = [], 0.0
    for angle, is_thin in zip(degrees, thin, strict=True):
        size = _SMALLEST_DEG if is_thin else (angle / rest * (360 - taken) if rest else 0.0)
        arcs.append((position, position + size))
        position += size
    return arcs
