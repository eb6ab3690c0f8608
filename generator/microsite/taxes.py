"""A table of taxes in, what the page shows of each rate out.

Columns by name: `rate` in percent, `net` and `tax`, and `name` where there is one. Bare numbers are in the currency of
the balance.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.facts import Money, Scalar, Table
from generator.story.formats import Formats


@dataclass(frozen=True, slots=True)
class Tax:
    """One rate in words: what it is called, what it is taken on, what it comes to, and the two together."""

    name: str
    rate: str
    net: Money
    tax: Money
    gross: Money


@dataclass(frozen=True, slots=True)
class Taxes:
    """All rates with their sums."""

    rates: tuple[Tax, ...]
    net: Money
    tax: Money
    gross: Money


def taxes_of(table: Table, currency: str, formats: Formats) -> Taxes | None:
    """None when a row lacks an amount or the currencies differ: half a sum is worse than none."""
    found = []
    for row in table.records():
        net, tax, rate, name = (
            _money(row.get("net"), currency),
            _money(row.get("tax"), currency),
            row.get("rate"),
            row.get("name"),
        )
        if net is None or tax is None or net.currency != tax.currency:
            return None
        percent = rate_text(rate, formats) if isinstance(rate, Decimal) else ""
        gross = Money(net.amount + tax.amount, net.currency)
        found.append(Tax(name if isinstance(name, str) else "", percent, net, tax, gross))
    if not found or len({item.net.currency for item in found}) != 1:
        return None
    code = found[0].net.currency
    net_sum = sum((item.net.amount for item in found), Decimal(0))
    tax_sum = sum((item.tax.amount for item in found), Decimal(0))
    return Taxes(tuple(found), Money(net_sum, code), Money(tax_sum, code), Money(net_sum + tax_sum, code))


def rate_text(rate: Decimal, formats: Formats) -> str:
    """19 in, "19 %" out, with the decimals that the rate has."""
    around = formats.percent_format()
    return f"{around.before}{formats.number(rate)}{around.after}"


def _money(value: Scalar, currency: str) -> Money | None:
    if isinstance(value, Money):
        return value
    return Money(value, currency) if isinstance(value, Decimal) and currency else None
