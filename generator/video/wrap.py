"""Paragraphs: text in, lines out. Breaks between words, shrinks to a floor, then ends in an ellipsis.

The lines are broken here and not by Skia, so that each can come in by itself, display lines can be balanced, and the
rhythm stays that of the style whatever fallback font a line needs.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise

import skia

from generator.video.linebreaks import break_points, paragraphs, trimmed
from generator.video.type import Line, Setting, Typesetter, runs_right_to_left
from generator.video.wording import Wording

_SHRINK = 0.96
_ELLIPSIS = "…"
_ORPHAN = 0.34
_SENSE = 0.15
_ENDS_OF_SENSE = frozenset(",.;:!?،。、")
_RATHER_SMALLER = 0.86
_KEEP_WHOLE = 0.75
_SLIVER = 1.003
_MOST_BREAKS = 24


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Broken lines. `setting` is the one they ended up in; `ellipsis` tells whether words were lost."""

    lines: tuple[Line, ...]
    setting: Setting
    right_to_left: bool
    ellipsis: bool
    first_baseline_px: float

    @property
    def width_px(self) -> float:
        """The longest line's width."""
        return max((line.width_px for line in self.lines), default=0.0)

    @property
    def height_px(self) -> float:
        """All lines at the style's rhythm."""
        return len(self.lines) * self.setting.line_px

    def line_x(self, index: int, left: float, width: float, align: str) -> float:
        """Where a line starts when the paragraph stands in a column from `left`."""
        spare = width - self.lines[index].width_px
        if align == "center":
            return left + spare / 2
        to_the_right = (align == "end") != self.right_to_left
        return left + spare if to_the_right else left

    def draw(self, canvas: skia.Canvas, left: float, top: float, width: float, align: str = "start") -> None:
        """Draw all lines in a column."""
        for index, line in enumerate(self.lines):
            line.draw(canvas, self.line_x(index, left, width, align), self.baseline(index, top))

    def baseline(self, index: int, top: float) -> float:
        """The y of a line's baseline, on a whole pixel so that still text is crisp."""
        return round(top + self.first_baseline_px + index * self.setting.line_px)


class Wrapper:
    """Breaks one wording into a column."""

    def __init__(self, setter: Typesetter, wording: Wording) -> None:
        self._setter = setter
        self._wording = wording
        self._rtl = runs_right_to_left(wording.text)
        self._everywhere = break_points(wording.text, hyphens=True)
        self._between_words = break_points(wording.text, hyphens=False)
        self._breaks = self._between_words
        self._widths: dict[tuple[int, int, str], float] = {}

    def fit(
        self,
        width: float,
        height: float,
        max_lines: int = 0,
        floor: float = 0.6,
        balance: bool = False,
        largest: float = 1.0,
    ) -> Paragraph:
        """A column's width and height (pixels) in, lines out, at a size between `floor` and `largest` of the style's.

        `max_lines`: 0 for what fits the height. `balance`: lines of even length, and rather one line than two.
        """
        # A word, most of all a name, is broken at its hyphen only when even a smaller size would not keep it whole.
        smallest = max(floor, largest * _KEEP_WHOLE)
        whole = all(self._measure(*span, smallest) <= width for span in self._words())
        self._breaks = self._between_words if whole else self._everywhere
        if balance and max_lines != 1 and (single := self._on_one_line(width, largest)) is not None:
            return single
        factor = largest
        while True:
            allowed = self._allowed(height, max_lines, factor)
            spans = self._greedy(width, factor, allowed)
            if spans is not None:
                return self._set(self._evened(spans, width, factor, balance), factor)
            if factor <= floor:
                return self._cut(width, floor, allowed)
            factor = max(floor, factor * _SHRINK)

    def _on_one_line(self, width: float, largest: float) -> Paragraph | None:
        """A headline that is only a little too long is better smaller than on two lines."""
        natural = self._measure(0, len(self._wording.text), largest)
        smaller = min(1.0, width / natural) if natural else 1.0
        if smaller < _RATHER_SMALLER or "\n" in self._wording.text:
            return None
        return self._set([(0, len(self._wording.text))], largest * smaller * (0.995 if smaller < 1 else 1.0))

    def _words(self) -> list[tuple[int, int]]:
        edges = [0, *self._between_words, len(self._wording.text)]
        return [(start, trimmed(self._wording.text, start, end)) for start, end in pairwise(edges)]

    def _allowed(self, height: float, max_lines: int, factor: float) -> int:
        line = self._wording.line_px * factor
        by_height = max(1, int((height + 0.12 * line) / line))
        return min(max_lines, by_height) if max_lines else by_height

    def _measure(self, start: int, end: int, factor: float, tail: str = "") -> float:
        # Widths grow with the size, so each piece is shaped once; the sliver allows for what rounding there is.
        key = (start, end, tail)
        if key not in self._widths:
            self._widths[key] = self._setter.line(self._wording.runs(start, end, 1.0, tail), self._rtl).width_px
        return self._widths[key] * factor * (1.0 if factor == 1 else _SLIVER)

    def _greedy(self, width: float, factor: float, allowed: int) -> list[tuple[int, int]] | None:
        """Line spans, or None when a word is too wide or the lines are too many."""
        text = self._wording.text
        spans: list[tuple[int, int]] = []
        for start, end in paragraphs(text):
            position = start
            while position < end:
                if len(spans) == allowed:
                    return None
                stops = [stop for stop in self._breaks if position < stop < end] + [end]
                low, high = 0, len(stops)
                while low < high:
                    middle = (low + high) // 2
                    if self._measure(position, trimmed(text, position, stops[middle]), factor) <= width:
                        low = middle + 1
                    else:
                        high = middle
                if low == 0:
                    return None
                spans.append((position, trimmed(text, position, stops[low - 1])))
                position = stops[low - 1]
        return spans

    def _evened(
        self, spans: list[tuple[int, int]], width: float, factor: float, balance: bool
    ) -> list[tuple[int, int]]:
        """The same number of lines, of even length, when balanced or when the last one would be an orphan.

        Balanced lines end with the sense where they can: a line that ends in a comma costs less.
        """
        text = self._wording.text
        if len(spans) < 2 or "\n" in text or len(self._breaks) > _MOST_BREAKS:
            return spans
        if not balance and self._measure(*spans[-1], factor) > _ORPHAN * width:
            return spans
        edges = [0, *self._breaks, len(text)]
        # best[i]: the least cost of setting everything up to edge i in the lines so far, and the spans that do it.
        best: dict[int, tuple[float, list[tuple[int, int]]]] = {0: (0.0, [])}
        for _ in spans:
            following: dict[int, tuple[float, list[tuple[int, int]]]] = {}
            for first, (cost, lines) in best.items():
                for last in range(first + 1, len(edges)):
                    span = (edges[first], trimmed(text, edges[first], edges[last]))
                    measured = self._measure(*span, factor)
                    if measured > width:
                        break
                    total = cost + (1 - measured / width) ** 2
                    if balance and last < len(edges) - 1 and text[span[1] - 1] in _ENDS_OF_SENSE:
                        total -= _SENSE
                    if last not in following or total < following[last][0]:
                        following[last] = (total, [*lines, span])
            best = following
        return best[len(edges) - 1][1] if len(edges) - 1 in best else spans

    def _cut(self, width: float, factor: float, allowed: int) -> Paragraph:
        """At the floor: as many lines as are allowed, the last one ending in an ellipsis."""
        text = self._wording.text
        spans: list[tuple[int, int]] = []
        position = 0
        while len(spans) < allowed - 1:
            stops = [stop for stop in self._breaks if stop > position]
            fitting = [
                stop for stop in stops if self._measure(position, trimmed(text, position, stop), factor) <= width
            ]
            if not fitting:
                break
            spans.append((position, trimmed(text, position, fitting[-1])))
            position = fitting[-1]
        end = len(text)
        while end > position + 1 and self._measure(position, end, factor, _ELLIPSIS) > width:
            end -= 1
        stops = [stop for stop in self._breaks if position < stop <= end]
        # Rather a whole word less than half a word more, unless that would leave next to nothing.
        if stops and stops[-1] - position > 0.5 * (end - position):
            end = stops[-1]
        while end > position + 1 and (text[end - 1].isspace() or unicodedata.category(text[end - 1]).startswith("P")):
            end -= 1
        return self._set([*spans, (position, end)], factor, _ELLIPSIS)

    def _set(self, spans: list[tuple[int, int]], factor: float, tail: str = "") -> Paragraph:
        own = self._wording.looks[0].setting
        # A larger span makes room for itself, in every line, so that the rhythm stays even.
        setting = replace(own, line_px=self._wording.line_px).scaled(factor)
        lines = []
        for index, (start, end) in enumerate(spans):
            closing = tail if index == len(spans) - 1 else ""
            lines.append(self._setter.line(self._wording.runs(start, end, factor, closing), self._rtl))
        metrics = self._setter.metrics(setting)
        first = (setting.line_px - metrics.ascent - metrics.descent) / 2 + metrics.ascent
        return Paragraph(tuple(lines), setting, self._rtl, bool(tail), first)
