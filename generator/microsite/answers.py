"""Questions that the page answers itself, and their answers, all of them computed from the same facts that it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.microsite.lines import Line, share_text, total_of
from generator.microsite.wording import Wording
from generator.model.facts import FactValue, Money, Parts
from generator.story.formats import Formats

MOST = 4  # questions on a page; more would be a list to search, not a help


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and its answer, in plain words."""

    question: str
    answer: str


def answers_of(
    facts: Mapping[str, FactValue], lines: Sequence[Line], links: Mapping[str, str], say: Wording, formats: Formats
) -> tuple[Answer, ...]:
    """The facts of a page in, the questions that they can answer out."""
    found = [
        _why_moved(facts, say, formats),
        _largest(lines, say, formats),
        _payment(facts, links, say),
        Answer(say.plain("q_wrong"), say.plain("a_wrong")) if "contact" in links and lines else None,
        Answer(say.plain("q_ideas"), say.plain("a_ideas")) if "ideas" in facts else None,
    ]
    return tuple(answer for answer in found if answer is not None)[:MOST]


def _why_moved(facts: Mapping[str, FactValue], say: Wording, formats: Formats) -> Answer | None:
    delta, steps = facts.get("delta"), facts.get("steps")
    if not isinstance(delta, Money) or not isinstance(steps, Parts) or not delta.amount or len(steps.items) < 3:
        return None
    between = [f"{formats.label(item.label)} {formats.money(item.amount, 'signed')}" for item in steps.items[1:-1]]
    first, last = steps.items[0].amount, steps.items[-1].amount
    values: dict[str, FactValue | int] = {
        "from": formats.money(first),
        "to": formats.money(last),
        "steps": "; ".join(between),
    }
    question = say.plain("q_less" if delta.amount < 0 else "q_more", difference=formats.money(delta, "abs"))
    return Answer(question, say.plain("a_moved", **values))


def _largest(lines: Sequence[Line], say: Wording, formats: Formats) -> Answer | None:
    total = total_of(lines)
    if total is None or len(lines) < 2 or total.amount <= 0:
        return None
    line, second = sorted(lines, key=lambda line: line.amount.amount, reverse=True)[:2]
    if line.amount == second.amount:
        return None
    share = share_text(line.amount.amount, total.amount, formats)
    amount = formats.money(line.amount) + (f" ({line.how})" if line.how else "")
    return Answer(
        say.plain("q_largest"), say.plain("a_largest", description=line.description, amount=amount, share=share)
    )


def _payment(facts: Mapping[str, FactValue], links: Mapping[str, str], say: Wording) -> Answer | None:
    balance = facts.get("balance")
    if "due" not in facts or not isinstance(balance, Money) or balance.amount <= 0:
        return None
    name = "a_pay_automatic" if facts.get("autopay") is True else "a_pay" if "pay" in links else "a_pay_plain"
    return Answer(say.plain("q_pay"), say.plain(name))
