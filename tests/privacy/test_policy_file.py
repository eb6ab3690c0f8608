"""policy.yaml: what is accepted, what is refused, at which line and with which remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import PolicyError
from generator.privacy import Policy, load_policy

MakePolicy = Callable[..., Policy]
FIRST_FIELD = 6  # the line of the first field in the files that make_policy writes


def test_children_take_what_their_parent_says(make_policy: MakePolicy) -> None:
    policy = make_policy(
        """
invoices: {category: user.financial, purposes: [invoice], origin: inferred}
invoices.total: {action: keep}
invoices.lines.amount: {action: round, step: 1, category: user.consumption}
"""
    )
    total, amount = policy.fields["invoices", "total"], policy.fields["invoices", "lines", "amount"]
    assert (total.category, total.purposes, total.inferred) == ("user.financial", ("invoice",), True)
    assert (amount.category, amount.purposes, amount.inferred) == ("user.consumption", ("invoice",), True)
    assert policy.containers == {("invoices",), ("invoices", "lines")}


def test_what_shows_knowledge_is_for_customers_unless_said(make_policy: MakePolicy) -> None:
    policy = make_policy(
        """
born: {category: user.demographic.date_of_birth, action: bucket, to: birthday_week, purposes: [offers]}
name: {category: user.name, purposes: [offers]}
"""
    )
    assert policy.fields[("born",)].relationship == ("customer",)
    assert policy.fields[("name",)].relationship == ("customer", "prospect")


@pytest.mark.parametrize(
    ("fields", "said", "remedy"),
    [
        ("name: {category: user.nme, purposes: [invoice]}", "no category 'user.nme'", "'user.name'"),
        ("h: {category: user.health_and_medical.genetic, action: drop}", "no category", "'user.health.genetic'"),
        ("h: {category: user.biometric.health, action: drop}", "no category", "'user.biometrics'"),
        ("name: {purposes: [invoice]}", "has no category", "category: user.name"),
        ("name: {category: user.name, action: kepp, purposes: [invoice]}", "no action 'kepp'", "'keep'"),
        ("name: {category: user.name}", "may be used for nothing", "purposes"),
        ("name: {category: user.name, purposes: [offer]}", "no purpose 'offer'", "'offers'"),
        ("name: {category: user.name, purposes: [invoice], colour: red}", "unknown key 'colour'", ""),
        ("name: {category: user.name, purposes: [invoice], step: 3}", "unknown key 'step'", ""),
        ("born: {category: user.name, action: bucket, to: age_band, purposes: [invoice]}", "needs 'bands'", ""),
        (
            "born: {category: user.name, action: bucket, to: age_band, bands: [30, 18], purposes: [invoice]}",
            "must rise",
            "",
        ),
        ("kwh: {category: user.consumption, action: round, step: 0, purposes: [invoice]}", "'step' is wrong", ""),
        ("x: {category: user.health.condition, purposes: [invoice]}", "sensitive", "action: drop"),
        ("x: {category: user.membership.union, action: pseudonymise, purposes: [invoice]}", "sensitive", "drop"),
        ("x: {category: user.name, sensitive: true, purposes: [invoice]}", "sensitive", "drop"),
        ("x: {category: user.health, sensitive: false, purposes: [invoice]}", "sensitive", "drop"),
        ("name: {category: user.name, purposes: [invoice], max_age: P1Y}", "go together", "as_of"),
        ("name: {category: user.name, purposes: [invoice], as_of: seen}", "go together", "max_age"),
        ("name: {category: user.name, purposes: [invoice], max_age: 1 year, as_of: seen}", "'max_age' is wrong", ""),
        (
            "born: {category: user.demographic.date_of_birth, purposes: [offers], relationship: [customer, prospect]}",
            "for customers only",
            "relationship: [customer]",
        ),
        (
            "bought: {category: user.behavior.purchase_history, purposes: [invoice, offers]}",
            "marketing, which never reminds of it",
            "derive",
        ),
        (
            "bought: {category: user.behavior.purchase_history, action: mask, to: all, purposes: [offers]}",
            "reminds",
            "",
        ),
        ("part: {category: user.name, purposes: [invoice]}", "word of the expressions", "another name"),
        ("a..b: {category: user.name, purposes: [invoice]}", "not a field's name", ""),
        (
            "name: {category: user.name, action: drop}\nnаme: {category: user.name, action: drop}",
            "look alike",
            "Rename",
        ),
    ],
)
def test_a_rule_that_can_not_hold_is_refused(make_policy: MakePolicy, fields: str, said: str, remedy: str) -> None:
    with pytest.raises(PolicyError) as caught:
        make_policy(fields)
    assert said in caught.value.cause
    assert remedy in caught.value.remedy
    assert ":5:" in caught.value.place or f":{FIRST_FIELD}:" in caught.value.place


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("parent.child: {purposes: [offers]}", "more than its parent"),
        ("parent.child: {purposes: [invoice], category: user.health}", "sensitive"),
        ("parent.child: {purposes: [invoice], sensitive: true}", "sensitive"),
    ],
)
def test_a_child_can_not_widen_its_parent(make_policy: MakePolicy, second: str, said: str) -> None:
    with pytest.raises(PolicyError, match=said) as caught:
        make_policy(f"parent: {{category: user.financial, purposes: [invoice]}}\n{second}")
    assert f"policy.yaml:{FIRST_FIELD + 1}:" in caught.value.place


@pytest.mark.parametrize(
    "parent", ["category: user.health", "category: user.name, sensitive: true", "category: user.name"]
)
def test_nothing_is_told_from_under_a_dropped_parent(make_policy: MakePolicy, parent: str) -> None:
    with pytest.raises(PolicyError):
        make_policy(f"p: {{{parent}, action: drop}}\np.child: {{category: user.name, purposes: [invoice]}}")


@pytest.mark.parametrize("action", ["mask, to: all", "pseudonymise", "derive, derive: related_products"])
def test_a_list_can_only_be_kept_or_dropped(make_policy: MakePolicy, action: str) -> None:
    with pytest.raises(PolicyError, match="has children"):
        make_policy(f"p: {{category: user.name, purposes: [invoice], action: {action}}}\np.child: {{}}")


@pytest.mark.parametrize(
    "field",
    [
        "ideas: {category: user.preference, action: derive, derive: related_products, from: creed, purposes: [offers]}",
        "it: {category: user.preference, action: derive, derive: related_products, from: creed.of, purposes: [offers]}",
        "city: {category: user.contact.address.city, purposes: [offers], max_age: P1Y, as_of: creed}",
    ],
)
def test_nothing_is_worked_out_from_a_sensitive_field(make_policy: MakePolicy, field: str) -> None:
    with pytest.raises(PolicyError, match="sensitive, so nothing may be worked out"):
        make_policy(f"creed: {{category: user.demographic.religious_belief, action: drop}}\n{field}")


@pytest.mark.parametrize(
    ("purpose", "said"),
    [
        ("{use: marketing.comunications, basis: consent}", "Did you mean 'marketing.communications'?"),
        ("{use: marketing.communications, basis: contract}", "can't rest on a contract"),
        ("{use: essential.service, basis: hope}", "'basis' is wrong"),
        ("{use: essential.service, basis: consent, max_age: P}", "'max_age' is wrong"),
    ],
)
def test_a_purpose_that_can_not_hold_is_refused(tmp_path: Path, purpose: str, said: str) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(f"version: 1\npurposes:\n  p: {purpose}\nfields: {{}}\n", encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert said in str(caught.value)
    assert f"{path}:3:" in caught.value.place


def test_fewer_than_two_alternatives_can_not_be_asked_for(make_policy: MakePolicy) -> None:
    with pytest.raises(PolicyError, match="min_alternatives"):
        make_policy("name: {category: user.name, action: drop}", rules="rules: {min_alternatives: 1}\n")


def test_the_digest_changes_with_the_file(make_policy: MakePolicy) -> None:
    first = make_policy("name: {category: user.name, action: drop}").digest
    assert first == make_policy("name: {category: user.name, action: drop}").digest
    assert first != make_policy("name: {category: user.name.last, action: drop}").digest
