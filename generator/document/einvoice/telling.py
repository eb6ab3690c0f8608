"""A story with a bill in, the Invoice that all formats are made of out: the same facts as page and document show."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.numbers import get_currency_precision

from generator.document.einvoice.invoice import COMMERCIAL_INVOICE, CREDIT_NOTE, Invoice, Item, Party, Payment, Tax
from generator.document.einvoice.reckoning import STANDARD, UnfitError, items_of, taxes_of
from generator.document.einvoice.units import ONE
from generator.model.facts import FactValue, Money, Table
from generator.model.issuer import Issuer
from generator.model.story import Page, Story

_OTHER_NAMES = {"usa": "US", "uk": "GB", "great britain": "GB", "czech republic": "CZ", "holland": "NL"}
TRANSFER, SEPA_TRANSFER, SEPA_DEBIT, UNDEFINED = "30", "58", "59", "1"


def invoice_of(story: Story, page: Page, terms: str) -> Invoice:
    """A story, its document and its terms of payment in, the invoice out; raises UnfitError with what is against it."""
    facts, issuer = page.facts, story.issuer
    balance, issued, number = facts.get("balance"), facts.get("issued"), _text(facts, "number")
    if issuer is None:
        raise UnfitError("the campaign doesn't say who issues it")
    if not isinstance(balance, Money) or not isinstance(issued, datetime.date) or not number:
        raise UnfitError("it lacks a number, a date or a balance")
    prepaid = facts.get("prepaid")
    paid = prepaid.amount if isinstance(prepaid, Money) else Decimal(0)
    owed = balance.amount + paid
    sign = -1 if owed < 0 else 1
    places = get_currency_precision(balance.currency)
    table = next((found for name in ("supplies", "lines") if isinstance(found := facts.get(name), Table)), None)
    rate = facts.get("vat_rate")
    items = items_of(
        table.records() if table else (),
        rate if isinstance(rate, Decimal) else None,
        _text(facts, "vat_category"),
        sign,
        places,
    )
    due, start, end = (facts.get(name) for name in ("due", "period_start", "period_end"))
    period = (start, end) if isinstance(start, datetime.date) and isinstance(end, datetime.date) else None
    return Invoice(
        number=number,
        issued=issued,
        kind=CREDIT_NOTE if sign < 0 else COMMERCIAL_INVOICE,
        currency=balance.currency,
        places=places,
        seller=_seller(issuer),
        buyer=_buyer(facts),
        items=items,
        taxes=taxes_of(items, sign * owed, _text(facts, "vat_reason"), places),
        payment=_payment(facts, issuer, balance.currency, number, sign),
        prepaid=sign * (owed if facts.get("paid") else paid),
        due=due if isinstance(due, datetime.date) else None,
        period=period if period and period[0] <= period[1] else None,
        terms=terms,
        note=_text(facts, "note"),
        buyer_reference=_text(facts, "buyer_reference"),
        order=_text(facts, "order"),
        contract=_text(facts, "contract"),
        preceding=_text(facts, "preceding"),
        recipient_code=_text(facts, "recipient_code"),
        regime=issuer.fiscal_regime,
    )


def outline(facts: Mapping[str, FactValue], issuer: Issuer) -> Invoice:
    """Facts that recipients may have and who issues in, an invoice of one line out: to see what a format lacks."""
    day = datetime.date(2000, 1, 1)
    item = Item("-", Decimal(1), ONE, Decimal(1), Decimal(1), STANDARD, Decimal(10))
    tax = Tax(STANDARD, Decimal(10), Decimal(1), Decimal("0.1"))
    return Invoice(
        number="1",
        issued=day,
        kind=COMMERCIAL_INVOICE,
        currency="EUR",
        places=2,
        seller=_seller(issuer),
        buyer=_buyer(facts),
        items=(item,),
        taxes=(tax,),
        payment=_payment(facts, issuer, "EUR", "1", 1),
        due=day,
        buyer_reference=_text(facts, "buyer_reference"),
        order=_text(facts, "order"),
        regime=issuer.fiscal_regime,
    )


def _seller(issuer: Issuer) -> Party:
    return Party(
        issuer.name,
        issuer.street,
        issuer.line2,
        issuer.postcode,
        issuer.city,
        issuer.region,
        issuer.country,
        issuer.vat_id,
        issuer.tax_number,
        issuer.registration,
        issuer.legal_note,
        _endpoint(issuer.peppol or issuer.email),
        issuer.contact or issuer.name,
        issuer.phone,
        issuer.email,
    )


def _buyer(facts: Mapping[str, FactValue]) -> Party:
    return Party(
        name=_text(facts, "buyer_name") or _text(facts, "name"),
        street=_text(facts, "street"),
        line2="",
        postcode=_text(facts, "postcode"),
        city=_text(facts, "city"),
        region="",
        country=_country(_text(facts, "country")),
        vat_id=_text(facts, "buyer_vat_id").replace(" ", "").upper(),
        tax_number=_text(facts, "buyer_tax_number").replace(" ", "").upper(),
        endpoint=_endpoint(_text(facts, "buyer_endpoint")),
    )


def _country(text: str) -> str:
    """A country's code, or its English name, in; the code out, or the text when it is neither."""
    return text.upper() if len(text) == 2 else _countries().get(text.casefold(), text)


@cache
def _countries() -> Mapping[str, str]:
    names = {str(code): str(name).casefold() for code, name in Locale.parse("en").territories.items()}
    return {name: code for code, name in names.items() if len(code) == 2} | _OTHER_NAMES


def _endpoint(text: str) -> tuple[str, str] | None:
    """An electronic address in, scheme and id out; a mail address is of the scheme EM."""
    if "@" in text:
        return "EM", text.removeprefix("EM:")
    scheme, colon, own = text.partition(":")
    return (scheme, own) if colon and own else None


def _payment(facts: Mapping[str, FactValue], issuer: Issuer, currency: str, number: str, sign: int) -> Payment:
    if sign < 0 or facts.get("paid"):
        return Payment(UNDEFINED, number)
    if facts.get("autopay"):
        mandate, debited = _text(facts, "mandate"), _text(facts, "debited_iban").replace(" ", "")
        if mandate and debited and issuer.creditor_id:
            return Payment(SEPA_DEBIT, number, mandate=mandate, creditor_id=issuer.creditor_id, debited_iban=debited)
        return Payment(UNDEFINED, number)
    if not issuer.iban:
        return Payment(UNDEFINED, number)
    means = SEPA_TRANSFER if currency == "EUR" else TRANSFER
    return Payment(means, number, issuer.iban, issuer.bic, issuer.payee)


def _text(facts: Mapping[str, FactValue], name: str) -> str:
    """A fact of text, in one line."""
    value = facts.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""
