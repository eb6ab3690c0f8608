"""Texts that speak of a special category: never told for marketing, notes never at all, and the receipt says why."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from generator.model.facts import SafeProfile
from generator.privacy import Filter

FIELDS = """
note: {category: user.content.public, purposes: [invoice]}
wish: {category: user.preference, purposes: [offers]}
shop: {category: user.preference, purposes: [invoice, offers]}
name: {category: user.name, purposes: [offers]}
lines: {category: user.financial, purposes: [invoice, offers]}
lines.text: {}
"""
FACTS = {"note": "note", "wish": "wish", "shop": "shop", "name": "name", "it": "lines | table('text')"}

Release = Callable[..., SafeProfile]


@pytest.fixture
def receipt(
    make_policy: Callable[..., Any],
    make_facts: Callable[..., Any],
    make_filter: Callable[..., Filter],
    make_recipient: Any,
) -> Callable[..., dict[str, Any]]:
    def make(values: dict[str, Any], **about: Any) -> dict[str, Any]:
        filtered = make_filter(make_policy(FIELDS), make_facts(FACTS))
        recipient = make_recipient(values, **about)
        return filtered.receipt(recipient, filtered.release(recipient, "en_GB"), {})

    return make


def test_a_text_with_a_sensitive_word_is_told_for_the_contract_only(release: Release) -> None:
    profile = release(FIELDS, FACTS, {"shop": "insulin pens"})
    assert profile.facts["shop"].purposes == ("invoice",)
    assert release(FIELDS, FACTS, {"shop": "garden pens"}).facts["shop"].purposes == ("invoice", "offers")


def test_a_text_for_marketing_alone_is_dropped(release: Release) -> None:
    profile = release(FIELDS, FACTS, {"wish": "kosher wine"})
    assert "wish" not in profile.facts
    assert {(one.field, one.rule, one.reason) for one in profile.redactions} >= {
        ("wish", "scan", "it holds words about belief")
    }


def test_for_whom_only_marketing_is_permitted_nothing_is_left(release: Release) -> None:
    profile = release(FIELDS, FACTS, {"shop": "insulin pens"}, purposes=("offers",))
    assert "shop" not in profile.facts
    assert "shop" in {one.field for one in profile.redactions}


def test_a_note_is_dropped_whatever_it_is_for(release: Release) -> None:
    assert "note" not in release(FIELDS, FACTS, {"note": "diabetic, call the daughter"}).facts
    assert "note" in release(FIELDS, FACTS, {"note": "call the daughter"}).facts


def test_only_the_child_that_says_it_is_held_back_from_marketing(release: Release) -> None:
    lines = [{"text": "Energy"}, {"text": "Insulin, 5 pens"}]
    told = release(FIELDS, FACTS, {"lines": lines}, purposes=("invoice",)).facts["it"]
    assert told.value.rows == (("Energy",), ("Insulin, 5 pens",))
    offered = release(FIELDS, FACTS, {"lines": lines}, purposes=("offers",)).facts["it"]
    assert offered.value.rows == (("Energy",), (None,))


def test_a_persons_own_name_is_told(release: Release) -> None:
    assert "name" in release(FIELDS, FACTS, {"name": "Muslim Church"}).facts


def test_the_receipt_names_field_and_category_and_never_the_word(receipt: Callable[..., dict[str, Any]]) -> None:
    values = {"shop": "insulin pens", "note": "voted Tory", "wish": "kosher wine"}
    written = receipt(values)
    assert written["limited"] == [
        {"field": "shop", "rule": "scan", "reason": "it holds words about health, so it is not told for marketing"}
    ]
    dropped = {one["field"]: one["reason"] for one in written["dropped"] if one["rule"] == "scan"}
    assert dropped == {"note": "it holds words about politics", "wish": "it holds words about belief"}
    for word in ("insulin", "tory", "kosher"):
        assert word not in json.dumps(written).lower()
