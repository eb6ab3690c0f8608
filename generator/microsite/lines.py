"""A table of lines in, what the page and the CSV file show of each out.

The columns are found by name: `description` and `amount`, and where there are any `kind`, `quantity`, `unit`,
`unit_price`, `explain`. Amounts that are bare numbers are in the currency of the balance; without one their lines are
left out, since nobody could say what they come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_percent

from generator.microsite.wording import Wording
from generator.model.facts import Money, Scalar, Table
from generator.story.formats import Formats


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a bill. `quantity` and `unit_price` are None where there is none.

    `kind_index`: 1 for the first kind, 0 for none. `how`: "118 kWh × € 0.2140". `portion`: its size beside the largest
    line, as a length in percent. `explanation`: what "Explain" opens.
    """

    description: str
    kind: str
    kind_index: int
    amount: Money
    quantity: Decimal | None
    unit: str
    unit_price: Money | None
    how: str
    portion: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Lines of one kind: its name, what they come to, its place among the chart colours, and its share of the whole.

    `x` and `width` in percent of a bar that shows the kinds side by side; both 0 when the kinds don't add up to one.
    """

    name: str
    total: Money
    color: int
    share: str
    x: str
    width: str


def lines_of(table: Table, currency: str, say: Wording, formats: Formats) -> tuple[Line, ...]:
    """The table's rows in their order; one without a description or an amount is left out. `currency`: "" for none."""
    rows = [row for row in table.records() if isinstance(row.get("description"), str)]
    amounts = [_money(row.get("amount"), currency) for row in rows]
    whole = _sum([amount for amount in amounts if amount is not None])
    largest = max((abs(amount.amount) for amount in amounts if amount is not None), default=Decimal(0))
    # Bars of one length would say nothing.
    differ = len({amount for amount in amounts if amount is not None}) > 1
    places = _places(row.get("unit_price") for row in rows)
    kinds: dict[str, int] = {}
    found = []
    for row, amount in zip(rows, amounts, strict=True):
        if amount is None:
            continue
        quantity, kind, unit = row.get("quantity"), _text(row.get("kind")), _text(row.get("unit"))
        count = quantity if isinstance(quantity, Decimal) else None
        price = _money(row.get("unit_price"), amount.currency)
        how = _how(count, unit, price, places, formats)
        reason = _text(row.get("explain")) or _reason(kind, say)
        sums = _sums(amount, whole, how if price is not None else "", say, formats)
        found.append(
            Line(
                description=_text(row["description"]),
                kind=kind,
                kind_index=kinds.setdefault(kind, len(kinds) + 1) if kind else 0,
                amount=amount,
                quantity=count,
                unit=unit,
                unit_price=price,
                how=how,
                portion=f"{amount.amount * 100 / largest:.2f}%" if differ and amount.amount > 0 else "0",
                explanation=" ".join(part for part in (reason, *sums) if part),
            )
        )
    return tuple(found)


def total_of(lines: Sequence[Line]) -> Money | None:
    """The sum of the lines, or None when there are none or their currencies differ."""
    return _sum([line.amount for line in lines])


def kinds_of(lines: Sequence[Line], colors: int, formats: Formats) -> tuple[Kind, ...]:
    """The kinds in the order of their first lines; none when there are fewer than two, or the currencies differ."""
    whole = total_of(lines)
    names = list(dict.fromkeys(line.kind for line in lines if line.kind))
    if whole is None or len(names) < 2:
        return ()
    totals = [sum((line.amount.amount for line in lines if line.kind == name), Decimal(0)) for name in names]
    adds_up = whole.amount > 0 and all(total >= 0 for total in totals) and sum(totals) == whole.amount
    found, start = [], Decimal(0)
    for index, (name, total) in enumerate(zip(names, totals, strict=True)):
        width = total * 100 / whole.amount if adds_up else Decimal(0)
        share = share_text(total, whole.amount, formats) if adds_up else ""
        money = Money(total, whole.currency)
        found.append(Kind(name, money, index % max(1, colors), share, f"{start:.2f}%", f"{width:.2f}%"))
        start += width
    return tuple(found)


def unit_price_text(price: Money, places: int, formats: Formats) -> str:
    """A price of one unit with so many decimals: "€ 0.2140" keeps what rounding to cents would lose."""
    around = formats.number_format(price)
    digits = formats.number(abs(price.amount), places)
    return f"{'−' if price.amount < 0 else ''}{around.before}{digits}{around.after}"


def share_text(part: Decimal, whole: Decimal, formats: Formats) -> str:
    """A part of a whole as a percentage without decimals: "30 %"."""
    return _percent(round(part * 100 / whole), str(formats.locale))


@lru_cache(maxsize=4096)
def _percent(value: int, locale: str) -> str:
    found = Locale.parse(locale)
    return format_percent(Decimal(value) / 100, format=found.percent_formats[None], locale=found)


def _how(quantity: Decimal | None, unit: str, price: Money | None, places: int, formats: Formats) -> str:
    if quantity is None:
        return ""
    count = formats.number(quantity) + (f"\u00a0{unit}" if unit else "")
    return f"{count} × {unit_price_text(price, places, formats)}" if price is not None else count


def _reason(kind: str, say: Wording) -> str:
    """What the copy says of this kind of charge: `explain_x` for the kind that `kind_x` names."""
    for name in say.names("kind_"):
        if say.plain(f"kind_{name}") == kind and say.has(f"explain_{name}"):
            return say.plain(f"explain_{name}")
    return ""


def _sums(amount: Money, whole: Money | None, how: str, say: Wording, formats: Formats) -> tuple[str, str]:
    """How the amount comes about, and its share of the whole ("" where it makes no sense)."""
    reckoned = say.plain("explain_sum", how=how, amount=formats.money(amount)) if how else say.plain("explain_single")
    if whole is None or not 0 < amount.amount <= whole.amount:
        return reckoned, ""
    return reckoned, say.plain("explain_share", share=share_text(amount.amount, whole.amount, formats))


def _sum(amounts: Sequence[Money]) -> Money | None:
    currencies = {amount.currency for amount in amounts}
    if len(currencies) != 1:
        return None
    return Money(sum((amount.amount for amount in amounts), Decimal(0)), currencies.pop())


def _places(prices: Iterable[Scalar]) -> int:
    """How many decimals the prices of one table are shown with: those of the most exact, from two to six."""
    amounts = [price.amount if isinstance(price, Money) else price for price in prices]
    found = [-int(amount.as_tuple().exponent) for amount in amounts if isinstance(amount, Decimal)]
    return min(6, max([2, *found]))


def _money(value: Scalar, currency: str) -> Money | None:
    if isinstance(value, Money):
        return value
    return Money(value, currency) if isinstance(value, Decimal) and currency else None


def _text(value: Scalar) -> str:
    return value if isinstance(value, str) else ""
