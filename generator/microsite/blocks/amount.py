"""The amount due, by when and how it is paid, its downloads, and a reminder for the calendar."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext
from generator.microsite.downloads import reminder_ics
from generator.model.facts import Money

REMINDER = "reminder.ics"


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`amount_size`: "l", "m" or "s", how large the amount can be set."""
    balance = page.facts.get("balance")
    return {"amount_size": amount_size(page.formats.money(balance))} if isinstance(balance, Money) else None


def files(page: PageContext) -> Mapping[str, bytes]:
    """reminder.ics, where something is to be paid by a day."""
    due, balance = page.facts.get("due"), page.facts.get("balance")
    if not isinstance(due, datetime.date) or not isinstance(balance, Money) or balance.amount <= 0:
        return {}
    title = page.say.plain("reminder_title", brand=page.story.brand.title)
    return {REMINDER: reminder_ics(title, due, page.story.token, page.story.language)}


def amount_size(text: str) -> str:
    """An amount in words in, how large it can be set out: the more characters, the smaller."""
    return "l" if len(text) <= 9 else "m" if len(text) <= 12 else "s"
