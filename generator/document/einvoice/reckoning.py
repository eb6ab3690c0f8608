"""The lines of a bill in, lines and taxes of an e-invoice out, which come to the bill's balance to the cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from generator.document.einvoice.invoice import Item, Tax
from generator.document.einvoice.units import ONE, code_of
from generator.model.facts import Money, Scalar

# What a quantity times a price may differ from the line's amount: Peppol's R120 allows no more.
_SLACK = Decimal("0.02")
STANDARD, ZERO = "S", "Z"
# Categories of UNCL5305 that are written, and whether tax is charged in them. The others need more than a bill tells.
_CHARGED = {STANDARD: True, ZERO: False, "E": False, "AE": False, "G": False}


class UnfitError(ValueError):
    """The lines can't be told as an e-invoice; says why, and holds no value."""


def items_of(
    records: Sequence[Mapping[str, Scalar]], rate: Decimal | None, category: str, sign: int, places: int
) -> tuple[Item, ...]:
    """Lines in, items out. `rate`, `category`: of lines that have none of their own. `sign`: −1 for a credit note."""
    if not records:
        raise UnfitError("it has no lines")
    return tuple(_item(record, rate, category, sign, places) for record in records)


def taxes_of(items: Sequence[Item], balance: Decimal, reason: str, places: int) -> tuple[Tax, ...]:
    """Items and what the bill comes to in, one tax for every category and rate out.

    Tax is rounded half up for a rate, not for a line (EN 16931-1, 6.5). A bill that was rounded otherwise may differ by
    a cent a rate; the tax is the bill's then, which is what people pay. More than that is another bill.
    """
    bases: dict[tuple[str, Decimal], Decimal] = {}
    for item in items:
        key = (item.category, item.rate)
        bases[key] = bases.get(key, Decimal(0)) + item.net
    cent = Decimal(1).scaleb(-places)
    amounts = {key: (basis * key[1] / 100).quantize(cent, ROUND_HALF_UP) for key, basis in bases.items()}
    rest = balance - sum(bases.values()) - sum(amounts.values())
    if rest:
        taxed = [key for key in amounts if key[1]]
        if not taxed or abs(rest) > cent * len(taxed):
            raise UnfitError("its lines and their tax don't come to its balance")
        amounts[max(taxed, key=lambda key: abs(amounts[key]))] += rest
    return tuple(
        Tax(category, rate, basis, amounts[category, rate], "" if category in (STANDARD, ZERO) else reason)
        for (category, rate), basis in bases.items()
    )


def _item(record: Mapping[str, Scalar], rate: Decimal | None, category: str, sign: int, places: int) -> Item:
    amount = number(record.get("amount"))
    own = number(record.get("vat_rate", record.get("tax_rate")))
    found = rate if own is None else own
    if amount is None:
        raise UnfitError("a line has no amount")
    if found is None:
        raise UnfitError("a line has no VAT rate")
    net = sign * amount
    if net != round(net, places):
        raise UnfitError("a line has a fraction of a cent")
    quantity, price, unit = _priced(record, net, sign)
    own_category = str(record.get("vat_category") or category or (STANDARD if found else ZERO))
    if _CHARGED.get(own_category) is not bool(found):
        raise UnfitError("a line's VAT category and rate don't go together, or the category is none of S, Z, E, AE, G")
    name = str(record.get("description") or record.get("kind") or "").strip()
    if not name:
        raise UnfitError("a line says not what it is for")
    return Item(" ".join(name.split()), quantity, unit, price, net, own_category, found)


def _priced(record: Mapping[str, Scalar], net: Decimal, sign: int) -> tuple[Decimal, Decimal, str]:
    """Quantity, price and unit that make the line's amount: the bill's own where they do, else once the amount."""
    quantity, price = number(record.get("quantity")), number(record.get("unit_price"))
    unit = code_of(str(record.get("unit") or ""))
    if quantity is not None and price is not None and abs(quantity * price * sign - net) <= _SLACK:
        # A price is never below zero (BR-27): what is taken off has a quantity below it.
        quantity *= sign
        return (-quantity, -price, unit) if price < 0 else (quantity, price, unit)
    return (Decimal(1), net, ONE) if net >= 0 else (Decimal(-1), -net, ONE)


def number(value: Scalar) -> Decimal | None:
    """A cell in, its number out."""
    if isinstance(value, Money):
        return value.amount
    return value if isinstance(value, Decimal) and not isinstance(value, bool) else None
