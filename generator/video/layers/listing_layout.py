"""A list measured: items in, lines and their places out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import skia

from generator.model.layers import ListItem, ListLayer
from generator.video.stage import Stage
from generator.video.type import Line, Run, Setting, runs_right_to_left
from generator.video.wrap import Paragraph, Wrapper

_FACTORS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
_MIDDLING = 0.75
_MOST_LINES = 3
_MARKERS = {"none": 0.0, "bullet": 0.95}
_MARKER = 1.75
_WIDEST_FIGURE = 0.42
_LEAST_GAP = 0.4
_WIDEST_GAP = 0.95


@dataclass(frozen=True, slots=True)
class Entry:
    """One item: the top of its words, the words, its figure (None for none), and its number from 1."""

    item: ListItem
    top: float
    words: Paragraph
    figure: Line | None
    number: int


@dataclass(frozen=True, slots=True)
class ListLayout:
    """Places in pixels. `left` and `width`: the column of the words; `mirrored`: markers stand at the right."""

    entries: tuple[Entry, ...]
    setting: Setting
    left: float
    width: float
    mirrored: bool
    more: Paragraph | None
    more_top: float


@dataclass(frozen=True, slots=True)
class _Try:
    """The items broken at one factor of the type's size. `whole`: all of them fit, and no word is lost."""

    factor: float
    blocks: tuple[Paragraph, ...]
    kept: int
    strong: Setting
    marker_px: float
    figure_px: float
    width: float

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.kept == len(self.blocks) and not any(block.ellipsis for block in self.blocks)

    @classmethod
    def at(
        cls,
        layer: ListLayer,
        stage: Stage,
        full: Setting,
        wrappers: Sequence[Wrapper],
        rect: skia.Rect,
        more_px: float,
        factor: float,
    ) -> _Try:
        """Break all items at `factor`."""
        marker = _MARKERS.get(layer.marker, _MARKER) * full.size_px * factor
        strong, figure_px = _figures(layer, stage, full, factor, rect.width())
        width = rect.width() - marker - figure_px
        blocks = tuple(_broken(wrapper, width, rect.height(), factor) for wrapper in wrappers)
        kept = _kept(blocks, layer.total, rect.height(), full.size_px * factor * _LEAST_GAP, more_px)
        return cls(factor, blocks, kept, strong, marker, figure_px, width)


def lay_out(layer: ListLayer, stage: Stage, rect: skia.Rect) -> ListLayout:
    """A layer and its box in pixels in, everything placed out: all items at the size that lets them fit, and where even
    the smallest does not, the first of them and how many more there are."""
    full = stage.setting(layer.style)
    note = stage.setting("label")
    wrappers = [stage.wrapper(item.text, full, layer.color) for item in layer.items]
    mirrored = 2 * sum(runs_right_to_left(item.text) for item in layer.items) > len(layer.items)
    more_px = note.line_px + 0.5 * full.size_px
    tried = [_Try.at(layer, stage, full, wrappers, rect, more_px, factor) for factor in _FACTORS[:1]]
    for factor in _FACTORS[1:]:
        if tried[-1].whole:
            break
        tried.append(_Try.at(layer, stage, full, wrappers, rect, more_px, factor))
    # Whole words first. Where a word is cut even in the smallest type, a middling one in which as many items stay.
    best = next((one for one in tried if one.whole), None) or max(
        tried, key=lambda one: (one.kept, one.factor <= _MIDDLING, one.factor)
    )
    kept, blocks, factor, strong = best.kept, best.blocks, best.factor, best.strong
    marker, width, figure_px = best.marker_px, best.width, best.figure_px
    setting = full.scaled(factor)
    left_out = layer.total - kept
    height = rect.height() - (more_px if left_out else 0.0)
    gap = _gap(blocks[:kept], height, setting.size_px)
    color = stage.color(layer.color)
    entries, top = [], rect.top()
    for index, (item, block) in enumerate(zip(layer.items[:kept], blocks, strict=False)):
        figure = stage.setter.line([Run(item.figure, strong, color)]) if item.figure else None
        entries.append(Entry(item, top, block, figure, index + 1))
        top += block.height_px + gap
    left = rect.left() + (figure_px if mirrored else marker)
    more = None
    if left_out:
        text = layer.more[0] if left_out == 1 else layer.more[1].replace("{more}", str(left_out))
        more = stage.paragraph(text, note, layer.quiet_color, (width, note.line_px), max_lines=1)
    return ListLayout(tuple(entries), setting, left, width, mirrored, more, top - gap + 0.5 * full.size_px)


def _broken(wrapper: Wrapper, width: float, height: float, factor: float) -> Paragraph:
    return wrapper.fit(width, height, _MOST_LINES, floor=factor, largest=factor)


def _figures(layer: ListLayer, stage: Stage, full: Setting, factor: float, width: float) -> tuple[Setting, float]:
    """The figures' setting, and the width that they and the gap before them take."""
    strong = replace(full.scaled(factor), weight=max(600, full.weight), tabular=True)
    widest = max((stage.setter.width(item.figure, strong) for item in layer.items if item.figure), default=0.0)
    if not widest:
        return strong, 0.0
    if widest > width * _WIDEST_FIGURE:
        strong = strong.scaled(width * _WIDEST_FIGURE / widest)
        widest = width * _WIDEST_FIGURE
    return strong, widest + full.size_px * factor


def _kept(blocks: Sequence[Paragraph], total: int, height: float, gap: float, more_px: float) -> int:
    """How many items fit, leaving room for the line that counts the rest; never none."""
    ends, end = [], -gap
    for block in blocks:
        end += gap + block.height_px
        ends.append(end)
    if len(blocks) == total and ends[-1] <= height:
        return total
    return max(1, sum(end <= height - more_px for end in ends))


def _gap(blocks: Sequence[Paragraph], height: float, size_px: float) -> float:
    spare = height - sum(block.height_px for block in blocks)
    return max(0.0, min(_WIDEST_GAP * size_px, spare / max(1, len(blocks) - 1)))
