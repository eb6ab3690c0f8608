"""What is learned from histories: enough others, never one's own, nothing sensitive, nothing that singles out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.privacy import Catalogue, load_products
from generator.privacy.derivations.associations import AssociationLearner, Associations
from generator.privacy.products import Product

NAMES = tuple("abcdefgh")


def catalogue(names: Iterable[str] = NAMES, *, sensitive: Sequence[str] = (), related: Sequence[str] = ()) -> Catalogue:
    """Products that no rule relates, but for those that "x>y" says."""
    products = {name: Product(id=name, title=name, sensitive=name in sensitive) for name in names}
    leads = {name: frozenset(pair[2] for pair in related if pair[0] == name) for name in names}
    origins = {name: frozenset(pair[0] for pair in related if pair[2] == name) for name in names}
    return Catalogue(products, leads, {}, origins)


def learned(histories: Iterable[str], k: int = 2, products: Catalogue | None = None) -> Associations:
    learner = AssociationLearner(products or catalogue(), k)
    for history in histories:
        learner.add(history)
    return learner.finish()


def suggested(
    histories: Sequence[str], person: str, k: int = 2, products: Catalogue | None = None, *, owned_too: bool = False
) -> set[str]:
    products = products or catalogue()
    return set(learned(histories, k, products).suggested(person, products, owned_too=owned_too))


# a, b and c go together, d with e; f is everybody's.
SHOP = ["acf", "acf", "bcf", "bcf", "abf", "abf", "af", "bf", "def", "def", "df", "ef", "gf", "gf", "hf", "hf"]


def test_what_others_have_beside_it_is_suggested() -> None:
    assert suggested(SHOP, "af") == {"b", "c"}
    assert suggested(SHOP, "bf") == {"a", "c"}
    assert suggested(SHOP, "hf") == set()


def test_what_everybody_has_goes_with_nothing() -> None:
    assert suggested([*SHOP, "a"], "a") == {"b", "c"}


def test_what_one_product_leads_to_is_not_suggested() -> None:
    """d alone leads to e: whoever sees e would know of d."""
    assert suggested(SHOP, "df") == set()
    assert suggested(SHOP, "df", products=catalogue(related=["g>e"])) == {"e"}


def test_what_fewer_than_k_hold_or_lead_to_is_not_learned() -> None:
    three = catalogue(related=["g>c"])
    assert suggested(SHOP, "af", k=3, products=three) == set()  # two others hold a and c
    more = [*SHOP, "acf", "bcf"]
    assert suggested(more, "af", k=3) == set()  # only a and b lead to c
    assert suggested(more, "af", k=3, products=three) == {"c"}


def test_the_persons_own_history_is_taken_out() -> None:
    own = ["ac", "bc", "bc", "a", "b", "g", "g", "h", "h", "h"]
    # Owned ones may be suggested here, so that the person's own pair would count if it were not taken out.
    assert suggested(own, "ac", owned_too=True) == set()
    assert "c" in suggested(["ac", "ac", *own], "ac", owned_too=True)


def test_sensitive_products_teach_and_are_suggested_nothing() -> None:
    histories = [*SHOP, "acs", "acs", "as", "as", "bs", "bs"]
    names = (*NAMES, "s")
    products = catalogue(names, sensitive="s")
    assert "s" not in learned(histories, 2, products).index
    assert suggested(histories, "a", products=products) == suggested(
        [history.replace("s", "") for history in histories], "a", products=products
    )


def test_what_is_not_offered_leads_to_others_and_is_not_suggested() -> None:
    products = catalogue()
    hidden = Product(id="c", title="c", offered=False)
    without = Catalogue({**products.products, "c": hidden}, products.leads_to, {}, {})
    assert suggested(SHOP, "af", products=without) == {"b"}
    assert suggested(SHOP, "acf", products=without) == {"b"}


def test_a_history_of_a_shop_counts_for_nothing() -> None:
    names = [f"p{number}" for number in range(300)]
    products = catalogue(names)
    learner = AssociationLearner(products, 2)
    for _ in range(5):
        learner.add(names)
    assert learner.finish().histories == 0


HISTORIES = st.lists(st.sets(st.sampled_from("abcdef"), max_size=4).map(lambda one: "".join(sorted(one))), max_size=25)
RELATED = st.lists(st.sampled_from(["a>b", "c>b", "d>e", "f>e", "a>f"]), unique=True)


@settings(max_examples=300)
@given(HISTORIES, st.integers(2, 4), st.booleans(), RELATED)
def test_ones_own_history_decides_nothing(histories: list[str], k: int, owned_too: bool, related: list[str]) -> None:
    """What anybody is suggested is what they would be if the batch had never seen them."""
    products = catalogue(related=related)
    for place, person in enumerate(histories):
        without = [*histories[:place], *histories[place + 1 :]]
        batch = learned(histories, k, products).suggested(person, products, owned_too=owned_too)
        stranger = _as_a_stranger(without, person, k, products, owned_too=owned_too)
        assert batch == stranger


def _as_a_stranger(histories: list[str], person: str, k: int, products: Catalogue, *, owned_too: bool) -> set[str]:
    """Worked out anew, slowly, from others' histories alone, by the words of the module."""
    others = [set(history) for history in histories if history]
    mine = set(person)

    def count(*held: str) -> int:
        return sum(all(one in history for one in held) for history in others)

    def leads(one: str, other: str) -> bool:
        both = count(one, other)
        return both >= k and 4 * both * len(others) > 5 * count(one) * count(other)

    found = set()
    for candidate in set(NAMES) - (set() if owned_too else mine):
        if not any(leads(one, candidate) for one in mine if one != candidate):
            continue
        origins = {one for one in NAMES if one != candidate and leads(one, candidate)}
        origins |= products.origins(candidate)
        reach = max((count(one) - count(one, candidate) + (one in mine) for one in origins), default=0)
        if len(origins) >= k and reach >= k:
            found.add(candidate)
    return found


@settings(max_examples=300)
@given(HISTORIES, st.integers(2, 4))
def test_every_suggestion_could_have_come_of_k_histories(histories: list[str], k: int) -> None:
    """So many people of the batch have a product that leads to it, and so many products lead to it."""
    model = learned(histories, k)
    assert _unreachable(model, histories, k) == []


def test_the_check_sees_a_suggestion_that_one_history_gave_away() -> None:
    """The same check on a model that was taught with too small a k."""
    histories = ["ab", "a", "b", "cd", "c", "d", "e", "f"]
    assert _unreachable(learned(histories, 1), histories, 2) != []


def _unreachable(model: Associations, histories: list[str], k: int) -> list[tuple[str, str]]:
    products = catalogue()
    bad = []
    for person in histories:
        for name in model.suggested(person, products, owned_too=False):
            origins = {
                one
                for one in NAMES
                if one != name and sum(one in history and name in history for history in histories) >= k
            }
            reach = sum(bool(origins & set(history)) and name not in history for history in histories)
            if len(origins) < k or reach < k:
                bad.append((person, name))
    return bad


def test_products_that_are_sensitive_by_tag_or_category(tmp_path: Path) -> None:
    (tmp_path / "products.yaml").write_text(
        "sensitive_tags: [baby]\nproducts:\n"
        "  - {id: a, title: A, tags: [baby], related: [c]}\n"
        "  - {id: b, title: B, category: user.health.medications, related: [c]}\n"
        "  - {id: c, title: C, category: user.preference}\n",
        encoding="utf-8",
    )
    products = load_products(tmp_path / "products.yaml")
    assert [products[name].sensitive for name in "abc"] == [True, True, False]
    assert products.origins("c") == frozenset()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("products:\n  - {id: a, title: A, category: user.helth}", "no category 'user.helth'"),
        ("interests: {gardening: [b]}\nproducts:\n  - {id: a, title: A}", "'b' is neither a product nor a tag"),
        ("interests: {gardening: [a]}\nproducts:\n  - {id: a, title: A}", "after 0 products and 1 interests only"),
    ],
)
def test_a_catalogue_that_can_not_hold(tmp_path: Path, text: str, said: str) -> None:
    from generator.errors import PolicyError

    (tmp_path / "products.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match=said):
        load_products(tmp_path / "products.yaml")
