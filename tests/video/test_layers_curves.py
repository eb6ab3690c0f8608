"""Lines and progress: from nothing to 24 values, below zero, past the goal; what is traced is never past what is."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import layer_parts as parts
import numpy as np
import pytest

from generator.model.layers import Box, Dot, LineLayer, Motion, NumberFormat, ProgressLayer
from generator.video.layers.line_layout import curve

WIDTH, HEIGHT = parts.WIDE
BOX = Box(0.1, 0.2, 0.9, 0.9)
DRAW = Motion(duration_s=1.0, draw=True, fade=False)
PERCENT = NumberFormat(after="%", decimals=0)


def line(values: list[float], labels: tuple[str, ...] = (), lit: int = -1, **keys: Any) -> LineLayer:
    dots = tuple(
        Dot(
            labels[index % len(labels)] if labels else f"L{index}",
            Decimal(str(value)),
            f"{value:,}",
            index == lit % len(values),
        )
        for index, value in enumerate(values)
    )
    return LineLayer(**{"id": "l", "box": BOX, "dots": dots, "text_color": "ink", "color": "coral", **keys})


def test_heights_follow_the_values_from_zero() -> None:
    layout = parts.sprite(line([100, 50, 0, -25])).layout
    rises = [layout.zero - y for _, y in layout.places]
    assert rises[0] == pytest.approx(2 * rises[1])
    assert rises[2] == 0
    assert rises[3] == pytest.approx(-rises[0] / 4)


def test_a_fitted_ground_spreads_small_differences() -> None:
    zero, fit = (parts.sprite(line([100, 101, 103], ground=ground)).layout for ground in ("zero", "fit"))
    assert zero.places[0][1] - zero.places[2][1] < 20
    assert fit.places[0][1] - fit.places[2][1] > 200


AWKWARD = {
    "one": line([5]),
    "zeros": line([0, 0, 0], area=True),
    "equal": line([4, 4, 4], ground="fit", area=True),
    "huge": line([98765432.1, -98765432.1, 12.5], lit=0, area=True, marks=True),
    "negative": line([-5, -9, -2], area=True, lit=1),
    "24 long": line([float(n % 7) for n in range(24)], ("Grundversorgungsnetzentgeltumlage",), marks=True),
    "24 Arabic": line([float(n % 7) for n in range(24)], ("شهر رمضان المبارك",), lit=3),
    "wide value": line([1, 2], names=("A name that is too long " * 4, "Another " * 9), compare=(Dot("a", Decimal(3)),)),
}


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
@pytest.mark.parametrize("name", AWKWARD)
def test_nothing_leaves_the_box(name: str, aspect: str) -> None:
    sprite = parts.sprite(AWKWARD[name], aspect=aspect)
    left, top, right, bottom = parts.ink_box(parts.drawn(sprite, 9, aspect))
    rect, halo = sprite.rect, 10 * sprite.stage.unit
    assert left >= rect.left() - halo and right <= rect.right() + halo
    assert top >= rect.top() - 2 and bottom <= rect.bottom() + 2


@pytest.mark.parametrize("name", AWKWARD)
def test_labels_below_never_touch_and_the_highlight_keeps_its_own(name: str) -> None:
    layout = parts.sprite(AWKWARD[name]).layout
    labels = layout.labels
    for before, after in itertools.pairwise(labels):
        assert before.left + before.words.width_px + 10 < after.left
    assert layout.lit in [label.index for label in labels]


def test_twelve_short_labels_all_stay() -> None:
    assert len(parts.sprite(line(list(range(12)))).layout.labels) == 12


def test_an_empty_series_draws_nothing() -> None:
    assert (parts.drawn(parts.sprite(line([], names=("A", ""))), 9) == 255).all()


@pytest.mark.parametrize("values", [[1, 9, 2, 8, 8, 0], [5, 5, 5], [-3, 4, -8, 1000]])
def test_a_smooth_line_never_passes_its_values(values: list[float]) -> None:
    places = [(100.0 * index, float(value)) for index, value in enumerate(values)]
    bounds = curve(places, True).computeTightBounds()
    assert bounds.top() >= min(values) - 1e-3
    assert bounds.bottom() <= max(values) + 1e-3


def test_the_axis_is_as_long_as_the_longer_series() -> None:
    before = tuple(Dot(f"B{index}", Decimal(3)) for index in range(6))
    layout = parts.sprite(line([1, 2, 3], compare=before)).layout
    assert [label.words for label in layout.labels] and len(layout.labels) == 6
    assert layout.places[-1][0] < layout.compare[-1][0]
    assert layout.places[1][0] == layout.compare[1][0]


def test_the_value_stands_clear_of_the_line() -> None:
    falling = parts.sprite(line([1, 2, 2, 3, 3, 2, 9, 5])).layout
    rising = parts.sprite(line([1, 2, 2, 3, 3, 2, 5, 9])).layout
    assert falling.tag is not None and not falling.tag.above
    assert rising.tag is not None and rising.tag.above


def test_the_line_is_traced_from_left_to_right_and_the_value_comes_last() -> None:
    sprite = parts.sprite(line([1, 5, 3, 6], area=True, marks=True, enter=DRAW))
    states = [sprite.content_state(t) for t in np.arange(0, 1.4, 0.02)]
    traced, popped = zip(*states, strict=True)
    assert list(traced) == sorted(traced) and traced[0] == 0 and traced[-1] == popped[-1] == 1024
    assert all(pop <= 0 for trace, pop in states if trace < 1024)
    half = parts.drawn(sprite, 0.25)
    _, _, right, _ = parts.ink_box(half[: int(sprite.layout.label_top) - 40])
    assert right < 0.9 * WIDTH - 50 or half[:, right - 2].min() > 200
    assert (parts.drawn(sprite, 1.2) == parts.drawn(sprite, 4)).all()


def test_equal_states_are_equal_pictures() -> None:
    sprite = parts.sprite(line([1, 5, 3], area=True, enter=DRAW))
    seen: dict[object, Any] = {}
    for t in np.arange(0, 1.3, 1 / 30):
        picture = parts.drawn(sprite, t)
        assert (seen.setdefault(sprite.state(t), picture) == picture).all()
    assert len(seen) > 15


def progress(share: float, shape: str = "ring", **keys: Any) -> ProgressLayer:
    value = Decimal(int(share * 100))
    fixed = {"id": "p", "box": BOX, "share": share, "shape": shape, "value": value, "format": PERCENT, "text": "x"}
    return ProgressLayer(**{**fixed, **keys})


def amount(picture: parts.Rgb, token: str) -> int:
    """How many pixels are of a colour of the brand."""
    color = parts.brand().colors[token]
    wanted = np.array([int(color[index : index + 2], 16) for index in (1, 3, 5)])
    return int((np.abs(picture.astype(int) - wanted).max(axis=2) < 6).sum())


@pytest.mark.parametrize("shape", ["ring", "bar"])
def test_as_much_is_painted_as_is_reached(shape: str) -> None:
    painted = [amount(parts.drawn(parts.sprite(progress(share, shape)), 9), "sun") for share in (0, 0.25, 0.5, 0.75, 1)]
    assert painted[0] == 0
    for part, share in zip(painted[1:4], (0.25, 0.5, 0.75), strict=True):
        assert part / painted[4] == pytest.approx(share, abs=0.05)


@pytest.mark.parametrize("shape", ["ring", "bar"])
def test_below_nothing_is_nothing_and_very_little_is_seen(shape: str) -> None:
    assert amount(parts.drawn(parts.sprite(progress(-0.4, shape)), 9), "sun") == 0
    assert amount(parts.drawn(parts.sprite(progress(0.0001, shape)), 9), "sun") > 60


@pytest.mark.parametrize("share", [1.02, 1.5, 1.9])
@pytest.mark.parametrize("shape", ["ring", "bar"])
def test_past_the_goal_both_colours_are_seen(shape: str, share: float) -> None:
    picture = parts.drawn(parts.sprite(progress(share, shape)), 9)
    assert amount(picture, "coral") > 60
    assert amount(picture, "sun") > 60


def test_the_cut_in_a_bar_is_where_the_goal_lies() -> None:
    sprite = parts.sprite(progress(1.6, "bar"))
    row = parts.drawn(sprite, 9)[round(sprite._bar.centerY())]
    gap = np.argwhere((row == 255).all(axis=1))[:, 0]
    inside = gap[(gap > sprite.rect.left() + 4) & (gap < sprite.rect.right() - 4)]
    assert inside.mean() == pytest.approx(sprite.rect.left() + sprite.rect.width() / 1.6, abs=3)


def test_the_figure_counts_while_the_ring_is_traced_and_both_land_together() -> None:
    sprite = parts.sprite(progress(0.84, enter=DRAW))
    states = [sprite.content_state(t) for t in np.arange(0, 1.2, 0.02)]
    assert states[0] == (0, 0) and states[-1] == (1024, 84)
    assert states == sorted(states)


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
@pytest.mark.parametrize("shape", ["ring", "bar"])
@pytest.mark.parametrize("note", ["", "of 120", "von einem sehr langen Ziel, das nirgends hinpasst, " * 2, "من الهدف"])
def test_figure_and_note_stay_in_place(note: str, shape: str, aspect: str) -> None:
    layer = progress(9876543.21, shape, note=note)
    sprite = parts.sprite(layer, aspect=aspect)
    left, top, right, bottom = parts.ink_box(parts.drawn(sprite, 9, aspect))
    rect = sprite.rect
    assert left >= rect.left() - 2 and right <= rect.right() + 2
    assert top >= rect.top() - 2 and bottom <= rect.bottom() + 2
    if shape == "ring":
        assert sprite._figure._width < 2 * (sprite._outer - sprite._width)
