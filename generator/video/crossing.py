"""The mixing of two scenes while one takes over from the other.

A crossing has the interface of a composition, so that it is encoded like a scene of its own. It shows neither scene
pure: its first frame is one step away from the last of the body before, its last one step away from the first of the
body after. Pictures are mixed as they are encoded: sRGB, gamma and all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

import skia

from generator.model.story import Transition
from generator.motion.easing import easing
from generator.video.compose import Board, Pixels, Take

_STEPS = 4096
"""How finely a crossing moves: steps too small to see are one state."""
_SOFT_EDGE = 0.06
"""How wide a wipe's edge is, of the way that it travels."""
_GROWS, _SETTLES = 1.4, 1.1
"""How large the old scene of a zoom ends, and how large the new one begins."""
_SAMPLING = skia.SamplingOptions(skia.FilterMode.kLinear)
_TOWARDS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


class Excerpt:
    """Some frames of a composition, counted from 0: frame n is the composition's frame `start` + n."""

    def __init__(self, whole: Take, start: int, frames: int) -> None:
        self.frames = frames
        self.whole = whole
        self.start = start

    def state(self, frame: int) -> Hashable:
        """What decides the picture of a frame."""
        return self.whole.state(self.start + frame)

    def draw(self, frame: int, board: Board) -> None:
        """Compose a frame on the board."""
        self.whole.draw(self.start + frame, board)


class Crossing:
    """Two takes of equal length in, the mixture of the two out, frame by frame.

    `transition`: its `duration_s` is not looked at; the takes are as long as it lasts.
    """

    def __init__(self, before: Take, after: Take, transition: Transition) -> None:
        if before.frames != after.frames:
            raise ValueError("the two sides of a crossing are of equal length")
        self.frames = after.frames
        self._sides = (_Side(before), _Side(after))
        self._ease = easing(transition.ease)
        self._mix = _KINDS[transition.kind]
        self._towards = _TOWARDS[transition.towards]

    def state(self, frame: int) -> Hashable:
        """What decides the picture of a frame: how far the new scene has come, and what either shows."""
        before, after = self._sides
        return self._progress(frame), before.take.state(frame), after.take.state(frame)

    def draw(self, frame: int, board: Board) -> None:
        """Compose a frame on the board, which is made for scenes of the size of both takes."""
        before, after = (side.picture(frame, board) for side in self._sides)
        self._mix(board, before, after, self._progress(frame), self._towards)

    def _progress(self, frame: int) -> float:
        """How much of the new scene there is, above 0 and below 1 unless the easing goes further."""
        return min(1.0, max(0.0, round(self._ease((frame + 1) / (self.frames + 1)) * _STEPS) / _STEPS))


def halfway(before: Pixels, after: Pixels, transition: Transition) -> Pixels:
    """What a transition shows in its middle: two pictures in and one out, uint8 (height, width, 3), RGB."""
    board = Board((after.shape[1], after.shape[0]))
    Crossing(_Still(before), _Still(after), transition).draw(0, board)
    return board.rgb()


class _Still:
    """A picture as a take of one frame."""

    def __init__(self, picture: Pixels) -> None:
        self.frames = 1
        self._picture = picture

    def state(self, frame: int) -> Hashable:
        return 0

    def draw(self, frame: int, board: Board) -> None:
        board.clear()
        board.pixels[..., 2::-1] = self._picture


class _Side:
    """One of the two takes, on a board of its own that is drawn again only when the take has moved on."""

    def __init__(self, take: Take) -> None:
        self.take = take
        self._board: Board | None = None
        self._shown: Hashable = None

    def picture(self, frame: int, like: Board) -> skia.Image:
        """The take's frame as an image of the size of `like`; good until the next call."""
        if self._board is None or self._board.size_px != like.size_px:
            self._board, self._shown = like.twin(), None
        state = (self.take.state(frame),)
        if state != self._shown:
            self.take.draw(frame, self._board)
            self._shown = state
        return _image(self._board.pixels)


def _image(pixels: Pixels) -> skia.Image:
    return skia.Image.fromarray(pixels, colorType=skia.kBGRA_8888_ColorType, copy=False)


_Mix = Callable[[Board, skia.Image, skia.Image, float, tuple[int, int]], None]


def _crossfade(board: Board, before: skia.Image, after: skia.Image, progress: float, _: tuple[int, int]) -> None:
    canvas = board.canvas
    canvas.drawImage(before, 0, 0)
    canvas.drawImage(after, 0, 0, skia.SamplingOptions(), skia.Paint(Alphaf=progress))


def _slide(board: Board, before: skia.Image, after: skia.Image, progress: float, towards: tuple[int, int]) -> None:
    """Both move by whole steps of two pixels: what moves stays sharp, and its colour samples fall on each other."""
    width, height = board.size_px
    x, y = towards
    gone_x, gone_y = 2 * round(progress * width / 2) * x, 2 * round(progress * height / 2) * y
    board.canvas.drawImage(before, gone_x, gone_y)
    board.canvas.drawImage(after, gone_x - x * width, gone_y - y * height)


def _wipe(board: Board, before: skia.Image, after: skia.Image, progress: float, towards: tuple[int, int]) -> None:
    """The new scene lies still below the old one, which an edge uncovers; the edge is soft."""
    width, height = board.size_px
    x, y = towards
    # Along the way from 0 (where the edge sets out) to 1; the soft edge is outside at either end.
    behind = progress * (1 + _SOFT_EDGE) - _SOFT_EDGE
    from_x, from_y = (width if x < 0 else 0), (height if y < 0 else 0)
    points = [skia.Point(from_x + at * x * width, from_y + at * y * height) for at in (behind, behind + _SOFT_EDGE)]
    edge = skia.GradientShader.MakeLinear(points, [skia.ColorBLACK, skia.ColorTRANSPARENT])
    canvas = board.canvas
    canvas.drawImage(before, 0, 0)
    canvas.saveLayer()
    canvas.drawImage(after, 0, 0)
    canvas.drawPaint(skia.Paint(Shader=edge, BlendMode=skia.BlendMode.kDstIn))
    canvas.restore()


def _zoom(board: Board, before: skia.Image, after: skia.Image, progress: float, _: tuple[int, int]) -> None:
    """The old scene comes nearer and goes; the new one appears before it and settles to its size."""
    _scaled(board, before, 1 + (_GROWS - 1) * progress, 1.0)
    _scaled(board, after, _SETTLES + (1 - _SETTLES) * progress, progress)


def _scaled(board: Board, image: skia.Image, scale: float, opacity: float) -> None:
    width, height = board.size_px
    canvas = board.canvas
    canvas.save()
    canvas.translate(width / 2, height / 2)
    canvas.scale(scale, scale)
    canvas.drawImage(image, -width / 2, -height / 2, _SAMPLING, skia.Paint(Alphaf=opacity))
    canvas.restore()


_KINDS: Mapping[str, _Mix] = {"crossfade": _crossfade, "slide": _slide, "wipe": _wipe, "zoom": _zoom}
