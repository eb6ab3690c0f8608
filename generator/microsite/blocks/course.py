"""The balance through the period as a line; left out where the balances don't add up or hardly move."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.microsite.account import account_of, written
from generator.microsite.context import PageContext
from generator.microsite.course import course_of
from generator.model.facts import Money


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`course`: the line. `highest`, `lowest`: day and balance. `first`, `last`: days. `summary`: for who can't see."""
    account = account_of(page)
    days = tuple(reversed(account.days))
    if account.before is None or not days or days[0].balance is None:
        return None
    start = min(account.start or days[0].date, days[0].date - datetime.timedelta(days=1))
    found = [(start, account.before), *((day.date, day.balance) for day in days if day.balance is not None)]
    values = [(day, balance.amount if isinstance(balance, Money) else balance) for day, balance in found]
    course = course_of(values, account.end or days[-1].date, mirrored=page.tongue.direction == "rtl")
    if course is None:
        return None
    currency = account.before.currency if isinstance(account.before, Money) else ""

    def told(day: datetime.date, value: Decimal) -> tuple[str, str]:
        return page.formats.date(day), written(page, Money(value, currency) if currency else value)

    names = {"highest": told(*course.highest), "lowest": told(*course.lowest)}
    summary = page.say.plain(
        "course_summary",
        highest=names["highest"][1],
        high_day=names["highest"][0],
        lowest=names["lowest"][1],
        low_day=names["lowest"][0],
    )
    ends = {"first": page.formats.date(start), "last": page.formats.date(account.end or days[-1].date)}
    return {"course": course, "summary": summary, **names, **ends}
