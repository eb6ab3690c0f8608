"""The amount due, by when and how it is paid, its downloads, and a reminder for the calendar."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext
from generator.microsite.downloads import reminder_ics
from generator.model.facts import Money
from generator.story.status import status_of

REMINDER = "reminder.ics"


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`amount_size`: "l", "m" or "s", how large the amount can be set. `status`: how the bill stands."""
    balance = page.facts.get("balance")
    if not isinstance(balance, Money):
        return None
    return {"amount_size": amount_size(page.formats.money(balance)), "status": status_of_page(page)}


def files(page: PageContext) -> Mapping[str, bytes]:
    """reminder.ics, where something is to be paid by a day."""
    due = page.facts.get("due")
    if not isinstance(due, datetime.date) or status_of_page(page) not in ("open", "automatic", "overdue"):
        return {}
    title = page.say.plain("reminder_title", brand=page.story.brand.title)
    return {REMINDER: reminder_ics(title, due, page.story.token, page.story.language)}


def status_of_page(page: PageContext) -> str:
    """How the bill stands on the campaign's day; for a page that was told without a day, as its facts alone say."""
    return page.page.status or status_of(page.facts, None)


def amount_size(text: str) -> str:
    """An amount in words in, how large it can be set out: the more characters, the smaller."""
    return "l" if len(text) <= 9 else "m" if len(text) <= 12 else "s"
