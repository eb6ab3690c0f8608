"""What is to be paid, what it is made of, and why it moved."""

from __future__ import annotations

import datetime

from generator.microsite.assistant.answer import Answer, amount_shown, place_way
from generator.microsite.context import PageContext
from generator.microsite.lines import kinds_of, total_of
from generator.microsite.linewords import share_text
from generator.model.facts import FactValue, Money, Parts


def amount(page: PageContext) -> Answer | None:
    """How much it is."""
    balance = amount_shown(page)
    if balance is None:
        return None
    say, formats = page.say, page.formats
    if balance.amount < 0:
        text = say.plain("a_amount_credit", amount=formats.money(balance, "abs"))
    elif not balance.amount:
        text = say.plain("a_amount_nothing")
    else:
        text = say.plain("a_amount" if "month" in page.facts else "a_amount_plain", amount=formats.money(balance))
    return Answer("amount", say.plain("q_amount"), text, _also_amount(page), place_way(page, "amount"))


def _also_amount(page: PageContext) -> str:
    """How else the amount is asked for; by its month, too: "how much is April"."""
    month, also = page.facts.get("month"), page.say.plain("also_amount")
    return f"{also} | {page.formats.date(month, 'month_year')}" if isinstance(month, datetime.date) else also


def moved(page: PageContext) -> Answer | None:
    """Why it is more, or less, than the time before."""
    delta, steps = page.facts.get("delta"), page.facts.get("steps")
    if not isinstance(delta, Money) or not isinstance(steps, Parts) or not delta.amount or len(steps.items) < 3:
        return None
    say, formats = page.say, page.formats
    between = [f"{formats.label(item.label)} {formats.money(item.amount, 'signed')}" for item in steps.items[1:-1]]
    values: dict[str, FactValue | int] = {
        "from": formats.money(steps.items[0].amount),
        "to": formats.money(steps.items[-1].amount),
        "steps": "; ".join(between),
    }
    question = say.plain("q_less" if delta.amount < 0 else "q_more", difference=formats.money(delta, "abs"))
    return Answer(
        "moved", question, say.plain("a_moved", **values), say.plain("also_moved"), place_way(page, "reasons")
    )


def largest(page: PageContext) -> Answer | None:
    """The largest charge, where one is larger than all others."""
    total = total_of(page.lines)
    if total is None or len(page.lines) < 2 or total.amount <= 0:
        return None
    first, second = sorted(range(len(page.lines)), key=lambda at: page.lines[at].amount.amount, reverse=True)[:2]
    line = page.lines[first]
    if line.amount == page.lines[second].amount or line.amount.amount > total.amount:
        return None
    say, formats = page.say, page.formats
    shown = formats.money(line.amount) + (f" ({line.how})" if line.how else "")
    share = share_text(line.amount.amount, total.amount, formats)
    text = say.plain("a_largest", description=line.description, amount=shown, share=share)
    return Answer(
        "largest", say.plain("q_largest"), text, say.plain("also_largest"), place_way(page, f"lines/{first + 1}")
    )


def charges(page: PageContext) -> Answer | None:
    """What the total is made of, kind by kind."""
    total = total_of(page.lines)
    kinds = kinds_of(page.lines, 1, page.formats)
    if total is None or not kinds:
        return None
    say, formats = page.say, page.formats
    parts = "; ".join(f"{kind.name} {formats.money(kind.total)}" for kind in kinds)
    text = say.plain("a_charges", parts=parts, total=formats.money(total))
    return Answer("charges", say.plain("q_charges"), text, say.plain("also_charges"), place_way(page, "lines"))
