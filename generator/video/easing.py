"""CSS easing: a name or "cubic-bezier(x1,y1,x2,y2)" in, a function from linear to eased progress out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

Easing = Callable[[float], float]

_NAMED = {
    "linear": (0.0, 0.0, 1.0, 1.0),
    "ease": (0.25, 0.1, 0.25, 1.0),
    "ease-in": (0.42, 0.0, 1.0, 1.0),
    "ease-out": (0.0, 0.0, 0.58, 1.0),
    "ease-in-out": (0.42, 0.0, 0.58, 1.0),
    # Goes a little too far and settles: for the one highlight of a chart.
    "overshoot": (0.3, 1.45, 0.5, 1.0),
}
_NUMBER = r"\s*(-?\d*\.?\d+)\s*"
_BEZIER = re.compile(rf"cubic-bezier\({_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}\)")
_STEPS = 40


@lru_cache(maxsize=64)
def easing(name: str) -> Easing:
    """The eased progress may pass 1 in between ("overshoot"), and is exactly 0 at 0 and 1 at 1.

    Raises ValueError for a name that CSS does not know, or a curve whose x leaves 0…1.
    """
    match = _BEZIER.fullmatch(name.strip())
    if match:
        x1, y1, x2, y2 = (float(part) for part in match.groups())
    elif name in _NAMED:
        x1, y1, x2, y2 = _NAMED[name]
    else:
        raise ValueError(f"unknown easing; known are {', '.join(_NAMED)} and cubic-bezier(x1,y1,x2,y2)")
    if not (0 <= x1 <= 1 and 0 <= x2 <= 1):
        raise ValueError("the x values of cubic-bezier(…) must lie between 0 and 1")

    # The same instants come round in every film.
    @lru_cache(maxsize=8192)
    def eased(progress: float) -> float:
        if progress <= 0:
            return 0.0
        if progress >= 1:
            return 1.0
        low, high = 0.0, 1.0
        # x grows with the parameter, so halving always finds it, where Newton's method may not.
        for _ in range(_STEPS):
            middle = (low + high) / 2
            if _bezier(middle, x1, x2) < progress:
                low = middle
            else:
                high = middle
        return _bezier((low + high) / 2, y1, y2)

    return eased


def _bezier(t: float, first: float, second: float) -> float:
    rest = 1 - t
    return 3 * rest * rest * t * first + 3 * rest * t * t * second + t * t * t
