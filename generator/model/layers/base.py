"""What every layer has: its box, how it moves, what it is painted with."""

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
class Motion:
    """How a layer comes in (or, played backwards, goes out).

    `rise`: fraction of the frame's height that it travels upwards. `scale`: the size it starts from. `draw`: outlines
    and rings are traced, bars and donuts grow, counters count, instead of only fading. `stagger_s`: the delay between
    the items of one layer. `ease`: a CSS easing name or "cubic-bezier(…)".
    """

    delay_s: float = 0.0
    duration_s: float = 0.6
    fade: bool = True
    rise: float = 0.0
    scale: float = 1.0
    draw: bool = False
    stagger_s: float = 0.0
    ease: str = "cubic-bezier(.2,.8,.2,1)"


@dataclass(frozen=True, slots=True)
class Drift:
    """Slow movement over the whole scene: fractions of the frame, a final scale, degrees of turn. Linear."""

    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    turn: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What every layer has. `personal`: its content depends on a fact, so it can't be part of a plate."""

    id: str
    box: Box
    enter: Motion | None = None
    exit: Motion | None = None
    drift: Drift | None = None
    opacity: float = 1.0
    personal: bool = False


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
