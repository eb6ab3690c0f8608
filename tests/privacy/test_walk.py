"""The walk through a record: what it remembers of names and of kinds of people changes no verdict."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from generator.audience.recipient import Recipient
from generator.privacy import NO_PRODUCTS, Policy
from generator.privacy import levels as remembered
from generator.privacy.rule import Context
from generator.privacy.walk import Walked, Walker

MakePolicy = Callable[[str], Policy]
FIELDS = """
name: {category: user.name, purposes: [invoice]}
rows: {category: user.transaction, purposes: [invoice]}
rows.a: {}
rows.b: {relationship: [customer]}
more: {category: user.transaction, purposes: [invoice]}
more.a: {action: drop}
more.c: {}
"""
MakeRecipient = Callable[..., Recipient]


def walk(walker: Walker, recipient: Recipient) -> Walked:
    context = Context(
        secret=b"secret", campaign="c", today=date(2026, 5, 4), customer_id=recipient.record.customer_id, field=""
    )
    return walker.walk(recipient, context, {})


def told(walked: Walked) -> tuple[Any, ...]:
    return walked.tree, walked.verdicts, walked.limits, walked.denied


@pytest.fixture
def policy(make_policy: MakePolicy) -> Policy:
    return make_policy(FIELDS)


def test_children_of_several_names_each_have_their_own_verdicts(policy: Policy, make_recipient: MakeRecipient) -> None:
    rows = [{"a": "one", "b": "two"}, {"a": "three"}, {"b": " ", "x": 1}, {"a": None, "b": "four"}]
    walked = walk(Walker(policy, NO_PRODUCTS), make_recipient({"name": "Ada", "rows": rows}))
    assert walked.tree["rows"] == [{"a": "one", "b": "two"}, {"a": "three"}, {}, {"b": "four"}]
    assert walked.verdicts["rows", "a"] == ("keep", "")
    assert walked.verdicts["rows", "x"] == ("unlisted", "the policy does not list it")
    assert (("rows", "x"), "", 1) in walked.denied


def test_one_child_in_two_lists_is_judged_in_each(policy: Policy, make_recipient: MakeRecipient) -> None:
    child = {"a": "shared", "b": "two", "c": "three"}
    walked = walk(Walker(policy, NO_PRODUCTS), make_recipient({"rows": [child], "more": [child]}))
    assert walked.tree == {"rows": [{"a": "shared", "b": "two"}], "more": [{"c": "three"}]}
    assert walked.verdicts["rows", "c"][0] == "unlisted"
    assert walked.verdicts["more", "b"][0] == "unlisted"
    assert walked.verdicts["more", "a"][0] == "drop"
    assert (("more", "a"), "user.transaction", "shared") in walked.denied


def test_what_is_remembered_of_one_kind_of_person_is_not_used_for_another(
    policy: Policy, make_recipient: MakeRecipient
) -> None:
    walker, values = Walker(policy, NO_PRODUCTS), {"name": "Ada", "rows": [{"a": "one", "b": "two"}]}
    people = [make_recipient(values, relationship=each) for each in ("customer", "prospect", "customer")]
    for person in people:
        assert told(walk(walker, person)) == told(walk(Walker(policy, NO_PRODUCTS), person))
    assert told(walk(walker, people[0])) != told(walk(walker, people[1]))


def test_forgetting_changes_nothing(
    policy: Policy, make_recipient: MakeRecipient, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [make_recipient({"name": "Ada", "rows": [{"a": "one", f"x{number}": "two"}]}) for number in range(4)]
    known = [told(walk(Walker(policy, NO_PRODUCTS), person)) for person in people]
    monkeypatch.setattr(remembered, "_MOST_LEVELS", 2)
    monkeypatch.setattr(remembered, "_MOST_KINDS", 1)
    walker = Walker(policy, NO_PRODUCTS)
    assert [told(walk(walker, person)) for person in people] == known
