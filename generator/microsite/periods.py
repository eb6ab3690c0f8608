"""The periods of a history: what they are called, where they stand, and what each came to and why."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.microsite.wording import Wording
from generator.model.facts import Money, Point, Series, Table
from generator.story.formats import Formats, capital, is_currency

_LONG_LABEL = 7  # letters; more are cut when there are many bars


@dataclass(frozen=True, slots=True)
class Bill:
    """What a period came to ("" when nobody says), and why that differs from the period before: "Price + 2.50" …"""

    amount: str
    reasons: tuple[str, ...]


def name_of(point: Point, formats: Formats) -> str:
    """What a bar is called where there is room: "April 2026"."""
    if isinstance(point.label, datetime.date):
        return capital(formats.date(point.label, "month_year"))
    return point.label


def labels_of(point: Point, formats: Formats, count: int) -> tuple[str, str]:
    """What stands under a bar where there is room, and where there is little."""
    if isinstance(point.label, datetime.date):
        return formats.label(point.label), formats.date(point.label, "letter_month")
    label = point.label
    if count > 6 and len(label) > _LONG_LABEL:
        label = label[: _LONG_LABEL - 1] + "…"
    return label, point.label[:1]


def month_of(day: datetime.date) -> str:
    """How places name a month: "2026-04"."""
    return f"{day.year}-{day.month:02}"


def places_of(points: Sequence[Point]) -> tuple[str, ...]:
    """How places name the bars: a month, a day where a month has several, else the number from 1."""
    months = Counter(month_of(point.label) for point in points if isinstance(point.label, datetime.date))
    days = Counter(point.label for point in points)
    found = []
    for number, point in enumerate(points, start=1):
        label = point.label
        if not isinstance(label, datetime.date) or days[label] > 1:
            found.append(str(number))
        elif months[month_of(label)] > 1:
            found.append(label.isoformat())
        else:
            found.append(month_of(label))
    return tuple(found)


def bills_of(
    points: Sequence[Point], bills: Series | None, changes: Table | None, say: Wording, formats: Formats
) -> tuple[Bill | None, ...]:
    """For every point what it came to and why, or None. Amounts of `changes` are in the currency of `bills`.

    `changes` has the columns `period` (a date, or the label of the point), `label` and `amount`.
    """
    currency = bills.unit if bills is not None and is_currency(bills.unit) else ""
    amounts = {_key(point.label): Money(point.value, currency) for point in bills.points} if bills and currency else {}
    reasons: dict[str, list[str]] = {}
    for row in changes.records() if changes is not None else ():
        period, label, amount = row.get("period"), row.get("label"), row.get("amount")
        if isinstance(amount, Decimal) and currency:
            amount = Money(amount, currency)
        if isinstance(period, str | datetime.date) and isinstance(label, str) and isinstance(amount, Money):
            text = say.plain("change", label=label, amount=formats.money(amount, "signed"))
            reasons.setdefault(_key(period), []).append(text)
    found = []
    for point in points:
        key = _key(point.label)
        money = amounts.get(key)
        why = tuple(reasons.get(key, ()))
        found.append(Bill(formats.money(money) if money else "", why) if money or why else None)
    return tuple(found)


def _key(label: str | datetime.date) -> str:
    """Days of one month are one period, as everywhere in a series."""
    return month_of(label) if isinstance(label, datetime.date) else label
