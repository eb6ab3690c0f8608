"""Sprites in, what they draw as it is needed out: recorded when they move, kept as pixels while they rest.

A recording knows the rectangle that it may touch: what Skia's own index of the recorded operations covers, so that it
holds for whatever a sprite draws, text, blurs, layers and clips included. Drawing is confined to it.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import skia

from generator.video.compose import Sprite
from generator.video.patches import Rectangle
from generator.video.yuv import merged

_INDEX = skia.RTreeFactory()
# Operations' bounds are those of their geometry; antialiasing reaches one pixel further.
_SOFT_EDGE = 2
# What a rectangle of its own costs, in pixels of conversion.
_SAVING_PX = 24_000


@dataclass(frozen=True, slots=True)
class Recording:
    """`box`: in whole pixels, within the frame; None when nothing of it is to be seen."""

    picture: skia.Picture
    box: Rectangle | None


def record(sprite: Sprite, t_s: float, size_px: tuple[int, int]) -> Recording:
    """Draw a sprite into a recording instead of a picture."""
    width, height = size_px
    recorder = skia.PictureRecorder()
    canvas = recorder.beginRecording(skia.Rect.MakeWH(width, height), _INDEX())
    sprite.draw(canvas, t_s)
    picture = recorder.finishRecordingAsPicture()
    reach = picture.cullRect()
    if reach.isEmpty():
        return Recording(picture, None)
    box = (
        max(0, int(reach.left()) - _SOFT_EDGE),
        max(0, int(reach.top()) - _SOFT_EDGE),
        min(width, int(reach.right()) + 1 + _SOFT_EDGE),
        min(height, int(reach.bottom()) + 1 + _SOFT_EDGE),
    )
    return Recording(picture, box if box[0] < box[2] and box[1] < box[3] else None)


class Cast:
    """The sprites above a ground, each recorded when its state changes."""

    def __init__(self, sprites: Sequence[Sprite], size_px: tuple[int, int]) -> None:
        self._size_px = size_px
        self._roles = [_Role(part) for sprite in sprites for part in _parts_of(sprite)]

    def move_to(self, t_s: float) -> list[Rectangle]:
        """Go to an instant; the rectangles that what changed left and those that it entered, overlaps joined."""
        touched = [box for role in self._roles for box in role.move_to(t_s, self._size_px)]
        return merged(touched, _SAVING_PX)

    def boxes(self) -> list[Rectangle]:
        """The rectangles that the sprites cover, joined where they overlap."""
        found = [role.recording.box for role in self._roles if role.recording is not None]
        return merged([box for box in found if box is not None], 0)

    def draw(self, canvas: skia.Canvas, box: Rectangle) -> None:
        """Draw all sprites, bottom first, within a rectangle."""
        canvas.save()
        canvas.clipRect(skia.Rect.MakeLTRB(*box))
        for role in self._roles:
            role.draw(canvas, box)
        canvas.restore()


@runtime_checkable
class _Divisible(Protocol):
    """A sprite of which what rests can be told from what moves."""

    def parts(self) -> Sequence[Sprite]:
        """Its parts, bottom first, which may be drawn instead of it; none, when it is drawn as one."""


@runtime_checkable
class _Telling(Protocol):
    """A sprite that knows where alone it changes, and may be cut anywhere: text, not curves."""

    def changing(self, before_s: float, t_s: float) -> skia.Rect | None:
        """Where alone the pictures of two instants can differ; None: wherever it draws."""


def _parts_of(sprite: Sprite) -> Sequence[Sprite]:
    return (isinstance(sprite, _Divisible) and sprite.parts()) or (sprite,)


class _Role:
    """One sprite, and how it looks now."""

    def __init__(self, sprite: Sprite) -> None:
        self._sprite = sprite
        self._tells = sprite if isinstance(sprite, _Telling) else None
        self._state: Hashable = None
        self._at_s = 0.0
        self.recording: Recording | None = None
        self._rests = False
        self._image: skia.Image | None = None

    def move_to(self, t_s: float, size_px: tuple[int, int]) -> list[Rectangle]:
        """Record again when the state has changed; the rectangles touched by that."""
        state = self._sprite.state(t_s)
        before = self.recording
        self._rests = before is not None and state == self._state
        if self._rests:
            return []
        after = self.recording = record(self._sprite, t_s, size_px)
        before_s, self._at_s = self._at_s, t_s
        self._state = state
        self._image = None
        touched = [found.box for found in (before, after) if found is not None and found.box is not None]
        change = self._tells.changing(before_s, t_s) if self._tells is not None and before is not None else None
        if change is not None:
            touched = [found for found in (_within(box, change) for box in touched) if found is not None]
        return merged(touched, 0)

    def draw(self, canvas: skia.Canvas, box: Rectangle) -> None:
        """Draw what lies in the rectangle.

        What rests is kept as pixels: it is quicker, and curves cut by a rectangle's edge would come out slightly
        different from frame to frame.
        """
        recording = self.recording
        if recording is None or recording.box is None or not _touch(recording.box, box):
            return
        if not self._rests:
            canvas.drawPicture(recording.picture)
            return
        if self._image is None:
            self._image = _pixels_of(recording.picture, recording.box)
        canvas.drawImage(self._image, recording.box[0], recording.box[1])


def _pixels_of(picture: skia.Picture, box: Rectangle) -> skia.Image:
    x0, y0, x1, y1 = box
    surface = skia.Surface(x1 - x0, y1 - y0)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorTRANSPARENT)
    canvas.translate(-x0, -y0)
    canvas.drawPicture(picture)
    image: skia.Image = surface.makeImageSnapshot()
    return image


def _within(box: Rectangle, rect: skia.Rect) -> Rectangle | None:
    """What of a box lies in a rectangle, in whole pixels."""
    cut = (
        max(box[0], math.floor(rect.left())),
        max(box[1], math.floor(rect.top())),
        min(box[2], math.ceil(rect.right())),
        min(box[3], math.ceil(rect.bottom())),
    )
    return cut if cut[0] < cut[2] and cut[1] < cut[3] else None


def _touch(one: Rectangle, two: Rectangle) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
