"""What is told of a policy, for everybody and for one: every field, by which rule, and no value."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.intake.shape import Shape
from generator.privacy import Explained, explain, explain_one

FIELDS = """
name: {category: user.name, purposes: [invoice, offers]}
born: {category: user.demographic, action: bucket, to: birthday_week, purposes: [offers], consent: [offers]}
creed: {category: user.demographic.religious_belief, action: drop}
city: {category: user.contact.address.city, purposes: [offers], max_age: P12M, as_of: moved}
note: {category: user.content, purposes: [invoice]}
rows: {category: user.financial, purposes: [invoice]}
rows.*: {category: user.financial}
rows.internal: {action: drop}
gone: {action: drop}
gone.total: {action: drop}
mood: {category: user.preference, origin: observed, purposes: [invoice]}
ideas: {category: user.preference, action: derive, derive: related_products, from: bought, purposes: [offers]}
"""
SHAPE = Shape(
    ("name", "born", "creed", "city", "moved", "note", "shoe", "bought"),
    {"rows": Shape(("total", "email", "internal")), "gone": Shape(("total", "more"))},
)
VALUES: dict[str, Any] = {
    "name": "Ada", "born": date(1985, 6, 1), "creed": "CANARY", "city": "CANARY", "moved": date(2020, 1, 1),
    "note": "CANARY call +999 555 0100 000", "shoe": "CANARY", "bought": "CANARY",
    "rows": [{"total": 5, "email": "canary@example.org", "internal": "CANARY"}], "gone": [{"total": 1, "more": 2}],
}  # fmt: skip


def by_name(found: tuple[Explained, ...]) -> dict[str, Explained]:
    assert len({each.field for each in found}) == len(found)
    return {each.field: each for each in found}


@pytest.mark.parametrize(
    ("field", "outcome", "rule", "purposes", "line"),
    [
        ("name", "kept", "keep", ("invoice", "offers"), 6),
        ("born", "changed", "bucket: birthday_week", ("offers",), 7),
        ("creed", "dropped", "sensitive", (), 8),
        ("shoe", "dropped", "unlisted", (), None),
        ("rows.total", "kept", "keep", ("invoice",), 12),
        ("rows.email", "dropped", "name", (), 12),
        ("rows.internal", "dropped", "drop", (), 13),
        ("gone.more", "dropped", "unlisted", (), 14),
        ("ideas", "changed", "derive: related_products", ("offers",), 17),
    ],
)
def test_for_everybody(
    make_policy: Any, field: str, outcome: str, rule: str, purposes: tuple[str, ...], line: int | None
) -> None:
    found = by_name(explain(make_policy(FIELDS), SHAPE))[field]
    assert (found.outcome, found.rule, found.purposes) == (outcome, rule, purposes)
    assert (f"policy.yaml:{line}:3" in found.places[0]) if line else not found.places


def test_conditions_and_parents_are_told(make_policy: Any) -> None:
    found = by_name(explain(make_policy(FIELDS), SHAPE))
    assert found["born"].conditions == ("customers only", "consent for offers stands")
    assert found["city"].conditions == ("not older than P12M by moved",)
    assert found["mood"].conditions == ("never shown in marketing",)
    assert found["ideas"].conditions == ("from bought",)
    assert [place.rsplit(":", 2)[1] for place in found["rows.total"].places] == ["12", "11"]
    assert (found["ideas"].in_data, found["mood"].in_data) == (True, False)


def test_for_one_recipient(make_policy: Any, make_filter: Any, make_recipient: Any) -> None:
    policy = make_policy(FIELDS)
    person = make_recipient(VALUES, purposes=("invoice",))
    found = by_name(explain_one(policy, SHAPE, make_filter(policy, {}).verdicts(person), person.purposes))
    told = {name: (each.outcome, each.rule) for name, each in found.items()}
    assert told["name"] == ("kept", "keep")
    assert found["name"].purposes == ("invoice",)
    assert told["born"] == ("dropped", "purpose")
    assert told["city"] == ("dropped", "purpose")
    assert told["note"] == ("dropped", "scan")
    assert told["mood"] == ("dropped", "missing")
    assert told["rows.total"] == ("kept", "keep")
    assert told["rows.email"] == ("dropped", "name")
    assert told["gone.total"] == ("dropped", "drop")
    assert told["shoe"] == ("dropped", "unlisted")
    both = make_recipient(VALUES)
    later = by_name(explain_one(policy, SHAPE, make_filter(policy, {}).verdicts(both), both.purposes))
    assert (later["city"].rule, later["city"].why) == ("stale", "it is past its age")
    assert later["born"].rule == "consent"
    assert "canary" not in repr([found, later]).casefold()
