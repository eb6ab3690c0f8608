"""A map of simple shapes: the plain regions first, then those that a fact lights."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import skia

from generator.model.layers import MapLayer
from generator.motion.easing import easing
from generator.video.layers.sprite import Sprite
from generator.video.outline import svg_path
from generator.video.paint import is_dark, mixed
from generator.video.stage import Stage

if TYPE_CHECKING:
    from generator.scenes.regions import Region

_TICKS = 1024
_PLAIN_PART = 0.45
"""The part of the entrance in which the plain map comes; in the rest the regions light up."""
_EDGE_PX = 2.5
_LIFT = 0.045
_WEAKEST = 0.22
_GRID = 19
_TAG_GAP_PX = 16.0
_OVERSHOOT = easing("overshoot")

_Corners = tuple[float, float, float, float]


class MapSprite(Sprite):
    """As large as the box lets it be, in proportion. One lit region is lifted above the rest."""

    def __init__(self, layer: MapLayer, stage: Stage, duration_s: float) -> None:
        # Brings what reads YAML, which takes a while to load in every worker.
        from generator.scenes.regions import read_regions

        super().__init__(layer, stage, duration_s)
        self._layer = layer
        regions = read_regions(Path(layer.path))
        room = self.rect.makeInset(2 * _EDGE_PX * stage.unit, 2 * _EDGE_PX * stage.unit)
        corners = (room.left(), room.top(), room.right(), room.bottom())
        self.shapes = _fitted(regions, corners)
        self._ease = easing(layer.enter.ease) if layer.enter else easing("linear")
        self._low, self._high = stage.color(layer.color), stage.color(layer.highlight)
        self.centre = _inside(regions, corners, layer.lit[-1][0]) if layer.lit else None
        edge = stage.color(layer.edge_color)
        # A map that moves all the time is drawn anew, so that its edges stay sharp.
        still = layer.drift is None and self._course is None
        self._picture = _plain(regions, corners, self._low, edge, stage.unit) if still else None
        self._tag()

    def content_state(self, t: float) -> Hashable:
        """How far the plain map has come, and how far each lit region."""
        return self._come(t), tuple(self._lit(t, index) for index in range(len(self._layer.lit)))

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """All regions, the lit ones over them, the tag."""
        with self.faded(canvas, self._come(t) / _TICKS):
            if self._picture is not None:
                canvas.drawImage(self._picture[0], *self._picture[1])
            else:
                edge = self.stage.color(self._layer.edge_color)
                _draw(canvas, self.shapes, self._low, edge, self.stage.unit)
        last = len(self._layer.lit) - 1
        for index, (region, strength) in enumerate(self._layer.lit):
            progress = self._lit(t, index) / _TICKS
            if progress > 0:
                self._region(canvas, region, strength, progress)
                if index == last:
                    self._draw_tag(canvas, progress)

    def _come(self, t: float) -> int:
        if not self.entrance.draws:
            return _TICKS
        return min(_TICKS, self.entrance.at(t, 0, lambda linear: self._ease(min(1.0, linear / _PLAIN_PART))))

    def _lit(self, t: float, index: int) -> int:
        if not self.entrance.draws:
            return _TICKS
        ease = _OVERSHOOT if self._layer.lifted else self._ease
        return self.entrance.at(t, index, lambda linear: ease(max(0.0, linear - _PLAIN_PART) / (1 - _PLAIN_PART)))

    def _region(self, canvas: skia.Canvas, region: str, strength: float, progress: float) -> None:
        shape = self.shapes[region]
        share = _WEAKEST + (1 - _WEAKEST) * strength
        color = mixed(self._low, self._high, share * min(1.0, progress))
        edge = _pen(self.stage.color(self._layer.edge_color), self.stage.unit)
        canvas.save()
        if self._layer.lifted:
            bounds = shape.getBounds()
            size = 1 + _LIFT * progress
            canvas.translate(bounds.centerX(), bounds.centerY())
            canvas.scale(size, size)
            canvas.translate(-bounds.centerX(), -bounds.centerY())
            dark = self.stage.color("shadow") & 0xFFFFFF
            shadow = skia.Paint(AntiAlias=True, Color=(round(70 * min(1.0, progress)) << 24) | dark)
            shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 9 * self.stage.unit))
            canvas.drawPath(shape, shadow)
        canvas.drawPath(shape, skia.Paint(AntiAlias=True, Color=color))
        canvas.drawPath(shape, edge)
        canvas.restore()

    def _tag(self) -> None:
        """The name stands above a dot in its region, or below it at the box's upper edge, and never leaves the box."""
        layer, stage, rect = self._layer, self.stage, self.rect
        self._words = None
        if not layer.label or self.centre is None:
            return
        setting = replace(stage.setting("label"), weight=700, tabular=True)
        pad = 0.7 * setting.size_px
        color = "#ffffff" if is_dark(stage.color(layer.label_color)) else "ink"
        size = (rect.width() - 2 * pad, setting.line_px)
        self._words = stage.paragraph(layer.label, setting, color, size, max_lines=1, floor=0.35)
        width, height = self._words.width_px + 2 * pad, 1.75 * self._words.setting.size_px
        x, y = self.centre
        left = min(max(x - width / 2, rect.left()), rect.right() - width)
        gap = _TAG_GAP_PX * stage.unit
        top = y - gap - height if y - gap - height >= rect.top() else y + gap
        self.tag = skia.Rect.MakeXYWH(round(left), round(top), round(width), round(height))

    def _draw_tag(self, canvas: skia.Canvas, progress: float) -> None:
        if self._words is None or self.centre is None:
            return
        x, y = self.centre
        color = self.stage.color(self._layer.label_color)
        body = skia.Paint(AntiAlias=True, Color=color)
        with self.faded(canvas, progress):
            canvas.save()
            canvas.translate(x, y)
            size = 0.6 + 0.4 * progress
            canvas.scale(size, size)
            canvas.translate(-x, -y)
            canvas.drawCircle(x, y, 6 * self.stage.unit, body)
            radius = self.tag.height() * 0.34
            canvas.drawRoundRect(self.tag, radius, radius, body)
            cap = self.stage.setter.metrics(self._words.setting).cap
            left = self.tag.centerX() - self._words.width_px / 2
            self._words.lines[0].draw(canvas, left, round(self.tag.centerY() + cap / 2))
            canvas.restore()


def _pen(argb: int, unit: float) -> skia.Paint:
    return skia.Paint(
        AntiAlias=True, Color=argb, Style=skia.Paint.kStroke_Style, StrokeWidth=_EDGE_PX * unit,
        StrokeJoin=skia.Paint.kRound_Join,
    )  # fmt: skip


def _draw(canvas: skia.Canvas, shapes: Mapping[str, skia.Path], color: int, edge: int, unit: float) -> None:
    for shape in shapes.values():
        canvas.drawPath(shape, skia.Paint(AntiAlias=True, Color=color))
    for shape in shapes.values():
        canvas.drawPath(shape, _pen(edge, unit))


@lru_cache(maxsize=8)
def _fitted(regions: tuple[Region, ...], corners: _Corners) -> Mapping[str, skia.Path]:
    """Outlines in the file's units in, the same as large as the corners let them be, in their middle, out.

    Kept, as all recipients of a batch see the same map; nobody changes a path afterwards.
    """
    shapes = {region.id: svg_path(region.path, f"region '{region.id}'") for region in regions}
    whole = skia.Rect.MakeEmpty()
    for shape in shapes.values():
        whole.join(shape.computeTightBounds())
    rect = skia.Rect.MakeLTRB(*corners)
    wide, high = max(whole.width(), 1e-6), max(whole.height(), 1e-6)
    scale = min(rect.width() / wide, rect.height() / high)
    matrix = skia.Matrix.Translate(-whole.centerX(), -whole.centerY())
    matrix.postScale(scale, scale)
    matrix.postTranslate(rect.centerX(), rect.centerY())
    for shape in shapes.values():
        shape.transform(matrix)
    return shapes


@lru_cache(maxsize=4)
def _plain(
    regions: tuple[Region, ...], corners: _Corners, color: int, edge: int, unit: float
) -> tuple[skia.Image, tuple[int, int]]:
    """The map without anything lit, as a picture, and where its corner lies in the frame."""
    margin = math.ceil(_EDGE_PX * unit)
    left, top = (math.floor(at) - margin for at in corners[:2])
    right, bottom = (math.ceil(at) + margin for at in corners[2:])
    surface = skia.Surface(max(1, right - left), max(1, bottom - top))
    canvas = surface.getCanvas()
    canvas.clear(0)
    canvas.translate(-left, -top)
    _draw(canvas, _fitted(regions, corners), color, edge, unit)
    return surface.makeImageSnapshot(), (left, top)


@lru_cache(maxsize=256)
def _inside(regions: tuple[Region, ...], corners: _Corners, region: str) -> tuple[float, float]:
    """The place of a coarse grid over a region that is deepest inside it: where a name is read as the region's."""
    shape = _fitted(regions, corners)[region]
    bounds = shape.computeTightBounds()
    grid = [
        (bounds.left() + bounds.width() * column / (_GRID - 1), bounds.top() + bounds.height() * row / (_GRID - 1))
        for row in range(-1, _GRID + 1)
        for column in range(-1, _GRID + 1)
    ]
    within = [place for place in grid if shape.contains(*place)]
    outside = [place for place in grid if not shape.contains(*place)]
    if not within:
        return bounds.centerX(), bounds.centerY()
    return max(within, key=lambda one: min((one[0] - x) ** 2 + (one[1] - y) ** 2 for x, y in outside))
