"""A line chart measured: values and words in, places in pixels and paths out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import skia

from generator.model.layers import Dot, LineLayer
from generator.video.layers.axis import AxisLabel, axis_labels
from generator.video.paint import is_dark
from generator.video.stage import Stage
from generator.video.wrap import Paragraph

DOT_PX = 9.0
_TAG_GAP_PX = 20.0
_FIT_BELOW = 0.18

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tag:
    """The value beside the highlight, on a ground of its own. `above`: it stands above the dot."""

    body: skia.Rect
    words: Paragraph
    above: bool


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """The name of a line: where its stroke starts, and its words."""

    left: float
    words: Paragraph


@dataclass(frozen=True, slots=True)
class LineLayout:
    """`zero`: the y of the rule, from which areas rise; `lit`: which dot is the highlight, -1 for none."""

    places: tuple[Place, ...]
    compare: tuple[Place, ...]
    zero: float
    labels: tuple[AxisLabel, ...]
    label_top: float
    lit: int
    tag: Tag | None
    key: tuple[KeyEntry, ...]
    key_middle: float


def lay_out(layer: LineLayer, stage: Stage, rect: skia.Rect) -> LineLayout:
    """A layer and its box in pixels in, everything placed out."""
    unit = stage.unit
    label, value = stage.setting("label"), replace(stage.setting("value"), tabular=True)
    lit = next((index for index, dot in enumerate(layer.dots) if dot.highlight), -1)
    key, key_px = _key(layer, stage, rect)
    tag_px = 1.75 * value.size_px
    top = rect.top() + key_px + (tag_px + _TAG_GAP_PX * unit if lit >= 0 else DOT_PX * unit)
    label_top = rect.bottom() - label.line_px
    bottom = label_top - 0.55 * label.size_px - DOT_PX * unit
    # This year so far beside the whole of last year: the axis is as long as the longer of the two.
    longer = (*layer.dots, *layer.compare[len(layer.dots) :])
    left, right = rect.left() + DOT_PX * unit, rect.right() - DOT_PX * unit
    pitch = (right - left) / max(1, len(longer) - 1)
    across = [left + index * pitch for index in range(len(longer))] if len(longer) > 1 else [rect.centerX()]
    zero, scale = _scale([float(dot.value) for dot in (*layer.dots, *layer.compare)], top, bottom, layer.ground)

    def placed(dots: Sequence[Dot]) -> tuple[Place, ...]:
        return tuple((across[index], zero - float(dot.value) * scale) for index, dot in enumerate(dots))

    places = placed(layer.dots)
    colors = [layer.text_color + ("" if index == lit else "/72") for index in range(len(longer))]
    texts = [dot.label for dot in longer]
    anchor = lit if lit >= 0 else len(longer) - 1
    labels = axis_labels(stage, texts, across, (rect.left(), rect.right()), label, colors, anchor)
    tag = None
    if lit >= 0:
        argb = stage.color(layer.color)
        ink = "#ffffff" if is_dark(argb) else "ink"
        size = (rect.width() - 1.4 * value.size_px, value.line_px)
        words = stage.paragraph(layer.dots[lit].text, value, ink, size, max_lines=1, floor=0.2)
        tag = _tag(words, tag_px, places, lit, rect, bottom, unit)
    foot = min(max(zero, top), bottom)
    return LineLayout(
        places, placed(layer.compare), foot, tuple(labels), label_top, lit, tag, key, rect.top() + 0.5 * label.line_px
    )  # fmt: skip


def curve(places: Sequence[Place], smooth: bool) -> skia.Path:
    """Places in order of x in, a path through them out.

    `smooth`: monotone cubics (Fritsch and Carlson, 1980), so that the curve never passes above or below the values
    that it joins.
    """
    path = skia.Path()
    if not places:
        return path
    path.moveTo(*places[0])
    if not smooth or len(places) < 3:
        for place in places[1:]:
            path.lineTo(*place)
        return path
    slopes = [(y1 - y0) / (x1 - x0) for (x0, y0), (x1, y1) in pairwise(places)]
    tangents = [slopes[0]]
    for before, after in pairwise(slopes):
        # The harmonic mean of the slopes keeps a piece monotone; at a turn the curve is level.
        tangents.append(2 * before * after / (before + after) if before * after > 0 else 0.0)
    tangents.append(slopes[-1])
    for index, ((x0, y0), (x1, y1)) in enumerate(pairwise(places)):
        third = (x1 - x0) / 3
        path.cubicTo(x0 + third, y0 + tangents[index] * third, x1 - third, y1 - tangents[index + 1] * third, x1, y1)
    return path


def _scale(values: Sequence[float], top: float, bottom: float, ground: str) -> tuple[float, float]:
    """Values and the ends of the plot in, (the y of zero, pixels a unit) out. Zero may lie off the plot."""
    if not values:
        return bottom, 0.0
    low, high = min(values), max(values)
    if ground == "zero":
        low, high = min(0.0, low), max(0.0, high)
    else:
        low -= (high - low) * _FIT_BELOW
    if high <= low:
        # All values are one: zero lies at the foot, anything else half-way up.
        return (bottom, 0.0) if high == 0 or ground == "zero" else ((top + bottom) / 2, 0.0)
    scale = (bottom - top) / (high - low)
    return bottom + low * scale, scale


def _tag(
    words: Paragraph, height: float, places: Sequence[Place], lit: int, rect: skia.Rect, bottom: float, unit: float
) -> Tag:
    """Above the dot, or below it where only the place above would hide the line."""
    x, y = places[lit]
    width = words.width_px + 1.3 * words.setting.size_px
    left = min(max(x - width / 2, rect.left()), rect.right() - width)
    gap = _TAG_GAP_PX * unit
    above = skia.Rect.MakeXYWH(round(left), round(y - gap - height), round(width), round(height))
    below = skia.Rect.MakeXYWH(round(left), round(y + gap), round(width), round(height))
    if _hides(above, places) and below.bottom() <= bottom and not _hides(below, places):
        return Tag(below, words, above=False)
    return Tag(above, words, above=True)


def _hides(body: skia.Rect, places: Sequence[Place]) -> bool:
    """Whether straight pieces between the places run through the rectangle, looked at every eighth of a piece."""
    for (x0, y0), (x1, y1) in pairwise(places):
        for step in range(9):
            if body.contains(x0 + (x1 - x0) * step / 8, y0 + (y1 - y0) * step / 8):
                return True
    return False


def _key(layer: LineLayer, stage: Stage, rect: skia.Rect) -> tuple[tuple[KeyEntry, ...], float]:
    """The names above the plot, one after the other, and the height that they take."""
    texts = [text for text in layer.names if text]
    if not texts:
        return (), 0.0
    label = stage.setting("label")
    stroke = 2.4 * label.size_px
    room = rect.width() / len(texts) - stroke - label.size_px
    blocks = stage.paragraphs(texts, label, layer.text_color, (room, label.line_px), max_lines=1, floor=0.75)
    entries, left = [], rect.left()
    for block in blocks:
        entries.append(KeyEntry(left, block))
        left += stroke + block.width_px + 1.4 * label.size_px
    return tuple(entries), 1.7 * label.line_px
