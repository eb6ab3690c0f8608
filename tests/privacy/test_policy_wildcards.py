"""Wildcards in a policy: what they list, what they never list, and which rule wins."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from generator.errors import PolicyError
from generator.model.facts import SafeProfile
from generator.privacy import Policy

Release = Callable[..., SafeProfile]
MakePolicy = Callable[..., Policy]

VALUES: dict[str, Any] = {
    "name": "Ada",
    "shoe": "CANARY-SHOE",
    "invoices": [
        {
            "total": Decimal(40),
            "agent_email": "agent@example.org",
            "religion": "CANARY-CREED",
            "lines": [{"amount": Decimal(3), "text": "Energy", "note": "CANARY-NOTE"}],
            "taxes": [{"amount": Decimal(4), "text": "Levy"}],
        }
    ],
}
MONEY = "category: user.financial.transaction, purposes: [invoice]"


def told(release: Release, fields: str, *expressions: str) -> list[Any]:
    facts = {f"f{number}": expression for number, expression in enumerate(expressions)}
    profile = release(fields, facts, VALUES)
    return [profile.facts[name].value if name in profile.facts else None for name in facts]


def test_a_wildcard_lists_the_children_that_there_are(release: Release) -> None:
    fields = f"invoices.lines.*: {{{MONEY}}}"
    found = told(
        release, fields, "invoices[0].lines[0].amount", "invoices[0].lines[0].text", "invoices[0].taxes[0].amount"
    )
    assert found == [3, "Energy", None]


def test_one_name_in_the_middle(release: Release) -> None:
    fields = f"invoices.*.amount: {{{MONEY}}}"
    found = told(
        release, fields, "invoices[0].lines[0].amount", "invoices[0].taxes[0].amount", "invoices[0].lines[0].text"
    )
    assert found == [3, 4, None]


def test_everything_below(release: Release) -> None:
    fields = f"invoices: {{{MONEY}}}\ninvoices.**: {{category: user.financial.transaction}}"
    found = told(release, fields, "invoices[0].total", "invoices[0].taxes[0].text", "name")
    assert found == [40, "Levy", None]


def test_the_most_specific_rule_wins(release: Release) -> None:
    fields = f"""
invoices.**: {{{MONEY}}}
invoices.lines.*: {{action: drop}}
invoices.lines.amount: {{{MONEY}, action: round, step: 2}}
"""
    found = told(release, fields, "invoices[0].lines[0].amount", "invoices[0].lines[0].text", "invoices[0].total")
    assert found == [4, None, 40]


def test_a_parent_that_is_dropped_takes_all_that_a_wildcard_lists(release: Release) -> None:
    fields = f"invoices.**: {{{MONEY}}}\ninvoices.lines: {{action: drop}}"
    assert told(release, fields, "invoices[0].lines[0].amount", "invoices[0].taxes[0].amount") == [None, 4]


def test_what_a_name_says_keeps_it_out(release: Release, make_policy: MakePolicy) -> None:
    fields = f"invoices.*: {{{MONEY}}}"
    found = told(release, fields, "invoices[0].total", "invoices[0].agent_email", "invoices[0].religion")
    assert found == [40, None, None]
    rule = make_policy(fields).rule(("invoices", "agent_email"))
    assert rule is not None
    assert rule.denied
    assert "user.contact.email" in rule.withheld
    meant = make_policy("people.*: {category: user.contact, purposes: [invoice]}").rule(("people", "email"))
    assert meant is not None
    assert not meant.denied


@pytest.mark.parametrize(
    "name",
    [
        "Religion", "faith", "konfession", "union_member", "sindacato", "gesundheit", "health_note", "discapacidad",
        "clubs", "vereine", "sexualOrientation", "ethnicity", "etnia", "parteibuch", "password", "passwort",
        "geburtsdatum", "fecha_nacimiento", "date_of_birth", "IBAN", "credit_card", "telefono", "e_mail", "eMail",
        "codice_fiscale", "dni", "cpf", "ssn", "salary", "einkommen", "latitude", "last_name", "children",
        "kd_geb_dat",
    ],
)  # fmt: skip
def test_telltale_names(make_policy: MakePolicy, name: str) -> None:
    rule = make_policy(f"things.*: {{{MONEY}}}").rule(("things", name))
    assert rule is not None
    assert rule.denied


@pytest.mark.parametrize(
    "name", ["total", "amount", "issued", "due", "kwh", "vat", "description", "quantity", "unit_price", "kind",
             "postage", "month", "period_start", "number", "revenue", "currency", "label"]
)  # fmt: skip
def test_harmless_names(make_policy: MakePolicy, name: str) -> None:
    rule = make_policy(f"things.*: {{{MONEY}}}").rule(("things", name))
    assert rule is not None
    assert not rule.denied


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("'*': {category: user.preference, purposes: [invoice]}", "would list whatever the data has"),
        ("'**': {category: user.preference, purposes: [invoice]}", "would list whatever the data has"),
        ("'*.total': {category: user.preference, purposes: [invoice]}", "would list whatever the data has"),
        ("invoices.*: {purposes: [invoice]}", "fields of any kind"),
        ("invoices.*: {category: user.health, purposes: [invoice]}", "sensitive"),
        (
            "invoices.*: {category: user.preference, action: derive, derive: related_products, purposes: [offers]}",
            "a name of its own",
        ),
        ("invoices.li*: {action: drop, category: user.name}", "no pattern"),
        ("invoices.**.amount: {action: drop, category: user.name}", "no pattern"),
        (f"a.*.c: {{{MONEY}}}\na.b.*: {{{MONEY}}}", "both speak for 'a.b.c'"),
        ("a: {category: user.financial, purposes: [invoice]}\na.*: {category: user.financial, purposes: [offers]}",
         "more than its parent"),
        (
            "a.*.c: {category: user.preference, purposes: [invoice, offers]}\n"
            "a.b: {category: user.preference, purposes: [invoice]}",
            "'a.b.c' may be used for more than its parent",
        ),
        (
            "a.**: {category: user.preference, purposes: [invoice], relationship: [customer, prospect]}\n"
            "a.b: {category: user.preference, purposes: [invoice], relationship: [customer]}",
            "more people",
        ),
    ],
)  # fmt: skip
def test_a_wildcard_that_can_not_hold(make_policy: MakePolicy, fields: str, said: str) -> None:
    with pytest.raises(PolicyError) as caught:
        make_policy(fields)
    assert said in caught.value.cause
    assert ":6:" in caught.value.place or ":7:" in caught.value.place


def test_a_tie_that_is_written_out_is_none(make_policy: MakePolicy) -> None:
    policy = make_policy(f"a.*.c: {{{MONEY}}}\na.b.*: {{action: drop, category: user.name}}\na.b.c: {{{MONEY}}}")
    rule = policy.rule(("a", "b", "c"))
    assert rule is not None
    assert not rule.denied


def test_denied_values_are_looked_for_whatever_denies_them(release: Release) -> None:
    """A wildcard that drops, or lists what a name keeps out, denies as a name does."""
    values = VALUES | {"invoices": [{"text": "Ask agent@example.org or Brunhilde", "agent_surname": "Brunhilde"}]}
    facts = {"text": "invoices[0].text"}
    for extra in ("", "\ninvoices.agent_surname: {action: drop, category: user.name}"):
        fields = f"invoices.*: {{{MONEY}}}{extra}"
        assert release(fields, facts, values).facts == {}
        clean = {"invoices": [{"text": "All well", "agent_surname": "Brunhilde"}]}
        assert release(fields, facts, VALUES | clean).facts != {}


def test_the_names_of_a_record_in_any_order_come_to_the_same(release: Release) -> None:
    fields = f"invoices.**: {{{MONEY}}}"
    turned = VALUES | {"invoices": [dict(reversed(list(VALUES["invoices"][0].items())))]}
    facts = {"total": "invoices[0].total", "rows": "invoices[0].lines | table('text', 'amount')"}
    assert repr(release(fields, facts, VALUES)) == repr(release(fields, facts, turned))
