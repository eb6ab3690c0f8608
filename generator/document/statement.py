"""An account's movements in, what a statement shows of them out: sums, and what is there after every movement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.facts import FactValue, Money, Scalar, Table
from generator.story.formats import Formats

_ONE_PAGE = 12


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement in words. `day`: "" when it is that of the one before. `balance`: what is there after it, or "".

    `before`: what was there before it, where a page may begin with it; "" for the first, and when nobody knows.
    """

    day: str
    description: str
    note: str
    amount: str
    came_in: bool
    balance: str
    before: str


@dataclass(frozen=True, slots=True)
class Statement:
    """`opening`, `closing`, `came_in`, `went_out` in words, "" where nobody knows. `size`: of the closing balance.

    `adds_up`: whether the movements lead from the opening to the closing balance; else no balance stands beside them.
    """

    of_money: bool
    opening: str
    closing: str
    size: str
    came_in: str
    went_out: str
    adds_up: bool
    movements: tuple[Movement, ...]


def statement_of(facts: Mapping[str, FactValue | None], formats: Formats) -> Statement | None:
    """Facts in, the statement out: of money where there is any, else of points; None without either."""
    closing, opening = facts.get("closing"), facts.get("opening")
    of_money = isinstance(closing, Money)
    if not of_money:
        closing, opening = facts.get("points_now"), facts.get("points_before")
    now, before = _number(closing), _number(opening)
    if now is None:
        return None
    currency = closing.currency if isinstance(closing, Money) else ""

    def told(value: Decimal | None, spec: str = "") -> str:
        if value is None:
            return ""
        return formats.money(Money(value, currency), spec) if currency else formats.number(value)

    table = facts.get("movements")
    column = "amount" if of_money else "points"
    rows = [
        row for row in (table.records() if isinstance(table, Table) else ()) if _number(row.get(column)) is not None
    ]
    amounts = [_number(row.get(column)) or Decimal(0) for row in rows]
    adds_up = before is not None and before + sum(amounts) == now
    movements: list[Movement] = []
    there = before or Decimal(0)
    shown: Scalar = None
    for row, amount in zip(rows, amounts, strict=True):
        after = there + amount
        day = row.get("date")
        movements.append(
            Movement(
                day=formats.date(day) if isinstance(day, date) and day != shown else "",
                description=str(row.get("description") or ""),
                note=" · ".join(str(row[name]) for name in ("category", "note") if row.get(name)),
                amount=told(amount, "signed"),
                came_in=amount > 0,
                balance=told(after) if adds_up else "",
                before=told(there) if adds_up and movements and len(rows) > _ONE_PAGE else "",
            )
        )
        there, shown = after, day
    text = told(now)
    return Statement(
        of_money,
        told(before),
        text,
        "plain" if len(text) < 13 else "long" if len(text) < 18 else "huge",
        told(sum((amount for amount in amounts if amount > 0), Decimal(0))) if amounts else "",
        told(sum((amount for amount in amounts if amount < 0), Decimal(0))) if amounts else "",
        adds_up,
        tuple(movements),
    )


def _number(value: FactValue | Scalar) -> Decimal | None:
    if isinstance(value, Money):
        return value.amount
    return value if isinstance(value, Decimal) else None
