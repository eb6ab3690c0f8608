"""What a month would cost by each of several tariffs: a price for every unit and a fixed amount.

The page's script reckons the same with whole numbers (frontend/src/sums.ts): quantity times price plus the fixed
amount, rounded once to the smallest unit of the currency, half a unit away from zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision

from generator.microsite.linewords import unit_price_text
from generator.model.facts import Money, Scalar, Table
from generator.story.formats import Formats

_STEPS = 40  # about how many steps the slider has
_EXAMPLES = (Decimal("0.5"), Decimal(1), Decimal("1.5"))


@dataclass(frozen=True, slots=True)
class Tariff:
    """One tariff. `price`: of a unit; `fixed`: a month. `current`: what the recipient has."""

    number: int
    name: str
    text: str
    price: Money
    price_text: str
    fixed: Money
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Usage:
    """How much is used a month, and between what bounds and in what steps the slider moves: whole numbers."""

    value: int
    least: int
    most: int
    step: int


def tariffs_of(table: Table, currency: str, formats: Formats) -> tuple[Tariff, ...]:
    """Columns by name: `name`, `unit_price`, and where there are any `fixed`, `text`, `href`, `current`.

    () unless there are two or more, all with a price in one currency.
    """
    found: list[Tariff] = []
    for row in table.records():
        name, price = row.get("name"), _money(row.get("unit_price"), currency)
        if not isinstance(name, str) or price is None:
            return ()
        fixed = _money(row.get("fixed"), price.currency) or Money(Decimal(0), price.currency)
        places = min(6, max(2, -int(price.amount.as_tuple().exponent)))
        text, href = row.get("text"), row.get("href")
        found.append(
            Tariff(
                number=len(found) + 1,
                name=name,
                text=text if isinstance(text, str) else "",
                price=price,
                price_text=unit_price_text(price, places, formats),
                fixed=fixed,
                href=href if isinstance(href, str) else "",
                current=row.get("current") is True,
            )
        )
    codes = {money.currency for item in found for money in (item.price, item.fixed)}
    return tuple(found) if len(found) > 1 and len(codes) == 1 else ()


def cost_of(tariff: Tariff, usage: int) -> Money:
    """What so many units cost by a tariff."""
    exact = usage * tariff.price.amount + tariff.fixed.amount
    unit = Decimal(1).scaleb(-get_currency_precision(tariff.price.currency))
    return Money(exact.quantize(unit, ROUND_HALF_UP), tariff.price.currency)


def usage_of(value: Decimal) -> Usage:
    """What was used in a month in, the slider out: round steps, one of which is just this, to about twice as much."""
    used = max(1, int(value.to_integral_value(ROUND_HALF_UP)))
    step = _round_step(2 * used)
    least = used % step
    return Usage(used, least, least + -(-(2 * used - least) // step) * step, step)


def examples_of(usage: Usage) -> tuple[int, ...]:
    """Quantities for a table of worked examples: half of what was used, as much, and half as much again."""
    found = [int((usage.value * part).to_integral_value(ROUND_HALF_UP)) for part in _EXAMPLES]
    return tuple(dict.fromkeys(found))


def _round_step(span: int) -> int:
    """The smallest of 1, 2 and 5 times a power of ten of which _STEPS reach over `span`."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if factor * power * _STEPS >= span:
                return factor * power
        power *= 10


def _money(value: Scalar, currency: str) -> Money | None:
    if isinstance(value, Money):
        return value
    return Money(value, currency) if isinstance(value, Decimal) and currency else None
