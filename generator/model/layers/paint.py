"""Where a layer is and what it is painted with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """x0, y0, x1, y1 as fractions of the frame; outside 0…1 bleeds off it."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Gradient:
    """`stops`: (position 0…1, colour). `kind`: "linear" along `angle_deg` (0: to the right, 90: down) or "radial" from
    `centre` (fractions of the box) with `radius` (fraction of the box's longer side)."""

    stops: tuple[tuple[float, str], ...]
    kind: str = "linear"
    angle_deg: float = 90.0
    centre: tuple[float, float] = (0.5, 0.5)
    radius: float = 0.7


Paint = str | Gradient
