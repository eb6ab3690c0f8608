"""How far a drawing reaches: what draws in, the rectangle that it touches out."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import skia

from generator.video.stage import Stage

_INDEX = skia.RTreeFactory()
_SOFT_EDGE_PX = 2


class Extent:
    """The rectangle of one layer's content, found by recording it, and kept while the content stays the same."""

    def __init__(self, stage: Stage) -> None:
        # Twice the frame on every side: what is out of the frame now may move into it.
        width, height = stage.width_px, stage.height_px
        self._most = skia.Rect.MakeLTRB(-2 * width, -2 * height, 3 * width, 3 * height)
        self._known: tuple[Hashable, skia.Rect] | None = None

    def of(self, content: Hashable, paint: Callable[[skia.Canvas], None]) -> skia.Rect:
        """Equal `content`: `paint` draws the same. In whole pixels, empty when nothing is drawn."""
        if self._known is None or self._known[0] != content:
            recorder = skia.PictureRecorder()
            paint(recorder.beginRecording(self._most, _INDEX()))
            reach = recorder.finishRecordingAsPicture().cullRect()
            if not reach.isEmpty():
                reach = skia.Rect(reach.makeOutset(_SOFT_EDGE_PX, _SOFT_EDGE_PX).roundOut())
            self._known = (content, reach)
        return self._known[1]
