"""Effects as written in, effects in figures out: opacity, blur, shadow, clip, mask."""

from __future__ import annotations

from typing import Any

from generator.model.layers import Box, Clip, Gradient, Mask, Shadow
from generator.scenes import specs
from generator.story.contents import Context, paint


def effects_of(spec: specs.LayerSpec, context: Context) -> dict[str, Any]:
    """A layer as written in, the fields of Layer that say what is done to its picture out."""
    return {
        "opacity": spec.opacity,
        "blur": spec.blur,
        "shadow": Shadow(*spec.shadow.offset, spec.shadow.blur, spec.shadow.color) if spec.shadow else None,
        "clip": _clip(spec.clip) if spec.clip else None,
        "mask": _mask(spec.mask, context) if spec.mask else None,
    }


def _clip(spec: specs.ClipSpec) -> Clip:
    return Clip(spec.shape, Box(*spec.box) if spec.box else None, spec.radius, spec.path or "", spec.still)


def _mask(spec: str | specs.LinearSpec | specs.RadialSpec, context: Context) -> Mask:
    if isinstance(spec, str):
        return Mask(path=context.picture_path(spec))
    gradient = paint(spec)
    assert isinstance(gradient, Gradient)
    return Mask(gradient=gradient)
