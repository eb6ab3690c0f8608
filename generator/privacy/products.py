"""products.yaml in, Catalogue out: what may be suggested, and what goes with what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from generator.errors import PolicyError
from generator.model.facts import Choice
from generator.sourcefile import SourceFile, Strict, read


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

    def choice(self) -> Choice:
        """What crosses the wall: nothing of what it is related to."""
        return Choice(self.id, self.title, self.text, self.figure, self.icon, self.href)


class ProductsFile(Strict):
    """products.yaml as it is written."""

    products: tuple[Product, ...] = Field(description="What may be suggested.")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Products by id, with `related` resolved to the ids that may be suggested."""

    products: Mapping[str, Product]
    leads_to: Mapping[str, frozenset[str]]

    def get(self, name: str) -> Product | None:
        """The product called `name`, if there is one."""
        return self.products.get(name)

    def __getitem__(self, name: str) -> Product:
        return self.products[name]

    def related(self, name: str) -> frozenset[str]:
        """What may be suggested to whoever has `name`; sensitive products are left out."""
        return self.leads_to[name]

    @property
    def popular(self) -> tuple[Product, ...]:
        """What may be suggested to anyone."""
        return tuple(product for product in self.products.values() if product.popular and not product.sensitive)


NO_PRODUCTS = Catalogue({}, {})


def load_products(path: Path, k_anonymity: int = 2) -> Catalogue:
    """Raises PolicyError at the product for a repeated id, an unknown relation, or a suggestion that tells too much.

    A suggestion tells too much when fewer than `k_anonymity` other products lead to it: who sees it would know what
    was bought. Popular products are shown to anyone, so they tell nothing.
    """
    source = read(path, PolicyError)
    products = source.parse(ProductsFile).products
    by_id: dict[str, Product] = {}
    for index, product in enumerate(products):
        if product.id in by_id:
            raise source.fail(["products", index, "id"], f"the product '{product.id}' is there twice.", "Keep one.")
        by_id[product.id] = product
    leads_to = {product.id: _related(source, index, product, products) for index, product in enumerate(products)}
    _check_ambiguity(source, products, leads_to, k_anonymity)
    return Catalogue(by_id, leads_to)


def products_schema() -> dict[str, Any]:
    """The JSON Schema of products.yaml."""
    return ProductsFile.model_json_schema()


def _related(source: SourceFile, at: int, product: Product, products: tuple[Product, ...]) -> frozenset[str]:
    found: set[str] = set()
    for position, name in enumerate(product.related):
        named = {other.id for other in products if name == other.id or name in other.tags}
        if not named:
            raise source.fail(
                ["products", at, "related", position],
                f"'{name}' is neither a product nor a tag.",
                "Correct the name, or give a product that tag.",
            )
        found |= {other.id for other in products if other.id in named and not other.sensitive}
    return frozenset(found - {product.id})


def _check_ambiguity(
    source: SourceFile, products: tuple[Product, ...], leads_to: Mapping[str, frozenset[str]], k_anonymity: int
) -> None:
    origins = Counter(name for product in products if not product.sensitive for name in leads_to[product.id])
    for index, product in enumerate(products):
        if not product.popular and 0 < origins[product.id] < k_anonymity:
            raise source.fail(
                ["products", index, "id"],
                f"the product '{product.id}' is suggested after {origins[product.id]} other product only, "
                f"so whoever sees it knows what was bought; at least {k_anonymity} must lead to it.",
                "Relate more products to it, mark it popular, or suggest it after none.",
            )
