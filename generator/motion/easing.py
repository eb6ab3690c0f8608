"""CSS easing: a name, cubic-bezier(…), steps(…) or linear(…) in, a function from linear to eased progress out.

After CSS Easing Functions Level 2 (https://www.w3.org/TR/css-easing-2/). Two more are known here: "overshoot", and
"spring(stiffness, damping, mass)", whose progress runs over the spring's own settling time.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

from generator.motion.spring import Spring

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
_STEPPED = {"step-start": "steps(1, jump-start)", "step-end": "steps(1, jump-end)"}
_JUMPS = {"jump-start": "start", "jump-end": "end", "start": "start", "end": "end"}
_JUMPS |= {"jump-none": "none", "jump-both": "both"}
_CALL = re.compile(r"(cubic-bezier|steps|linear|spring)\((.*)\)")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
_HALVINGS = 40
_MOST_STEPS = 1000
_MOST_STOPS = 200


@lru_cache(maxsize=256)
def easing(text: str) -> Easing:
    """The eased progress may leave 0…1 in between ("overshoot"), and is exactly 0 at 0 and 1 at 1.

    Raises ValueError, with what is wrong, for what CSS does not know.
    """
    text = text.strip()
    if text in _NAMED:
        return _bezier_easing(*_NAMED[text])
    match = _CALL.fullmatch(_STEPPED.get(text, text))
    if match is None:
        known = ", ".join((*_NAMED, *_STEPPED))
        raise ValueError(f"an easing is one of {known}, cubic-bezier(…), steps(…) or linear(…), as in CSS")
    kind, parts = match[1], [part.strip() for part in match[2].split(",")]
    if kind == "steps":
        return _steps(parts)
    if kind == "linear":
        return _linear(parts)
    if kind == "spring":
        return _pinned(Spring(*_numbers(parts, 3, "spring(stiffness, damping, mass)")).over_its_time)
    return _bezier_easing(*_numbers(parts, 4, "cubic-bezier(x1, y1, x2, y2)"))


def css_easing(text: str) -> str:
    """The text itself, when CSS (or "overshoot") knows it; raises ValueError otherwise."""
    if text.strip().startswith("spring"):
        raise ValueError("a spring is not an easing: write it under 'spring'")
    easing(text)
    return text


def _number(part: str, form: str) -> float:
    if not _NUMBER.fullmatch(part):
        raise ValueError(f"write it like {form}")
    return float(part)


def _numbers(parts: list[str], count: int, form: str) -> list[float]:
    if len(parts) != count:
        raise ValueError(f"write it like {form}")
    return [_number(part, form) for part in parts]


def _pinned(inner: Easing) -> Easing:
    """Exactly 0 up to 0, exactly 1 from 1 on."""

    # The same instants come round in every film.
    @lru_cache(maxsize=8192)
    def eased(progress: float) -> float:
        if progress <= 0:
            return 0.0
        return 1.0 if progress >= 1 else inner(progress)

    return eased


def _bezier_easing(x1: float, y1: float, x2: float, y2: float) -> Easing:
    if not (0 <= x1 <= 1 and 0 <= x2 <= 1):
        raise ValueError("the x values of cubic-bezier(…) must lie between 0 and 1")

    def eased(progress: float) -> float:
        low, high = 0.0, 1.0
        # x grows with the parameter, so halving always finds it, where Newton's method may not.
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if _bezier(middle, x1, x2) < progress:
                low = middle
            else:
                high = middle
        return _bezier((low + high) / 2, y1, y2)

    return _pinned(eased)


def _bezier(t: float, first: float, second: float) -> float:
    rest = 1 - t
    return 3 * rest * rest * t * first + 3 * rest * t * t * second + t * t * t


def _steps(parts: list[str]) -> Easing:
    form = "steps(4, jump-end)"
    jumps = _JUMPS.get(parts[1] if len(parts) == 2 else "end")
    if len(parts) > 2 or jumps is None or not parts[0].isdigit():
        raise ValueError(f"write it like {form}")
    count = int(parts[0])
    if not (2 if jumps == "none" else 1) <= count <= _MOST_STEPS:
        raise ValueError("steps(…) takes a whole number of steps: 1 or more, with jump-none 2 or more")
    jumped = count + {"none": -1, "both": 1}.get(jumps, 0)
    first = 1 if jumps in ("start", "both") else 0
    return _pinned(lambda progress: min(jumped, math.floor(progress * count) + first) / jumped)


def _linear(parts: list[str]) -> Easing:
    """linear(0, 0.25 25% 75%, 1): points on a line, evenly spread where they say no place."""
    outputs: list[float] = []
    places: list[float | None] = []
    for part in parts:
        words = part.split()
        shares = [word for word in words if word.endswith("%")]
        values = [word for word in words if not word.endswith("%")]
        if len(values) != 1 or len(shares) > 2:
            raise ValueError("write it like linear(0, 0.25 75%, 1)")
        for share in shares or [""]:
            outputs.append(_number(values[0], "linear(0, 0.25 75%, 1)"))
            places.append(_number(share[:-1], "linear(0, 0.25 75%, 1)") / 100 if share else None)
    if not 2 <= len(outputs) <= _MOST_STOPS:
        raise ValueError("linear(…) takes two points or more")
    inputs = _spread(places)

    def eased(progress: float) -> float:
        after = min(max(bisect_right(inputs, progress), 1), len(inputs) - 1)
        low, high = inputs[after - 1], inputs[after]
        if high == low:
            return outputs[after]
        return outputs[after - 1] + (outputs[after] - outputs[after - 1]) * (progress - low) / (high - low)

    return _pinned(eased)


def _spread(places: list[float | None]) -> list[float]:
    """Every point's place: never before the one in front of it; gaps are filled evenly."""
    known = [0.0 if places[0] is None else places[0], *places[1:]]
    if known[-1] is None:
        known[-1] = 1.0
    found: list[float] = []
    for index, said in enumerate(known):
        place = said
        if place is None:
            following = next(number for number in range(index, len(known)) if known[number] is not None)
            end = max(found[-1], known[following] or 0.0)
            place = found[-1] + (end - found[-1]) / (following - index + 1)
        found.append(max(place, found[-1]) if found else place)
    return found
