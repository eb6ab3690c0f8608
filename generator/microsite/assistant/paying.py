"""How and by when it is paid."""

from __future__ import annotations

from generator.microsite.assistant.answer import Answer, amount_shown, link_way, place_way
from generator.microsite.context import PageContext


def pay(page: PageContext) -> Answer | None:
    """When and how it is paid."""
    balance = amount_shown(page)
    if "due" not in page.facts or balance is None or balance.amount <= 0:
        return None
    say = page.say
    automatic = page.facts.get("autopay") is True
    name = "a_pay_automatic" if automatic else "a_pay" if "pay" in page.links else "a_pay_plain"
    ways = link_way(page, "pay", say.plain("pay_instead" if automatic else "pay"))
    return Answer("pay", say.plain("q_pay"), say.plain(name), say.plain("also_pay"), ways or place_way(page, "amount"))
