"""A Story's document in, what its template shows out: words filled, figures formatted, lines grouped by kind."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_interval
from babel.numbers import get_currency_precision

from generator.document.statement import statement_of
from generator.model.brand import Brand
from generator.model.facts import FactValue, Money, Part, Parts, Scalar, Table
from generator.model.issuer import Issuer
from generator.model.story import Page, Story
from generator.scenes.wording import placeholders
from generator.story.formats import Formats, capital
from generator.story.payment import outline, payment_code

_UNIT_PRICE_DECIMALS = 2
# Up to so many lines need no sums by kind: one looks over them at a glance.
_SHORT = 8
_LONG_AMOUNT, _HUGE_AMOUNT = 13, 18
# So many lines stand on one page beside all the rest; more may need what is carried from page to page.
_ONE_PAGE = 12


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the whole: `share` in percent of the positive parts, its colour as "#rrggbb"."""

    label: str
    text: str
    share: float
    color: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step from one invoice to the next. `kind`: "from", "rise", "fall" or "to-step"."""

    label: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the invoice, in words. `before`, `after`: what the lines come to before it and with it."""

    description: str
    quantity: str
    unit_price: str
    amount: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one kind and their sum; the kind is "" when lines have none."""

    kind: str
    total: str
    lines: tuple[Line, ...]


def context_of(story: Story, page: Page) -> dict[str, Any]:
    """Everything that document.html.j2 may name."""
    formats = Formats(story.locale)
    facts = {name: page.facts.get(name) for name in page.template.needs}
    balance = facts.get("balance")
    currency = balance.currency if isinstance(balance, Money) else ""
    lines = facts.get("lines")
    table = lines if isinstance(lines, Table) else Table((), ())
    return {
        "lang": story.locale.replace("_", "-"),
        "dir": Locale.parse(story.locale).text_direction,
        "brand": story.brand,
        "logo": story.brand.logo.resolve().as_uri(),
        "facts": facts,
        "words": {name: fill(text, page.facts, formats) for name, text in page.copy.items() if name != "page"},
        "links": story.links.whole(),
        "credit": isinstance(balance, Money) and balance.amount < 0,
        "balance_size": _size_of(formats.money(balance)) if isinstance(balance, Money) else "plain",
        "currency": currency,
        "breakdown": _slices(facts.get("breakdown"), formats, story.brand),
        "steps": _steps(facts.get("steps"), formats),
        "groups": _groups(table, currency, formats),
        "long": len(table.rows) > _ONE_PAGE,
        "sender": _sender(story),
        "address": _address(facts),
        "imprint": _imprint(story),
        "account": _account(story.issuer),
        "payment": _payment(story.issuer, facts),
        "statement": statement_of(facts, formats),
        "has_quantity": "quantity" in table.columns,
        "has_unit_price": "unit_price" in table.columns,
        "money": formats.money,
        "date": formats.date,
        "until": lambda first, last: until(first, last, formats),
        "columns": 2 + ("quantity" in table.columns) + ("unit_price" in table.columns),
    }


def fill(text: str, facts: Mapping[str, FactValue], formats: Formats) -> str:
    """Translated words with placeholders in, filled out; "" when a fact that they name is missing."""
    found: list[str] = []
    for literal, name, spec in placeholders(text):
        found.append(literal)
        if name is not None:
            value = facts.get(name)
            if value is None:
                return ""
            found.append(formats.value(value, spec))
    return "".join(found)


def page_words(text: str) -> str:
    """ "Page {page} of {pages}" in, the value of a CSS `content` with the counters out."""
    counters = {"page": "counter(page)", "pages": "counter(pages)"}
    found = []
    for literal, name, _ in placeholders(text):
        if literal:
            found.append('"' + literal.replace("\\", "\\\\").replace('"', '\\"') + '"')
        if name in counters:
            found.append(counters[name])
    return " ".join(found)


def until(first: datetime.date, last: datetime.date, formats: Formats) -> str:
    """Two days in, "1–30 April 2026" as the locale writes it out."""
    return str(format_interval(first, last, "yMMMMd", locale=formats.locale, fuzzy=True))


def _size_of(amount: str) -> str:
    return "plain" if len(amount) < _LONG_AMOUNT else "long" if len(amount) < _HUGE_AMOUNT else "huge"


def _label(part: Part, formats: Formats) -> str:
    return part.label if isinstance(part.label, str) else capital(formats.date(part.label, "month"))


def _slices(value: FactValue | None, formats: Formats, brand: Brand) -> tuple[Slice, ...]:
    if not isinstance(value, Parts) or not value.items:
        return ()
    whole = sum((max(part.amount.amount, Decimal(0)) for part in value.items), Decimal(0))
    colors = [brand.colors.get(token, token) for token in brand.charts] or ["#10203a"]
    return tuple(
        Slice(
            _label(part, formats),
            formats.money(part.amount),
            round(float(max(part.amount.amount, Decimal(0)) / whole) * 100, 3) if whole else 0.0,
            colors[index % len(colors)],
        )
        for index, part in enumerate(value.items)
    )


def _steps(value: FactValue | None, formats: Formats) -> tuple[Step, ...]:
    if not isinstance(value, Parts) or len(value.items) < 2:
        return ()
    last = len(value.items) - 1
    found = []
    for index, part in enumerate(value.items):
        kind = "from" if index == 0 else "to-step" if index == last else "rise" if part.amount.amount > 0 else "fall"
        text = formats.money(part.amount, "" if index in (0, last) else "signed")
        found.append(Step(_label(part, formats), text, kind))
    return tuple(found)


def _groups(table: Table, currency: str, formats: Formats) -> tuple[Group, ...]:
    """Lines of one kind together, kinds in the order in which they first come; a short list is left as it is."""
    kinds: dict[str, list[Mapping[str, Scalar]]] = {}
    records = table.records()
    for record in records:
        kinds.setdefault(str(record.get("kind") or ""), []).append(record)
    if len(records) <= _SHORT:
        kinds = {"": list(records)}
    # One number of decimals for a whole column, so that the digits stand under each other.
    prices = [price for record in records if (price := _number(record.get("unit_price"))) is not None]
    places = (
        max((_decimals(price) for price in prices), default=_UNIT_PRICE_DECIMALS),
        get_currency_precision(currency) if currency else 2,
    )
    sums = _sums([record for found in kinds.values() for record in found], currency, formats)
    found = []
    at = 0
    for kind, members in kinds.items():
        lines = tuple(
            _line(record, places, formats, sums[at + index], sums[at + index + 1])
            for index, record in enumerate(members)
        )
        at += len(members)
        found.append(Group(kind, _sum(members, currency, formats), lines))
    return tuple(found)


def _sums(records: Sequence[Mapping[str, Scalar]], currency: str, formats: Formats) -> Sequence[str]:
    """What the lines come to before the first, after the first … and after the last; "" at both ends, and everywhere
    when they are few: nothing is carried then."""
    if len(records) <= _ONE_PAGE:
        return [""] * (len(records) + 1)
    found = [""]
    total = Decimal(0)
    for record in records[:-1]:
        total += _number(record.get("amount")) or Decimal(0)
        found.append(formats.money(Money(total, currency)) if currency else formats.number(total, 2))
    return [*found, ""]


def _decimals(price: Decimal) -> int:
    return max(_UNIT_PRICE_DECIMALS, -int(price.as_tuple().exponent))


def _sum(records: Sequence[Mapping[str, Scalar]], currency: str, formats: Formats) -> str:
    total = sum((_number(record.get("amount")) or Decimal(0) for record in records), Decimal(0))
    return formats.money(Money(total, currency)) if currency else formats.number(total, 2)


def _line(record: Mapping[str, Scalar], places: tuple[int, int], formats: Formats, before: str, after: str) -> Line:
    quantity, unit = _number(record.get("quantity")), record.get("unit")
    price, amount = _number(record.get("unit_price")), _number(record.get("amount"))
    quantity_text = "" if quantity is None else formats.number(quantity)
    return Line(
        description=str(record.get("description") or ""),
        quantity=f"{quantity_text}\u202f{unit}" if quantity_text and unit else quantity_text,
        unit_price="" if price is None else formats.number(price, places[0]),
        amount="" if amount is None else formats.number(amount, places[1]),
        before=before,
        after=after,
    )


def _number(value: Scalar) -> Decimal | None:
    if isinstance(value, Money):
        return value.amount
    return value if isinstance(value, Decimal) else None


def _sender(story: Story) -> str:
    """Who writes, in one line above the recipient's address."""
    issuer, brand = story.issuer, story.brand
    parts = [issuer.name, *issuer.address] if issuer else [brand.legal, brand.address]
    return " · ".join(part for part in parts if part)


def _address(facts: Mapping[str, FactValue | None]) -> tuple[str, ...]:
    """Where it is addressed to, in lines; none without a street, which is no address."""
    street, postcode, city = (str(facts.get(name) or "") for name in ("street", "postcode", "city"))
    return tuple(line for line in (street, f"{postcode} {city}".strip()) if line) if street else ()


def _imprint(story: Story) -> tuple[str, ...]:
    """Who is responsible for the document, in the lines at the foot of every page."""
    issuer = story.issuer
    if issuer is None:
        parts = [story.brand.legal or story.brand.title, story.brand.address if story.brand.legal else ""]
        return (" · ".join(part for part in parts if part),)
    numbers = [issuer.vat_id or issuer.tax_number, issuer.registration, issuer.legal_note]
    reach = [issuer.email, issuer.phone, issuer.website]
    lines = [[issuer.name, *issuer.address], numbers, reach]
    return tuple(" · ".join(part for part in line if part) for line in lines if any(line))


def _account(issuer: Issuer | None) -> Mapping[str, str] | None:
    """The account to pay to, its IBAN in groups of four."""
    if issuer is None or not issuer.iban:
        return None
    groups = [issuer.iban[at : at + 4] for at in range(0, len(issuer.iban), 4)]
    return {"payee": issuer.payee, "iban": " ".join(groups), "bic": issuer.bic}


def _payment(issuer: Issuer | None, facts: Mapping[str, FactValue | None]) -> Mapping[str, Any] | None:
    """The code that pays by transfer; none for what is paid already, or collected."""
    balance, reference = facts.get("balance"), facts.get("payment_reference") or facts.get("number")
    collected = facts.get("autopay") and facts.get("due")
    if not isinstance(balance, Money) or not reference or facts.get("paid") or collected:
        return None
    code = payment_code(issuer, balance, str(reference))
    return {"size": len(code.modules), "outline": outline(code.modules)} if code else None
