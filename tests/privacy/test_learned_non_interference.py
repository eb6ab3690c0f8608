"""What a batch teaches hangs on what may be told alone: denied fields of whatever content teach nothing."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.audience.recipient import Recipient
from generator.intake.record import CustomerRecord
from generator.model.facts import SafeProfile
from generator.privacy import Catalogue, Filter, load_products

FIELDS = """
surname: {category: user.name.last, action: drop}
creed: {category: user.demographic.religious_belief, action: drop}
tier: {category: user.contract, action: derive, derive: loyalty_tier, from: points, tiers: {bronze: 0, gold: 500},
  purposes: [invoice]}
region: {category: user.location.coarse, action: derive, derive: region, from: postcode, country: ES,
  purposes: [invoice]}
near: {category: user.demographic, action: derive, derive: birthday_window, from: born, purposes: [offers]}
band: {category: user.consumption, action: derive, derive: usage_band, from: bills.kwh, purposes: [invoice]}
ideas: {category: user.preference, action: derive, derive: related_products, from: bought.product, learn: true,
  purposes: [invoice]}
bills.**: {action: drop}
"""
FACTS = {name: name for name in ("tier", "region", "near", "band", "ideas")}
PRODUCTS = "sensitive_tags: [care]\nproducts:\n" + "".join(
    f"  - {{id: {name}, title: {name}, popular: {'true' if name in 'pq' else 'false'}, tags: [{tag}]}}\n"
    for name, tag in zip("abcdefpqst", [*["shelf"] * 8, "care", "care"], strict=True)
)
BOUGHT = ("acf", "acf", "bcf", "bcf", "abf", "abf", "df", "ef", "gf", "f")


@pytest.fixture
def products(tmp_path: Path) -> Catalogue:
    (tmp_path / "products.yaml").write_text(PRODUCTS, encoding="utf-8")
    return load_products(tmp_path / "products.yaml")


def batch(source: random.Random | None) -> list[dict[str, Any]]:
    """Ten people; everything denied is invented anew, or (None) not there. Sensitive purchases count as denied."""
    people = []
    for number, bought in enumerate(BOUGHT):
        own: dict[str, Any] = {
            "points": 100 * number,
            "postcode": "08001" if number % 2 else "28001",
            "born": date(1980, 5, 1 + number),
            "bought": [{"product": name} for name in bought],
            "bills": [{"kwh": 100}, {"kwh": 100}, {"kwh": 100}, {"kwh": 100 + 10 * number}],
        }
        if source is not None:
            own |= {
                "surname": "".join(source.choices("qxz", k=source.randrange(1, 90))),
                "creed": source.random() > 0.5,
            }
            own[f"extra_{source.randrange(3)}"] = source.randrange(10**9)
            own["bought"] = [*own["bought"], *({"product": source.choice("st")} for _ in range(source.randrange(3)))]
            own["bills"] = [bill | {"reader": source.choice("qxz") * 9} for bill in own["bills"]]
        people.append(own)
    return people


def told(filtered: Filter, people: list[dict[str, Any]]) -> list[SafeProfile]:
    recipients = [
        Recipient(CustomerRecord(f"c{number}", values, (), "row"), ("invoice", "offers"), "customer", "")
        for number, values in enumerate(people)
    ]
    learning = filtered.learning()
    for recipient in recipients:
        learning.meet(recipient)
    filtered.use(learning.finish())
    return [filtered.release(recipient, "en") for recipient in recipients]


def test_denied_values_teach_nothing(make_policy: Any, make_facts: Any, make_filter: Any, products: Catalogue) -> None:
    def run(people: list[dict[str, Any]]) -> list[SafeProfile]:
        return told(make_filter(make_policy(FIELDS), make_facts(FACTS), products), people)

    plain = run(batch(None))
    assert [set(profile.facts) for profile in plain] == [set(FACTS)] * 10
    for seed in range(12):
        assert run(batch(random.Random(seed))) == plain, seed


def test_what_is_told_holds_nothing_of_its_source(
    make_policy: Any, make_facts: Any, make_filter: Any, products: Catalogue
) -> None:
    """No postcode, day, number or product of the person's own is in a fact, nor does any object lead back to one."""
    people = batch(random.Random(1))
    for profile, person in zip(
        told(make_filter(make_policy(FIELDS), make_facts(FACTS), products), people), people, strict=True
    ):
        facts = {name: fact.value for name, fact in profile.facts.items()}
        assert type(facts["near"]) is bool
        assert {type(facts[name]) for name in ("tier", "region", "band")} == {str}
        suggested = {choice.id for choice in facts["ideas"].items}  # type: ignore[union-attr]
        assert suggested.isdisjoint({row["product"] for row in person["bought"]} | {"s", "t"})
        assert len(suggested) in (2, 3)
        for text in (str(person["postcode"]), person["born"].isoformat(), "KeyError"):
            assert text not in repr(profile)


def test_the_order_of_the_batch_says_nothing(
    make_policy: Any, make_facts: Any, make_filter: Any, products: Catalogue
) -> None:
    def run(order: list[int]) -> Mapping[str, Any]:
        people = batch(None)
        filtered = make_filter(make_policy(FIELDS), make_facts(FACTS), products)
        recipients = {
            f"c{number}": Recipient(CustomerRecord(f"c{number}", people[number], (), ""), ("invoice",), "customer", "")
            for number in order
        }
        learning = filtered.learning()
        for recipient in recipients.values():
            learning.meet(recipient)
        filtered.use(learning.finish())
        return {name: filtered.release(one, "en") for name, one in recipients.items()}

    assert run(list(range(10))) == run([3, 1, 4, 0, 5, 9, 2, 6, 8, 7])
