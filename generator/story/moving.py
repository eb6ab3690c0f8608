"""Motions as written in, motions in figures out: the brand's tempo filled in, springs timed."""

from __future__ import annotations

from typing import Any

from generator.errors import BrandError
from generator.model.brand import Brand
from generator.model.layers import Along, Drift, Keyframe, Motion
from generator.motion.spring import Spring
from generator.scenes import specs

_SIDES = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


def motions_of(spec: specs.LayerSpec, brand: Brand) -> dict[str, Any]:
    """A layer as written in, the fields of Layer that say how it moves out. Raises BrandError for an unknown tempo."""
    return {
        "enter": _motion(spec.enter, brand, brand.motion.enter_s),
        "exit": _motion(spec.exit, brand, brand.motion.exit_s),
        "drift": Drift(spec.drift.dx, spec.drift.dy, spec.drift.scale, spec.drift.turn) if spec.drift else None,
        "keyframes": tuple(_keyframe(keyframe) for keyframe in spec.keyframes),
        "along": _along(spec.along, brand) if spec.along else None,
    }


def _motion(spec: specs.MotionSpec | None, brand: Brand, usual_s: float) -> Motion | None:
    if spec is None:
        return None
    duration_s = usual_s if spec.duration is None else _seconds(spec.duration, brand)
    ease = spec.ease or brand.motion.ease
    if spec.spring is not None:
        spring = _spring(spec.spring, duration_s)
        duration_s = spring.settling_s
        ease = f"spring({spring.stiffness!r}, {spring.damping!r}, {spring.mass!r})"
    x, y = _SIDES[spec.from_] if spec.from_ else (0, 0)
    return Motion(
        delay_s=spec.delay,
        duration_s=duration_s,
        fade=spec.fade,
        rise=spec.rise,
        scale=spec.scale,
        draw=spec.draw,
        stagger_s=brand.motion.stagger_s if spec.stagger is None else spec.stagger,
        ease=ease,
        slide_x=x * spec.distance,
        slide_y=y * spec.distance,
        reveal=spec.reveal or "",
        blur=spec.blur,
    )


def _spring(spec: specs.SpringSpec, duration_s: float) -> Spring:
    if spec.bounce is not None:
        return Spring.bouncing(spec.bounce, duration_s)
    return Spring(spec.stiffness, spec.damping, spec.mass)


def _seconds(tempo: float | str, brand: Brand) -> float:
    if not isinstance(tempo, str):
        return tempo
    found = brand.motion.tempos.get(tempo)
    if found is None:
        raise BrandError(
            str(brand.root / "brand.yaml"),
            f"a scene uses the tempo '{tempo}', which the brand does not have.",
            f"Add it under 'tempos' of 'motion', or use one of {', '.join(sorted(brand.motion.tempos))}.",
        )
    return found


def _keyframe(spec: specs.KeyframeSpec) -> Keyframe:
    return Keyframe(spec.at, spec.x, spec.y, spec.scale, spec.turn, spec.opacity, spec.blur, spec.ease)


def _along(spec: specs.AlongSpec, brand: Brand) -> Along:
    duration_s = None if spec.duration is None else _seconds(spec.duration, brand)
    return Along(spec.path, spec.delay, duration_s, spec.ease, spec.orient)
