"""Dusk over hills: turbines turn, the sun sinks a little. A designer's own clip: drawn with Skia, timed by MoviePy."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import skia
from moviepy import VideoClip

FPS = 30
SKY = [(0.0, 0xFF071C2C), (0.42, 0xFF0E4258), (0.68, 0xFF3C6A70), (0.84, 0xFFC98F5C), (1.0, 0xFFF0A869)]
FAR, MIDDLE, NEAR = 0xFF17465A, 0xFF0D3246, 0xFF051B29
WHITE = 0xFFF6F3EA

# Where the hills' crests run: (x, y) in a unit square whose y grows downwards.
FAR_CREST = [(0, 0.5), (0.14, 0.34), (0.3, 0.46), (0.5, 0.2), (0.66, 0.4), (0.84, 0.24), (1, 0.36)]
MIDDLE_CREST = [(0, 0.36), (0.2, 0.52), (0.42, 0.4), (0.62, 0.56), (0.82, 0.36), (1, 0.5)]
NEAR_CREST = [(0, 0.62), (0.22, 0.48), (0.46, 0.66), (0.72, 0.52), (1, 0.68)]

# (x, foot, height of the tower, turns a second, phase), x and foot of the frame, height of its shorter side.
WIDE = [(0.69, 0.9, 0.52, 0.15, 0.1), (0.825, 0.875, 0.36, 0.19, 0.47), (0.92, 0.86, 0.26, 0.23, 0.8)]
TALL = [(0.27, 0.87, 0.5, 0.15, 0.1), (0.6, 0.845, 0.37, 0.19, 0.47), (0.85, 0.83, 0.27, 0.23, 0.8)]
SQUARE = [(0.52, 0.9, 0.33, 0.15, 0.1), (0.73, 0.88, 0.26, 0.19, 0.47), (0.88, 0.865, 0.2, 0.23, 0.8)]


def make_clip(width_px: int, height_px: int, duration_s: float) -> VideoClip:
    """The frame's size and the scene's length in, a MoviePy clip of uint8 (height, width, 3) frames out."""
    size = (width_px, height_px)
    shorter = min(size)
    tall = height_px > width_px * 1.2
    turbines = TALL if tall else WIDE if width_px > height_px * 1.2 else SQUARE
    sky, land, front = _sky(size), _land(size, tall), _front(size, tall)
    sun_x, sun_y = (0.42, 0.7) if tall else (0.4, 0.69) if turbines is WIDE else (0.3, 0.69)

    def frame(t: float) -> np.ndarray:
        surface = skia.Surface(width_px, height_px)
        canvas = surface.getCanvas()
        canvas.drawImage(sky, 0, 0)
        _stars(canvas, size, t)
        _sun(canvas, sun_x * width_px, (sun_y + 0.012 * t / duration_s) * height_px, 0.078 * shorter)
        canvas.drawImage(land, 0, 0)
        for x, foot, height, speed, phase in reversed(turbines):
            _turbine(canvas, x * width_px, foot * height_px, height * shorter, 360 * (phase + speed * t))
        canvas.drawImage(front, 0, 0)
        return surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[:, :, :3]

    return VideoClip(frame, duration=duration_s).with_fps(FPS)


def _sky(size: tuple[int, int]) -> skia.Image:
    surface = skia.Surface(*size)
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, 0), skia.Point(0, size[1] * 0.9)], [color for _, color in SKY], [at for at, _ in SKY]
    )
    surface.getCanvas().drawPaint(skia.Paint(Shader=shader, Dither=True))
    return surface.makeImageSnapshot()


def _stars(canvas: skia.Canvas, size: tuple[int, int], t: float) -> None:
    dice = random.Random(7)
    for _ in range(70):
        x, y = dice.random() * size[0], dice.random() ** 1.7 * size[1] * 0.5
        radius = (0.5 + 1.1 * dice.random() ** 3) * min(size) / 720
        brightness = 0.2 + 0.6 * dice.random() + 0.12 * math.sin(t * (0.8 + dice.random()) + dice.random() * 6.28)
        fade = 1 - y / (size[1] * 0.55)
        alpha = max(0, min(255, int(255 * brightness * fade)))
        canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Color=(alpha << 24) | (WHITE & 0xFFFFFF)))


def _sun(canvas: skia.Canvas, x: float, y: float, radius: float) -> None:
    glow = skia.GradientShader.MakeRadial(skia.Point(x, y), radius * 5, [0x66FFD79A, 0x22FFC27A, 0x00FFB060])
    canvas.drawCircle(x, y, radius * 5, skia.Paint(AntiAlias=True, Shader=glow, Dither=True))
    canvas.drawCircle(x, y, radius, skia.Paint(AntiAlias=True, Color=0xFFFFEFCB))


def _hill(canvas: skia.Canvas, size: tuple[int, int], crest: list[tuple[float, float]], top: float, argb: int) -> None:
    """Fill below a smooth crest whose unit square starts at `top` of the frame's height."""
    width, height = size
    points = [(x * width, (top + y * (1 - top)) * height) for x, y in crest]
    path = skia.Path()
    path.moveTo(*points[0])
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        path.cubicTo((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, x1, y1)
    path.lineTo(width, height)
    path.lineTo(0, height)
    path.close()
    lowest = 0xFF000000 | (argb & 0xFFFFFF)
    haze = skia.GradientShader.MakeLinear(
        [skia.Point(0, top * height), skia.Point(0, height)], [_lighter(argb, 0.16), lowest], [0.1, 0.75]
    )
    canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=haze, Dither=True))


def _land(size: tuple[int, int], tall: bool) -> skia.Image:
    surface = skia.Surface(*size)
    _hill(surface.getCanvas(), size, FAR_CREST, 0.7 if tall else 0.62, FAR)
    _hill(surface.getCanvas(), size, MIDDLE_CREST, 0.76 if tall else 0.72, MIDDLE)
    return surface.makeImageSnapshot()


def _front(size: tuple[int, int], tall: bool) -> skia.Image:
    surface = skia.Surface(*size)
    _hill(surface.getCanvas(), size, NEAR_CREST, 0.8 if tall else 0.76, NEAR)
    return surface.makeImageSnapshot()


def _turbine(canvas: skia.Canvas, x: float, foot: float, height: float, degrees: float) -> None:
    """A tapered tower with three blades turned by `degrees`, lit from the left."""
    hub = foot - height
    wide, slim = height * 0.021, height * 0.011
    tower = skia.Path()
    tower.addPoly(
        [skia.Point(x - wide, foot), skia.Point(x - slim, hub), skia.Point(x + slim, hub), skia.Point(x + wide, foot)],
        True,
    )
    light = skia.GradientShader.MakeLinear(
        [skia.Point(x - wide, 0), skia.Point(x + wide, 0)], [WHITE, _lighter(0xFF7D97A0, 0.1)]
    )
    canvas.drawPath(tower, skia.Paint(AntiAlias=True, Shader=light))
    length = height * 0.56
    blade = skia.Path()
    blade.moveTo(-0.008 * length, 0)
    blade.cubicTo(-0.06 * length, -0.16 * length, -0.04 * length, -0.3 * length, -0.008 * length, -length)
    blade.cubicTo(0.004 * length, -length * 1.01, 0.012 * length, -length, 0.014 * length, -0.96 * length)
    blade.lineTo(0.03 * length, -0.06 * length)
    blade.close()
    canvas.save()
    canvas.translate(x, hub)
    canvas.rotate(degrees)
    for _ in range(3):
        canvas.drawPath(blade, skia.Paint(AntiAlias=True, Color=WHITE))
        canvas.rotate(120)
    canvas.restore()
    canvas.drawCircle(x, hub, height * 0.02, skia.Paint(AntiAlias=True, Color=WHITE))


def _lighter(argb: int, share: float) -> int:
    """A colour mixed with the light of the horizon."""
    light = 0xFFE8C79A
    mixed = 0xFF000000
    for shift in (16, 8, 0):
        part = ((argb >> shift) & 255) * (1 - share) + ((light >> shift) & 255) * share
        mixed |= round(part) << shift
    return mixed
