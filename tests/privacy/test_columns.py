"""Columns by their content and by their names: what is told of them, and what is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from generator.privacy import ColumnWatch, Policy
from generator.privacy.detect.columns import Column
from generator.privacy.detect.fieldnames import by_name

CHANCE = Random(11)


def nif() -> str:
    digits = [1, *(CHANCE.randint(0, 9) for _ in range(7))]
    rest = sum(digit * (9 - at) for at, digit in enumerate(digits)) % 11
    return "".join(map(str, [*digits, 0 if rest < 2 else 11 - rest]))


COLUMNS: dict[str, list[Any]] = {
    "email": [f"person{at}@example.org" for at in range(20)],
    "phone": [f"+999 555 01{at:02}" for at in range(20)],
    "pt.nif": [nif() for _ in range(30)],
    "birth_date": [date(1940 + 2 * at, 1 + at % 12, 1 + at) for at in range(28)],
    "health": ["diabetes", "none", "asthma", None, "dialysis"] * 4,
    "belief": ["catholic", "muslim", "-", "jewish", "none"] * 4,
}
HARMLESS: list[list[Any]] = [
    [f"{CHANCE.randint(10**8, 10**9 - 1)}" for _ in range(60)],  # order numbers: one in ten satisfies a check digit
    [CHANCE.randint(10**10, 10**11 - 1) for _ in range(60)],
    [date(2024, 1 + at % 12, 1 + at) for at in range(28)],  # when contracts began
    [Decimal("84.20"), Decimal("12.05")] * 10,
    ["Standard", "Night", "Solar"] * 8,
    [True, False] * 9,
    [None] * 30,
]


def kinds_of(values: list[Any]) -> set[str]:
    column = Column()
    for value in values:
        column.add(value)
    return {content.kind.name for content in column.contents() if content.share >= 0.2}


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_column_is_known_by_its_values(kind: str) -> None:
    assert kinds_of(COLUMNS[kind]) == {kind}
    assert kinds_of([None if value is None else str(value) for value in COLUMNS[kind]]) == {kind}


@pytest.mark.parametrize("values", HARMLESS)
def test_a_harmless_column_is_left_alone(values: list[Any]) -> None:
    assert kinds_of(values) == set()
    assert kinds_of([None if value is None else str(value) for value in values]) == set()


def test_a_column_keeps_no_value() -> None:
    column = Column()
    column.add("ada@example.org")
    assert "ada" not in repr(column)


@pytest.mark.parametrize(
    ("name", "category", "sure"),
    [
        ("first_name", "user.name.first", True),
        ("Vorname", "user.name.first", True),
        ("kd_geb_dat", "user.demographic.date_of_birth", True),
        ("dataDiNascita", "user.demographic.date_of_birth", True),
        ("fecha_nac", "user.demographic.date_of_birth", True),
        ("Courriel", "user.contact.email", True),
        ("n_telemovel", "user.contact.phone_number", False),
        ("P. IVA", "user.government_id.national_identification_number", True),
        ("religião", "user.demographic.religious_belief", True),
        ("Gewerkschaftsmitglied", "user.demographic.union_membership", True),
        ("shop_name", "user.name", False),
        ("plz", "user.contact.address.postal_code", True),
        ("umsatz_q3", None, False),
    ],
)
def test_names_in_six_languages(name: str, category: str | None, sure: bool) -> None:
    guess = by_name(name)
    assert (guess.category if guess else None, bool(guess and guess.sure)) == (category, sure)


FIELDS = """
c17: {category: user.preference, purposes: [offers]}
plan: {category: user.contract, purposes: [invoice]}
religion: {category: user.preference, purposes: [offers]}
born: {category: user.demographic.date_of_birth, action: drop}
name: {category: user.name, purposes: [invoice]}
invoices: {category: user.financial.transaction, purposes: [invoice]}
invoices.note: {}
"""


def watched(make_policy: Any, rows: list[dict[str, Any]]) -> list[Any]:
    policy: Policy = make_policy(FIELDS)
    watch = ColumnWatch(policy)
    for row in rows:
        watch.read(row)
    return watch.findings()


def test_a_column_under_a_wrong_category_is_told_with_its_rule_its_share_and_no_value(make_policy: Any) -> None:
    notes = ["insulin", "heat pump", "asthma", "solar"]
    rows = [{"c17": note, "born": date(1950 + at, 1, 1), "invoices": []} for at, note in enumerate(notes * 5)]
    found = {fault.cause.split("'")[1]: fault for fault in watched(make_policy, rows)}
    assert set(found) == {"c17"}
    assert "50% of its values (20 looked at) hold words about health" in found["c17"].cause
    assert "user.health" in found["c17"].remedy
    assert ":7:" in found["c17"].place or ":6:" in found["c17"].place
    assert not any(note in str(found["c17"]) for note in notes)


def test_births_under_another_name_are_told(make_policy: Any) -> None:
    rows = [{"plan": date(1940 + at, 3, 4)} for at in range(50)]
    assert "a date of birth" in watched(make_policy, rows)[0].cause


def test_a_childs_column_is_looked_at(make_policy: Any) -> None:
    rows = [{"invoices": [{"note": "write to ada@example.org"}]}] * 5
    assert [fault.cause.split("'")[1] for fault in watched(make_policy, rows)] == ["invoices.note"]


def test_a_sensitive_name_under_a_harmless_category_is_told(make_policy: Any) -> None:
    assert "its name says 'religion'" in watched(make_policy, [{"religion": "A"}])[0].cause


def test_what_fits_and_what_is_dropped_is_not_told(make_policy: Any) -> None:
    rows = [{"name": "Christian Muslim", "plan": "Night", "born": date(1950 + at, 1, 1)} for at in range(40)]
    assert watched(make_policy, rows) == []
