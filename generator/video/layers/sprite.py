"""A layer made ready to draw: words shaped and paths built once, then one picture per state.

Equal states mean equal pixels, so a frame whose states are those of the frame before can be held instead of drawn.
Progress is counted in 1024ths and drift in quarters of a pixel, so that a layer that has come in rests.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

import skia

from generator.model.layers import Layer, Motion
from generator.video.easing import Easing, easing
from generator.video.stage import Stage

_TICKS = 1024
_DRIFT_PER_PX = 4


class Entrance:
    """A Motion read as eased progress: 0 before it starts, 1 when it has landed."""

    def __init__(self, motion: Motion | None) -> None:
        self.motion = motion
        self._ease: Easing = easing(motion.ease if motion else "linear")

    def linear(self, t: float, index: float = 0) -> float:
        """Uneased progress 0…1 of item `index` at t seconds."""
        if self.motion is None:
            return 1.0
        since = t - self.motion.delay_s - index * self.motion.stagger_s
        if self.motion.duration_s <= 0:
            return 1.0 if since >= 0 else 0.0
        return min(1.0, max(0.0, since / self.motion.duration_s))

    def at(self, t: float, index: float = 0, ease: Easing | None = None) -> int:
        """Eased progress in 1024ths."""
        return round((ease or self._ease)(self.linear(t, index)) * _TICKS)

    @property
    def draws(self) -> bool:
        """Whether the layer is to be traced, grown or counted, not only moved in."""
        return self.motion is not None and self.motion.draw


class Sprite(ABC):
    """A prepared layer. Subclasses say what their content is at t; moving, fading and leaving happen here."""

    by_item = False
    """Whether the items of the layer come in one by one, so that the layer as a whole must not."""

    def __init__(self, layer: Layer, stage: Stage, duration_s: float) -> None:
        self.layer = layer
        self.stage = stage
        self.duration_s = duration_s
        self.rect = stage.rect(layer.box)
        self.entrance = Entrance(layer.enter)
        self._exit_ease = easing(layer.exit.ease) if layer.exit else None

    def state(self, t: float) -> Hashable:
        """Equal states ⇒ equal pixels, whatever the time."""
        whole = _TICKS if self.by_item else self.entrance.at(t)
        return (whole, self._leaving(t), self._drifting(t), self.content_state(t))

    def draw(self, canvas: skia.Canvas, t: float) -> None:
        """The layer at t seconds of its scene, over what the canvas holds (premultiplied, sRGB)."""
        entered = 1.0 if self.by_item else self.entrance.at(t) / _TICKS
        left = self._leaving(t) / _TICKS
        canvas.save()
        self._drift(canvas, t)
        with (
            self.moved(canvas, self.layer.exit, left, self.rect),
            self.moved(canvas, None if self.by_item else self.layer.enter, entered, self.rect),
            self.faded(canvas, self.layer.opacity),
        ):
            self.paint(canvas, t)
        canvas.restore()

    def content_state(self, t: float) -> Hashable:
        """What `paint` depends on, quantised. Nothing, unless the content itself moves."""
        return None

    @abstractmethod
    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Draw the content in its place."""

    @contextmanager
    def moved(
        self, canvas: skia.Canvas, motion: Motion | None, progress: float, rect: skia.Rect, fade: float | None = None
    ) -> Iterator[None]:
        """Draw under a motion at `progress` (0…1 and past it): risen, scaled about the middle of `rect`, faded."""
        if motion is None or progress == 1:
            yield
            return
        canvas.save()
        canvas.translate(0, motion.rise * self.stage.height_px * (1 - progress))
        if motion.scale != 1:
            scale = max(0.0, motion.scale + (1 - motion.scale) * progress)
            canvas.translate(rect.centerX(), rect.centerY())
            canvas.scale(scale, scale)
            canvas.translate(-rect.centerX(), -rect.centerY())
        opacity = progress if fade is None else fade
        with self.faded(canvas, opacity if motion.fade else 1.0):
            yield
        canvas.restore()

    @contextmanager
    def faded(self, canvas: skia.Canvas, opacity: float) -> Iterator[None]:
        """Draw at an opacity, as one picture: what overlaps inside does not show through."""
        alpha = round(255 * min(1.0, max(0.0, opacity)))
        if alpha == 255:
            yield
            return
        canvas.saveLayerAlpha(None, alpha)
        yield
        canvas.restore()

    def _leaving(self, t: float) -> int:
        motion = self.layer.exit
        if motion is None or self._exit_ease is None:
            return _TICKS
        start = self.duration_s - motion.duration_s - motion.delay_s
        gone = min(1.0, max(0.0, (t - start) / motion.duration_s)) if motion.duration_s > 0 else float(t >= start)
        return round(self._exit_ease(1 - gone) * _TICKS)

    def _drifting(self, t: float) -> int:
        """Steps of a quarter pixel, measured where the layer moves most."""
        return round(self._drift_progress(t) * self._drift_steps())

    def _drift_progress(self, t: float) -> float:
        return min(1.0, max(0.0, t / self.duration_s)) if self.duration_s > 0 else 0.0

    def _drift_steps(self) -> int:
        drift = self.layer.drift
        if drift is None:
            return 0
        radius = math.hypot(self.rect.width(), self.rect.height()) / 2
        travel = math.hypot(drift.dx * self.stage.width_px, drift.dy * self.stage.height_px)
        travel += abs(drift.scale - 1) * radius + math.radians(abs(drift.turn)) * radius
        return math.ceil(travel * _DRIFT_PER_PX)

    def _drift(self, canvas: skia.Canvas, t: float) -> None:
        drift, steps = self.layer.drift, self._drift_steps()
        if drift is None or not steps:
            return
        progress = self._drifting(t) / steps
        canvas.translate(drift.dx * self.stage.width_px * progress, drift.dy * self.stage.height_px * progress)
        canvas.translate(self.rect.centerX(), self.rect.centerY())
        canvas.rotate(drift.turn * progress)
        scale = 1 + (drift.scale - 1) * progress
        canvas.scale(scale, scale)
        canvas.translate(-self.rect.centerX(), -self.rect.centerY())
