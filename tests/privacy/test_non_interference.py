"""What is denied changes nothing: as it is, as anything else of any length, and absent, the SafeProfile is equal."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.model.facts import SafeProfile
from generator.privacy import load_products

FIELDS = """
given_name: {category: user.name.first, purposes: [invoice, offers]}
surname: {category: user.name.last, action: drop}
email: {category: user.contact.email, action: drop}
creed: {category: user.demographic.religious_belief, action: drop}
clubs: {category: user.membership.club, action: drop, sensitive: true}
income: {category: user.financial.income, origin: inferred, action: drop}
born: {category: user.demographic.date_of_birth, action: bucket, to: age_band, bands: [30, 50], purposes: [offers]}
city: {category: user.contact.address.city, purposes: [offers], max_age: P1Y, as_of: city_as_of}
meter: {category: user.unique_id, action: pseudonymise, purposes: [invoice]}
ideas: {category: user.behavior.purchase_history, action: derive, derive: related_products, from: bought.product,
  purposes: [offers]}
invoices: {category: user.financial, purposes: [invoice]}
invoices.issued: {}
invoices.total: {}
invoices.lines.text: {}
invoices.agent: {category: user.name, action: drop}
"""

FACTS = {
    "name": "given_name",
    "band": "born",
    "city": "city",
    "meter": "meter",
    "ideas": "ideas",
    "months": "invoices | series('issued', 'total')",
    "lines": "invoices[-1].lines | table('text')",
}

PRODUCTS = """
products:
  - {id: a, title: A, related: [b, c]}
  - {id: b, title: B, related: [a, c]}
  - {id: c, title: C, related: [a, b]}
  - {id: p, title: P, popular: true}
  - {id: s, title: S, sensitive: true, related: [a]}
"""

VALUES: dict[str, Any] = {
    "given_name": "Ada",
    "surname": "Lovelace",
    "email": "ada@example.org",
    "creed": "Jain",
    "clubs": "Chess club, Rowing club",
    "income": Decimal(42000),
    "born": date(1985, 6, 1),
    "city": "Oslo",
    "city_as_of": date(2026, 1, 1),
    "meter": "MTR-1",
    "bought": [{"product": "a", "price": Decimal(5)}, {"product": "s", "price": Decimal(6)}],
    "invoices": [
        {
            "issued": date(2026, 4, 2),
            "total": Decimal(40),
            "agent": "Grace Hopper",
            "margin": Decimal("3.3"),
            "lines": [{"text": "Energy", "cost": Decimal(9)}, {"text": "Grid", "cost": Decimal(8)}],
        }
    ],
    "score": Decimal("0.7"),
    "searches": [{"for": "cancel contract"}],
    "note": "a long unlisted story",
}

DENIED_TOP = ("surname", "email", "creed", "clubs", "income", "score", "searches", "note")


def randomised(source: random.Random) -> Any:
    """Any value that a source may give, of any length. Lower-case letters only, so that none equals a kept text."""
    text = "".join(source.choice("qxzjkv") for _ in range(source.choice((0, 1, 3, 40, 4000))))
    return source.choice(
        [
            text,
            None,
            True,
            Decimal(source.randrange(10**6)),
            source.randrange(10**12),
            date(1900, 1, 1) + timedelta(days=source.randrange(9000)),
            [{"x": text}] * source.randrange(5),
            [],
        ]
    )


def changed(source: random.Random | None) -> dict[str, Any]:
    """VALUES with everything denied replaced, or (None) taken away."""
    values = {name: value for name, value in VALUES.items() if name not in DENIED_TOP}
    invoice = dict(values["invoices"][0])
    lines = [{"text": line["text"]} for line in invoice["lines"]]
    del invoice["agent"], invoice["margin"]
    bought = [{"product": "a"}]
    if source is not None:
        values |= {name: randomised(source) for name in DENIED_TOP}
        values |= {f"extra_{number}": randomised(source) for number in range(source.randrange(4))}
        invoice |= {"agent": randomised(source), "margin": randomised(source)}
        lines = [line | {"cost": randomised(source)} for line in lines]
        bought = [one | {"price": randomised(source)} for one in bought] + [{"product": "s"}] * source.randrange(3)
        items = list(values.items())
        source.shuffle(items)
        values = dict(items)
    return values | {"invoices": [invoice | {"lines": lines}], "bought": bought}


@pytest.fixture
def released(
    make_policy: Any, make_facts: Any, make_filter: Any, make_recipient: Any, tmp_path: Path
) -> Callable[[dict[str, Any]], SafeProfile]:
    (tmp_path / "products.yaml").write_text(PRODUCTS, encoding="utf-8")
    policy, facts = make_policy(FIELDS), make_facts(FACTS)
    filtered = make_filter(policy, facts, load_products(tmp_path / "products.yaml"))
    return lambda values: filtered.release(make_recipient(values), "en_GB")


def test_denied_values_change_nothing(released: Callable[[dict[str, Any]], SafeProfile]) -> None:
    plain = released(VALUES)
    assert set(plain.facts) == set(FACTS)
    absent = released(changed(None))
    assert absent == plain
    assert pickle.dumps(absent) == pickle.dumps(plain)
    for seed in range(60):
        other = released(changed(random.Random(seed)))
        assert other == plain, seed
        assert repr(other) == repr(plain), seed


def test_the_test_sees_a_field_that_is_let_through(
    make_policy: Any, make_facts: Any, make_filter: Any, make_recipient: Any
) -> None:
    """The same comparison fails as soon as one denied field is released."""
    leaky = make_policy(
        FIELDS.replace(
            "surname: {category: user.name.last, action: drop}",
            "surname: {category: user.name.last, purposes: [invoice]}",
        )
    )
    filtered = make_filter(leaky, make_facts({"surname": "surname"}))
    assert filtered.release(make_recipient(VALUES), "en") != filtered.release(make_recipient(changed(None)), "en")


def test_two_birthdays_in_one_band_are_one(released: Callable[[dict[str, Any]], SafeProfile]) -> None:
    assert released(VALUES | {"born": date(1990, 1, 1)}) == released(VALUES)
    assert released(VALUES | {"born": date(2000, 1, 1)}) != released(VALUES)
