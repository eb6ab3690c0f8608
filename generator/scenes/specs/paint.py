"""How boxes and paints are written."""

from __future__ import annotations

from pydantic import Field

from generator.scenes.units import Percent
from generator.sourcefile import Strict

BoxSpec = tuple[Percent, Percent, Percent, Percent]


class LinearSpec(Strict):
    """A linear gradient: [[0, coral], [1, sun]] along an angle in degrees (0 to the right, 90 down)."""

    linear: tuple[tuple[float, str], ...] = Field(min_length=2)
    angle: float = 90.0


class RadialSpec(Strict):
    """A radial gradient from a centre (of the box) with a radius (of its longer side)."""

    radial: tuple[tuple[float, str], ...] = Field(min_length=2)
    centre: tuple[Percent, Percent] = (0.5, 0.5)
    radius: Percent = 0.7


PaintSpec = str | LinearSpec | RadialSpec
