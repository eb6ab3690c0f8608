"""A stricter policy never releases more, whatever the record, the person and the consents."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.audience.recipient import Recipient
from generator.errors import PolicyError
from generator.intake.record import Consent, CustomerRecord
from generator.privacy import NO_PRODUCTS, Policy, load_policy, stricter
from generator.privacy.rule import Context
from generator.privacy.walk import Walker

TODAY = date(2026, 5, 4)
HEAD = """\
version: 1
purposes:
  invoice: {use: essential.service, basis: contract}
  offers: {use: marketing.communications, basis: consent, max_age: P24M}
rules: {birth_date: born}
"""

# Patterns that the policies are made of, and what may be said of each; no two of a kind tie.
PATTERNS = (
    "name",
    "town",
    "born",
    "score",
    "rows",
    "rows.a",
    "rows.b",
    "rows.*",
    "rows.deep",
    "rows.deep.*",
    "rows.deep.a",
)
CATEGORIES = ("user.name", "user.preference", "user.contact.address.city", "user.content", "user.consumption")
ACTIONS = {
    "born": ("keep", "drop", "bucket, to: year", "bucket, to: month", "bucket, to: decade",
             "bucket, to: age_band, bands: [30, 60]", "bucket, to: age_band, bands: [30]"),
    "score": ("keep", "drop", "round, step: 5", "bucket, to: band, bands: [3, 7]", "bucket, to: band, bands: [7]"),
}  # fmt: skip
TEXT_ACTIONS = ("keep", "keep", "drop", "mask, to: initial", "mask, to: all", "pseudonymise")

KEYS = {
    "purposes": ["[invoice]", "[offers]", "[invoice, offers]"],
    "relationship": ["[customer]", "[customer]", "[prospect]"],
    "consent": ["[offers]"],
    "origin": ["declared", "observed", "inferred"],
    "min_age": ["18", "65"],
    "sensitive": ["true", "false"],
}


def fields(draw: st.DrawFn, patterns: Sequence[str], *, whole: bool) -> str:
    """`fields:` of a policy; `whole`: with all that a first file needs. Most of them hold."""
    lines = []
    few = st.integers(0, 7)
    for pattern in patterns:
        said: dict[str, str] = {}
        lists = any(other.startswith(pattern + ".") for other in PATTERNS)
        actions = ("keep", "keep", "drop") if lists else ACTIONS.get(pattern, TEXT_ACTIONS)
        if (whole and not lists) or draw(few) > 4:
            said["action"] = draw(st.sampled_from(actions))
        if whole:
            said["category"] = draw(st.sampled_from(CATEGORIES))
        if whole or draw(few) > 4:
            wide = whole and lists
            said["purposes"] = "[invoice, offers]" if wide else draw(st.sampled_from(KEYS["purposes"]))
        if draw(few) > 3:
            key = draw(st.sampled_from(sorted(KEYS)))
            said[key] = draw(st.sampled_from(KEYS[key]))
        if said.get("sensitive") == "true":
            said["action"] = "drop"
        if draw(few) == 0:
            said |= {"max_age": draw(st.sampled_from(["P1Y", "P2Y", "P800D"])), "as_of": "seen"}
        lines.append(f"  '{pattern}': {{{', '.join(f'{key}: {value}' for key, value in said.items())}}}")
    return "fields:\n" + "\n".join(lines) + "\n"


SOME = st.lists(st.sampled_from(PATTERNS), unique=True, min_size=2, max_size=6)


@st.composite
def rules(draw: st.DrawFn) -> str:
    return fields(draw, draw(SOME), whole=True)


@st.composite
def extended(draw: st.DrawFn) -> tuple[str, str]:
    """A base, and what extends it, mostly by fields that the base has."""
    patterns = draw(SOME)
    known = [*patterns, *(pattern for pattern in PATTERNS if "rows" in pattern and draw(st.integers(0, 9)) == 0)]
    some = draw(st.lists(st.sampled_from(known), unique=True, min_size=1, max_size=4))
    return fields(draw, patterns, whole=True), fields(draw, some, whole=False)


WORDS = ["Ada", "Ada Lovelace", "Lovelace", "Paris", "Mr Lovelace of Paris", "+999 555 0100 000", "Ada ada", "zürich"]
DAYS = st.sampled_from(
    [None, date(2025, 9, 1), date(1950, 1, 1), date(1985, 6, 1), date(1985, 7, 9), date(2015, 1, 1), date(2026, 1, 1)]
)
TEXTS = st.sampled_from([*WORDS, None])
ROW = st.fixed_dictionaries(
    {"seen": DAYS, "a": TEXTS, "b": TEXTS, "email": TEXTS},
    optional={"deep": st.lists(st.fixed_dictionaries({"seen": DAYS, "a": TEXTS, "c": TEXTS}), max_size=2)},
)
VALUES = st.fixed_dictionaries(
    {
        "name": TEXTS, "town": TEXTS, "born": DAYS, "seen": DAYS, "other": TEXTS,
        "score": st.sampled_from([None, Decimal(1), Decimal(4), Decimal(8), Decimal(52)]),
        "rows": st.lists(ROW, min_size=1, max_size=2),
    }
)  # fmt: skip
PEOPLE = st.tuples(
    st.sampled_from(["customer", "customer", "prospect"]),
    st.sampled_from([("invoice", "offers"), ("invoice",), ("offers",)]),
    st.sampled_from([(Consent("offers", date(2026, 1, 1)),), (Consent("offers", date(2020, 1, 1)),), ()]),
)
CLEAN = ("Ada", "Grace", "Mary")


def load(*texts: str) -> Policy | None:
    """Files, each extending the one before; None when they don't hold."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path()
        for number, text in enumerate(texts):
            head = HEAD if number == 0 else f"version: 1\nextends: {path.name}\n"
            path = Path(folder) / f"{number}.yaml"
            path.write_text(head + text, encoding="utf-8")
        try:
            return load_policy(path)
        except PolicyError:
            return None


def view(policy: Policy, values: Mapping[str, Any], person: Any) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """(what is told: (path with rows' numbers, purpose) → (action, value); the verdicts)."""
    relationship, purposes, consents = person
    record = CustomerRecord("customer-000417", values, consents, "row 1")
    context = Context(secret=b"secret", campaign="c", today=TODAY, customer_id="customer-000417", field="")
    walked = Walker(policy, NO_PRODUCTS).walk(Recipient(record, purposes, relationship, ""), context, {})
    return dict(_told(policy, walked.tree, (), ())), walked.verdicts


def _told(policy: Policy, tree: Mapping[str, Any], path: tuple[str, ...], above: tuple[Any, ...]) -> Iterator[Any]:
    for name, node in tree.items():
        if isinstance(node, list):
            for number, child in enumerate(node):
                yield from _told(policy, child, (*path, name), (*above, name, number))
        else:
            rule = policy.rule((*path, name))
            assert rule is not None
            for purpose in rule.purposes:
                yield ((*above, name), purpose), (rule.action, node)


@settings(max_examples=150, deadline=None)
@given(extended(), st.lists(VALUES, min_size=3, max_size=3), PEOPLE)
def test_an_extension_never_releases_more(texts: tuple[str, str], records: list[dict[str, Any]], person: Any) -> None:
    base, policy = load(texts[0]), load(*texts)
    if base is None or policy is None:
        return
    assert stricter(policy, base)
    for values in records:
        _compare(policy, base, values, person)


@settings(max_examples=150, deadline=None)
@given(rules(), rules(), st.lists(VALUES, min_size=3, max_size=3), PEOPLE)
def test_a_policy_that_is_called_stricter_is(
    one_text: str, other_text: str, records: list[dict[str, Any]], person: Any
) -> None:
    one, other = load(one_text), load(other_text)
    if one is None or other is None or not stricter(one, other):
        return
    for values in records:
        _compare(one, other, values, person)


def _compare(strict: Policy, loose: Policy, values: Mapping[str, Any], person: Any) -> None:
    told, _ = view(strict, values, person)
    more, verdicts = view(loose, values, person)
    for key, (action, value) in told.items():
        if key not in more:
            path = tuple(part for part in key[0] if isinstance(part, str))
            assert action != "keep", key
            assert verdicts[path][0] == "scan", key
        elif action == more[key][0] == "keep":
            assert value == more[key][1]


@settings(max_examples=150, deadline=None)
@given(extended(), VALUES, VALUES, PEOPLE)
def test_what_looks_alike_under_the_base_looks_alike_under_the_extension(
    texts: tuple[str, str], one: dict[str, Any], other: dict[str, Any], person: Any
) -> None:
    base, policy = load(texts[0]), load(*texts)
    if base is None or policy is None:
        return
    first = _cleaned(one)
    second = first | {name: value for name, value in _cleaned(other).items() if name not in ("seen", "born", "rows")}
    if view(base, first, person)[0] == view(base, second, person)[0]:
        assert view(policy, first, person)[0] == view(policy, second, person)[0]


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same with texts that no scan minds, so that what it takes away doesn't count."""
    return {
        name: CLEAN[len(value) % 3] if isinstance(value, str)
        else [_cleaned(row) for row in value] if isinstance(value, list) else value
        for name, value in values.items()
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "is_stricter"),
    [
        ("a: {category: user.name, <invoice>}", "a: {category: user.name, purposes: [invoice, offers]}", True),
        ("a.*: {action: drop}", "a.b: {category: user.content, <invoice>}", True),
        ("a.b: {category: user.content, <invoice>}", "a.*: {category: user.content, <invoice>}", True),
        ("a.*: {category: user.content, <invoice>}", "a.b: {category: user.content, <invoice>}", False),
        ("a: {category: user.content, <invoice>}", "b: {category: user.content, <invoice>}", False),
        ("a: {action: drop, category: system}", "b: {action: drop}", False),
        ("a: {category: user.contact.email, <invoice>}", "a: {category: user.contact, <invoice>}", False),
        ("a: {category: user, <invoice>}", "a: {category: user.content, <invoice>}", False),
        ("a: {category: user.contact, <invoice>}", "a: {category: user.contact.email, <invoice>}", True),
    ],
)
def test_policies_that_do_not_extend_each_other(one: str, other: str, is_stricter: bool) -> None:
    first, second = (load(f"fields:\n  {text}\n".replace("<invoice>", "purposes: [invoice]")) for text in (one, other))
    assert first is not None
    assert second is not None
    assert stricter(first, second) is is_stricter
