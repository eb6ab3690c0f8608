"""Bars, donut, legend, waterfall and cards: from one item to many, from zero to huge, below zero."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import layer_parts as parts
import numpy as np
import pytest

from generator.model.layers import (
    Bar,
    BarsLayer,
    Box,
    Card,
    CardsLayer,
    DonutLayer,
    LegendLayer,
    Motion,
    Slice,
    Step,
    WaterfallLayer,
)
from generator.video.compose import Board
from generator.video.recording import Cast

WIDTH, HEIGHT = parts.WIDE
BOX = Box(0.1, 0.2, 0.9, 0.9)
GROW = Motion(duration_s=1.0, draw=True, stagger_s=0.1)


def bars(values: list[float], **keys: Any) -> BarsLayer:
    items = tuple(
        Bar(f"L{index}", Decimal(str(value)), f"{value:,}", index == len(values) - 1)
        for index, value in enumerate(values)
    )
    return BarsLayer(**{"id": "b", "box": BOX, "bars": items, "text_color": "ink", **keys})


def heights(sprite: Any) -> list[float]:
    return [round(column.zero - column.end, 3) for column in sprite._columns]


def test_heights_follow_the_values() -> None:
    found = heights(parts.sprite(bars([100, 50, 0, -25])))
    assert found[0] == pytest.approx(2 * found[1])
    assert found[2] == 0
    assert found[3] == pytest.approx(-found[0] / 4)


def test_zero_is_still_seen_and_negative_hangs_below() -> None:
    sprite = parts.sprite(bars([10, 0, -10]))
    picture = parts.drawn(sprite, 9)
    zero, negative = sprite._columns[1], sprite._columns[2]
    assert parts.color_at(picture, zero.start + zero.size / 2, zero.zero - 1) == parts.brand().colors["rest"]
    assert (
        parts.color_at(picture, negative.start + negative.size / 2, negative.zero + 20) == parts.brand().colors["sun"]
    )


@pytest.mark.parametrize("direction", ["up", "across"])
@pytest.mark.parametrize("count", [1, 2, 3, 6, 13])
def test_any_number_of_bars_stays_in_the_box(count: int, direction: str) -> None:
    layer = bars([98765432.5 + index for index in range(count)], direction=direction)
    left, top, right, bottom = parts.ink_box(parts.drawn(parts.sprite(layer), 9))
    assert left >= 0.1 * WIDTH - 40 and right <= 0.9 * WIDTH + 40
    assert top >= 0.2 * HEIGHT - 2 and bottom <= 0.9 * HEIGHT + 2


def test_values_share_one_size_and_leave_the_highlight_alone_when_crowded() -> None:
    roomy = parts.sprite(bars([1, 2, 3]))
    crowded = parts.sprite(bars([98765432.5 + index for index in range(13)]))
    assert all(column.value is not None for column in roomy._columns)
    assert [column.value is not None for column in crowded._columns] == [False] * 12 + [True]


def test_the_highlight_comes_last_and_goes_a_little_too_far() -> None:
    sprite = parts.sprite(bars([1, 2, 3], enter=GROW))
    tracks = np.array([sprite.content_state(t) for t in np.arange(0, 2.5, 0.02)])
    assert (tracks[:, :2] <= 1024).all()
    assert 1024 < tracks[:, 2].max() < 1.2 * 1024
    assert (tracks[-1] == 1024).all()
    assert (tracks > 0).argmax(axis=0).tolist() == sorted((tracks > 0).argmax(axis=0).tolist())


def donut(shares: list[float]) -> DonutLayer:
    colors = ["ink", "sun", "coral", "teal", "plum", "haze"]
    slices = tuple(Slice(f"S{index}", share, "€ 1", colors[index]) for index, share in enumerate(shares))
    return DonutLayer(id="d", box=BOX, slices=slices, centre="€ 98,765,432.10")


def test_a_single_slice_is_a_whole_ring() -> None:
    sprite = parts.sprite(donut([1.0, 0.0]))
    picture = parts.drawn(sprite, 9)
    middle = (sprite._outer + sprite._inner) / 2
    for dx, dy in ((0, -1), (0, 1), (1, 0), (-1, 0)):
        x, y = sprite.rect.centerX() + dx * middle, sprite.rect.centerY() + dy * middle
        assert parts.color_at(picture, x, y) == parts.brand().colors["ink"]


def test_slices_fill_the_ring_and_a_tiny_one_is_seen() -> None:
    sprite = parts.sprite(donut([0.9989, 0.001, 0.0001]))
    picture = parts.drawn(sprite, 9)
    assert sprite._arcs[-1][1] == pytest.approx(360)
    for color in ("ink", "sun", "coral"):
        wanted = np.array([int(parts.brand().colors[color][i : i + 2], 16) for i in (1, 3, 5)])
        assert (np.abs(picture.astype(int) - wanted).max(axis=2) < 8).sum() > 60, color


def test_a_nearly_whole_slice_is_not_hollow() -> None:
    for aspect in ("16:9", "1:1"):
        sprite = parts.sprite(donut([0.95, 0.05]), aspect=aspect)
        picture = parts.drawn(sprite, 9, aspect)
        for radius in np.linspace(sprite._inner + 8, sprite._outer - 8, 9):
            x, y = sprite.rect.centerX(), sprite.rect.centerY() + radius
            assert np.abs(picture[round(y), round(x)].astype(int) - (0x10, 0x20, 0x3A)).max() < 6


def test_the_words_inside_stay_inside() -> None:
    sprite = parts.sprite(donut([0.5, 0.5]))
    assert sprite._words is not None
    assert sprite._words.width_px < 2 * sprite._inner
    assert not sprite._words.ellipsis


def test_nothing_to_share_draws_no_ring() -> None:
    picture = parts.drawn(parts.sprite(DonutLayer(id="d", box=BOX, slices=(), centre="")), 9)
    assert (picture == 255).all()


def test_legend_rows_keep_amounts_at_the_edge_and_labels_clear_of_them() -> None:
    slices = tuple(Slice("Grundversorgungsnetzentgelt und mehr", 0.2, f"{10**n:,}.00 €", "sun") for n in range(8))
    sprite = parts.sprite(LegendLayer(id="l", box=Box(0.5, 0.2, 0.93, 0.9), slices=slices))
    for _, label, amount in sprite._rows:
        assert sprite._label_left + label.width_px < sprite.rect.right() - amount.width_px
    _, _, right, bottom = parts.ink_box(parts.drawn(sprite, 9))
    assert right <= 0.93 * WIDTH + 1
    assert bottom <= 0.9 * HEIGHT + 1


def steps(amounts: list[float], total: float) -> tuple[Step, ...]:
    level = Decimal(str(amounts[0]))
    found = [Step("Before", f"{level}", min(level, Decimal(0)), max(level, Decimal(0)), "from")]
    for amount in amounts[1:]:
        change = Decimal(str(amount))
        ends = sorted((level, level + change))
        found.append(Step("Change", f"{change:+}", ends[0], ends[1], "rise" if change > 0 else "fall"))
        level += change
    end = Decimal(str(total))
    return (*found, Step("Now", f"{end}", min(end, Decimal(0)), max(end, Decimal(0)), "to"))


@pytest.mark.parametrize("direction", ["up", "across"])
@pytest.mark.parametrize(
    ("amounts", "total"),
    [([90.3, -9.2, 2.5, 0.6], 84.2), ([10, -30, 5], -15), ([0, 20], 20), ([50, 0.01], 50.01), ([-20, 5], -15)],
)
def test_each_step_starts_where_the_one_before_ended(amounts: list[float], total: float, direction: str) -> None:
    sprite = parts.sprite(WaterfallLayer(id="w", box=BOX, steps=steps(amounts, total), direction=direction))
    columns = sprite._columns
    for before, column in itertools.pairwise(columns[:-1]):
        assert column.start == pytest.approx(before.after)
        assert before.after in (pytest.approx(column.low), pytest.approx(column.high))
    assert columns[-1].after == pytest.approx(columns[-2].after)
    left, top, right, bottom = parts.ink_box(parts.drawn(sprite, 9))
    assert left >= 0.1 * WIDTH - 4 and right <= 0.9 * WIDTH + 4
    assert top >= 0.2 * HEIGHT - 24 and bottom <= 0.9 * HEIGHT + 2


def test_equal_differences_are_equal_lengths() -> None:
    columns = parts.sprite(WaterfallLayer(id="w", box=BOX, steps=steps([90, -5, 5], 90)))._columns
    assert abs(columns[1].high - columns[1].low) == pytest.approx(abs(columns[2].high - columns[2].low))


def test_steps_build_one_after_the_other() -> None:
    enter = Motion(duration_s=0.5, stagger_s=0.5, draw=True)
    sprite = parts.sprite(WaterfallLayer(id="w", box=BOX, steps=steps([90, -5, 5], 90), enter=enter))
    assert sprite.content_state(0.5) == (1024, 0, 0, 0)
    assert sprite.content_state(9) == (1024, 1024, 1024, 1024)


LONG = "Vierundzwanzig Monate lang ein fester Preis, mit Wechselgarantie, ohne Grundgebühr und mit einem Bonus. " * 2


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("direction", ["row", "column"])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_cards_have_one_size_and_hold_their_words(count: int, direction: str, aspect: str) -> None:
    cards = (
        Card("leaf", "Ökostrom-Vorteilspaket", LONG, "ungefähr 1.234,56 € weniger"),
        *(Card("sun", "Sunny", "Short.", "€ 9") for _ in range(count - 1)),
    )
    layer = CardsLayer(id="c", box=Box(0.07, 0.3, 0.93, 0.93), cards=cards, direction=direction)
    sprite = parts.sprite(layer, aspect=aspect)
    assert len({(place.width(), place.height()) for place in sprite._places}) == 1
    assert sprite._places[-1].bottom() <= sprite.rect.bottom() + 2
    for content, place in zip(sprite._contents, sprite._places, strict=True):
        assert content.height_px <= place.height() + 2
        assert content.title.width_px <= place.width()


def test_bars_drawn_apart_are_the_chart() -> None:
    whole = parts.sprite(bars([100, 50, 0, -25], enter=GROW))
    apart = whole.parts()
    assert len(apart) == 4
    for t in (0.1, 0.5, 0.9, 2.0):
        assert np.array_equal(parts.drawn(apart, t), parts.drawn(whole, t))


@pytest.mark.parametrize(
    "keys", [{"opacity": 0.5}, {"exit": Motion(duration_s=1.0)}, {"enter": Motion(duration_s=1.0, slide_x=0.2)}]
)
def test_a_chart_that_goes_or_fades_as_one_is_drawn_as_one(keys: dict[str, Any]) -> None:
    assert not parts.sprite(bars([100, 50], **keys)).parts()


@pytest.mark.parametrize(
    "values", [[100, 50, 0, -25], [248, 301, 322, 280, 241, 205], [9.0, 0.2], [-30, -99, -7], [1, 2, 3, 40] * 4]
)
@pytest.mark.parametrize("direction", ["up", "across"])
def test_bars_drawn_as_they_move_are_the_chart(values: list[float], direction: str) -> None:
    """What a cast draws, picture after picture, bit for bit."""
    box = Box(0.0713, 0.2239, 0.9127, 0.9351)
    sprite, size = parts.sprite(bars(values, enter=GROW, direction=direction, box=box)), parts.WIDE
    cast, board, whole = Cast([sprite], size), Board(size), Board(size)
    board.clear()
    for number in range(80):
        for x0, y0, x1, y1 in cast.move_to(number / 30):
            board.pixels[y0:y1, x0:x1] = (0, 0, 0, 255)
            cast.draw(board.canvas, (x0, y0, x1, y1))
        whole.clear()
        whole.draw([sprite], number / 30)
        assert np.array_equal(board.pixels, whole.pixels), number


def test_a_chart_with_something_behind_it_is_drawn_as_one() -> None:
    sprite = parts.sprite(bars([100, 50], enter=GROW))
    sprite.under = lambda canvas, shown: None
    assert not sprite.parts()
