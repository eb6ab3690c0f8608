"""An account, of money or of points: what is there, which points end when, and what went where, by name."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal

from generator.microsite.account import account_of
from generator.microsite.assistant.answer import Answer, Thing, Way, place_way
from generator.microsite.blocks import block_context
from generator.microsite.context import PageContext
from generator.microsite.movements import Movement
from generator.model.facts import Money, Table

MOST_NAMES = 150
"""Names of payees that a page can be asked about: those of the largest sums."""


def closing(page: PageContext) -> Answer | None:
    """What is there now, and what was there before."""
    now, before = page.facts.get("closing"), page.facts.get("opening")
    if not isinstance(now, Money):
        return None
    say, formats = page.say, page.formats
    known = isinstance(before, Money)
    text = say.plain(
        "a_closing_before" if known else "a_closing",
        now=formats.money(now),
        before=formats.money(before) if isinstance(before, Money) else "",
    )
    return Answer("closing", say.plain("q_closing"), text, say.plain("also_closing"), place_way(page, "balance"))


def points(page: PageContext) -> Answer | None:
    """How many points there are."""
    now = page.facts.get("points_now")
    if not isinstance(now, Decimal):
        return None
    say = page.say
    text = say.plain("a_points", points=page.formats.number(now))
    return Answer("points", say.plain("q_points"), text, say.plain("also_points"), _points(page))


def expiring(page: PageContext) -> Answer | None:
    """Which points end when."""
    table = page.facts.get("expiring")
    if not isinstance(table, Table):
        return None
    say, formats = page.say, page.formats
    parts = []
    for row in table.records():
        day, ending = row.get("date"), row.get("points")
        if isinstance(day, datetime.date) and isinstance(ending, Decimal):
            parts.append(f"{formats.date(day, 'long')}: {formats.number(ending)}")
    if not parts:
        return None
    text = say.plain("a_expiring", parts="; ".join(parts))
    return Answer("expiring", say.plain("q_expiring"), text, say.plain("also_expiring"), _points(page))


def _points(page: PageContext) -> tuple[Way, ...]:
    """To the block of points, which is there where they are counted from a start or end some day."""
    shown = block_context("points", page) is not None
    return place_way(page, "points") if shown else ()


def movement_things(page: PageContext) -> tuple[Thing, ...]:
    """What went where: each category and each payee by name, with how often and how much in all."""
    moved = [each for each in account_of(page).movements if each.amount is not None]
    categories = _things(page, moved, lambda each: each.category, "spending")
    names = {thing.names for thing in categories}
    payees = _things(page, moved, lambda each: each.description, "movements")
    return (*categories, *(thing for thing in payees if thing.names not in names))


def _things(
    page: PageContext, moved: Sequence[Movement], name_of: Callable[[Movement], str], place: str
) -> tuple[Thing, ...]:
    groups: dict[str, list[Money]] = {}
    for each in moved:
        if name_of(each) and each.amount is not None:
            groups.setdefault(name_of(each), []).append(each.amount)
    sums = {
        name: Money(sum((amount.amount for amount in amounts), Decimal(0)), amounts[0].currency)
        for name, amounts in groups.items()
        if len({amount.currency for amount in amounts}) == 1
    }
    shown = sorted(sums, key=lambda name: abs(sums[name].amount), reverse=True)[:MOST_NAMES]
    return tuple(
        Thing(
            name,
            page.say.plain("a_lines", thing=name, count=len(groups[name]), amount=page.formats.money(sums[name]))
            if len(groups[name]) > 1
            else page.say.plain("a_thing", thing=name, amount=page.formats.money(sums[name])),
            place,
        )
        for name in groups
        if name in shown
    )
