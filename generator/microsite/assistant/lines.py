"""Kinds of charges and the lines themselves, as things that can be asked about by name."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.microsite.assistant.answer import Thing
from generator.microsite.context import PageContext
from generator.microsite.lines import Line, kinds_of, total_of
from generator.model.facts import Money

MOST_NAMES = 150
"""Names of lines that a page can be asked about: those of the largest sums. The search above the lines knows all."""


def kind_things(page: PageContext) -> tuple[Thing, ...]:
    """Each kind of charge: what its lines come to, its share, and what is charged for."""
    found, reasons = [], _reasons(page)
    for index, kind in enumerate(kinds_of(page.lines, 1, page.formats), start=1):
        amount = page.formats.money(kind.total)
        text = (
            page.say.plain("a_kind", kind=kind.name, amount=amount, share=kind.share)
            if kind.share
            else page.say.plain("a_thing", thing=kind.name, amount=amount)
        )
        found.append(Thing(kind.name, text, f"lines/kind-{index}", reasons.get(kind.name, "")))
    return tuple(found)


def line_things(page: PageContext) -> tuple[Thing, ...]:
    """Each line by its name; lines of one name together, with their sum."""
    groups: dict[str, list[int]] = {}
    for at, line in enumerate(page.lines):
        groups.setdefault(line.description, []).append(at)
    sums = {name: total_of([page.lines[at] for at in places]) for name, places in groups.items()}
    shown = sorted(groups, key=lambda name: _size(sums[name]), reverse=True)[:MOST_NAMES]
    kinds = {kind.name for kind in kinds_of(page.lines, 1, page.formats)}
    found, reasons = [], _reasons(page)
    for name in sorted(shown, key=lambda name: groups[name][0]):
        total, line = sums[name], page.lines[groups[name][0]]
        # A kind of the same name says it all.
        if total is None or name in kinds:
            continue
        found.append(
            Thing(name, _text(page, line, total, len(groups[name])), _place(groups[name]), reasons.get(line.kind, ""))
        )
    return tuple(found)


def _text(page: PageContext, line: Line, total: Money, count: int) -> str:
    amount = page.formats.money(total)
    if count > 1:
        return page.say.plain("a_lines", thing=line.description, count=count, amount=amount)
    how = f" ({line.how})" if line.how else ""
    return page.say.plain("a_thing", thing=line.description, amount=amount + how)


def _place(places: list[int]) -> str:
    return f"lines/{places[0] + 1}"


def _reasons(page: PageContext) -> Mapping[str, str]:
    """Kind of charge → what the copy says of it."""
    say = page.say
    names = [name for name in say.names("kind_") if say.has(f"explain_{name}")]
    return {say.plain(f"kind_{name}"): say.plain(f"explain_{name}") for name in names}


def _size(total: Money | None) -> Decimal:
    return abs(total.amount) if total is not None else Decimal(-1)
