"""Free text: what is found in it, what is rightly left alone, and what happens then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.model.facts import SafeProfile
from generator.privacy.detect import look

Release = Callable[..., SafeProfile]


def detected(text: str, category: str) -> str | None:
    kind = look(text, category).identifying
    return None if kind is None else kind.told


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Write to ada@example.org please", "an e-mail address"),
        ("ADA.LOVELACE+x@mail.example.co.uk", "an e-mail address"),
        ("ada＠example．org", "an e-mail address"),
        ("ada\u200b@example.org", "an e-mail address"),
        ("ada (at) example (dot) org", "an e-mail address"),
        ("ada [at] example.org", "an e-mail address"),
        ("call +39 02 1234 5678", "a telephone number"),
        ("call +44 (0)20 7946 0018 after nine", "a telephone number"),
        ("call 0049-30-1234567", "a telephone number"),
        ("rufen Sie 030 / 1234 5678 an", "a telephone number"),
        ("06 12 34 56 78", "a telephone number"),
        ("(555) 234-5678", "a telephone number"),
        ("+999 555 0101", "a telephone number"),
        ("٠٣٠١٢٣٤٥٦٧٨", "a telephone number"),
        ("to DE89 3704 0044 0532 0130 00, thanks", "an IBAN"),
        ("gb82west12345698765432", "an IBAN"),
        ("paid with 4111 1111 1111 1111", "a payment card's number"),
        ("5500-0055-5555-5559", "a payment card's number"),
    ],
)
def test_what_is_found(text: str, what: str) -> None:
    assert detected(text, "user.preference") == what


@pytest.mark.parametrize(
    "text",
    [
        "Energy, peak hours",
        "Invoice S-2025-55899",
        "Invoice 2026-04-000123",
        "1 April 2026 to 30 April 2026",
        "01.04.2026 – 30.04.2026",
        "01/04/2026 to 30/04/2026",
        "2026-04-01/2026-04-30",
        "Meter 5485863, 212 kWh at € 0.1985",
        "DE89 3704 0044 0532 0130 02",  # wrong check digits
        "4111 1111 1111 1112",  # fails Luhn
        "a @ b",
        "3 kWh @ 0.20",
        "1 234 567,89 €",
        "EAN 8001090000002",
        "Track 04: 10:30 to 12:45",
        "",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert detected(text, "user.preference") is None


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("ada@example.org", "user.contact.email"),
        ("+39 02 1234 5678", "user.contact.phone_number"),
        ("DE89 3704 0044 0532 0130 00", "user.financial.bank_account"),
    ],
)
def test_a_field_may_hold_what_it_is_kept_for(text: str, category: str) -> None:
    assert detected(text, category) is None
    assert detected(text, "user.content.public") is not None


FIELDS = """
note: {category: user.content.public, purposes: [invoice]}
surname: {category: user.name.last, action: drop}
creed: {category: user.demographic.religious_belief, action: drop}
id_card: {category: user.government_id, action: drop}
born: {category: user.demographic.date_of_birth, action: drop}
income: {category: user.financial.income, action: drop}
city: {category: user.contact.address.city, action: drop}
tariff: {category: system, action: drop}
"""


def scanned(release: Release, note: str, **values: Any) -> tuple[bool, str]:
    profile = release(FIELDS, {"note": "note"}, {"note": note} | values)
    reason = next((one.reason for one in profile.redactions if (one.field, one.rule) == ("note", "scan")), "")
    return "note" in profile.facts, reason


@pytest.mark.parametrize(
    ("note", "values", "field"),
    [
        ("Dear Mrs MÜLLER, hello", {"surname": "Müller"}, "surname"),
        ("Dear Mrs Muller", {"surname": "Müller"}, "surname"),
        ("亲爱的欧阳女士", {"surname": "欧阳"}, "surname"),
        ("member of the Jain temple", {"creed": "jain"}, "creed"),
        ("card AB 12-34 567", {"id_card": "ab1234567"}, "id_card"),
        ("card ab1234567x", {"id_card": "AB 1234567"}, "id_card"),
        ("since 4.3.1980 in Graz", {"born": date(1980, 3, 4)}, "born"),
        ("as of 1980-03-04", {"born": date(1980, 3, 4)}, "born"),
        ("earns 42,000 a year", {"income": Decimal("42000.00")}, "income"),
        ("earns 42 000 a year", {"income": 42000}, "income"),
        ("likes purple elephants", {"unlisted": "purple elephants"}, "unlisted"),
        ("likes elephants", {"unlisted": "elephants"}, "unlisted"),
        ("about customer-000417", {}, "customer_id"),
    ],
)
def test_a_denied_value_in_a_text_drops_the_text(
    release: Release, note: str, values: dict[str, Any], field: str
) -> None:
    told, reason = scanned(release, note, **values)
    assert not told
    assert f"'{field}'" in reason
    for value in values.values():
        assert str(value) not in reason


@pytest.mark.parametrize(
    ("note", "values"),
    [
        ("Dear Mrs Müllerin", {"surname": "Müller"}),  # another word
        ("we saw Li there", {"surname": "Li"}),  # too short to tell
        ("yes, gladly", {"unlisted": "yes"}),
        ("12 lamps", {"unlisted": Decimal(12)}),
        ("it is true", {"unlisted": True}),
        ("greetings from Oslo", {"city": "Oslo"}),  # thousands live there
        ("on the Standard plan", {"tariff": "Standard"}),  # not about the person
        ("nothing at all", {"surname": None, "creed": ""}),
    ],
)
def test_what_says_nothing_of_the_person_is_no_find(release: Release, note: str, values: dict[str, Any]) -> None:
    assert scanned(release, note, **values) == (True, "")


def test_a_part_of_a_name_may_stand_in_the_whole(release: Release) -> None:
    fields = """
name: {category: user.name, purposes: [invoice]}
given: {category: user.name.first, action: drop}
"""
    assert "name" in release(fields, {"name": "name"}, {"name": "Lucia Bellandi", "given": "Lucia"}).facts


LINES = """
lines: {category: user.financial, purposes: [invoice]}
lines.text: {}
phone: {category: user.contact.phone_number, action: drop}
bought: {category: user.behavior.purchase_history, action: derive, derive: related_products, from: bought.title,
  purposes: [offers]}
"""


def test_a_childs_text_is_dropped_in_that_child_only(release: Release) -> None:
    lines = [{"text": "Call 555-0142-77 first"}, {"text": "Energy"}, {"text": "see ada@example.org"}]
    profile = release(LINES, {"it": "lines | table('text')"}, {"lines": lines, "phone": "555 0142 77"})
    assert profile.facts["it"].value.rows == ((None,), ("Energy",), (None,))
    assert ("lines.text", "scan") in {(one.field, one.rule) for one in profile.redactions}


def test_an_invoice_still_lists_what_suggestions_are_derived_from(release: Release) -> None:
    values = {
        "lines": [{"text": "Smart thermostat"}, {"text": "Vermont"}],
        "bought": [{"title": "Smart thermostat"}],
        "state": "Vermont",
    }
    profile = release(LINES, {"it": "lines | table('text')"}, values)
    assert profile.facts["it"].value.rows == (("Smart thermostat",), ("Vermont",))


def test_a_value_that_is_only_told_masked_is_denied_as_a_whole(release: Release) -> None:
    fields = """
note: {category: user.content.public, purposes: [invoice]}
account: {category: user.financial.account, action: mask, to: last4, purposes: [invoice]}
"""
    values = {"note": "Account 8841 2207", "account": "88412207"}
    profile = release(fields, {"note": "note", "account": "account"}, values)
    assert {name: fact.value for name, fact in profile.facts.items()} == {"account": "•••2207"}


def test_a_value_kept_for_another_purpose_only_is_denied(release: Release) -> None:
    fields = """
note: {category: user.content.public, purposes: [offers]}
surname: {category: user.name.last, purposes: [invoice]}
"""
    values = {"note": "for the Bellandi family", "surname": "Bellandi"}
    assert "note" in release(fields, {"note": "note"}, values).facts
    assert "note" not in release(fields, {"note": "note"}, values, purposes=("offers",)).facts
