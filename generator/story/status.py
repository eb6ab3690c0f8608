"""How a bill stands on a day: what is said beside its amount."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

from generator.model.facts import FactValue, Money

PaymentStatus = Literal["", "open", "overdue", "automatic", "paid", "credit", "settled"]
"""Nothing to say; to be paid; past its day; collected by itself; paid; in the recipient's favour; nothing to pay."""


def status_of(facts: Mapping[str, FactValue], today: datetime.date | None) -> PaymentStatus:
    """The facts `balance`, `paid`, `autopay` and `due` and the campaign's day in, the status out.

    Without a day nothing is overdue. What is collected by itself never is: that it failed is for a person to say.
    """
    balance = facts.get("balance")
    if not isinstance(balance, Money):
        return ""
    if facts.get("paid") is True:
        return "paid"
    if balance.amount < 0:
        return "credit"
    if balance.amount == 0:
        return "settled"
    if facts.get("autopay") is True:
        return "automatic"
    due = facts.get("due")
    if isinstance(due, datetime.date) and today is not None and today > due:
        return "overdue"
    return "open"
