"""A history beside itself: the month before, the year before, the average, and why each month moved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from generator.microsite.chart import Chart, chart_of, mean_of
from generator.microsite.wording import Wording
from generator.model.facts import Point, Series, Table
from generator.story.formats import Formats

VALUES = (212, 210, 234, 262, 256, 219, 230, 248, 301, 322, 280, 241, 205)


def year(unit: str = "kWh") -> Series:
    months = [date(2025 + (3 + index) // 12, (3 + index) % 12 + 1, 1) for index in range(13)]
    return Series(tuple(Point(month, Decimal(value)) for month, value in zip(months, VALUES, strict=True)), unit)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def drawn(words: Wording, english: Formats, **more: object) -> Chart:
    return chart_of(year(), words, english, mirrored=False, **more)  # type: ignore[arg-type]


def test_a_month_is_compared_with_the_one_before_the_year_before_and_the_average(
    words: Wording, english: Formats
) -> None:
    chart = drawn(words, english)
    mean = Decimal(sum(VALUES)) / 13
    assert plain(chart.average) == f"{round(mean)} kWh"
    last = chart.bars[-1]
    assert [plain(text) for text in (last.before, last.year, last.average)] == ["− 36 kWh", "− 7 kWh", "− 43 kWh"]
    assert [(item.kind, item.name, item.sign) for item in chart.compared] == [
        ("before", "March 2026", "fall"),
        ("year", "April 2025", "fall"),
        ("average", "Average", "fall"),
    ]
    assert last.year_index == 0
    assert chart.bars[0].before == ""
    assert [bar.year for bar in chart.bars[:-1]] == [""] * 12
    assert chart.has_year


def test_bars_have_stable_places(words: Wording, english: Formats) -> None:
    assert [bar.place for bar in drawn(words, english).bars][::6] == ["2025-04", "2025-10", "2026-04"]
    days = Series((Point(date(2026, 4, 1), Decimal(1)), Point(date(2026, 4, 9), Decimal(2))), "EUR")
    assert [bar.place for bar in chart_of(days, words, english, mirrored=False).bars] == ["2026-04-01", "2026-04-09"]
    texts = Series((Point("Rock", Decimal(1)), Point("Jazz", Decimal(2))), "songs")
    assert [bar.place for bar in chart_of(texts, words, english, mirrored=False).bars] == ["1", "2"]


def test_months_tell_their_bill_and_its_reasons(words: Wording, english: Formats) -> None:
    bills = Series((Point(date(2026, 3, 1), Decimal("90.30")), Point(date(2026, 4, 1), Decimal("84.20"))), "EUR")
    changes = Table(
        ("period", "label", "amount"),
        (
            (date(2026, 4, 1), "Used less", Decimal("-9.20")),
            (date(2026, 4, 1), "Price", Decimal("3.10")),
            (date(2025, 4, 1), "Elsewhere", Decimal("1")),
            (None, "Nowhere", Decimal("1")),
        ),
    )
    chart = drawn(words, english, bills=bills, changes=changes)
    march, april = chart.bars[-2].bill, chart.bars[-1].bill
    assert march is not None
    assert april is not None
    assert (plain(march.amount), march.reasons) == ("€ 90.30", ())
    assert (plain(april.amount), [plain(text) for text in april.reasons]) == (
        "€ 84.20",
        ["Used less − 9.20", "Price + 3.10"],
    )
    assert chart.bars[5].bill is None


def test_amounts_without_a_currency_are_not_told(words: Wording, english: Formats) -> None:
    changes = Table(("period", "label", "amount"), ((date(2026, 4, 1), "Used less", Decimal("-9.20")),))
    assert not drawn(words, english, changes=changes).has_bills


def test_the_average_stands_where_its_value_is(words: Wording, english: Formats) -> None:
    chart = chart_of(Series(tuple(Point(str(n), Decimal(n)) for n in (0, 50, 100)), ""), words, english, mirrored=False)
    top, ground = float(chart.bars[2].y), float(chart.ground_y)
    assert float(chart.average_y) == pytest.approx((top + ground) / 2, abs=0.1)


@pytest.mark.parametrize(
    ("values", "mean"),
    [
        (["1", "2"], "2"),
        (["1.0", "2"], "1.5"),
        (["0.10", "0.15", "0.20"], "0.15"),
        (["-1", "1"], "0"),
        (["2", "3"], "2"),
    ],
)
def test_the_mean(values: list[str], mean: str) -> None:
    assert mean_of([Decimal(value) for value in values]) == Decimal(mean)
