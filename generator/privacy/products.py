"""products.yaml in, Catalogue out: what may be suggested, and what goes with what."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from generator.errors import PolicyError
from generator.model.facts import Choice
from generator.privacy.categories import CATEGORIES, SPECIAL, suggestion, within
from generator.sourcefile import Key, SourceFile, Strict, read


class Product(Strict):
    """One product. Titles and texts are message ids."""

    id: Annotated[str, Field(min_length=1)] = Field(description="As the customer data names it.")
    title: Annotated[str, Field(min_length=1)] = Field(description="A message id.")
    text: str = Field(default="", description="One sentence, a message id.")
    figure: str = Field(default="", description="A short figure such as '−15%', a message id.")
    icon: str = Field(default="", description="The name of one of the brand's icons.")
    href: str = Field(default="", description="Where its card leads.")
    related: tuple[str, ...] = Field(default=(), description="Identifiers or tags of the products that go with it.")
    tags: tuple[str, ...] = Field(default=(), description="Groups that `related` may name.")
    popular: bool = Field(default=False, description="May be mixed in for anyone.")
    sensitive: bool = Field(default=False, description="Never suggested, and owning it suggests nothing.")
    offered: bool = Field(default=True, description="False: it leads to others, and is never suggested itself.")
    category: str | None = Field(
        default=None, description="What owning it tells of a person, a category: a special one makes it sensitive."
    )

    @property
    def may_be_offered(self) -> bool:
        """Whether it may be suggested to anyone at all."""
        return self.offered and not self.sensitive

    def choice(self) -> Choice:
        """What crosses the wall: nothing of what it is related to."""
        return Choice(self.id, self.title, self.text, self.figure, self.icon, self.href)


class ProductsFile(Strict):
    """products.yaml as it is written."""

    products: tuple[Product, ...] = Field(description="What may be suggested.")
    sensitive_tags: tuple[str, ...] = Field(default=(), description="Every product that has one of them is sensitive.")
    interests: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="An interest, as customers' data names it → identifiers or tags of the products that go with it.",
    )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Products by id, with `related` and `interests` resolved to the ids that may be suggested."""

    products: Mapping[str, Product]
    leads_to: Mapping[str, frozenset[str]]
    interests: Mapping[str, frozenset[str]] = field(default_factory=dict)
    _origins: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def get(self, name: str) -> Product | None:
        """The product called `name`, if there is one."""
        return self.products.get(name)

    def __getitem__(self, name: str) -> Product:
        return self.products[name]

    def related(self, name: str) -> frozenset[str]:
        """What may be suggested to whoever has `name`; sensitive products are left out."""
        return self.leads_to[name]

    def origins(self, name: str) -> frozenset[str]:
        """The products after which the rules suggest `name`."""
        return self._origins.get(name, frozenset())

    def interesting(self, interest: str) -> frozenset[str]:
        """What goes with an interest, however it is capitalised."""
        return self.interests.get(_folded(interest), frozenset())

    @property
    def popular(self) -> tuple[Product, ...]:
        """What may be suggested to anyone."""
        return tuple(product for product in self.products.values() if product.popular and product.may_be_offered)


NO_PRODUCTS = Catalogue({}, {})


def load_products(path: Path, k_anonymity: int = 2) -> Catalogue:
    """Raises PolicyError at the product for a repeated id, an unknown relation, or a suggestion that tells too much.

    A suggestion tells too much when fewer than `k_anonymity` other products and interests lead to it: who sees it would
    know what was bought. Popular products are shown to anyone, so they tell nothing.
    """
    source = read(path, PolicyError)
    file = source.parse(ProductsFile)
    products = tuple(_judged(source, index, product, file) for index, product in enumerate(file.products))
    by_id: dict[str, Product] = {}
    for index, product in enumerate(products):
        if product.id in by_id:
            raise source.fail(["products", index, "id"], f"the product '{product.id}' is there twice.", "Keep one.")
        by_id[product.id] = product
    leads_to = {
        product.id: _named(source, ["products", index, "related"], product.related, products) - {product.id}
        for index, product in enumerate(products)
    }
    interests = {
        _folded(name): _named(source, ["interests", name], listed, products) for name, listed in file.interests.items()
    }
    origins: dict[str, set[str]] = {}
    for product in products:
        for name in leads_to[product.id] if not product.sensitive else ():
            origins.setdefault(name, set()).add(product.id)
    _check_ambiguity(source, products, origins, interests, k_anonymity)
    return Catalogue(by_id, leads_to, interests, {name: frozenset(found) for name, found in origins.items()})


def products_schema() -> dict[str, Any]:
    """The JSON Schema of products.yaml."""
    return ProductsFile.model_json_schema()


def _judged(source: SourceFile, at: int, product: Product, file: ProductsFile) -> Product:
    """The product, sensitive when its category or one of its tags is."""
    if product.category is not None and product.category not in CATEGORIES:
        raise source.fail(
            ["products", at, "category"], f"there is no category '{product.category}'.", suggestion(product.category)
        )
    special = product.category is not None and within(product.category, SPECIAL)
    tagged = bool(set(product.tags) & set(file.sensitive_tags))
    return product.model_copy(update={"sensitive": product.sensitive or special or tagged})


def _named(
    source: SourceFile, keys: Sequence[Key], names: Iterable[str], products: tuple[Product, ...]
) -> frozenset[str]:
    """Identifiers and tags in, the products that may be suggested out."""
    found: set[str] = set()
    for position, name in enumerate(names):
        named = {other.id for other in products if name == other.id or name in other.tags}
        if not named:
            raise source.fail(
                [*keys, position],
                f"'{name}' is neither a product nor a tag.",
                "Correct the name, or give a product that tag.",
            )
        found |= {other.id for other in products if other.id in named and other.may_be_offered}
    return frozenset(found)


def _check_ambiguity(
    source: SourceFile,
    products: tuple[Product, ...],
    origins: Mapping[str, Collection[str]],
    interests: Mapping[str, frozenset[str]],
    k_anonymity: int,
) -> None:
    for index, product in enumerate(products):
        bought = len(origins.get(product.id, ()))
        liked = sum(product.id in names for names in interests.values())
        if not product.popular and 0 < bought + liked < k_anonymity:
            after = f"after {bought} other product" if not liked else f"after {bought} products and {liked} interests"
            raise source.fail(
                ["products", index, "id"],
                f"the product '{product.id}' is suggested {after} only, "
                f"so whoever sees it knows what was bought; at least {k_anonymity} must lead to it.",
                "Relate more products to it, mark it popular, or suggest it after none.",
            )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
