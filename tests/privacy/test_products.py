"""The catalogue, and what is derived from it: enough alternatives, and nothing given away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.errors import PolicyError
from generator.model.facts import Choices, SafeProfile
from generator.privacy import Catalogue, load_products

CATALOGUE = """
products:
  - {id: heat-pump, title: Heat pump, related: [solar, battery, boiler-care]}
  - {id: solar, title: Solar roof, related: [battery, heat-pump], tags: [green]}
  - {id: battery, title: Home battery, related: [solar, heat-pump, boiler-care], tags: [green]}
  - {id: boiler-care, title: Boiler care, text: Yearly., icon: wrench, href: "https://x.example/", related: [green]}
  - {id: night-rate, title: Night rate, popular: true}
  - {id: paperless, title: Paperless, popular: true}
  - {id: dialysis-rate, title: Medical rate, sensitive: true, tags: [green], related: [battery, heat-pump]}
  - {id: oxygen-line, title: Oxygen line, sensitive: true, popular: true, related: [night-rate]}
"""

FIELDS = """
ideas: {category: user.behavior.purchase_history, action: derive, derive: related_products, from: bought.product,
  minimum: 2, blend_popular: 1, purposes: [offers]}
"""


@pytest.fixture
def products(tmp_path: Path) -> Catalogue:
    path = tmp_path / "products.yaml"
    path.write_text(CATALOGUE, encoding="utf-8")
    return load_products(path)


@pytest.fixture
def suggest(
    make_policy: Any, make_facts: Any, make_filter: Any, make_recipient: Any, products: Catalogue
) -> Callable[..., Choices | None]:
    def make(
        *bought: Any, fields: str = FIELDS, rules: str = "", customer_id: str = "c1", campaign: str = "april"
    ) -> Choices | None:
        policy = make_policy(fields, rules)
        filtered = make_filter(policy, make_facts({"ideas": "ideas"}), products, campaign=campaign)
        person = make_recipient({"bought": [{"product": name} for name in bought]}, customer_id=customer_id)
        profile: SafeProfile = filtered.release(person, "en")
        fact = profile.facts.get("ideas")
        if fact is None:
            assert ("ideas", "derive") in {(one.field, one.rule) for one in profile.redactions}
            return None
        assert isinstance(fact.value, Choices)
        return fact.value

    return make


def ids(choices: Choices | None) -> set[str]:
    assert choices is not None
    return {choice.id for choice in choices.items}


RELATED = {"solar", "battery", "boiler-care", "heat-pump"}
POPULAR = {"night-rate", "paperless"}


@pytest.mark.parametrize("owned", [(), ("solar",), ("heat-pump", "solar"), ("heat-pump", "solar", "battery")])
def test_there_are_always_as_many_and_never_what_one_has(suggest: Any, owned: tuple[str, ...]) -> None:
    for customer in ("c1", "c2", "c3", "c4"):
        if not owned:
            # Two popular products are all that may be shown to anyone.
            assert ids(suggest(customer_id=customer)) == POPULAR
            continue
        chosen = ids(suggest(*owned, customer_id=customer))
        assert len(chosen) == 3
        assert not chosen & set(owned)
        assert chosen & POPULAR


def test_sensitive_purchases_change_nothing(suggest: Any) -> None:
    plain = suggest("solar")
    assert suggest("solar", "dialysis-rate") == plain
    assert suggest("oxygen-line", "solar", "dialysis-rate") == plain
    assert suggest("solar", "unheard-of", None) == plain
    assert suggest() == suggest("dialysis-rate", "oxygen-line")
    assert not ids(plain) & {"dialysis-rate", "oxygen-line"}


def test_a_sensitive_product_is_suggested_to_nobody(suggest: Any) -> None:
    """Though it has a tag that others lead to, and is called popular."""
    seen = {name for owned in RELATED for number in range(12) for name in ids(suggest(owned, customer_id=f"c{number}"))}
    assert seen == RELATED | POPULAR


def test_neither_the_order_of_the_purchases_nor_their_number_shows(suggest: Any) -> None:
    assert suggest("solar", "heat-pump") == suggest("heat-pump", "solar", "solar")


def test_the_order_means_nothing(suggest: Any) -> None:
    """A popular product comes first, in the middle and last, over enough people."""
    places = set()
    for number in range(40):
        chosen = suggest("solar", customer_id=f"c{number}")
        places.add(next(i for i, choice in enumerate(chosen.items) if choice.id in POPULAR))
    assert places == {0, 1, 2}


def test_it_is_the_same_every_time_and_another_in_another_campaign(suggest: Any) -> None:
    assert suggest("heat-pump") == suggest("heat-pump")
    others = [suggest("heat-pump", campaign=f"month-{number}") for number in range(8)]
    assert any(other != suggest("heat-pump") for other in others)


def test_owned_products_may_be_suggested_when_the_policy_says_so(suggest: Any) -> None:
    fields = FIELDS.replace("minimum: 2", "minimum: 4, exclude_owned: false")
    owned = ("solar", "heat-pump", "battery")
    assert ids(suggest(*owned, fields=fields)) >= RELATED


def test_identifiers_may_stand_in_one_text(
    make_policy: Any, make_facts: Any, make_filter: Any, make_recipient: Any, products: Catalogue, suggest: Any
) -> None:
    policy = make_policy(FIELDS.replace("from: bought.product,", "from: owned,"))
    filtered = make_filter(policy, make_facts({"ideas": "ideas"}), products)
    profile = filtered.release(make_recipient({"owned": "solar; heat-pump"}, customer_id="c1"), "en")
    assert profile.facts["ideas"].value == suggest("solar", "heat-pump")


def test_too_few_alternatives_are_no_offer(suggest: Any) -> None:
    assert suggest("solar", rules="rules: {min_alternatives: 5}\n") is None
    assert suggest("night-rate") is None  # only one popular product is left


def test_what_crosses_the_wall_says_nothing_of_relations(suggest: Any) -> None:
    chosen = next(
        choice
        for number in range(20)
        for choice in suggest("heat-pump", customer_id=f"c{number}").items
        if choice.id == "boiler-care"
    )
    assert (chosen.title, chosen.text, chosen.icon, chosen.href) == (
        "Boiler care",
        "Yearly.",
        "wrench",
        "https://x.example/",
    )
    assert not hasattr(chosen, "related")


@pytest.mark.parametrize(
    ("products", "said", "line"),
    [
        ("  - {id: a, title: A, related: [b]}\n  - {id: b, title: B}", "'b' is suggested after 1 other product", 3),
        ("  - {id: a, title: A}\n  - {id: a, title: B}", "there twice", 3),
        ("  - {id: a, title: A, related: [c]}", "'c' is neither a product nor a tag", 2),
        ("  - {id: a, title: A, colour: red}", "unknown key 'colour'", 2),
        (
            "  - {id: a, title: A, related: [c]}\n  - {id: b, title: B, related: [c], sensitive: true}\n"
            "  - {id: c, title: C}",
            "'c' is suggested after 1 other product",
            4,
        ),
    ],
)
def test_a_catalogue_that_gives_something_away_is_refused(tmp_path: Path, products: str, said: str, line: int) -> None:
    path = tmp_path / "products.yaml"
    path.write_text(f"products:\n{products}\n", encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_products(path)
    assert said in caught.value.cause
    assert caught.value.place.startswith(f"{path}:{line}:")


def test_more_ambiguity_can_be_asked_for(tmp_path: Path, products: Catalogue) -> None:
    path = tmp_path / "products.yaml"
    assert load_products(path, k_anonymity=2).products == products.products
    with pytest.raises(PolicyError, match="at least 4"):
        load_products(path, k_anonymity=4)


def test_every_suggestion_has_more_than_one_possible_reason(suggest: Any) -> None:
    """Over all single purchases and many people, whatever isn't popular is seen after two different ones at least."""
    seen: dict[str, set[str]] = {}
    for owned in RELATED:
        for number in range(12):
            for name in ids(suggest(owned, customer_id=f"c{number}")):
                seen.setdefault(name, set()).add(owned)
    assert all(len(reasons) >= 2 for reasons in seen.values())
