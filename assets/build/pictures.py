"""Draws the pictures of assets/pictures: python assets/build/pictures.py

Everything is drawn here, so that nobody's rights are touched. The same code gives the same picture.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

import numpy as np
import skia
from PIL import Image, ImageFilter

SIZE = 1800
OUT = Path(__file__).resolve().parents[1] / "pictures"


def valley() -> Image.Image:
    """A misty valley at first light: seven ridges, each nearer and darker, pines on the last, birds."""
    surface = skia.Surface(SIZE, SIZE)
    canvas = surface.getCanvas()
    _sky(canvas)
    ridges = 7
    for index in range(ridges):
        near = index / (ridges - 1)
        crest = _crest(index, 0.585 + 0.3 * near**1.15, 0.035 + 0.045 * near)
        _ridge(canvas, crest, near)
        if index == ridges - 1:
            _pines(canvas, crest)
        else:
            _mist(canvas, 0.63 + 0.27 * near, 0.3 * (1 - near))
    _birds(canvas)
    pixels = surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[:, :, :3]
    return _grain(Image.fromarray(np.ascontiguousarray(pixels)))


def _sky(canvas: skia.Canvas) -> None:
    colors = [0xFF274581, 0xFF52689F, 0xFFDF9C8B, 0xFFFFD3A0, 0xFFFFE7C2]
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, 0), skia.Point(0, SIZE * 0.7)], colors, [0, 0.42, 0.76, 0.92, 1]
    )
    canvas.drawPaint(skia.Paint(Shader=shader, Dither=True))
    x, y = SIZE * 0.66, SIZE * 0.575
    for radius, argb in ((0.62, 0x55FFE2B0), (0.28, 0x77FFEFCF)):
        glow = skia.GradientShader.MakeRadial(skia.Point(x, y), radius * SIZE, [argb, argb & 0xFFFFFF])
        canvas.drawCircle(x, y, radius * SIZE, skia.Paint(AntiAlias=True, Shader=glow, Dither=True))
    canvas.drawCircle(x, y, 0.052 * SIZE, skia.Paint(AntiAlias=True, Color=0xFFFFF8E6))


def _crest(seed: int, level: float, height: float) -> list[tuple[float, float]]:
    dice = random.Random(41 + seed * 7)
    waves = [(2.0**k * (0.7 + 0.6 * dice.random()), dice.random() * 6.28, 0.62**k) for k in range(7)]
    total = sum(weight for _, _, weight in waves)
    points = []
    for step in range(0, SIZE + 1, 4):
        x = step / SIZE
        value = sum(weight * math.sin(6.28 * x * frequency + phase) for frequency, phase, weight in waves) / total
        points.append((step, SIZE * (level - height * value * 1.6)))
    return points


def _mixed(first: int, second: int, share: float) -> int:
    parts = [
        round(((first >> shift) & 255) * (1 - share) + ((second >> shift) & 255) * share) << shift
        for shift in (16, 8, 0)
    ]
    return 0xFF000000 | sum(parts)


def _ridge(canvas: skia.Canvas, crest: list[tuple[float, float]], near: float) -> None:
    top = _mixed(0xE9B79A, 0x13243C, near**0.72)
    foot = _mixed(0xF6D3AE, 0x0B1728, near**0.9)
    path = skia.Path()
    path.moveTo(*crest[0])
    for point in crest[1:]:
        path.lineTo(*point)
    path.lineTo(SIZE, SIZE)
    path.lineTo(0, SIZE)
    path.close()
    highest = min(y for _, y in crest)
    shader = skia.GradientShader.MakeLinear([skia.Point(0, highest), skia.Point(0, highest + SIZE * 0.2)], [top, foot])
    canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=shader, Dither=True))


def _mist(canvas: skia.Canvas, level: float, strength: float) -> None:
    alpha = int(255 * strength) << 24
    band = skia.GradientShader.MakeLinear(
        [skia.Point(0, SIZE * (level - 0.09)), skia.Point(0, SIZE * (level + 0.05))],
        [0x00FFE6C8, alpha | 0xFFE6C8, 0x00FFE6C8],
    )
    canvas.drawRect(
        skia.Rect.MakeLTRB(0, SIZE * (level - 0.09), SIZE, SIZE * (level + 0.05)), skia.Paint(Shader=band, Dither=True)
    )


def _pines(canvas: skia.Canvas, crest: list[tuple[float, float]]) -> None:
    dice = random.Random(3)
    paint = skia.Paint(AntiAlias=True, Color=0xFF0B1728)
    for x, y in crest[::5]:
        if dice.random() < 0.42:
            continue
        height = SIZE * (0.025 + 0.05 * dice.random() ** 2)
        path = skia.Path()
        path.moveTo(x, y - height)
        tiers = 5
        for side in (1, -1):
            for tier in range(tiers) if side == 1 else reversed(range(tiers)):
                reach = height * 0.2 * (tier + 1.2) / tiers
                edge, inner = y - height * (1 - (tier + 1) / tiers), reach * 0.55
                steps = [(x + side * reach, edge), (x + side * inner, edge - height * 0.02)]
                for point in steps if side == 1 else reversed(steps):
                    path.lineTo(*point)
        path.close()
        canvas.drawPath(path, paint)


def _birds(canvas: skia.Canvas) -> None:
    dice = random.Random(12)
    pen = skia.Paint(AntiAlias=True, Color=0xCC23375A, Style=skia.Paint.kStroke_Style, StrokeWidth=SIZE * 0.0022)
    pen.setStrokeCap(skia.Paint.kRound_Cap)
    for _ in range(7):
        x, y = SIZE * (0.8 + 0.1 * dice.random()), SIZE * (0.478 + 0.035 * dice.random())
        span = SIZE * (0.008 + 0.008 * dice.random())
        path = skia.Path()
        path.moveTo(x - span, y - span * 0.35)
        path.quadTo(x - span * 0.4, y - span * 0.7, x, y)
        path.quadTo(x + span * 0.4, y - span * 0.7, x + span, y - span * 0.3)
        canvas.drawPath(path, pen)


def _grain(picture: Image.Image) -> Image.Image:
    """A little softness and noise, so that gradients hold up when they are encoded."""
    noise = np.random.default_rng(5).normal(0, 1.6, (SIZE, SIZE, 1))
    pixels = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6))).astype(np.float32) + noise
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    valley().save(OUT / "valley.jpg", quality=86, optimize=True, progressive=True)
