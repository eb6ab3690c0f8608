"""Tables and lists: one row to 24, words too long, figures too wide, right to left; what is left out is told."""

from __future__ import annotations

import itertools
from typing import Any

import layer_parts as parts
import numpy as np
import pytest

from generator.model.layers import Box, Column, ListItem, ListLayer, Motion, TableLayer

WIDTH, HEIGHT = parts.WIDE
BOX = Box(0.1, 0.15, 0.9, 0.9)
MORE = ("and one more line", "and {more} more lines")
COLUMNS = (Column("What", "start", "lead"), Column("Quantity", "end"), Column("Amount", "end", "strong"))
ROW = ("Energy, peak hours", "118", "€ 25.25")
LONG_ROW = ("Grundversorgungsarbeitspreisbestandteil im Hochtarif " * 2, "1,234,567.891", "−€ 98,765,432.10")
ARABIC = (Column("البند", "start", "lead"), Column("الكمية", "end"), Column("المبلغ", "end", "strong"))


def table(
    count: int, columns: tuple[Column, ...] = COLUMNS, row: tuple[str, ...] = ROW, more: int = 0, **keys: Any
) -> TableLayer:
    fixed = {"id": "t", "box": BOX, "columns": columns, "rows": (row,) * count, "total": count + more, "more": MORE}
    return TableLayer(**{**fixed, **keys})


TABLES = {
    "one": table(1),
    "24": table(24),
    "long": table(6, row=LONG_ROW, lines="zebra"),
    "Arabic": table(4, ARABIC, ("رسوم الخدمة الشهرية", "3", "€ 25.25")),
    "eight wide figures": table(3, tuple(Column(f"Titel {n}", "end") for n in range(8)), ("€ 98,765,432.10",) * 8),
    "six long words": table(3, tuple(Column(f"Titel {n}") for n in range(6)), ("Ein langer Text in jeder Spalte",) * 6),
    "empty cells": table(3, row=("", "", "")),
    "tiny": table(9, box=Box(0.4, 0.4, 0.6, 0.6)),
}


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
@pytest.mark.parametrize("name", TABLES)
def test_a_table_stays_in_its_box_and_its_cells_stay_apart(name: str, aspect: str) -> None:
    sprite = parts.sprite(TABLES[name], aspect=aspect)
    left, top, right, bottom = parts.ink_box(parts.drawn(sprite, 9, aspect))
    assert left >= sprite.rect.left() - 2 and right <= sprite.rect.right() + 2
    assert top >= sprite.rect.top() - 2 and bottom <= sprite.rect.bottom() + 2
    for row in sprite.layout.rows:
        for before, after in itertools.pairwise(sorted(row, key=lambda cell: cell.left)):
            assert before.left + before.width < after.left
        for cell in row:
            assert cell.words.width_px <= cell.width + 2
            assert cell.words.height_px <= sprite.layout.row_px + 1


@pytest.mark.parametrize("name", TABLES)
def test_a_figure_is_never_cut(name: str) -> None:
    layer = TABLES[name]
    for row in parts.sprite(layer).layout.rows:
        for cell, column in zip(row, layer.columns, strict=True):
            assert column.align != "end" or not cell.words.ellipsis


@pytest.mark.parametrize("count", [1, 6, 24, 99])
@pytest.mark.parametrize("more", [0, 1, 500])
def test_rows_shown_and_rows_told_of_are_all_rows(count: int, more: int) -> None:
    layout = parts.sprite(table(count, more=more)).layout
    left_out = count + more - len(layout.rows)
    assert (layout.more is not None) == (left_out > 0)
    assert len(layout.rows) >= min(count, 8)


def test_how_many_more_is_said() -> None:
    pictures = [parts.drawn(parts.sprite(table(3, more=count)), 9) for count in (0, 1, 7, 8)]
    assert all((first != second).any() for first, second in itertools.combinations(pictures, 2))


def test_figures_end_at_one_edge_and_digits_are_of_one_width() -> None:
    rows = (("A", "111.11", "€ 1.11"), ("B", "888.88", "€ 8.88"))
    layer = TableLayer(id="t", box=BOX, columns=COLUMNS, rows=rows, total=2, more=MORE)
    first, second = parts.sprite(layer).layout.rows
    for cell, other in zip(first[1:], second[1:], strict=True):
        assert cell.words.width_px == pytest.approx(other.words.width_px)
        ends = [one.words.line_x(0, one.left, one.width, one.align) + one.words.width_px for one in (cell, other)]
        assert ends[0] == pytest.approx(ends[1])
    assert first[2].left + first[2].width == pytest.approx(0.9 * WIDTH, abs=2)


def test_columns_run_from_right_to_left_where_the_words_do() -> None:
    left_to_right, right_to_left = parts.sprite(TABLES["one"]).layout, parts.sprite(TABLES["Arabic"]).layout
    assert left_to_right.rows[0][0].left < left_to_right.rows[0][2].left
    assert right_to_left.rows[0][0].left > right_to_left.rows[0][2].left
    words = right_to_left.rows[0][0]
    assert words.words.line_x(0, words.left, words.width, words.align) + words.words.width_px == pytest.approx(
        0.9 * WIDTH, abs=3
    )


@pytest.mark.parametrize("lines", ["rules", "zebra", "none"])
def test_what_keeps_rows_apart(lines: str) -> None:
    picture = parts.drawn(parts.sprite(table(4, lines=lines)), 9)
    tokens = {
        token: np.array([int(parts.brand().colors[token][i : i + 2], 16) for i in (1, 3, 5)])
        for token in ("line", "soft")
    }
    found = {
        token: bool((np.abs(picture.astype(int) - color).max(axis=2) < 2).sum() > 900)
        for token, color in tokens.items()
    }
    assert found == {"line": lines == "rules", "soft": lines == "zebra"}


def test_rows_come_one_by_one_and_the_rest_is_told_last() -> None:
    enter = Motion(duration_s=0.4, stagger_s=0.2)
    for layer in (table(3, more=4, enter=enter), listing(3, more=4, enter=enter)):
        sprite = parts.sprite(layer)
        assert sprite.content_state(0.42) == (1024, sprite.content_state(0.42)[1], sprite.content_state(0.42)[2], 0)
        assert len(sprite.content_state(0)) == 4
        assert sprite.content_state(5) == (1024,) * 4
        assert (parts.drawn(sprite, 0) == 255).all()


def listing(count: int, text: str = "An item", figure: str = "", more: int = 0, **keys: Any) -> ListLayer:
    items = (ListItem(text, figure, "sun"),) * count
    words = ("and one more", "and {more} more")
    return ListLayer(**{"id": "l", "box": BOX, "items": items, "total": count + more, "more": words, **keys})


LONG = "Vierundzwanzig Monate lang ein fester Preis, mit Wechselgarantie und ohne Grundgebühr"
LISTS = {
    "one": listing(1),
    "24": listing(24, marker="number"),
    "long": listing(5, LONG, "€ 98,765,432.10", marker="tick"),
    "one endless word": listing(
        3, "Grundversorgungsnetzentgeltumlagenkonzessionsabgabe", "€ 1", box=Box(0.4, 0.3, 0.6, 0.7)
    ),
    "Arabic": listing(4, "رسوم الخدمة الشهرية", "€ 5", marker="tick"),
    "icons": listing(4, marker="icon"),
    "plain": listing(9, marker="none", more=3),
    "low": listing(6, box=Box(0.1, 0.4, 0.5, 0.55)),
}


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_stays_in_its_box_and_its_items_stay_apart(name: str, aspect: str) -> None:
    sprite = parts.sprite(LISTS[name], aspect=aspect)
    left, top, right, bottom = parts.ink_box(parts.drawn(sprite, 9, aspect))
    assert left >= sprite.rect.left() - 2 and right <= sprite.rect.right() + 2
    assert top >= sprite.rect.top() - 4 and bottom <= sprite.rect.bottom() + 4
    entries = sprite.layout.entries
    for before, after in itertools.pairwise(entries):
        assert before.top + before.words.height_px <= after.top
        assert before.words.setting == after.words.setting
    left_out = LISTS[name].total - len(entries)
    assert (sprite.layout.more is not None) == (left_out > 0)
    for entry in entries:
        assert entry.figure is None or entry.words.width_px + entry.figure.width_px < sprite.rect.width()


def test_a_list_that_fits_loses_no_word() -> None:
    for name in ("one", "long", "Arabic", "icons"):
        layout = parts.sprite(LISTS[name]).layout
        assert not any(entry.words.ellipsis for entry in layout.entries)
        assert layout.more is None


def test_markers_stand_where_the_words_begin() -> None:
    wide, arabic = parts.sprite(listing(2, marker="tick")), parts.sprite(LISTS["Arabic"])
    sun = np.array([int(parts.brand().colors["sun"][i : i + 2], 16) for i in (1, 3, 5)])
    for sprite, there in ((wide, lambda x: x < 0.2), (arabic, lambda x: x > 0.8)):
        marked = np.argwhere(np.abs(parts.drawn(sprite, 9).astype(int) - sun).max(axis=2) < 3)
        assert len(marked) > 200
        assert all(there(x / WIDTH) for x in (marked[:, 1].min(), marked[:, 1].max()))


@pytest.mark.parametrize("marker", ["bullet", "number", "tick", "icon", "none"])
def test_each_marker_is_its_own(marker: str) -> None:
    pictures = {
        kind: parts.drawn(parts.sprite(listing(2, marker=kind)), 9)
        for kind in ("bullet", "number", "tick", "icon", "none")
    }
    assert all((pictures[marker] != other).any() for kind, other in pictures.items() if kind != marker)


@pytest.mark.parametrize(
    "layer",
    [
        table(4, enter=Motion(rise=0.03, stagger_s=0.1)),
        listing(3, marker="tick", enter=Motion(draw=True, stagger_s=0.1)),
    ],
)
def test_equal_states_are_equal_pictures(layer: Any) -> None:
    sprite = parts.sprite(layer)
    seen: dict[object, Any] = {}
    for t in np.arange(0, 1.3, 1 / 15):
        picture = parts.drawn(sprite, t)
        assert (seen.setdefault(sprite.state(t), picture) == picture).all()
    assert len(seen) > 8
