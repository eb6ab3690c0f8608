"""The page of an account: which balance it is about, its movements, and how amounts and points are written."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from generator.microsite.context import PageContext
from generator.microsite.movements import Day, Movement, days_of, in_and_out, movements_of
from generator.model.facts import Money

Balance = Money | Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """What the page is about: money where there is any, else points.

    `before`, `now`: None where nobody says. `came_in`, `went_out`: positive. `days`: the last one first. `start`,
    `end`: of the period. All balances are of one kind.
    """

    before: Balance | None
    now: Balance | None
    start: datetime.date | None
    end: datetime.date | None
    movements: tuple[Movement, ...]
    days: tuple[Day, ...]
    came_in: Decimal
    went_out: Decimal

    @property
    def of_money(self) -> bool:
        """Whether the account is one of money."""
        return isinstance(self.now, Money) or any(movement.amount is not None for movement in self.movements)


def account_of(page: PageContext) -> Account:
    """The facts of a page in, its account out."""
    facts = page.facts
    money = [value for name in ("closing", "opening") if isinstance(value := facts.get(name), Money)]
    movements = movements_of(facts.get("movements"), money[0].currency if money else "")
    before, now = _figure(facts.get("opening")), _figure(facts.get("closing"))
    if now is None and not any(movement.amount is not None for movement in movements):
        before, now = _figure(facts.get("points_before")), _figure(facts.get("points_now"))
    like = now if now is not None else before
    came_in, went_out = in_and_out(movements, like)
    start, end = facts.get("period_start"), facts.get("period_end")
    return Account(
        before,
        now,
        start if isinstance(start, datetime.date) else None,
        end if isinstance(end, datetime.date) else None,
        movements,
        days_of(movements, before, now),
        came_in,
        went_out,
    )


def written(page: PageContext, balance: Balance) -> str:
    """A balance in words: "€ 84.20", or "2,340 points"."""
    if isinstance(balance, Money):
        return page.formats.money(balance)
    return in_points(page, balance, page.formats.number(balance))


def moved(page: PageContext, amount: Balance) -> str:
    """A movement in words, with its sign: "+ € 84.20", "− € 6.10", "+ 120"."""
    value = amount.amount if isinstance(amount, Money) else amount
    text = page.formats.money(amount, "abs") if isinstance(amount, Money) else page.formats.number(abs(amount))
    return page.formats.sign(value) + text


def in_points(page: PageContext, value: Decimal, number: str) -> str:
    """A number of points and how it is written in, the same with their name out: "120 points", "1 point"."""
    return page.say.plain("points_one" if abs(value) == 1 else "points_amount", points=number)


def _figure(value: object) -> Balance | None:
    return value if isinstance(value, Money | Decimal) else None
