"""Where a layer is besides coming and going: between its keyframes, and along its path.

Every value is counted in steps too small to see (quarters of a pixel, 255ths of opacity), so that a layer between two
equal keyframes rests.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Hashable, Sequence

import skia

from generator.errors import AssetError
from generator.model.layers import Along, Keyframe, Layer
from generator.motion.easing import Easing, easing
from generator.video.outline import svg_path
from generator.video.stage import Stage

_PER_PX = 4
_OPACITIES = 255
_BLURS_PER_PX = 8


class Track:
    """One quantity over time: held before the first and after the last keyframe that names it, eased in between.

    `natural` is what it is when none does; `steps`: how many steps make up 1.
    """

    def __init__(self, keyframes: Sequence[Keyframe], quantity: str, natural: float, steps: float) -> None:
        named = [(one.at_s, getattr(one, quantity), one.ease) for one in keyframes]
        points = [(at_s, float(value), easing(ease)) for at_s, value, ease in named if value is not None]
        self._instants = [at_s for at_s, _, _ in points]
        self._values = [value for _, value, _ in points]
        self._eases: list[Easing] = [ease for _, _, ease in points]
        self._natural = natural
        self._steps = max(1.0, steps)
        # What is named is met exactly, though it lies between two steps.
        self._named = {round((value - natural) * self._steps): value for value in reversed(self._values)}

    def ticks(self, t: float) -> int:
        """How many steps it is off its natural value at t seconds."""
        if not self._instants:
            return 0
        following = bisect_right(self._instants, t)
        if following == 0:
            value = self._values[0]
        elif following == len(self._instants):
            value = self._values[-1]
        else:
            start, end = self._instants[following - 1], self._instants[following]
            first, second = self._values[following - 1], self._values[following]
            value = first + (second - first) * self._eases[following - 1]((t - start) / (end - start))
        return round((value - self._natural) * self._steps)

    def at(self, t: float) -> float:
        """The quantity at t, in whole steps or as a keyframe names it."""
        ticks = self.ticks(t)
        return self._named.get(ticks, self._natural + ticks / self._steps)


class Course:
    """The keyframes and the path of one layer."""

    def __init__(self, layer: Layer, stage: Stage, rect: skia.Rect, duration_s: float) -> None:
        radius = max(1.0, math.hypot(rect.width(), rect.height()) / 2)
        frames = layer.keyframes
        self._stage = stage
        self._x = Track(frames, "x", 0.0, stage.width_px * _PER_PX)
        self._y = Track(frames, "y", 0.0, stage.height_px * _PER_PX)
        self._scale = Track(frames, "scale", 1.0, radius * _PER_PX)
        self._turn = Track(frames, "turn", 0.0, math.radians(1) * radius * _PER_PX)
        self._opacity = Track(frames, "opacity", 1.0, _OPACITIES)
        self._blur = Track(frames, "blur", 0.0, stage.shorter_px * _BLURS_PER_PX)
        self._tracks = (self._x, self._y, self._scale, self._turn, self._opacity, self._blur)
        self._way = _Way(layer.along, layer.id, stage, duration_s) if layer.along else None

    @classmethod
    def of(cls, layer: Layer, stage: Stage, rect: skia.Rect, duration_s: float) -> Course | None:
        """None for the many layers that have neither keyframes nor a path."""
        return cls(layer, stage, rect, duration_s) if layer.keyframes or layer.along else None

    def state(self, t: float) -> Hashable:
        """Equal states: the same place, size, turn, opacity and blur."""
        return (*(track.ticks(t) for track in self._tracks), self._way.ticks(t) if self._way else 0)

    def opacity(self, t: float) -> float:
        """0 to 1."""
        return self._opacity.at(t)

    def blur_px(self, t: float) -> float:
        """The standard deviation of the blur."""
        return self._blur.at(t) * self._stage.shorter_px

    def place(self, canvas: skia.Canvas, t: float, rect: skia.Rect) -> None:
        """Move, turn and scale the canvas about the middle of `rect`."""
        x, y = rect.centerX(), rect.centerY()
        angle = self._turn.at(t)
        to_x, to_y = x, y
        if self._way:
            (to_x, to_y), turned = self._way.at(t)
            angle += turned
        canvas.translate(to_x + self._x.at(t) * self._stage.width_px, to_y + self._y.at(t) * self._stage.height_px)
        if angle:
            canvas.rotate(angle)
        scale = self._scale.at(t)
        if scale != 1:
            canvas.scale(scale, scale)
        canvas.translate(-x, -y)


class _Way:
    """A path over the frame, walked once."""

    def __init__(self, along: Along, layer_id: str, stage: Stage, duration_s: float) -> None:
        path = svg_path(along.path, f"layer '{layer_id}'")
        path.transform(skia.Matrix.Scale(stage.width_px, stage.height_px))
        self._measure = skia.PathMeasure(path, False)
        self._length = float(self._measure.getLength())
        if self._length <= 0:
            raise AssetError(f"layer '{layer_id}'", "its path leads nowhere.", "Draw at least one line.")
        self._along = along
        self._lasts_s = max(0.0, duration_s - along.delay_s) if along.duration_s is None else along.duration_s
        self._ease = easing(along.ease)
        self._steps = math.ceil(self._length * _PER_PX)

    def ticks(self, t: float) -> int:
        """Quarters of a pixel from its start."""
        since = t - self._along.delay_s
        share = min(1.0, max(0.0, since / self._lasts_s)) if self._lasts_s > 0 else float(since >= 0)
        return min(self._steps, max(0, round(self._ease(share) * self._steps)))

    def at(self, t: float) -> tuple[tuple[float, float], float]:
        """The place in pixels, and how far the layer is turned, in degrees."""
        point, tangent = self._measure.getPosTan(self.ticks(t) / self._steps * self._length)
        turned = math.degrees(math.atan2(tangent.y(), tangent.x())) if self._along.orient else 0.0
        return (point.x(), point.y()), turned
