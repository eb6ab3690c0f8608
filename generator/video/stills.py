"""The instants worth showing: when a scene has landed, and what a preview walks through."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.layers import AnyLayer

_MARGIN_S = 0.05


def landed_s(layers: Sequence[AnyLayer], duration_s: float) -> float:
    """The latest instant at which everything has come in and nothing has begun to leave, in seconds of the scene."""
    leaving = [
        duration_s - layer.exit.duration_s - layer.exit.delay_s - _MARGIN_S
        for layer in layers
        if layer.exit is not None
    ]
    return max(0.0, min([duration_s - _MARGIN_S, *leaving]))


def arrived_s(layers: Sequence[AnyLayer], duration_s: float) -> float:
    """About when the last layer has come in: the longest entrance, with room for the items of a staggered one; the last
    keyframe; the end of a path that does not take all the scene."""
    ends = [
        layer.enter.delay_s + layer.enter.duration_s + 6 * layer.enter.stagger_s
        for layer in layers
        if layer.enter is not None
    ]
    ends += [layer.keyframes[-1].at_s for layer in layers if layer.keyframes]
    ends += [along.delay_s + (along.duration_s or 0.0) for layer in layers if (along := layer.along) is not None]
    return min(max([0.0, *ends]), landed_s(layers, duration_s))
