"""A QR code, drawn so that cameras read it off a screen: whole pixels, dark on light, its margin kept."""

from __future__ import annotations

from collections.abc import Hashable

import skia

from generator.errors import RenderError
from generator.model.layers import QrLayer
from generator.model.layers.codes import QUIET_MODULES
from generator.video.layers.sprite import Sprite
from generator.video.paint import luminance
from generator.video.stage import Stage

_TICKS = 1024
_LEAST_PX = 2
_LEAST_CONTRAST = 7.0
_BLACK, _WHITE = 0xFF000000, 0xFFFFFFFF


class QrSprite(Sprite):
    """Stands in the middle of its box, as large as whole pixels a module let it. With `draw` it opens from its middle.

    Colours of the brand that a camera would not tell apart, or light ones on a dark ground, give way to black on white.
    """

    def __init__(self, layer: QrLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        count = len(layer.modules) + 2 * QUIET_MODULES
        self.module_px = int(min(self.rect.width(), self.rect.height()) // count)
        if self.module_px < _LEAST_PX:
            raise RenderError(
                f"layer '{layer.id}'",
                f"the QR code needs {count * _LEAST_PX} pixels, and its box is smaller at this size.",
                "Make the box larger, or shorten what the code holds.",
            )
        side = count * self.module_px
        left, top = round(self.rect.centerX() - side / 2), round(self.rect.centerY() - side / 2)
        self.card = skia.Rect.MakeXYWH(left, top, side, side)
        dark, light = _readable(stage.color(layer.color), stage.color(layer.ground))
        self._code = _drawn(layer, self.module_px, dark)
        self._ground = skia.Paint(AntiAlias=True, Color=light)

    def content_state(self, t: float) -> Hashable:
        """How far it has opened."""
        return self.entrance.at(t) if self.entrance.draws else None

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """The light square and the code on it."""
        card, opened = self.card, min(1.0, self.entrance.at(t) / _TICKS) if self.entrance.draws else 1.0
        radius = QUIET_MODULES / 2 * self.module_px
        canvas.drawRoundRect(card, radius, radius, self._ground)
        if opened <= 0:
            return
        canvas.save()
        if opened < 1:
            circle = skia.Path()
            circle.addCircle(card.centerX(), card.centerY(), 0.72 * card.width() * opened)
            canvas.clipPath(circle, True)
        margin = QUIET_MODULES * self.module_px
        canvas.drawImage(self._code, card.left() + margin, card.top() + margin)
        canvas.restore()


def _readable(color: int, ground: int) -> tuple[int, int]:
    """Two colours in, a dark and a light one out that a camera tells apart: the same, or black and white."""
    dark, light = luminance(color), luminance(ground)
    opaque = color >> 24 == ground >> 24 == 0xFF
    if opaque and (light + 0.05) / (dark + 0.05) >= _LEAST_CONTRAST:
        return color, ground
    return _BLACK, _WHITE


def _drawn(layer: QrLayer, size: int, argb: int) -> skia.Image:
    """The dark modules as a picture, without the margin."""
    count = len(layer.modules)
    surface = skia.Surface(count * size, count * size)
    canvas = surface.getCanvas()
    canvas.clear(0)
    paint = skia.Paint(AntiAlias=layer.rounded, Color=argb)
    for y, row in enumerate(layer.modules):
        for x, module in enumerate(row):
            if module == "1":
                _module(canvas, layer, x, y, size, paint)
    image: skia.Image = surface.makeImageSnapshot()
    return image


def _module(canvas: skia.Canvas, layer: QrLayer, x: int, y: int, size: int, paint: skia.Paint) -> None:
    place = skia.Rect.MakeXYWH(x * size, y * size, size, size)
    if not layer.rounded:
        canvas.drawRect(place, paint)
        return
    up, right, down, left = (_is_dark(layer, x + dx, y + dy) for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0)))
    # A corner is round where neither of its two neighbours goes on.
    corners = [not (up or left), not (up or right), not (down or right), not (down or left)]
    shape = skia.RRect()
    radius = size / 2
    shape.setRectRadii(place, [skia.Point(radius, radius) if corner else skia.Point(0, 0) for corner in corners])
    canvas.drawRRect(shape, paint)


def _is_dark(layer: QrLayer, x: int, y: int) -> bool:
    count = len(layer.modules)
    return 0 <= x < count and 0 <= y < count and layer.modules[y][x] == "1"
