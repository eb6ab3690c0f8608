"""A layer made ready to draw: words shaped and paths built once, then one picture per state.

Equal states mean equal pixels, so a frame whose states are those of the frame before can be held instead of drawn.
Progress is counted in 1024ths and drift in quarters of a pixel, so that a layer that has come in rests.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

import skia

from generator.model.layers import Layer, Motion
from generator.video.layers import passage
from generator.video.layers.course import Course
from generator.video.layers.extent import Extent
from generator.video.layers.finish import Finish
from generator.video.layers.passage import TICKS, Departure, Entrance, ticks_of
from generator.video.stage import Stage

_DRIFT_PER_PX = 4


class Sprite(ABC):
    """A prepared layer. Subclasses say what their content is at t; moving, fading, effects and leaving happen here."""

    by_item = False
    """Whether the items of the layer come in one by one, so that the layer as a whole must not."""
    under: Callable[[skia.Canvas, float], None] | None = None
    """What is drawn behind the content, as far as it has come in (0…1)."""
    moves_items = True
    """Whether items that come in one by one are moved each; else the layer as a whole is, and they fade and grow."""

    def __init__(self, layer: Layer, stage: Stage, duration_s: float) -> None:
        self.layer = layer
        self.stage = stage
        self.duration_s = duration_s
        self.rect = stage.rect(layer.box)
        self.entrance = Entrance(layer.enter)
        self._departure = Departure(layer.exit, duration_s)
        # What is blurred is blurred where it lies, before it is moved.
        self._arrival = _sharp(self._whole_arrival())
        self._leave = _sharp(layer.exit)
        self._ticks = (ticks_of(self._arrival, stage), ticks_of(layer.exit, stage))
        self._course = Course.of(layer, stage, self.rect, duration_s)
        self._finish = Finish.of(layer, stage, self.rect)
        self._extent = Extent(stage)
        # A picture drifts behind its window; a shadow or a blur drifts along, and is worked out but once.
        self._drifts_within = layer.drift is not None and self._finish is not None and self._finish.is_window

    def state(self, t: float) -> Hashable:
        """Equal states ⇒ equal pixels, whatever the time."""
        state = (*self._passing(t), self._drifting(t), self.content_state(t))
        return state if self._course is None else (*state, self._course.state(t))

    def draw(self, canvas: skia.Canvas, t: float) -> None:
        """The layer at t seconds of its scene, over what the canvas holds (premultiplied, sRGB)."""
        entering, leaving = (at / ticks for at, ticks in zip(self._passing(t), self._ticks, strict=True))
        opacity = self.layer.opacity
        blur_px = passage.blur_px(self.layer.exit, self.stage, leaving)
        if not self.by_item or not self.moves_items:
            blur_px += passage.blur_px(self.layer.enter, self.stage, entering)
        kept = canvas.save()
        if self._finish is not None:
            self._finish.hold_still(canvas)
        if self._course is not None:
            self._course.place(canvas, t, self.rect)
            opacity *= self._course.opacity(t)
            blur_px += self._course.blur_px(t)
        with (
            self.moved(canvas, self._leave, leaving, self.rect),
            self.moved(canvas, self._arrival, entering, self.rect),
            self.faded(canvas, opacity),
        ):
            if self.layer.drift is not None and not self._drifts_within:
                self._drift(canvas, t)
            if blur_px > 0:
                with passage.blurred(canvas, blur_px, self._touched(t)):
                    self._paint_finished(canvas, t)
            else:
                self._paint_finished(canvas, t)
        canvas.restoreToCount(kept)

    def content_state(self, t: float) -> Hashable:
        """What `paint` depends on, quantised. Nothing, unless the content itself moves."""
        return None

    @property
    def rests_in_place(self) -> bool:
        """Whether the layer is plainly painted throughout: all that moves is its content."""
        layer, motion = self.layer, self._arrival
        idle = motion is None or motion == _idle(motion)
        moves = not idle or layer.exit or layer.drift or self._course
        finished = self._finish or self.under or layer.opacity < 1 or (layer.enter and layer.enter.blur)
        return not (moves or finished)

    def covered(self) -> skia.Rect:
        """Where the content lies, in pixels of the frame."""
        return self.rect

    def touched(self) -> skia.Rect:
        """Where a finger finds the layer, in pixels of the frame."""
        return self.covered()

    def item_areas(self) -> Sequence[skia.Rect]:
        """The same for each of its items that is drawn, in their order; none over another."""
        return ()

    def turn_of(self, index: int) -> int:
        """The how manieth item comes in as this one."""
        return index

    def present_s(self, index: int | None = None) -> tuple[float, float]:
        """From when until when it can be made out, or one of its items: half come in, half gone out."""
        motion, leave = self.layer.enter, self.layer.exit
        late_s = motion.stagger_s * self.turn_of(index) if motion and index is not None and self.by_item else 0.0
        arrived_s = motion.delay_s + late_s + motion.duration_s / 2 if motion else 0.0
        left_s = self.duration_s - leave.delay_s - leave.duration_s / 2 if leave else self.duration_s
        return arrived_s, left_s

    def carried(self, area: skia.Rect, t: float) -> skia.Rect:
        """Where an area of its resting place is at t, when keyframes, a path or a drift have moved it."""
        moves = self._course is not None or (self.layer.drift is not None and not self._drifts_within)
        if not moves:
            return area
        recorder = skia.PictureRecorder()
        canvas = recorder.beginRecording(self.rect)
        if self._course is not None:
            self._course.place(canvas, t, self.rect)
        if not self._drifts_within:
            self._drift(canvas, t)
        moved: skia.Rect = canvas.getTotalMatrix().mapRect(area)
        return moved

    @abstractmethod
    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Draw the content in its place."""

    def moved(
        self, canvas: skia.Canvas, motion: Motion | None, progress: float, rect: skia.Rect, fade: float | None = None
    ) -> AbstractContextManager[None]:
        """Draw under a motion at `progress` (0…1 and past it): see passage.moved."""
        return passage.moved(canvas, self.stage, motion, progress, rect, fade)

    def item_moved(self, canvas: skia.Canvas, progress: float, place: skia.Rect) -> AbstractContextManager[None]:
        """Draw one of the layer's items, which lies in `place`, under the layer's entrance."""
        return passage.moved(canvas, self.stage, self.layer.enter, progress, place, confined=True)

    def faded(
        self, canvas: skia.Canvas, opacity: float, within: skia.Rect | None = None
    ) -> AbstractContextManager[None]:
        """Draw at an opacity, as one picture: see passage.faded."""
        return passage.faded(canvas, opacity, within)

    def _passing(self, t: float) -> tuple[int, int]:
        """How far it has come in, and how much of it has not gone out yet, each in its own steps."""
        enter, leave = self._ticks
        arrived = enter if self._arrival is None else self.entrance.at(t, ticks=enter)
        return arrived, self._departure.at(t, leave)

    def _whole_arrival(self) -> Motion | None:
        """What the layer as a whole does while it comes in."""
        motion = self.layer.enter
        if motion is None or not self.by_item:
            return motion
        stays = replace(motion, fade=False)
        return None if self.moves_items or stays == _idle(motion) else stays

    def _paint_finished(self, canvas: skia.Canvas, t: float) -> None:
        if self._finish is None:
            self._paint_over(canvas, t)
        else:
            self._finish.draw(canvas, self._content(t), lambda inner: self._paint_within(inner, t))

    def _content(self, t: float) -> Hashable:
        """What the finished picture depends on."""
        return self._drifting(t) if self._drifts_within else 0, self.content_state(t)

    def _touched(self, t: float) -> skia.Rect:
        """What the finished picture touches."""
        found = self._finish.reach if self._finish else self._extent.of
        return found(self._content(t), lambda inner: self._paint_within(inner, t))

    def _paint_within(self, canvas: skia.Canvas, t: float) -> None:
        """The content as its window sees it."""
        if not self._drifts_within:
            self._paint_over(canvas, t)
            return
        canvas.save()
        self._drift(canvas, t)
        self._paint_over(canvas, t)
        canvas.restore()

    def _paint_over(self, canvas: skia.Canvas, t: float) -> None:
        """The content, over what is to lie behind it."""
        if self.under is not None:
            self.under(canvas, self.entrance.at(t) / TICKS if self.by_item else 1.0)
        self.paint(canvas, t)

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


class DivisibleSprite(Sprite):
    """A sprite that paints items, none of them over another, which can be drawn apart while the layer rests."""

    @property
    @abstractmethod
    def items(self) -> int:
        """How many items there are."""

    @abstractmethod
    def item_state(self, t: float, index: int) -> Hashable:
        """What `paint_item` depends on, quantised."""

    @abstractmethod
    def paint_item(self, canvas: skia.Canvas, t: float, index: int) -> None:
        """Draw one of the items in its place."""

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Every item."""
        for index in range(self.items):
            self.paint_item(canvas, t, index)

    def parts(self) -> Sequence[Part]:
        """What can be drawn apart, bottom first, and comes to the same picture; none where the layer moves, fades, is
        blurred or finished as one."""
        return [Part(self, index) for index in range(self.items)] if self.rests_in_place else ()


class Part:
    """One item of a sprite that is plainly painted, as a sprite of its own."""

    def __init__(self, whole: DivisibleSprite, index: int) -> None:
        self._whole = whole
        self._index = index

    def state(self, t: float) -> Hashable:
        """Equal states ⇒ equal pixels, whatever the time."""
        return self._whole.item_state(t, self._index)

    def draw(self, canvas: skia.Canvas, t: float) -> None:
        """The item at t seconds of its scene."""
        self._whole.paint_item(canvas, t, self._index)


def _idle(motion: Motion) -> Motion:
    """A motion that takes as long, and moves nothing but what the layer draws."""
    still = Motion(motion.delay_s, motion.duration_s, False, draw=motion.draw, stagger_s=motion.stagger_s)
    return replace(still, ease=motion.ease)


def _sharp(motion: Motion | None) -> Motion | None:
    return replace(motion, blur=0.0) if motion and motion.blur else motion
