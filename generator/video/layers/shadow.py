"""A soft shadow below a rounded card: blurred once, then only copied."""

from __future__ import annotations

import skia


def soft_shadow(width: float, height: float, radius: float, unit: float, argb: int) -> tuple[skia.Image, float]:
    """A card's size, its corners, the unit and a colour in; (an image, how far it reaches past the card) out."""
    margin = round(64 * unit)
    surface = skia.Surface(max(1, round(width) + 2 * margin), max(1, round(height) + 2 * margin))
    for blur, lower, strength in ((22, 14, 0.09), (4, 2, 0.05)):
        paint = skia.Paint(
            AntiAlias=True,
            Color=(round(255 * strength) << 24) | (argb & 0xFFFFFF),
            MaskFilter=skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur * unit),
        )
        rect = skia.Rect.MakeXYWH(margin, margin + lower * unit, round(width), round(height))
        surface.getCanvas().drawRoundRect(rect, radius, radius, paint)
    return surface.makeImageSnapshot(), margin
