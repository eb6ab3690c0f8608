"""Tariffs side by side, reckoned for a use that the reader can change; left out without two that can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.microsite.context import PageContext, safe_link
from generator.microsite.style import style_of
from generator.microsite.tariffs import Tariff, Usage, cost_of, examples_of, tariffs_of, usage_of
from generator.model.facts import Money, Series, Table


@dataclass(frozen=True, slots=True)
class Offer:
    """A tariff with its cost at the use that the page begins with, beside what the recipient has: "€ 2.40 less"."""

    tariff: Tariff
    cost: Money
    price: str
    fixed: str
    beside: str
    sign: str
    href: str


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`offers`: the tariffs. `usage`, `unit`: what is used. `examples`: (use, costs). `told`: for the script."""
    table, balance, months = (page.facts.get(name) for name in ("tariffs", "balance", "months"))
    unit = months.unit if isinstance(months, Series) else ""
    used = page.facts.get("usage", months.points[-1].value if isinstance(months, Series) else None)
    if not isinstance(table, Table) or not isinstance(used, Decimal) or used <= 0:
        return None
    tariffs = tariffs_of(table, balance.currency if isinstance(balance, Money) else "", page.formats)
    if not tariffs:
        return None
    usage = usage_of(used)
    current = next((item for item in tariffs if item.current), None)
    return {
        "offers": [_offer(item, current, usage, unit, page) for item in tariffs],
        "usage": usage,
        "unit": unit,
        "examples": [(page.formats.number(Decimal(each)), _costs(tariffs, each)) for each in examples_of(usage)],
        "told": _told(page, tariffs, current),
    }


def _costs(tariffs: Sequence[Tariff], usage: int) -> tuple[Money, ...]:
    return tuple(cost_of(item, usage) for item in tariffs)


def _offer(item: Tariff, current: Tariff | None, usage: Usage, unit: str, page: PageContext) -> Offer:
    cost = cost_of(item, usage.value)
    price = page.say.plain("tariff_price_unit" if unit else "tariff_price", price=item.price_text, unit=unit)
    fixed = page.say.plain("tariff_fixed", fixed=page.formats.money(item.fixed)) if item.fixed.amount else ""
    if current is None or item is current:
        return Offer(item, cost, price, fixed, "", "", safe_link(item.href))
    change = cost.amount - cost_of(current, usage.value).amount
    sign = "fall" if change < 0 else "rise" if change > 0 else "same"
    name = {"fall": "tariff_less", "rise": "tariff_more", "same": "tariff_same"}[sign]
    difference = page.formats.money(Money(abs(change), cost.currency))
    return Offer(item, cost, price, fixed, page.say.plain(name, difference=difference), sign, safe_link(item.href))


def _told(page: PageContext, tariffs: Sequence[Tariff], current: Tariff | None) -> dict[str, Any]:
    words = {name: page.say.plain(f"tariff_{name}", difference="%difference") for name in ("less", "more", "same")}
    return {
        "format": style_of(page.formats, tariffs[0].price),
        "tariffs": [(f"{item.price.amount:f}", f"{item.fixed.amount:f}") for item in tariffs],
        "current": tariffs.index(current) if current is not None else -1,
        "words": words,
    }
