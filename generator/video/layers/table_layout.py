"""A table measured: titles and cells in, columns, rows and shaped words out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import skia

from generator.model.layers import Column, TableLayer
from generator.video.stage import Stage
from generator.video.type import Setting, runs_right_to_left
from generator.video.wrap import Paragraph

ROW_PX = 84.0
_LEAST_SIZE = 0.62
_COMFORTABLE = 0.82
_STILL_READ = 0.66
_LINED = 0.36
_HALF = 0.5
_GAP = 1.3
_NARROWEST = 3.5
_TALL = 1.72
"""The least height of a row, of the size of its type."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Shaped words, and where they stand in their column: its left edge and width, and how they are aligned."""

    words: Paragraph
    left: float
    width: float
    align: str


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Places in pixels. `rows` are those that fit; `more`: the line that says how many do not."""

    header: tuple[Cell, ...]
    header_px: float
    rows: tuple[tuple[Cell, ...], ...]
    row_px: float
    more: Cell | None
    more_px: float
    inset: float


def lay_out(layer: TableLayer, stage: Stage, rect: skia.Rect) -> TableLayout:
    """A layer and its box in pixels in, everything placed out: as many rows as fit, in type that can be read."""
    unit = stage.unit
    title, note = stage.setting("label"), stage.setting("label")
    header_px = title.line_px + 18 * unit if layer.header and any(column.title for column in layer.columns) else 0.0
    full = replace(stage.setting(layer.style), tabular=True)
    more_px = note.line_px + 16 * unit
    count = _fitting(layer, rect.height() - header_px, full.size_px * _LEAST_SIZE * _TALL, more_px)
    left_out = layer.total - count
    more_px = more_px if left_out else 0.0
    row_px = min(ROW_PX * unit, (rect.height() - header_px - more_px) / max(1, count))
    setting = full.scaled(min(1.0, row_px / (full.size_px * _TALL)))
    inset = 16 * unit if layer.lines == "zebra" else 0.0
    room = rect.width() - 2 * inset
    shown = layer.rows[:count]
    setting, title, widths = _widths(layer, stage, shown, setting, title if header_px else None, room)
    mirrored = _mirrored(layer, shown)
    lefts = _lefts(widths, rect.left() + inset, room, setting, mirrored)
    places = list(zip(lefts, widths, strict=True))
    header = [
        _cell(stage, column, column.title, title, layer.quiet_color, place, title.line_px, mirrored)
        for column, place in zip(layer.columns, places, strict=True)
    ]
    rows = [
        tuple(
            _cell(stage, column, text, _set(column, setting), _color(layer, column), place, row_px * 0.92, mirrored)
            for column, text, place in zip(layer.columns, row, places, strict=True)
        )
        for row in shown
    ]
    more = None
    if left_out:
        text = layer.more[0] if left_out == 1 else layer.more[1].replace("{more}", str(left_out))
        words = stage.paragraph(text, note, layer.quiet_color, (room, note.line_px), max_lines=1)
        more = Cell(words, rect.left() + inset, room, _aligned("start", words, mirrored))
    return TableLayout(tuple(header) if header_px else (), header_px, tuple(rows), row_px, more, more_px, inset)


def _fitting(layer: TableLayer, height: float, least_px: float, more_px: float) -> int:
    """How many of the rows are shown, leaving room to say how many are not."""
    count = len(layer.rows)
    if count == layer.total and count * least_px <= height:
        return count
    return max(1, min(count, int((height - more_px) / least_px)))


def _set(column: Column, setting: Setting) -> Setting:
    return replace(setting, weight=max(600, setting.weight)) if column.weight == "strong" else setting


def _color(layer: TableLayer, column: Column) -> str:
    return layer.quiet_color if column.weight == "quiet" else layer.color


def _widths(
    layer: TableLayer,
    stage: Stage,
    rows: Sequence[Sequence[str]],
    setting: Setting,
    title: Setting | None,
    room: float,
) -> tuple[Setting, Setting, list[float]]:
    """The type's size and the columns' widths: natural where there is room, smaller type where not, and at last words
    cut, but never a figure."""
    titles = title or stage.setting("label")

    def natural(factor: float) -> list[float]:
        return [
            1.02
            * max(
                stage.setter.width(column.title, titles.scaled(min(1.0, factor * 1.1))) if title else 0.0,
                *(stage.setter.width(row[index], _set(column, setting.scaled(factor))) for row in rows),
            )
            for index, column in enumerate(layer.columns)
        ]

    gaps = _GAP * setting.size_px * (len(layer.columns) - 1)
    widths, factor = natural(1.0), 1.0
    elastic = [column.align != "end" for column in layer.columns]
    if sum(widths) + gaps > room:
        words = sum(width for width, soft in zip(widths, elastic, strict=True) if soft)
        whole = room / (sum(widths) + gaps)
        # Two lines a cell take half the words' width; what is below that would be lost.
        halved = room / (sum(widths) - words * _LINED + gaps)
        factor = max(whole, min(_COMFORTABLE, max(_STILL_READ, halved)))
        widths, gaps = natural(factor), gaps * factor
    least = _NARROWEST * setting.size_px * factor
    stiff = sum(min(width, least) if soft else width for width, soft in zip(widths, elastic, strict=True))
    if stiff + gaps > room:
        # Figures alone are too wide: they are set as small as they must be.
        smaller = room / (stiff + gaps)
        widths, gaps, factor, least = natural(factor * smaller), gaps * smaller, factor * smaller, least * smaller
    over = sum(widths) + gaps - room
    if over > 0:
        widths = _cut(widths, elastic, least, over)
    elif any(elastic):
        widths[elastic.index(True)] -= over
    return setting.scaled(factor), titles.scaled(min(1.0, factor * 1.1)), widths


def _cut(widths: list[float], elastic: Sequence[bool], least: float, over: float) -> list[float]:
    """Take what is too much from the widest columns of words, down to `least` each."""
    found = list(widths)
    order = [index for index, soft in enumerate(elastic) if soft and widths[index] > least]
    while over > _HALF and order:
        order.sort(key=lambda index: -found[index])
        next_width = max([least, *(found[index] for index in order if found[index] < found[order[0]] - _HALF)])
        widest = [index for index in order if found[index] > next_width]
        if not widest:
            break
        step = min(over / len(widest), found[order[0]] - next_width)
        for index in widest:
            found[index] -= step
        over -= step * len(widest)
    return found


def _lefts(widths: Sequence[float], start: float, room: float, setting: Setting, mirrored: bool) -> list[float]:
    """Where the columns start. Room that no column of words takes widens the gaps."""
    gap = _GAP * setting.size_px
    if len(widths) > 1:
        gap = max(gap * 0.5, (room - sum(widths)) / (len(widths) - 1))
    lefts, left = [], start
    for width in widths:
        lefts.append(left)
        left += width + gap
    return [2 * start + room - left - width for left, width in zip(lefts, widths, strict=True)] if mirrored else lefts


def _mirrored(layer: TableLayer, rows: Sequence[Sequence[str]]) -> bool:
    """Whether most of the words run from right to left, so that the columns do too."""
    words = [column.title for column in layer.columns]
    words += [text for row in rows for text, column in zip(row, layer.columns, strict=True) if column.align != "end"]
    words = [text for text in words if any(character.isalpha() for character in text)]
    return 2 * sum(runs_right_to_left(text) for text in words) > len(words)


def _cell(
    stage: Stage,
    column: Column,
    text: str,
    setting: Setting,
    color: str,
    place: tuple[float, float],
    height: float,
    mirrored: bool,
) -> Cell:
    left, width = place
    words = stage.paragraph(text, setting, color, (width + 1, setting.line_px), max_lines=1, floor=0.84)
    if words.ellipsis and height > 1.9 * setting.size_px:
        # Two lines, smaller, before words are lost.
        smaller = setting.scaled(0.84)
        words = stage.paragraph(text, smaller, color, (width + 1, height), max_lines=2, floor=0.8)
    return Cell(words, left, width, _aligned(column.align, words, mirrored))


def _aligned(align: str, words: Paragraph, mirrored: bool) -> str:
    """ "start" means the side where the table starts, whatever the words' own direction."""
    return align if words.right_to_left == mirrored or align == "center" else {"start": "end", "end": "start"}[align]
