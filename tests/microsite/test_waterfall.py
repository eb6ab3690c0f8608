"""Steps in, a waterfall out: every column ends where the next begins, and they add up to the cent."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from generator.microsite.waterfall import HEIGHT_PX, Column, closed, waterfall_of
from generator.microsite.wording import Wording
from generator.model.facts import Money, Part, Parts
from generator.story.formats import Formats


def steps(*amounts: str, currency: str = "EUR") -> Parts:
    labels: list[str | date] = [date(2026, 3, 1), *(f"Step {n}" for n in range(1, len(amounts) - 1)), date(2026, 4, 1)]
    pairs = zip(labels, amounts, strict=True)
    return Parts(tuple(Part(label, Money(Decimal(amount), currency)) for label, amount in pairs))


def px(column: Column) -> tuple[float, float]:
    return float(column.y), float(column.y) + float(column.height)


SAMPLE = ("90.30", "-9.20", "2.50", "0.60", "84.20")


def test_each_column_begins_where_the_one_before_ends(words: Wording, english: Formats) -> None:
    drawn = waterfall_of(steps(*SAMPLE), words, english)
    assert drawn is not None
    assert [column.kind for column in drawn.columns] == ["from", "fall", "rise", "rise", "to"]
    for column, after in zip(drawn.columns, drawn.columns[1:], strict=False):
        top, bottom = px(after)
        level = float(column.link_y)
        ends = (top,) if after.kind in ("fall", "to") else (bottom,)
        assert min(abs(level - end) for end in ends) < 0.6 or float(after.height) == 3
    assert px(drawn.columns[0])[1] == pytest.approx(px(drawn.columns[-1])[1], abs=0.2)


def test_heights_are_in_proportion(words: Wording, english: Formats) -> None:
    drawn = waterfall_of(steps("0", "100", "-25", "75"), words, english)
    assert drawn is not None
    heights = [float(column.height) for column in drawn.columns]
    assert heights[1] / heights[2] == pytest.approx(4, rel=0.01)
    assert heights[1] / heights[3] == pytest.approx(4 / 3, rel=0.01)
    assert not drawn.cut


def test_feet_are_cut_only_where_changes_are_small(words: Wording, english: Formats) -> None:
    small = waterfall_of(steps(*SAMPLE), words, english)
    large = waterfall_of(steps("90", "-60", "30"), words, english)
    below = waterfall_of(steps("10", "-30", "-20"), words, english)
    assert (small and small.cut, large and large.cut, below and below.cut) == (True, False, False)


def test_it_stays_inside_whatever_the_amounts(words: Wording, english: Formats) -> None:
    chance = random.Random(5)
    for _ in range(60):
        amounts = [
            str(Decimal(chance.randrange(-9_000_000, 9_000_000)).scaleb(-2)) for _ in range(chance.randrange(2, 14))
        ]
        drawn = waterfall_of(steps(*amounts), words, english)
        assert drawn is not None
        for column in drawn.columns:
            top, bottom = px(column)
            assert 0 <= top <= bottom <= HEIGHT_PX + 0.2
            assert 0 <= float(column.x[:-1]) <= float(column.x[:-1]) + float(column.width[:-1]) <= 100.01


def test_what_is_missing_becomes_a_step() -> None:
    found = closed(steps("90.30", "-9.20", "84.20"), "Other")
    assert [str(item.amount.amount) for item in found.items] == ["90.30", "-9.20", "3.10", "84.20"]
    assert found.items[2].label == "Other"
    total = sum((item.amount.amount for item in found.items[:-1]), Decimal(0))
    assert total == found.items[-1].amount.amount
    assert closed(steps(*SAMPLE), "Other") == steps(*SAMPLE)


def test_a_step_says_where_it_leads(words: Wording, english: Formats) -> None:
    drawn = waterfall_of(steps(*SAMPLE), words, english)
    assert drawn is not None
    said = [column.reason.replace("\u202f", " ") for column in drawn.columns]
    assert said == [
        "",
        "It takes € 9.20 off: from € 90.30 to € 81.10.",
        "It adds € 2.50: from € 81.10 to € 83.60.",
        "It adds € 0.60: from € 83.60 to € 84.20.",
        "",
    ]


def test_a_known_step_is_explained_by_the_copy(words: Wording, english: Formats) -> None:
    parts = Parts(
        (
            *steps("90.30", "84.20").items[:1],
            Part("Used less", Money(Decimal("-6.10"), "EUR")),
            steps("90.30", "84.20").items[1],
        )
    )
    drawn = waterfall_of(parts, words, english)
    assert drawn is not None
    assert drawn.columns[1].reason.startswith("You used less than in the month before.")


def test_time_runs_from_right_to_left_when_mirrored(words: Wording, english: Formats) -> None:
    plain, mirrored = (waterfall_of(steps(*SAMPLE), words, english, mirrored=each) for each in (False, True))
    assert plain is not None
    assert mirrored is not None
    assert [column.x for column in mirrored.columns] == [column.x for column in reversed(plain.columns)]
    assert [column.number for column in mirrored.columns] == [1, 2, 3, 4, 5]


def test_several_currencies_are_not_drawn(words: Wording, english: Formats) -> None:
    mixed = Parts((steps("1", "2").items[0], Part("x", Money(Decimal(1), "USD"))))
    assert waterfall_of(mixed, words, english) is None
    assert waterfall_of(Parts(steps("1", "2").items[:1]), words, english) is None


def test_amounts_too_wide_are_left_to_the_table(words: Wording, english: Formats) -> None:
    wide = waterfall_of(steps("86419753.20", "12345678.90", "98765432.10"), words, english)
    fits = waterfall_of(steps(*SAMPLE), words, english)
    assert wide is not None
    assert fits is not None
    assert (wide.labelled, fits.labelled) == (False, True)
