"""Conditions on the person: consent that must stand, how old they are, and what was only observed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from generator.errors import PolicyError
from generator.intake.record import Consent, Objection
from generator.intake.shape import Shape
from generator.model.facts import SafeProfile
from generator.privacy import FactNeed, Policy, check_needs, warnings
from generator.privacy.derivations import KINDS

MakePolicy = Callable[..., Policy]
RULES = "rules: {birth_date: born}\n"


@pytest.fixture
def told(
    make_policy: MakePolicy, make_facts: Any, make_filter: Any, make_recipient: Any
) -> Callable[..., tuple[bool, str]]:
    """(fields, values, consents) in; whether the field `it` is told, and by which rule it is not, out."""

    def make(fields: str, values: dict[str, Any], consents: tuple[Consent, ...] = ()) -> tuple[bool, str]:
        filtered = make_filter(make_policy(fields, RULES), make_facts({"it": "it"}))
        profile: SafeProfile = filtered.release(make_recipient(values, consents=consents), "en")
        return "it" in profile.facts, next((one.rule for one in profile.redactions if one.field == "it"), "")

    return make


GIVEN = Consent("offers", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("consents", "expected"),
    [
        ((GIVEN,), (True, "")),
        ((), (False, "consent")),
        ((Consent("offers", date(2020, 1, 1)),), (False, "consent")),
        ((Consent("offers", date(2026, 1, 1), date(2026, 2, 1)),), (False, "consent")),
        ((Consent("invoice", date(2026, 1, 1)),), (False, "consent")),
        ((Consent("offers", date(2027, 1, 1)),), (False, "consent")),
    ],
)
def test_a_field_for_which_consent_must_stand(told: Any, consents: Any, expected: tuple[bool, str]) -> None:
    """Though the invoice that shows it rests on a contract."""
    fields = "it: {category: user.preference, purposes: [invoice], consent: [offers]}"
    assert told(fields, {"it": "green"}, consents) == expected


def test_consents_of_parent_and_child_must_all_stand(make_policy: MakePolicy) -> None:
    policy = make_policy(
        "rows: {category: user.preference, purposes: [invoice], consent: [offers]}\nrows.a: {consent: [invoice]}"
    )
    assert policy.fields["rows", "a"].consent == {"offers", "invoice"}


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2008, 5, 4), (True, "")),  # eighteen today
        ("2008-05-04", (True, "")),
        (date(2008, 5, 5), (False, "min_age")),
        (date(2027, 1, 1), (False, "min_age")),
        (None, (False, "min_age")),
        ("unknown", (False, "min_age")),
    ],
)
def test_a_field_for_those_of_age(told: Any, born: Any, expected: tuple[bool, str]) -> None:
    fields = "it: {category: user.preference, purposes: [invoice], min_age: 18}\nborn: {action: drop}"
    assert told(fields, {"it": "wine", "born": born}) == expected


@pytest.mark.parametrize(
    ("fields", "rules", "said"),
    [
        ("it: {category: user.preference, purposes: [invoice], min_age: 18}", "", "where the birth date stands"),
        (
            "it: {category: user.preference, purposes: [invoice], min_age: 18}\n"
            "born: {category: user.health, action: drop}",
            RULES,
            "sensitive, so nothing may be worked out",
        ),
        ("it: {category: user.preference, purposes: [invoice], min_age: 0}", RULES, "'min_age' is wrong"),
        ("it: {category: user.preference, purposes: [invoice], consent: [news]}", "", "no purpose 'news'"),
        (
            "it: {category: user.preference, purposes: [invoice], min_age: 21}\nit.a: {min_age: 18}",
            RULES,
            "people of 21 years already",
        ),
        (
            "it: {category: user.preference, purposes: [invoice], origin: inferred}\nit.a: {origin: declared}",
            "",
            "is inferred already",
        ),
        (
            "it: {category: user.preference, purposes: [invoice], relationship: [customer]}\n"
            "it.a: {relationship: [customer, prospect]}",
            "",
            "more people",
        ),
        (
            "it: {category: user.preference, purposes: [invoice], max_age: P1Y, as_of: seen}\n"
            "it.a: {max_age: P2Y, as_of: seen}",
            "",
            "for longer",
        ),
        (
            "it: {category: user.behavior.purchase_history, purposes: [invoice, offers]}\n"
            "it.a: {category: user.preference}",
            "",
            "never reminds of it",
        ),
    ],
)
def test_a_condition_that_can_not_hold(make_policy: MakePolicy, fields: str, rules: str, said: str) -> None:
    with pytest.raises(PolicyError, match=said):
        make_policy(fields, rules)


def test_nobody_is_old_enough_where_the_data_has_no_birth_date(make_policy: MakePolicy) -> None:
    policy = make_policy("it: {category: user.preference, purposes: [invoice], min_age: 18}", RULES)
    assert any("nobody is old enough" in said for said in warnings(policy, Shape(("it",))))


OBSERVED = "it: {category: user.consumption, origin: observed, purposes: [invoice, offers]}"


def test_what_was_observed_is_shown_on_an_invoice_and_not_in_marketing(
    make_policy: MakePolicy, make_facts: Any, make_filter: Any, make_recipient: Any
) -> None:
    policy, facts = make_policy(OBSERVED), make_facts({"it": "it"})
    filtered = make_filter(policy, facts)
    both = filtered.release(make_recipient({"it": 4}), "en").facts["it"]
    assert (both.purposes, both.inferred) == (("invoice",), False)
    offers = filtered.release(make_recipient({"it": 4}, purposes=("offers",)), "en").facts["it"]
    assert (offers.purposes, offers.inferred) == (("offers",), True)
    needs = [FactNeed("it", purpose, True, f"s.yaml:{line}:1") for line, purpose in ((1, "invoice"), (2, "offers"))]
    (fault,) = check_needs(policy, facts, needs, None)
    assert fault.place == "s.yaml:2:1"
    assert "observed" in fault.cause
    assert check_needs(policy, facts, [FactNeed("it", "offers", False, "s.yaml:3:1")], None) == []


@pytest.mark.parametrize(
    ("objections", "expected"),
    [
        ((), (True, "")),
        ((Objection("profiling", date(2026, 1, 1)),), (False, "objection")),
        ((Objection("all", None),), (False, "objection")),
        ((Objection("profiling", date(2026, 1, 1), date(2026, 2, 1)),), (True, "")),
        ((Objection("marketing", date(2026, 1, 1)), Objection("gpc", None)), (True, "")),
    ],
)
@pytest.mark.parametrize(
    ("fields", "values", "profiles"),
    [
        ("it: {category: user.preference, purposes: [invoice], origin: observed}", {"it": "green"}, True),
        ("it: {category: user.preference, purposes: [invoice], origin: inferred}", {"it": "green"}, True),
        ("it: {category: user.preference, purposes: [invoice]}", {"it": "green"}, False),
        (
            "it: {category: user.demographic.date_of_birth, action: derive, derive: birthday_window, from: born, "
            "purposes: [invoice]}",
            {"born": date(1980, 5, 4)},
            False,
        ),
    ],
)
def test_who_objects_to_profiling_is_not_told_what_they_are_like(
    make_policy: MakePolicy,
    make_facts: Any,
    make_filter: Any,
    make_recipient: Any,
    fields: str,
    values: dict[str, Any],
    profiles: bool,
    objections: tuple[Objection, ...],
    expected: tuple[bool, str],
) -> None:
    filtered = make_filter(make_policy(fields), make_facts({"it": "it"}))
    profile: SafeProfile = filtered.release(make_recipient(values, objections=objections), "en")
    objected = any(one.rule == "objection" for one in profile.redactions)
    assert ("it" in profile.facts, "objection" if objected else "") == (expected if profiles else (True, ""))


def test_which_derivations_are_profiling() -> None:
    assert {kind: rule.profiles for kind, rule in KINDS.items()} == {
        "related_products": True,
        "usage_band": True,
        "loyalty_tier": True,
        "region": False,
        "birthday_window": False,
    }
