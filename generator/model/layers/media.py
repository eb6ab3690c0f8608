"""Pictures and footage."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.layers.base import Layer
from generator.model.layers.paint import Box


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is done to the colours, in this order: without colour, or from one colour (darks) to another (lights); then
    `dim` (0…1) of the way to the brand's ink."""

    mono: bool = False
    duotone: tuple[str, str] | None = None
    dim: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLayer(Layer):
    """A picture file (PNG, JPEG, WebP or SVG path of the template).

    `fit`: "cover" or "contain". `focus`: the point of the picture (fractions) that stays when it is cropped.
    """

    path: str
    fit: str = "cover"
    radius_px: float = 0.0
    focus: tuple[float, float] = (0.5, 0.5)
    treatment: Treatment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageLayer(Layer):
    """A video file, or a `clip.py` whose `make_clip(width_px, height_px, duration_s)` returns a MoviePy clip.

    `start_s` and `end_s` (0: its own end) cut it, `speed` is how much faster than filmed it runs, `crop` the part of
    the picture that is taken (fractions of it), `focus` the point (fractions of that part) that stays when it has to be
    cropped further. When it is over it starts again (`loop`) or its last frame stays.
    """

    path: str
    fit: str = "cover"
    start_s: float = 0.0
    end_s: float = 0.0
    speed: float = 1.0
    loop: bool = False
    crop: Box | None = None
    focus: tuple[float, float] = (0.5, 0.5)
    treatment: Treatment | None = None
