"""Icons of the brand: lines two units wide in a square of 24, with round ends."""

from __future__ import annotations

import skia

from generator.video.outline import svg_path
from generator.video.stage import Stage


def draw_icon(canvas: skia.Canvas, stage: Stage, name: str, x: float, y: float, size: float, argb: int) -> bool:
    """Draw the icon `name` with its square's corner at (x, y), `size` pixels wide; False when the brand has none."""
    data = stage.brand.icons.get(name)
    if data is None:
        return False
    canvas.save()
    canvas.translate(x, y)
    canvas.scale(size / 24, size / 24)
    canvas.drawPath(svg_path(data, f"icon '{name}'"), line_pen(argb, 2.0))
    canvas.restore()
    return True


def line_pen(argb: int, width: float) -> skia.Paint:
    """A pen with round ends and corners."""
    return skia.Paint(
        AntiAlias=True, Color=argb, Style=skia.Paint.kStroke_Style, StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap, StrokeJoin=skia.Paint.kRound_Join,
    )  # fmt: skip
