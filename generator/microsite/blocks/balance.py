"""What is there now, how that differs from before, what came in and went out; left out where nobody says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.microsite.account import account_of, moved, written
from generator.microsite.blocks.amount import amount_size
from generator.microsite.context import PageContext
from generator.model.facts import Money


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`figure`: the balance; `change` with `grew`; `came_in`, `went_out`; `day`, `since`: both ends of the period."""
    account = account_of(page)
    if account.now is None:
        return None
    money = account.now if isinstance(account.now, Money) else None
    value = money.amount if money else account.now
    before = account.before.amount if isinstance(account.before, Money) else account.before
    change = value - before if isinstance(value, Decimal) and before is not None else None

    def text(amount: Decimal) -> str:
        return written(page, Money(amount, money.currency) if money else amount)

    figure = page.formats.money(money) if money else page.formats.number(Decimal(str(value)))
    return {
        "figure": figure,
        "amount_size": amount_size(figure),
        "of_money": money is not None,
        "overdrawn": money is not None and money.amount < 0,
        "change": text(abs(change)) if change is not None else "",
        "grew": 0 if not change else 1 if change > 0 else -1,
        "came_in": moved(page, Money(account.came_in, money.currency) if money else account.came_in),
        "went_out": moved(page, Money(-account.went_out, money.currency) if money else -account.went_out),
        "moved": bool(account.came_in or account.went_out),
        "day": page.formats.date(account.end) if account.end else "",
        "since": page.formats.date(account.start) if account.start else "",
    }
