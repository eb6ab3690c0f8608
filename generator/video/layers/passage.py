"""Coming in and going out: a Motion read as progress, and the canvas moved, faded, blurred and clipped accordingly."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import skia

from generator.model.layers import Motion
from generator.motion.easing import Easing, easing
from generator.video.layers.finish import OVERHANG, revealed
from generator.video.stage import Stage

TICKS = 1024
_PER_PX = 4
_LEAST_BLUR_PX = 0.05
_SMALLEST_BLUR_PX = 3.0
_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)


class Entrance:
    """A Motion read as eased progress: 0 before it starts, 1 when it has landed."""

    def __init__(self, motion: Motion | None) -> None:
        self.motion = motion
        self._ease: Easing = easing(motion.ease if motion else "linear")
        self._landed = self._ease(1.0)

    def linear(self, t: float, index: float = 0) -> float:
        """Uneased progress 0…1 of item `index` at t seconds."""
        motion = self.motion
        if motion is None:
            return 1.0
        since = t - motion.delay_s - index * motion.stagger_s
        if since >= motion.duration_s:
            return 1.0 if since >= 0 else 0.0
        return since / motion.duration_s if since > 0 else 0.0

    def at(self, t: float, index: float = 0, ease: Easing | None = None, ticks: int = TICKS) -> int:
        """Eased progress in 1024ths, or as many steps as `ticks` says."""
        progress = self.linear(t, index)
        if progress == 1 and ease is None:
            return round(self._landed * ticks)
        return round((ease or self._ease)(progress) * ticks)

    @property
    def draws(self) -> bool:
        """Whether the layer is to be traced, grown or counted, not only moved in."""
        return self.motion is not None and self.motion.draw


class Departure:
    """A Motion read backwards from the end of the scene: 1 while the layer is there, 0 when it has gone."""

    def __init__(self, motion: Motion | None, duration_s: float) -> None:
        self.motion = motion
        self._ease: Easing = easing(motion.ease if motion else "linear")
        self._start_s = duration_s - motion.duration_s - motion.delay_s if motion else duration_s

    def at(self, t: float, ticks: int = TICKS) -> int:
        """How much of it is left, in 1024ths, or as many steps as `ticks` says."""
        if self.motion is None:
            return ticks
        since = t - self._start_s
        lasts_s = self.motion.duration_s
        gone = min(1.0, max(0.0, since / lasts_s)) if lasts_s > 0 else float(since >= 0)
        return round(self._ease(1 - gone) * ticks)


def ticks_of(motion: Motion | None, stage: Stage) -> int:
    """In how many steps a motion is told: 1024, or more, so that none slides the layer by over a quarter of a pixel."""
    if motion is None:
        return TICKS
    x = motion.slide_x * stage.width_px
    y = (motion.slide_y + motion.rise) * stage.height_px
    return max(TICKS, math.ceil(math.hypot(x, y) * _PER_PX))


@contextmanager
def moved(
    canvas: skia.Canvas,
    stage: Stage,
    motion: Motion | None,
    progress: float,
    rect: skia.Rect,
    fade: float | None = None,
    *,
    confined: bool = False,
) -> Iterator[None]:
    """Draw under a motion at `progress` (0…1 and past it): off its place, scaled about the middle of `rect`, blurred,
    uncovered, faded.

    `confined`: nothing is drawn further from `rect` than OVERHANG, so that fading need not look beyond."""
    if motion is None or progress == 1:
        yield
        return
    kept = canvas.save()
    rest = 1 - progress
    canvas.translate(motion.slide_x * stage.width_px * rest, (motion.slide_y + motion.rise) * stage.height_px * rest)
    if motion.scale != 1:
        scale = max(0.0, motion.scale + (1 - motion.scale) * progress)
        canvas.translate(rect.centerX(), rect.centerY())
        canvas.scale(scale, scale)
        canvas.translate(-rect.centerX(), -rect.centerY())
    room = OVERHANG * stage.shorter_px
    if motion.reveal:
        canvas.clipPath(revealed(rect.makeOutset(room, room), motion.reveal, progress), skia.ClipOp.kIntersect, True)
    opacity = (progress if fade is None else fade) if motion.fade else 1.0
    if motion.blur:
        with blurred(canvas, blur_px(motion, stage, progress), rect.makeOutset(room, room), opacity):
            yield
    else:
        with faded(canvas, opacity, rect.makeOutset(room, room) if confined else None):
            yield
    canvas.restoreToCount(kept)


def blur_px(motion: Motion | None, stage: Stage, progress: float) -> float:
    """How much a motion blurs at a progress: the standard deviation in pixels."""
    return motion.blur * stage.shorter_px * max(0.0, 1 - progress) if motion and motion.blur else 0.0


@contextmanager
def blurred(canvas: skia.Canvas, sigma_px: float, rect: skia.Rect, opacity: float = 1.0) -> Iterator[None]:
    """Draw blurred and faded. `rect`: where the content lies before it is blurred."""
    paint = skia.Paint(Alpha=_alpha(opacity))
    if sigma_px > _LEAST_BLUR_PX:
        paint.setImageFilter(_blur(sigma_px))
    canvas.saveLayer(rect, paint)
    yield
    canvas.restore()


def _blur(sigma_px: float) -> skia.ImageFilter:
    """A Gaussian blur; a wide one is worked out on a picture halved as often as it does not show, which is quicker."""
    halvings = max(0, math.floor(math.log2(sigma_px / _SMALLEST_BLUR_PX))) if sigma_px > _SMALLEST_BLUR_PX else 0
    found: skia.ImageFilter | None = None
    for _ in range(halvings):
        found = skia.ImageFilters.MatrixTransform(skia.Matrix.Scale(0.5, 0.5), _LINEAR, found)
    sigma = sigma_px / 2**halvings
    found = skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kDecal, found)
    if halvings:
        found = skia.ImageFilters.MatrixTransform(skia.Matrix.Scale(2**halvings, 2**halvings), _LINEAR, found)
    return found


@contextmanager
def faded(canvas: skia.Canvas, opacity: float, within: skia.Rect | None = None) -> Iterator[None]:
    """Draw at an opacity, as one picture: what overlaps inside does not show through.

    `within`: where it is drawn, as far as that is known; without it a picture of all that may be drawn on is laid aside
    and put back.
    """
    alpha = _alpha(opacity)
    if alpha == 255:
        yield
        return
    canvas.saveLayerAlpha(within, alpha)
    yield
    canvas.restore()


def _alpha(opacity: float) -> int:
    return round(255 * min(1.0, max(0.0, opacity)))
