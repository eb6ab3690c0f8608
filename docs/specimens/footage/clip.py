"""A sun that climbs over the sea."""

from __future__ import annotations

from typing import Any

import numpy as np
from moviepy import VideoClip

_SKY = np.array([[208, 74, 91], [255, 141, 76], [255, 210, 140]], float)
_SEA = np.array([15, 74, 96], float)
_SUN = np.array([255, 236, 200], float)


def make_clip(width_px: int, height_px: int, duration_s: float) -> Any:
    """A size and a duration in seconds in, a MoviePy clip out."""
    y, x = np.mgrid[0:height_px, 0:width_px].astype(float)
    horizon = 0.72 * height_px
    share = np.clip(y / horizon, 0, 1)[..., None]
    sky = np.where(
        share < 0.6, _SKY[0] + (_SKY[1] - _SKY[0]) * share / 0.6, _SKY[1] + (_SKY[2] - _SKY[1]) * (share - 0.6) / 0.4
    )
    radius = 0.16 * min(width_px, height_px)

    def frame(t: float) -> Any:
        middle = horizon + radius - 2.2 * radius * t / duration_s
        distance = np.hypot(x - 0.72 * width_px, y - middle)
        inside = np.clip(radius - distance + 0.5, 0, 1)[..., None]
        picture = sky * (1 - inside) + _SUN * inside
        below = np.clip(y - horizon + 0.5, 0, 1)[..., None]
        return np.clip(picture * (1 - below) + _SEA * below, 0, 255).astype(np.uint8)

    return VideoClip(frame, duration=duration_s).with_fps(25)
