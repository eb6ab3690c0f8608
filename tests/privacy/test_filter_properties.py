"""For any policy and any record: what is denied stands in nothing that is released, however it is written there."""

from __future__ import annotations

import datetime
import re
import string
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from generator.audience.recipient import Recipient
from generator.errors import CampaignError
from generator.intake.record import CustomerRecord
from generator.privacy import NO_PRODUCTS, Filter, compile_facts, load_policy
from generator.sourcefile import read

TODAY = datetime.date(2026, 5, 4)
TOP = ("alpha", "beta", "gamma", "delta")
BELOW = ("kilo", "lima")
# One of each kind that matters: identifying, coarse, special, what a person did, neither. Those that are parts of one
# whole, such as names, may stand in each other, and are left out.
CATEGORIES = (
    "user.contact.email",
    "user.unique_id",
    "user.government_id",
    "user.content.private",
    "user.health.condition",
    "user.membership.union",
    "user.preference",
    "user.payment",
)
SPECIAL = ("user.health.condition", "user.membership.union")
ACTIONS = (
    "keep",
    "drop",
    "mask, to: last4",
    "mask, to: initial",
    "pseudonymise",
    "bucket, to: decade",
    "round, step: 10",
)

words = st.text(string.ascii_lowercase + "äéñ", min_size=9, max_size=14).filter(str.isalpha)
codes = st.from_regex(r"[A-Z]{3}-[1-9][0-9]{7}", fullmatch=True)
secrets = codes | st.tuples(words, words).map(" ".join)
scalars = (
    secrets | st.dates(datetime.date(1930, 1, 1), datetime.date(2020, 1, 1)) | st.integers(10**7, 10**9).map(Decimal)
)


@st.composite
def policies(draw: st.DrawFn) -> dict[str, str]:
    """Field → its rule as YAML; some fields are not listed at all."""
    rules = {}
    for name in draw(st.lists(st.sampled_from([*TOP, *(f"rows.{below}" for below in BELOW)]), unique=True)):
        category, action = draw(st.sampled_from(CATEGORIES)), draw(st.sampled_from(ACTIONS))
        if category in SPECIAL:
            action = "drop"
        told = f"{{category: {category}, action: {action}"
        if action != "drop":
            told += (
                f", purposes: [{', '.join(draw(st.sampled_from([['invoice'], ['offers'], ['invoice', 'offers']])))}]"
            )
            if draw(st.booleans()):
                told += ", relationship: [customer]"
        rules[name] = told + "}"
    return rules


def spelt(draw: st.DrawFn, value: Any) -> str:
    """A value as somebody may write it inside a note."""
    text = (
        value.isoformat()
        if isinstance(value, datetime.date)
        else format(value, "f")
        if isinstance(value, Decimal)
        else value
    )
    if draw(st.booleans()):
        text = draw(st.sampled_from([str.upper, str.title, str.lower]))(text)
    if draw(st.booleans()):
        at = draw(st.integers(1, len(text) - 1))
        text = text[:at] + draw(st.sampled_from(["\u200b", "\u00ad", "\u2060"])) + text[at:]
    return (
        f"{draw(st.sampled_from(['', 'call ', 'about: ', '«']))}{text}{draw(st.sampled_from(['', ' soon', '.', '»']))}"
    )


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """Values for every field, listed or not; some of them quote others."""
    values: dict[str, Any] = {name: draw(scalars) for name in (*TOP, "extra")}
    rows = [{name: draw(scalars) for name in (*BELOW, "other")} for _ in range(draw(st.integers(0, 2)))]
    everything = [*values.values(), *(value for row in rows for value in row.values())]
    for name in draw(st.lists(st.sampled_from(TOP), unique=True, max_size=2)):
        values[name] = spelt(draw, draw(st.sampled_from(everything)))
    for row in rows:
        if draw(st.booleans()):
            row[draw(st.sampled_from(BELOW))] = spelt(draw, draw(st.sampled_from(everything)))
    return values | {"rows": rows}


def released(rules: Mapping[str, str], values: Mapping[str, Any], purposes: tuple[str, ...], relationship: str) -> str:
    """Every word that the filter lets through, joined."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fields = "\n".join(f"  {field}: {rule}" for field, rule in rules.items())
        (folder / "policy.yaml").write_text(
            "version: 1\npurposes:\n  invoice: {use: essential.service, basis: contract}\n"
            "  offers: {use: marketing.communications, basis: consent}\n"
            f"fields:{' {}' if not rules else ''}\n{fields}\n",
            encoding="utf-8",
        )
        facts = {field: field for field in (*TOP, "extra")} | {
            below: f"rows | table('{below}')" for below in (*BELOW, "other")
        }
        (folder / "campaign.yaml").write_text("facts: {}\n", encoding="utf-8")
        compiled = compile_facts(facts, read(folder / "campaign.yaml", CampaignError))
        policy = load_policy(folder / "policy.yaml")
    made = Filter(policy, compiled, NO_PRODUCTS, ("invoice", "offers"), b"a secret for tests", TODAY, campaign="april")
    record = CustomerRecord("customer-000417", values, (), "customers.csv, row 2")
    profile = made.release(Recipient(record, purposes, relationship, "everyone"), "en_GB")
    return repr({name: fact.value for name, fact in profile.facts.items()}) + repr(profile.redactions)


def plain(text: str) -> str:
    """Letters and digits alone, in lower case: another reading than the filter's own."""
    return "".join(char for char in text.lower() if char.isalnum())


def denied(rules: Mapping[str, str], values: Mapping[str, Any]) -> list[Any]:
    """Every value of a field that is not listed, or dropped.

    Of child records only what singles a person out is looked for elsewhere: amounts and descriptions are many people's.
    """

    def held(name: str) -> bool:
        return "action: drop" in rules.get(name, "action: drop")

    found = [value for name, value in values.items() if name != "rows" and held(name)]
    singling = [name for name in BELOW if re.search("contact|unique|government|private", rules.get(f"rows.{name}", ""))]
    return found + [row[name] for row in values["rows"] for name in singling if held(f"rows.{name}")]


def told_anyway(rules: Mapping[str, str], values: Mapping[str, Any]) -> set[str]:
    """What stands in a field that is kept or rounded as a number or a date, and so may be told."""
    told = [(values[name], rules.get(name, "")) for name in TOP]
    told += [(row[name], rules.get(f"rows.{name}", "")) for row in values["rows"] for name in BELOW]
    kept = [value for value, rule in told if "action: keep" in rule and not isinstance(value, str)]
    rounded = [value for value, rule in told if "action: round" in rule and isinstance(value, Decimal)]
    return {plain(str(value)) for value in [*kept, *(round(value / 10) * 10 for value in rounded)]}


ANY = given(
    policies(),
    records(),
    st.sampled_from([("invoice",), ("offers",), ("invoice", "offers")]),
    st.sampled_from(["customer", "prospect"]),
)


def nothing_denied_is_told(
    rules: dict[str, str], values: dict[str, Any], purposes: tuple[str, ...], relationship: str
) -> None:
    told = plain(released(rules, values, purposes, relationship))
    for value in denied(rules, values):
        if plain(str(value)) not in told_anyway(rules, values):
            assert plain(str(value)) not in told


def test_no_released_fact_holds_a_denied_value() -> None:
    settings(max_examples=300, deadline=None)(ANY(nothing_denied_is_told))()


def test_the_property_sees_a_filter_that_does_not_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.privacy.walk.Scanner.findings", lambda *_: {})
    with pytest.raises(AssertionError):
        settings(max_examples=300, deadline=None, phases=[Phase.generate])(ANY(nothing_denied_is_told))()
