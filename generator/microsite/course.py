"""Balances by day in, the line that they draw out.

The drawing is 100 wide and 100 high and is stretched to its place; a balance holds until a day moves it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_AIR = Decimal(8)  # above the highest balance and below the lowest


@dataclass(frozen=True, slots=True)
class Course:
    """`line`, `area`: SVG paths. `ground`: the height of nothing, "" where it is outside. `highest`, `lowest`: days."""

    line: str
    area: str
    ground: str
    highest: tuple[datetime.date, Decimal]
    lowest: tuple[datetime.date, Decimal]


def course_of(
    balances: Sequence[tuple[datetime.date, Decimal]], end: datetime.date, *, mirrored: bool
) -> Course | None:
    """Days in order of time with their balances, and the last day of the period, in; the Course out.

    None for fewer than two balances. `mirrored`: time runs from right to left.
    """
    if len(balances) < 2:
        return None
    start = balances[0][0]
    days = max(1, (max(end, balances[-1][0]) - start).days)
    high, low = max(value for _, value in balances), min(value for _, value in balances)
    span = high - low or Decimal(1)

    def across(day: datetime.date) -> str:
        share = Decimal((day - start).days) * 100 / days
        return f"{100 - share if mirrored else share:.2f}"

    def down(value: Decimal) -> str:
        return f"{_AIR + (high - value) * (100 - 2 * _AIR) / span:.2f}"

    steps = [f"M{across(start)} {down(balances[0][1])}"]
    steps += [f"H{across(day)}V{down(value)}" for day, value in balances[1:]]
    steps.append(f"H{across(max(end, balances[-1][0]))}")
    line = "".join(steps)
    foot = down(Decimal(0)) if low <= 0 <= high else "100"
    return Course(
        line,
        f"{line}V{foot}H{across(start)}Z",
        down(Decimal(0)) if low < 0 < high else "",
        max(balances, key=lambda item: item[1]),
        min(balances, key=lambda item: item[1]),
    )
