"""A table of movements in, an account day by day out: of money, of points, or of both.

The columns are found by name: `date` and `description`, `amount` for money, `points` for points, and where there are
any `category` and `note`. What comes in is positive. Amounts that are bare numbers are in the currency of the balance.

Balances are shown only where they add up: what was there before, and all movements, must come to what is there now.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from generator.model.facts import FactValue, Money, Scalar, Table
from generator.story.formats import Formats


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement. `amount` and `points` are None where it has none of that kind."""

    date: datetime.date
    description: str
    category: str
    note: str
    amount: Money | None
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Day:
    """The movements of one day in their order, and what was there at its end: None where nobody can say."""

    date: datetime.date
    movements: tuple[Movement, ...]
    balance: Money | Decimal | None


@dataclass(frozen=True, slots=True)
class Spending:
    """What went out in one category: `share` of all that went out, `width` as a length in percent of the largest."""

    category: str
    total: Money
    share: str
    width: str


def movements_of(table: FactValue | None, currency: str) -> tuple[Movement, ...]:
    """The rows in order of time; one without a day, a description or anything that moved is left out."""
    if not isinstance(table, Table):
        return ()
    found = []
    for row in table.records():
        day, description = row.get("date"), row.get("description")
        amount, points = _money(row.get("amount"), currency), row.get("points")
        counted = points if isinstance(points, Decimal) else None
        if (
            not isinstance(day, datetime.date)
            or not isinstance(description, str)
            or (amount is None and counted is None)
        ):
            continue
        found.append(Movement(day, description, _text(row.get("category")), _text(row.get("note")), amount, counted))
    return tuple(sorted(found, key=lambda movement: movement.date))


def days_of(
    movements: Sequence[Movement], before: Money | Decimal | None, now: Money | Decimal | None
) -> tuple[Day, ...]:
    """The movements by day, the last day first, with the balance at the end of each where `before` leads to `now`."""
    running = _value(before)
    known = running is not None and _adds_up(movements, before, now)
    days = []
    for date, group in groupby(movements, key=lambda movement: movement.date):
        moved = tuple(group)
        balance: Money | Decimal | None = None
        if known and running is not None:
            running += sum(_moves(moved, before), Decimal(0))
            balance = Money(running, before.currency) if isinstance(before, Money) else running
        days.append(Day(date, moved, balance))
    return tuple(reversed(days))


def in_and_out(movements: Iterable[Movement], like: Money | Decimal | None) -> tuple[Decimal, Decimal]:
    """What came in and what went out, both positive; of money or of points, as `like` is."""
    moved = list(_moves(movements, like))
    return sum((each for each in moved if each > 0), Decimal(0)), -sum((each for each in moved if each < 0), Decimal(0))


def spending_of(movements: Sequence[Movement], most: int, rest: str, formats: Formats) -> tuple[Spending, ...]:
    """What went out by category, the largest first; beyond `most` the others together, called `rest`.

    Nothing when fewer than two categories are told, or the currencies differ.
    """
    spent = [movement for movement in movements if movement.amount is not None and movement.amount.amount < 0]
    currencies = {movement.amount.currency for movement in spent if movement.amount}
    totals: dict[str, Decimal] = {}
    for movement in spent:
        assert movement.amount is not None
        totals[movement.category or rest] = totals.get(movement.category or rest, Decimal(0)) - movement.amount.amount
    if len(totals) < 2 or len(currencies) != 1:
        return ()
    ranked = sorted(totals.items(), key=lambda item: (item[0] == rest, -item[1]))
    if len(ranked) > most:
        kept, others = ranked[: most - 1], ranked[most - 1 :]
        ranked = [*kept, (rest, sum((total for _, total in others), Decimal(0)))]
    whole, largest = sum(totals.values(), Decimal(0)), max(total for _, total in ranked)
    currency = currencies.pop()
    return tuple(
        Spending(
            name,
            Money(total, currency),
            formats.percent(Decimal(round(total * 100 / whole))),
            f"{total * 100 / largest:.2f}%",
        )
        for name, total in ranked
    )


def _adds_up(movements: Iterable[Movement], before: Money | Decimal | None, now: Money | Decimal | None) -> bool:
    start, end = _value(before), _value(now)
    if start is None or end is None:
        return False
    if isinstance(before, Money):
        currencies = {movement.amount.currency for movement in movements if movement.amount}
        if not isinstance(now, Money) or currencies | {now.currency} != {before.currency}:
            return False
    return start + sum(_moves(movements, before), Decimal(0)) == end


def _moves(movements: Iterable[Movement], like: Money | Decimal | None) -> Iterable[Decimal]:
    for movement in movements:
        if isinstance(like, Money) and movement.amount is not None:
            yield movement.amount.amount
        elif not isinstance(like, Money) and movement.points is not None:
            yield movement.points


def _value(balance: Money | Decimal | None) -> Decimal | None:
    return balance.amount if isinstance(balance, Money) else balance


def _money(value: Scalar, currency: str) -> Money | None:
    if isinstance(value, Money):
        return value
    return Money(value, currency) if isinstance(value, Decimal) and currency else None


def _text(value: Scalar) -> str:
    return value if isinstance(value, str) else ""
