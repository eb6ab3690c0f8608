"""A table of lines in, what the page and the CSV file show of each out.

The columns are found by name: `description` and `amount`, and where there are any `kind`, `quantity`, `unit`,
`unit_price`, `day`, `tax_rate`, `original` with `rate`, and `explain`. Amounts that are bare numbers are in the
currency of the balance; without one their lines are left out, since nobody could say what they come to.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.microsite.linewords import LineWords, share_text
from generator.microsite.wording import Wording
from generator.model.facts import Money, Scalar, Table
from generator.story.formats import Formats

SHOWN = 200
"""How many lines stand in the page. Further ones are in lines.csv, which its script fetches when they are wanted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a bill. `quantity`, `unit_price`, `day` and `tax_rate` (in percent) are None where there is none.

    `number`: from 1, in the order of the bill. `kind_index`: 1 for the first kind, 0 for none. `original`: the amount
    in the currency in which it arose, None when it is the same; `rate`: what one unit of it was worth.
    `places`: decimals that unit prices are shown with. `how`: "118 kWh × € 0.2140". `portion`: its size beside the
    largest line, as a length in percent. `note`: what the data say about it. `explanation`: what "Explain" opens.
    `how` and `explanation` are "" for lines after the first SHOWN, which the page does not hold.
    """

    number: int
    description: str
    kind: str
    kind_index: int
    amount: Money
    quantity: Decimal | None
    unit: str
    unit_price: Money | None
    places: int
    day: datetime.date | None
    tax_rate: Decimal | None
    original: Money | None
    rate: Decimal | None
    how: str
    portion: str
    note: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Lines of one kind: its name, what they come to, its place among the chart colours, and its share of the whole.

    `number`: from 1, as in the `kind_index` of its lines, and `count` of these. `x` and `width` in percent of a bar
    that shows the kinds side by side; both 0 when the kinds don't add up to one, and then `share` is "".
    """

    number: int
    name: str
    total: Money
    count: int
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
    words = LineWords(say, formats, whole, _places(row.get("unit_price") for row in rows))
    kinds: dict[str, int] = {}
    found: list[Line] = []
    for row, amount in zip(rows, amounts, strict=True):
        if amount is None:
            continue
        kind, unit, note = _text(row.get("kind")), _text(row.get("unit")), _text(row.get("explain"))
        count, price = _decimal(row.get("quantity")), _money(row.get("unit_price"), amount.currency)
        original, rate = _original(row.get("original"), amount), _decimal(row.get("rate"))
        tax = _decimal(row.get("tax_rate"))
        told = len(found) < SHOWN
        how = words.how(count, unit, price) if told else ""
        found.append(
            Line(
                number=len(found) + 1,
                description=_text(row["description"]),
                kind=kind,
                kind_index=kinds.setdefault(kind, len(kinds) + 1) if kind else 0,
                amount=amount,
                quantity=count,
                unit=unit,
                unit_price=price,
                places=words.places,
                day=_day(row.get("day")),
                tax_rate=tax,
                original=original,
                rate=rate,
                how=how,
                portion=f"{amount.amount * 100 / largest:.2f}%" if differ and amount.amount > 0 else "0",
                note=note,
                explanation=words.explanation(kind, note, amount, how if price is not None else "", original, rate, tax)
                if told
                else "",
            )
        )
    return tuple(found)


def total_of(lines: Sequence[Line]) -> Money | None:
    """The sum of the lines, or None when there are none or their currencies differ."""
    return _sum([line.amount for line in lines])


def kinds_of(lines: Sequence[Line], colors: int, formats: Formats) -> tuple[Kind, ...]:
    """The kinds in the order of their first lines; none when there are fewer than two, or the currencies differ."""
    whole = total_of(lines)
    sums: dict[str, Decimal] = {}
    counts: dict[str, int] = {}
    for line in lines:
        if line.kind:
            sums[line.kind] = sums.get(line.kind, Decimal(0)) + line.amount.amount
            counts[line.kind] = counts.get(line.kind, 0) + 1
    if whole is None or len(sums) < 2:
        return ()
    totals = list(sums.values())
    adds_up = whole.amount > 0 and all(total >= 0 for total in totals) and sum(totals) == whole.amount
    found, start = [], Decimal(0)
    for index, (name, total) in enumerate(sums.items()):
        width = total * 100 / whole.amount if adds_up else Decimal(0)
        share = share_text(total, whole.amount, formats) if adds_up else ""
        money = Money(total, whole.currency)
        color = index % max(1, colors)
        found.append(Kind(index + 1, name, money, counts[name], color, share, f"{start:.2f}%", f"{width:.2f}%"))
        start += width
    return tuple(found)


def _original(value: Scalar, amount: Money) -> Money | None:
    return value if isinstance(value, Money) and value.currency != amount.currency else None


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


def _decimal(value: Scalar) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _day(value: Scalar) -> datetime.date | None:
    return value if isinstance(value, datetime.date) else None


def _text(value: Scalar) -> str:
    return value if isinstance(value, str) else ""
