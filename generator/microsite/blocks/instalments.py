"""The amount due in instalments; left out when it can't be divided, or is paid already."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision

from generator.microsite.blocks.amount import status_of_page
from generator.microsite.context import PageContext, mail_link
from generator.microsite.instalments import due_days, most_of, split
from generator.microsite.style import style_of
from generator.model.facts import Money

FIRST = 3
"""How many instalments the page begins with."""

_EXAMPLES = (2, 3, 6, 12, 24, 36)


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`most`, `first`: how many there can be, and are at first. `examples`: rows of (count, first, last).

    `ask`: where they are asked for, with %count for their number; "" when nobody can be asked. `told`: for the script.
    """
    balance, most, due = (page.facts.get(name) for name in ("balance", "instalments", "due"))
    if (
        not isinstance(balance, Money)
        or not isinstance(most, Decimal)
        or status_of_page(page) not in ("open", "overdue")
    ):
        return None
    places = get_currency_precision(balance.currency)
    units = balance.amount.scaleb(places)
    count = most_of(most, balance)
    if count < 2 or units != units.to_integral_value():
        return None
    say = page.say
    days = due_days(due, count) if isinstance(due, datetime.date) else ()
    shown = sorted({number for number in _EXAMPLES if number < count} | {count})
    return {
        "most": count,
        "first": min(FIRST, count),
        "examples": [(number, *_ends(split(balance, number))) for number in shown],
        "ask": _ask(page),
        "told": {
            "format": style_of(page.formats, balance),
            "units": str(int(units)),
            "days": [page.formats.date(day, "long") for day in days],
            "words": {
                "each": say.plain("instalments_each", count="%count", amount="%amount"),
                "first": say.plain("instalments_first", count="%count", amount="%amount", last="%last"),
                "number": say.plain("instalment_number", number="%number"),
            },
        },
    }


def _ends(parts: tuple[Money, ...]) -> tuple[Money, Money]:
    return parts[0], parts[-1]


def _ask(page: PageContext) -> str:
    target = page.links.get("instalments") or page.links.get("contact", "")
    subject = page.say.plain("instalments_subject", count="NUMBER")
    reference = page.say.plain("reference", reference=page.story.token)
    return mail_link(target, subject, reference).replace("NUMBER", "%count")
