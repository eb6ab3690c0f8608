"""Properties of a Lottie layer at a frame, after the Lottie specification (lottie.github.io/lottie-spec)."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import skia

from generator.motion.easing import Easing, easing

_MOST_PARENTS = 64


def value(prop: Any, frame: float, default: tuple[float, ...]) -> tuple[float, ...]:
    """A property ({a, k}, or split into x and y) in, its numbers at a frame out; `default` for one that isn't there."""
    if not isinstance(prop, dict):
        return default
    if prop.get("s") is True and "x" in prop:
        return (*value(prop.get("x"), frame, (0.0,))[:1], *value(prop.get("y"), frame, (0.0,))[:1])
    keys = prop.get("k")
    if not (isinstance(keys, list) and keys and isinstance(keys[0], dict)):
        return _numbers(keys) or default
    if frame <= keys[0]["t"]:
        return _numbers(keys[0].get("s")) or default
    for one, following in pairwise(keys):
        if frame < following["t"]:
            return _between(one, following, frame) or default
    last = keys[-1]
    return _numbers(last.get("s")) or _numbers(keys[-2].get("e") if len(keys) > 1 else None) or default


def transform(layer: dict[str, Any], frame: float) -> skia.Matrix:
    """A layer's own matrix at a frame, without its parents'."""
    ks = layer.get("ks") or {}
    anchor = value(ks.get("a"), frame, (0.0, 0.0))
    position = value(ks.get("p"), frame, (0.0, 0.0))
    scale = value(ks.get("s"), frame, (100.0, 100.0))
    turn = value(ks.get("r") or ks.get("rz"), frame, (0.0,))[0]
    matrix = skia.Matrix.Translate(position[0], position[1])
    matrix.preRotate(turn)
    matrix.preScale(scale[0] / 100, scale[1] / 100)
    matrix.preTranslate(-anchor[0], -anchor[1])
    return matrix


def placed(layer: dict[str, Any], siblings: list[dict[str, Any]], frame: float) -> skia.Matrix:
    """A layer's matrix at a frame, under all of its parents."""
    by_number = {other.get("ind"): other for other in siblings}
    matrix = transform(layer, frame)
    for _ in range(_MOST_PARENTS):
        parent = by_number.get(layer.get("parent")) if layer.get("parent") is not None else None
        if parent is None:
            break
        matrix = skia.Matrix.Concat(transform(parent, frame), matrix)
        layer = parent
    return matrix


def opacity(layer: dict[str, Any], frame: float) -> float:
    """0…1 at a frame."""
    return min(1.0, max(0.0, value((layer.get("ks") or {}).get("o"), frame, (100.0,))[0] / 100))


def _numbers(found: Any) -> tuple[float, ...]:
    if isinstance(found, int | float):
        return (float(found),)
    if isinstance(found, list) and all(isinstance(item, int | float) for item in found):
        return tuple(float(item) for item in found)
    return ()


def _between(one: dict[str, Any], following: dict[str, Any], frame: float) -> tuple[float, ...]:
    start = _numbers(one.get("s"))
    end = _numbers(one.get("e")) or _numbers(following.get("s")) or start
    if one.get("h") == 1:
        return start
    share = (frame - one["t"]) / (following["t"] - one["t"])
    share = _curve(_handle(one.get("o")), _handle(one.get("i")))(share)
    out, into = _numbers(one.get("to")), _numbers(one.get("ti"))
    if any(out) or any(into):
        rest = 1 - share
        return tuple(
            rest**3 * a + 3 * rest**2 * share * (a + b) + 3 * rest * share**2 * (d + c) + share**3 * d
            for a, b, c, d in zip(start, out, into, end, strict=False)
        )
    return tuple(a + (b - a) * share for a, b in zip(start, end, strict=False))


def _handle(found: Any) -> tuple[float, float] | None:
    if not isinstance(found, dict):
        return None
    x, y = _numbers(found.get("x")), _numbers(found.get("y"))
    return (min(1.0, max(0.0, x[0])), y[0]) if x and y else None


@lru_cache(maxsize=512)
def _curve(out: tuple[float, float] | None, into: tuple[float, float] | None) -> Easing:
    if out is None or into is None:
        return easing("linear")
    return easing(f"cubic-bezier({out[0]:.6f},{out[1]:.6f},{into[0]:.6f},{into[1]:.6f})")
