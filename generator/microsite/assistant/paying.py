"""How and by when it is paid."""

from __future__ import annotations

from generator.microsite.assistant.answer import Answer, link_way, place_way
from generator.microsite.context import PageContext
from generator.model.facts import Money


def pay(page: PageContext) -> Answer | None:
    """When and how it is paid."""
    balance = page.facts.get("balance")
    if "due" not in page.facts or not isinstance(balance, Money) or balance.amount <= 0:
        return None
    say = page.say
    automatic = page.facts.get("autopay") is True
    name = "a_pay_automatic" if automatic else "a_pay" if "pay" in page.links else "a_pay_plain"
    ways = link_way(page, "pay", say.plain("pay_instead" if automatic else "pay"))
    return Answer("pay", say.plain("q_pay"), say.plain(name), say.plain("also_pay"), ways or place_way(page, "amount"))
