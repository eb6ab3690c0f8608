"""A scene's layers in, the same picture's layers out, with those that are the same for everybody as low as they can be.

What lies below the first personal layer is drawn, and over a moving ground encoded, once for all recipients. A layer
may go below another that it never touches: nobody can tell which of the two was drawn first. Where a layer is at an
instant follows from its box and its motion alone, so that all films of a scene have the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.model.layers import AnyLayer, CounterLayer, PillLayer, QrLayer, ShapeLayer, TextLayer
from generator.model.layers.motion import Motion
from generator.model.layers.paint import Box
from generator.video.layers.passage import Departure, Entrance

_WITHIN_BOX = (TextLayer, CounterLayer, PillLayer, QrLayer, ShapeLayer)
_STILL = Motion()
_STEPS = 4096
# What hangs over a box, such as an accent or a slanted letter: a fraction of the frame.
_ROOM = 0.01

Place = tuple[float, float, float, float]
"""Left, top, right, bottom in fractions of the frame."""


def common_first(layers: Sequence[AnyLayer], frames: int, fps: int) -> tuple[AnyLayer, ...]:
    """The layers of a scene of so many frames, bottom first, in; an order that looks the same out."""
    found = _order(tuple(_Outline.of(layer) for layer in layers), frames, fps)
    return tuple(layers[number] for number in found)


@dataclass(frozen=True, slots=True)
class _Outline:
    """What decides where a layer is. `enter`, `exit`: None for nothing. `box`: None when it may be anywhere."""

    personal: bool
    box: Box | None
    enter: Motion | None
    exit: Motion | None

    @classmethod
    def of(cls, layer: AnyLayer) -> _Outline:
        """Some kinds of layer draw in their box alone, wherever their coming and going has moved that."""
        motions = [motion for motion in (layer.enter, layer.exit) if motion is not None]
        stays = (
            isinstance(layer, _WITHIN_BOX)
            and not (isinstance(layer, ShapeLayer) and (layer.shape != "rect" or layer.stroke > 0))
            and not (layer.drift or layer.keyframes or layer.along or layer.blur or layer.shadow)
            and all(motion.scale == 1 and not motion.blur for motion in motions)
        )
        return cls(layer.personal, layer.box if stays else None, layer.enter, layer.exit)


@lru_cache(maxsize=256)
def _order(layers: tuple[_Outline, ...], frames: int, fps: int) -> tuple[int, ...]:
    order: list[int] = []
    for number, layer in enumerate(layers):
        position = len(order)
        if not layer.personal:
            while position and layers[order[position - 1]].personal:
                if not _apart(layers[order[position - 1]], layer, frames, fps):
                    break
                position -= 1
            # Halfway down is no use: what is drawn once lies below every personal layer.
            if any(layers[below].personal for below in order[:position]):
                position = len(order)
        order.insert(position, number)
    return tuple(order)


def _apart(one: _Outline, other: _Outline, frames: int, fps: int) -> bool:
    """Whether two layers touch in no frame."""
    if one.box is None or other.box is None:
        return False
    ways = [_Way(layer, layer.box, frames / fps) for layer in (one, other) if layer.box is not None]
    for frame in range(frames):
        places = [way.at(frame / fps) for way in ways]
        if places[0] and places[1] and _touch(places[0], places[1]):
            return False
    return True


class _Way:
    """Where a layer's box is from instant to instant."""

    def __init__(self, layer: _Outline, box: Box, duration_s: float) -> None:
        self._box = box
        self._enter, self._exit = layer.enter or _STILL, layer.exit or _STILL
        self._entrance, self._departure = Entrance(layer.enter), Departure(layer.exit, duration_s)

    def at(self, t_s: float) -> Place | None:
        """With some room around; None when the layer is not to be seen."""
        box, dx, dy = self._box, 0.0, 0.0
        shares = (self._entrance.at(t_s, ticks=_STEPS) / _STEPS, self._departure.at(t_s, _STEPS) / _STEPS)
        for motion, share in zip((self._enter, self._exit), shares, strict=True):
            if motion.fade and share <= 0:
                return None
            dx += motion.slide_x * (1 - share)
            dy += (motion.slide_y + motion.rise) * (1 - share)
        return box.x0 + dx - _ROOM, box.y0 + dy - _ROOM, box.x1 + dx + _ROOM, box.y1 + dy + _ROOM


def _touch(one: Place, other: Place) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
