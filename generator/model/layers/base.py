"""What every layer has: its box, how it moves, what is done to its picture."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.layers.effects import Clip, Mask, Shadow
from generator.model.layers.motion import Along, Drift, Keyframe, Motion
from generator.model.layers.paint import Box, Gradient, Paint
from generator.model.layers.taps import Tap, TapItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What every layer has. `personal`: its content depends on a fact, so it can't be part of a plate.

    `blur`: fraction of the frame's shorter side. `tap`: what a touch of it does, in the page.
    """

    id: str
    box: Box
    enter: Motion | None = None
    exit: Motion | None = None
    drift: Drift | None = None
    keyframes: tuple[Keyframe, ...] = ()
    along: Along | None = None
    opacity: float = 1.0
    blur: float = 0.0
    shadow: Shadow | None = None
    clip: Clip | None = None
    mask: Mask | None = None
    personal: bool = False
    tap: Tap | None = None


__all__ = [
    "Along",
    "Box",
    "Clip",
    "Drift",
    "Gradient",
    "Keyframe",
    "Layer",
    "Mask",
    "Motion",
    "Paint",
    "Shadow",
    "Tap",
    "TapItem",
]
