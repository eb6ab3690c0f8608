"""Receipts: complete, signed, and without a value."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.intake.record import Consent
from generator.privacy import verify_receipt

SECRET = b"a secret for tests"
FIELDS = """
name: {category: user.name, purposes: [invoice, offers]}
born: {category: user.demographic.date_of_birth, action: bucket, to: birthday_week, purposes: [offers]}
creed: {category: user.demographic.religious_belief, action: drop}
income: {category: user.financial.income, action: drop}
note: {category: user.content.public, purposes: [invoice]}
invoices.total: {category: user.financial, purposes: [invoice]}
"""
VALUES: dict[str, Any] = {
    "name": "Ada CANARY",
    "born": date(1985, 6, 1),
    "creed": "CANARY creed",
    "income": Decimal(987654),
    "note": "write to canary@example.org",
    "shoes": "CANARY shoes",
    "invoices": [{"total": Decimal("123.45"), "margin": Decimal("54.32")}, {"total": Decimal(1)}],
    "pets": [{"name": "CANARY"}],
}
CONSENTS = (
    Consent("offers", date(2024, 1, 1), date(2024, 6, 1)),
    Consent("offers", date(2025, 11, 3), None, date(2026, 12, 31), "web form", "v4"),
    Consent("other", date(2026, 1, 1)),
    Consent("offers", date(2027, 1, 1)),
)


@pytest.fixture
def receipt(make_policy: Any, make_facts: Any, make_filter: Any, make_recipient: Any) -> dict[str, Any]:
    filtered = make_filter(make_policy(FIELDS), make_facts({"name": "name", "party": "born"}))
    person = make_recipient(VALUES, consents=CONSENTS)
    profile = filtered.release(person, "en_GB")
    made: dict[str, Any] = filtered.receipt(
        person, profile, {"greeting": "aa11", "closing": "bb22"}, expires=date(2026, 8, 1), verified=True
    )
    return made


def test_it_says_what_became_of_every_field(receipt: dict[str, Any]) -> None:
    assert receipt["kept"] == ["invoices.total", "name"]
    assert receipt["derived"] == [{"field": "born", "rule": "bucket", "reason": "told as 'birthday_week' only"}]
    assert {(one["field"], one["rule"]) for one in receipt["dropped"]} == {
        ("creed", "sensitive"),
        ("income", "drop"),
        ("note", "scan"),
        ("shoes", "unlisted"),
        ("pets", "unlisted"),
        ("invoices.margin", "unlisted"),
    }
    assert all(one["reason"] for one in receipt["dropped"])
    assert receipt["facts"] == {"name": ["invoice", "offers"], "party": ["offers"]}


def test_it_says_by_whose_leave_and_until_when(receipt: dict[str, Any]) -> None:
    invoice, offers = receipt["purposes"]
    assert (invoice["name"], invoice["basis"], invoice["consent"], invoice["until"]) == (
        "invoice",
        "contract",
        None,
        None,
    )
    assert offers["consent"] == {
        "purpose": "offers",
        "given_on": "2025-11-03",
        "source": "web form",
        "text": "v4",
    }
    # Its own last day comes before the end that the policy sets to all of them.
    assert offers["until"] == "2026-12-31"
    assert receipt["expires"] == "2026-08-01"
    assert receipt["made_on"] == "2026-05-04"
    assert receipt["verified"] is True
    assert receipt["templates"] == {"closing": "bb22", "greeting": "aa11"}
    assert len(receipt["policy"]) == 64


def test_it_holds_no_value(receipt: dict[str, Any]) -> None:
    text = json.dumps(receipt).casefold()
    for value in ("canary", "987654", "123.45", "1985", "customer-000417", "row 2"):
        assert value not in text


def test_the_signature_notices_every_change(receipt: dict[str, Any]) -> None:
    read_back = json.loads(json.dumps(receipt))
    assert verify_receipt(read_back, SECRET)
    assert not verify_receipt(read_back, b"another secret")
    assert verify_receipt(read_back, b"another secret", SECRET)
    for key in read_back:
        assert not verify_receipt(read_back | {key: "something else"}, SECRET)
        assert not verify_receipt({name: value for name, value in read_back.items() if name != key}, SECRET)
    assert not verify_receipt(read_back | {"more": 1}, SECRET)
    assert not verify_receipt({}, SECRET)
