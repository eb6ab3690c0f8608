"""An amount in parts that add up to it to the cent, and the days on which they are due.

The page's script splits by the same rule (frontend/src/sums.ts): what is left of the smallest units of the currency
when all parts are equal goes to the first ones, one each.
"""

from __future__ import annotations

import calendar
import datetime
from decimal import Decimal

from babel.numbers import get_currency_precision

from generator.model.facts import Money

MOST = 36
"""Instalments at most: three years of months."""


def split(amount: Money, count: int) -> tuple[Money, ...]:
    """An amount above zero and a number of parts in, the parts out, no two of them further apart than one unit.

    Raises ValueError for fewer than one part, or an amount of fractions of the smallest unit.
    """
    places = get_currency_precision(amount.currency)
    units = amount.amount.scaleb(places)
    if count < 1 or units != units.to_integral_value():
        raise ValueError("nothing to split")
    each, rest = divmod(int(units), count)
    return tuple(Money(Decimal(each + (index < rest)).scaleb(-places), amount.currency) for index in range(count))


def due_days(first: datetime.date, count: int) -> tuple[datetime.date, ...]:
    """The first day and those a month apart: the same day, or the last of a month that is too short for it."""
    found = []
    for index in range(count):
        month = first.month - 1 + index
        year, number = first.year + month // 12, month % 12 + 1
        found.append(datetime.date(year, number, min(first.day, calendar.monthrange(year, number)[1])))
    return tuple(found)


def most_of(value: Decimal, amount: Money) -> int:
    """How many instalments may be chosen: as many as the campaign says, and none of less than one unit."""
    units = int(amount.amount.scaleb(get_currency_precision(amount.currency)))
    return max(0, min(int(value), MOST, units))
