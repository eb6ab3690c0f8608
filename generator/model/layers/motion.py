"""How a layer moves: in and out, between keyframes, along a path, slowly all the time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Motion:
    """How a layer comes in (or, played backwards, goes out).

    `rise`: fraction of the frame's height that it travels upwards. `slide_x`, `slide_y`: where it starts, in fractions
    of the frame's width and height off its place. `scale`: the size it starts from. `draw`: outlines and rings are
    traced, bars and donuts grow, counters count, instead of only fading. `reveal`: the side from which it is uncovered,
    "left", "right", "up" or "down", or "circle" from its middle; "" for not. `blur`: the blur it starts from, a
    fraction of the frame's shorter side. `stagger_s`: the delay between the items of one layer. `ease`: an easing as
    generator.motion knows it; a spring's `duration_s` is its settling time.
    """

    delay_s: float = 0.0
    duration_s: float = 0.6
    fade: bool = True
    rise: float = 0.0
    scale: float = 1.0
    draw: bool = False
    stagger_s: float = 0.0
    ease: str = "cubic-bezier(.2,.8,.2,1)"
    slide_x: float = 0.0
    slide_y: float = 0.0
    reveal: str = ""
    blur: float = 0.0


@dataclass(frozen=True, slots=True)
class Drift:
    """Slow movement over the whole scene: fractions of the frame, a final scale, degrees of turn. Linear."""

    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Keyframe:
    """What a layer is like at `at_s` seconds of its scene; None: nothing is said here.

    `x`, `y`: off its place, fractions of the frame. `scale` and `turn` (degrees, clockwise): about its middle.
    `opacity`: 0 to 1. `blur`: fraction of the frame's shorter side. `ease`: how it goes on to the next.
    """

    at_s: float
    x: float | None = None
    y: float | None = None
    scale: float | None = None
    turn: float | None = None
    opacity: float | None = None
    blur: float | None = None
    ease: str = "ease-in-out"


@dataclass(frozen=True, slots=True)
class Along:
    """The layer's middle follows `path`: SVG path data in a unit square, which is the frame.

    `duration_s`: None for the rest of the scene. `orient`: it turns with the path.
    """

    path: str
    delay_s: float = 0.0
    duration_s: float | None = None
    ease: str = "ease-in-out"
    orient: bool = False
