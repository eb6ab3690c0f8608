"""Colours and gradients: brand tokens in, Skia colours and paints out."""

from __future__ import annotations

import math
import re

import skia

from generator.errors import BrandError
from generator.model.brand import Brand
from generator.model.layers import Gradient, Paint

_HEX = re.compile(r"#([0-9a-fA-F]{6})")
_OPACITY = re.compile(r"(.+)/(\d{1,3})")


def color(brand: Brand, text: str) -> int:
    """ "ink", "sun/40" or "#rrggbb/40" in, ARGB as an integer out; raises BrandError for a token the brand lacks."""
    match = _OPACITY.fullmatch(text)
    name, percent = (match[1], int(match[2])) if match else (text, 100)
    name = brand.colors.get(name, name)
    value = _HEX.fullmatch(name)
    if value is None or percent > 100:
        raise BrandError(
            str(brand.root / "brand.yaml"),
            f"a scene uses the colour '{text}', which the brand does not have.",
            f"Add it under 'colors', or use one of {', '.join(sorted(brand.colors))}.",
        )
    return (round(percent * 255 / 100) << 24) | int(value[1], 16)


def mixed(first: int, second: int, share: float) -> int:
    """Two ARGB colours in, the one that lies `share` (0…1) of the way from the first to the second out."""
    parts = (
        round(((first >> shift) & 255) * (1 - share) + ((second >> shift) & 255) * share) << shift
        for shift in (24, 16, 8, 0)
    )
    return sum(parts)


def is_dark(argb: int) -> bool:
    """Whether white text reads better on the colour than dark text, by WCAG's relative luminance."""
    return luminance(argb) < 0.18


def luminance(argb: int) -> float:
    """WCAG's relative luminance of a colour, its opacity aside: 0 for black, 1 for white."""

    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear((argb >> shift) & 255) for shift in (16, 8, 0))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def plain(paint: Paint) -> str:
    """A colour or gradient in, one colour out that stands for it: a gradient's first."""
    return paint if isinstance(paint, str) else paint.stops[0][1]


def filled(brand: Brand, paint: Paint, rect: skia.Rect) -> skia.Paint:
    """A colour or gradient over `rect` (pixels) in, an antialiased Skia paint out."""
    result = skia.Paint(AntiAlias=True)
    if isinstance(paint, str):
        result.setColor(color(brand, paint))
        return result
    result.setShader(_shader(brand, paint, rect))
    # Without it wide gradients show steps, and the encoder makes the steps worse.
    result.setDither(True)
    return result


def _shader(brand: Brand, gradient: Gradient, rect: skia.Rect) -> skia.Shader:
    colors = [color(brand, name) for _, name in gradient.stops]
    positions = [position for position, _ in gradient.stops]
    width, height = rect.width(), rect.height()
    if gradient.kind == "radial":
        centre = skia.Point(rect.left() + gradient.centre[0] * width, rect.top() + gradient.centre[1] * height)
        return skia.GradientShader.MakeRadial(centre, gradient.radius * max(width, height), colors, positions)
    angle = math.radians(gradient.angle_deg)
    # CSS's gradient line: long enough that the corners get the first and last colour.
    half = (abs(width * math.cos(angle)) + abs(height * math.sin(angle))) / 2
    dx, dy = half * math.cos(angle), half * math.sin(angle)
    points = [
        skia.Point(rect.centerX() - dx, rect.centerY() - dy),
        skia.Point(rect.centerX() + dx, rect.centerY() + dy),
    ]
    return skia.GradientShader.MakeLinear(points, colors, positions)
