"""Pictures and footage."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.layers.base import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLayer(Layer):
    """A picture file (PNG, JPEG, WebP or SVG path of the template). `fit`: "cover" or "contain"."""

    path: str
    fit: str = "cover"
    radius_px: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageLayer(Layer):
    """A video file, or a `clip.py` whose `make_clip(width_px, height_px, duration_s)` returns a MoviePy clip."""

    path: str
    fit: str = "cover"
