from __future__ import annotations

from datetime import date

import pytest

from generator.audience import Age


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [("P24M", 24, 0), ("P1Y", 12, 0), ("P30D", 0, 30), ("P1Y6M10D", 18, 10), ("P2W", 0, 14), ("P0D", 0, 0)],
)
def test_durations(text: str, months: int, days: int) -> None:
    assert Age.parse(text) == Age(months, days)


@pytest.mark.parametrize("text", ["", "P", "24M", "P24", "PT24H", "P1.5Y", "P-1M", "P1M1Y", "p1y", "P1Y ", "P٢M"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="P24M"):
        Age.parse(text)


@pytest.mark.parametrize(
    ("text", "start", "last"),
    [
        ("P24M", date(2024, 5, 4), date(2026, 5, 4)),
        ("P1M", date(2026, 1, 31), date(2026, 2, 28)),
        ("P1M", date(2028, 1, 31), date(2028, 2, 29)),
        ("P1Y", date(2024, 2, 29), date(2025, 2, 28)),
        ("P30D", date(2026, 2, 1), date(2026, 3, 3)),
        ("P1M1D", date(2026, 12, 31), date(2027, 2, 1)),
        ("P9999Y", date(2026, 1, 1), date.max),
        ("P999999D", date(9000, 1, 1), date.max),
    ],
)
def test_the_last_valid_day(text: str, start: date, last: date) -> None:
    age = Age.parse(text)
    assert age.end(start) == last
    assert not age.exceeded(start, last)
    if last < date.max:
        assert age.exceeded(start, last.fromordinal(last.toordinal() + 1))
