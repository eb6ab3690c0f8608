"""A circle, arc, rectangle or path, filled or as an outline that is traced."""

from __future__ import annotations

from collections.abc import Hashable

import skia

from generator.model.layers import ShapeLayer
from generator.video.layers.sprite import Sprite
from generator.video.outline import svg_path
from generator.video.stage import Stage

_TICKS = 1024


class ShapeSprite(Sprite):
    """With `draw`, an outline is traced from its start, and a filled shape only fades."""

    def __init__(self, layer: ShapeLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._paint = stage.paint(layer.paint, self.rect)
        self._traced = layer.stroke > 0 and self.entrance.draws
        self._path = _outline(layer, stage, self.rect)
        if layer.stroke > 0:
            self._paint.setStyle(skia.Paint.kStroke_Style)
            self._paint.setStrokeWidth(layer.stroke * stage.shorter_px)
            self._paint.setStrokeCap(skia.Paint.kRound_Cap)
            self._paint.setStrokeJoin(skia.Paint.kRound_Join)

    def content_state(self, t: float) -> Hashable:
        """How much of the outline is traced."""
        return self.entrance.at(t) if self._traced else None

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """The shape, or the traced part of it."""
        traced = self.entrance.at(t) / _TICKS if self._traced else 1.0
        if traced <= 0:
            return
        if traced >= 1:
            canvas.drawPath(self._path, self._paint)
            return
        paint = skia.Paint(self._paint)
        paint.setPathEffect(skia.TrimPathEffect.Make(0, traced))
        canvas.drawPath(self._path, paint)


def _outline(layer: ShapeLayer, stage: Stage, rect: skia.Rect) -> skia.Path:
    if layer.shape == "path":
        path = svg_path(layer.path, f"layer '{layer.id}'")
        matrix = skia.Matrix.Scale(rect.width(), rect.height())
        matrix.postTranslate(rect.left(), rect.top())
        path.transform(matrix)
        return path
    path = skia.Path()
    if layer.shape == "rect":
        radius = layer.radius_px * stage.unit
        path.addRoundRect(rect, radius, radius)
        return path
    radius = min(rect.width(), rect.height()) / 2
    oval = skia.Rect.MakeLTRB(
        rect.centerX() - radius, rect.centerY() - radius, rect.centerX() + radius, rect.centerY() + radius
    )
    if layer.sweep_deg >= 360:
        path.addOval(oval)
    elif layer.stroke > 0:
        path.addArc(oval, layer.from_deg, layer.sweep_deg)
    else:
        path.moveTo(oval.centerX(), oval.centerY())
        path.arcTo(oval, layer.from_deg, layer.sweep_deg, False)
        path.close()
    return path
