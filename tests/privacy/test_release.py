"""The way through: what each condition lets past, what is recorded, and what the facts come to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from generator.errors import PrivacyError
from generator.model.facts import Fact, Money, Part, Parts, Point, SafeProfile, Series, Table
from generator.privacy import FactSpec

Release = Callable[..., SafeProfile]

INVOICES = """
invoices: {category: user.financial, purposes: [invoice]}
invoices.issued: {}
invoices.total: {}
invoices.currency: {}
invoices.kwh: {category: user.consumption}
invoices.lines.kind: {}
invoices.lines.amount: {}
"""


def line(kind: str, amount: str) -> dict[str, Any]:
    return {"kind": kind, "amount": Decimal(amount), "secret": "CANARY"}


VALUES: dict[str, Any] = {
    "invoices": [
        {
            "issued": date(2026, 3, 2),
            "total": Decimal("50.00"),
            "currency": "EUR",
            "kwh": 120,
            "lines": [line("Energy", "30.00"), line("Grid", "15.00"), line("Energy", "5.00")],
        },
        {
            "issued": date(2026, 4, 2),
            "total": Decimal("42.50"),
            "currency": "EUR",
            "kwh": 90,
            "lines": [line("Energy", "25.00"), line("Grid", "15.00"), line("Bonus", "2.50")],
        },
    ]
}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("invoices[-1].total | money(invoices[-1].currency)", Money(Decimal("42.50"), "EUR")),
        ("invoices[-1].issued", date(2026, 4, 2)),
        ("invoices[-1].total - invoices[-2].total", Decimal("-7.50")),
        ("invoices | length", Decimal(2)),
        ("invoices[-1].kwh < invoices[-2].kwh", True),
        ("invoices[-1].lines | sum(attribute='amount')", Decimal("42.50")),
        ("'Hello ' ~ invoices[-1].currency", "Hello EUR"),
        (
            "invoices[-6:] | series('issued', 'kwh', unit='kWh')",
            Series((Point(date(2026, 3, 2), Decimal(120)), Point(date(2026, 4, 2), Decimal(90))), "kWh"),
        ),
        (
            "invoices[0].lines | parts('kind', 'amount', invoices[0].currency)",
            Parts((Part("Energy", Money(Decimal("35.00"), "EUR")), Part("Grid", Money(Decimal("15.00"), "EUR")))),
        ),
        (
            "invoices[-1].lines | table('kind', 'amount')",
            Table(("kind", "amount"), (("Energy", Decimal(25)), ("Grid", Decimal(15)), ("Bonus", Decimal("2.5")))),
        ),
        (
            "invoices[-2].lines | steps(invoices[-1].lines, 'kind', 'amount', 'EUR', invoices[-2].issued, 'April')",
            Parts(
                (
                    Part(date(2026, 3, 2), Money(Decimal(50), "EUR")),
                    Part("Energy", Money(Decimal(-10), "EUR")),
                    Part("Bonus", Money(Decimal("2.5"), "EUR")),
                    Part("April", Money(Decimal("42.5"), "EUR")),
                )
            ),
        ),
        (
            "[part('March', invoices[0].total, 'EUR')] + (invoices[1].lines[1:2] | parts('kind', 'amount', 'EUR'))",
            Parts((Part("March", Money(Decimal(50), "EUR")), Part("Grid", Money(Decimal(15), "EUR")))),
        ),
    ],
)
def test_what_an_expression_comes_to(release: Release, expression: str, value: Any) -> None:
    profile = release(INVOICES, {"it": expression}, VALUES)
    assert profile.facts == {"it": Fact(value, ("invoice",))}
    assert type(profile.facts["it"].value) is type(value)


@pytest.mark.parametrize(
    "expression",
    [
        "invoices[7].total",
        "invoices[-1].secret",
        "invoices[-1].lines | parts('kind', 'secret', 'EUR')",
        "invoices[-1].total | money(invoices[-1].secret)",
        "invoices | selectattr('secret', 'defined') | list",
        "nothing_at_all",
        "''",
    ],
)
def test_what_is_missing_makes_the_fact_missing(release: Release, expression: str) -> None:
    assert release(INVOICES, {"it": expression}, VALUES).facts == {}


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("invoices", "comes to a list"),
        ("invoices[-1]", "comes to Row"),
        ("invoices[-1].total + 'x'", "TypeError"),
        ("invoices[-1].total / 0", "DivisionByZero"),
        ("invoices[-1].total | money('Euros')", "ValueError"),
        ("invoices | map(attribute='currency') | list", "comes to a list"),
        ("invoices[-1].__class__", None),
        ("invoices[-1]._fields", None),
    ],
)
def test_what_can_not_be_vouched_for_is_an_error_without_a_value(
    release: Release, expression: str, said: str | None
) -> None:
    if said is None:  # not reachable: the sandbox makes it missing or refuses it
        try:
            assert release(INVOICES, {"it": expression}, VALUES).facts == {}
        except PrivacyError as caught:
            assert "SecurityError" in caught.cause
        return
    with pytest.raises(PrivacyError) as caught:
        release(INVOICES, {"it": expression}, VALUES)
    assert said in caught.value.cause
    assert caught.value.place == "customers.csv, row 2"
    # The remedy names a file, in a folder that may be numbered so.
    assert "42" not in caught.value.cause
    assert "CANARY" not in str(caught.value)


def redaction(profile: SafeProfile, field: str) -> str | None:
    return next((one.rule for one in profile.redactions if one.field == field), None)


def test_unlisted_fields_and_children_are_dropped(release: Release) -> None:
    fields = "name: {category: user.name, purposes: [invoice]}\n" + INVOICES.strip()
    values = VALUES | {"name": "Ada", "shoe_size": "CANARY", "pets": [{"name": "CANARY"}]}
    facts = {"name": "name", "size": "shoe_size", "pet": "pets[0].name", "secret": "invoices[-1].lines[0].secret"}
    assert set(release(fields, facts, values).facts) == {"name"}


def test_a_list_without_listed_children_tells_nothing(release: Release) -> None:
    profile = release("invoices: {category: user.financial, purposes: [invoice]}", {"n": "invoices | length"}, VALUES)
    assert profile.facts == {}
    assert redaction(profile, "invoices") == "unlisted"


@pytest.mark.parametrize(("relationship", "told"), [("customer", True), ("prospect", False)])
def test_relationship(release: Release, relationship: str, told: bool) -> None:
    fields = "born: {category: user.demographic.date_of_birth, action: bucket, to: birthday_week, purposes: [offers]}"
    profile = release(fields, {"party": "born"}, {"born": date(1990, 5, 6)}, relationship=relationship)
    assert ("party" in profile.facts) is told
    assert redaction(profile, "born") == ("bucket" if told else "relationship")


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (date(2025, 5, 4), True),
        (date(2025, 5, 3), False),
        (datetime(2026, 1, 1, 9), True),
        ("2026-01-01", True),
        ("01/02/2026", False),
        (date(2026, 5, 5), False),
        (None, False),
    ],
)
def test_freshness(release: Release, seen: Any, told: bool) -> None:
    fields = "city: {category: user.contact.address.city, purposes: [offers], max_age: P12M, as_of: moved_in}"
    profile = release(fields, {"city": "city"}, {"city": "Oslo", "moved_in": seen})
    assert ("city" in profile.facts) is told
    assert redaction(profile, "city") == (None if told else "stale")


def test_a_child_ages_by_its_own_date(release: Release) -> None:
    fields = """
moves: {category: user.contact.address.city, purposes: [invoice]}
moves.city: {max_age: P1Y, as_of: on}
"""
    moves = [{"city": "Oslo", "on": date(2020, 1, 1)}, {"city": "Bergen", "on": date(2026, 1, 1)}]
    profile = release(fields, {"old": "moves[0].city", "new": "moves[1].city"}, {"moves": moves})
    assert {name: fact.value for name, fact in profile.facts.items()} == {"new": "Bergen"}
    assert redaction(profile, "moves.city") == "stale"


def test_a_whole_list_can_age_or_be_for_customers_only(release: Release) -> None:
    fields = """
visits: {category: user.location.coarse, purposes: [offers], max_age: P1M, as_of: counted_on}
visits.place: {}
"""
    facts = {"n": "visits | length"}
    values = {"visits": [{"place": "Oslo"}], "counted_on": date(2026, 5, 1)}
    assert "n" in release(fields, facts, values).facts
    assert release(fields, facts, values | {"counted_on": date(2026, 3, 1)}).facts == {}
    assert release(fields, facts, values, relationship="prospect").facts == {}


def test_purposes_are_worked_out_apart(release: Release) -> None:
    fields = """
name: {category: user.name, purposes: [invoice, offers]}
balance: {category: user.financial, purposes: [invoice]}
taste: {category: user.preference, purposes: [offers]}
"""
    facts = {
        "name": "name",
        "balance": "balance",
        "taste": "taste",
        "both": "taste if balance is defined else 'none'",
        "line": "balance if balance is defined else name",
        "limited": {"value": "name", "purpose": "offers"},
    }
    given = {name: FactSpec(**fact) if isinstance(fact, dict) else fact for name, fact in facts.items()}
    values = {"name": "Ada", "balance": Decimal(9), "taste": "tea"}
    facts_of = release(fields, given, values).facts
    assert {name: (fact.value, fact.purposes) for name, fact in facts_of.items()} == {
        "name": ("Ada", ("invoice", "offers")),
        "balance": (Decimal(9), ("invoice",)),
        "taste": ("tea", ("offers",)),
        "both": ("none", ("offers",)),
        "line": (Decimal(9), ("invoice",)),
        "limited": ("Ada", ("offers",)),
    }
    only_offers = release(fields, given, values, purposes=("offers",))
    assert set(only_offers.facts) == {"name", "taste", "both", "line", "limited"}
    assert only_offers.facts["line"] == Fact("Ada", ("offers",))
    assert redaction(only_offers, "balance") == "purpose"


def test_what_is_inferred_is_marked(release: Release) -> None:
    fields = """
band: {category: user.financial, origin: inferred, purposes: [offers]}
name: {category: user.name, purposes: [offers]}
"""
    facts = {"rich": "band == 'A'", "greeting": "name if band is defined else 'you'", "name": "name"}
    told = release(fields, facts, {"band": "A", "name": "Ada"}).facts
    assert {name: fact.inferred for name, fact in told.items()} == {"rich": True, "greeting": True, "name": False}


def test_facts_that_no_template_declares_are_not_worked_out(
    make_policy: Any, make_facts: Any, make_filter: Any, make_recipient: Any
) -> None:
    policy = make_policy("name: {category: user.name, purposes: [invoice]}")
    facts = make_facts({"name": "name", "broken": "name + 1"})
    profile = make_filter(policy, facts, needed={"name"}).release(make_recipient({"name": "Ada"}), "it_IT")
    assert set(profile.facts) == {"name"}
    assert profile.locale == "it_IT"


@pytest.mark.parametrize("value", [None, "", "  ", "\u00a0"])
def test_an_empty_value_is_a_missing_one(release: Release, value: Any) -> None:
    profile = release("name: {category: user.name, purposes: [invoice]}", {"name": "name"}, {"name": value})
    assert profile.facts == {}
    assert redaction(profile, "name") == "missing"


def test_a_transform_that_fails_tells_nothing(release: Release) -> None:
    fields = "kwh: {category: user.consumption, action: round, step: 10, purposes: [invoice]}"
    profile = release(fields, {"kwh": "kwh"}, {"kwh": "123"})
    assert profile.facts == {}
    assert redaction(profile, "kwh") == "round"


def test_field_names_that_python_knows_stay_fields(release: Release) -> None:
    fields = "orders: {category: user.financial, purposes: [invoice]}\n" + "\n".join(
        f"orders.{name}: {{}}" for name in ("items", "keys", "get", "count", "values")
    )
    order = {name: f"the {name}" for name in ("items", "keys", "get", "count", "values")}
    facts = {name: f"orders[0].{name}" for name in order}
    assert {k: fact.value for k, fact in release(fields, facts, {"orders": [order]}).facts.items()} == order


def test_pseudonyms_differ_by_customer_campaign_and_secret(
    make_policy: Any, make_filter: Any, make_recipient: Any
) -> None:
    policy = make_policy("name: {category: user.name, action: drop}")

    def pseudonym(customer: str = "C-1", **about: Any) -> str:
        return str(make_filter(policy, {}, **about).release(make_recipient({}, customer_id=customer), "en").pseudonym)

    assert pseudonym() == pseudonym()
    assert len({pseudonym(), pseudonym("C-2"), pseudonym(campaign="may"), pseudonym(secret=b"x")}) == 4
    assert "C-1" not in pseudonym()


def test_a_salutation_speaks_the_language_of_the_words_and_uses_what_the_purpose_may(release) -> None:
    fields = """
first: {category: user.name.first, purposes: [invoice, offers]}
last: {category: user.name.last, purposes: [invoice]}
title: {category: user.name.title, purposes: [invoice, offers]}
"""
    facts = {
        "hello": "greet(first, last, title=title)",
        "offer": FactSpec(value="greet(first, last, title=title)", purpose="offers"),
        "name": "name_of(first, last)",
        "nobody": "name_of(title)",
    }
    values = {"first": "ANNA", "last": "WEBER", "title": "Mrs"}
    profile = release(fields, facts, values)
    assert {name: fact.value for name, fact in profile.facts.items()} == {
        "hello": "Dear Ms Weber",
        "offer": "Hello Anna",
        "name": "Anna Weber",
    }
    assert profile.facts["hello"].purposes == ("invoice",)
    assert release(fields, facts, {}).facts["hello"].value == "Hello"
