"""The words under an axis: places and texts in, those out that stand clear of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import skia

from generator.video.stage import Stage
from generator.video.type import Setting
from generator.video.wrap import Paragraph

_CLEAR = 0.9
"""The least room between two labels, of the size of their type."""


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """A label that is drawn: which it is, and where it starts."""

    index: int
    left: float
    words: Paragraph

    def draw(self, canvas: skia.Canvas, top: float) -> None:
        """Draw it with its line's top at `top`."""
        self.words.draw(canvas, self.left, top, self.words.width_px)


def axis_labels(
    stage: Stage,
    texts: Sequence[str],
    places: Sequence[float],
    span: tuple[float, float],
    setting: Setting,
    colors: Sequence[str],
    anchor: int,
) -> list[AxisLabel]:
    """Every n-th label, n as small as it can be, counted from `anchor`, so that this one is always there.

    `places`: the middles, growing. `span`: left and right end that no label crosses. A label alone that is too wide for
    the span ends in an ellipsis.
    """
    if not texts:
        return []
    gap = _CLEAR * setting.size_px
    widths = [min(stage.setter.width(text, setting) * 1.01, span[1] - span[0]) for text in texts]
    for step in range(1, len(texts) + 1):
        kept = [index for index in range(len(texts)) if (anchor - index) % step == 0]
        lefts = [
            max(span[0], min(places[index] - widths[index] / 2, span[1] - widths[index]))
            for index in kept
        ]  # fmt: skip
        ends = [left + widths[index] for left, index in zip(lefts, kept, strict=True)]
        if all(end + gap <= left for end, (_, left) in zip(ends[:-1], pairwise(lefts), strict=True)):
            break
    found = []
    for index, left in zip(kept, lefts, strict=True):
        size = (widths[index] + 1, setting.line_px)
        words = stage.paragraph(texts[index], setting, colors[index], size, max_lines=1, floor=0.8)
        found.append(AxisLabel(index, left + (widths[index] - words.width_px) / 2, words))
    return found
