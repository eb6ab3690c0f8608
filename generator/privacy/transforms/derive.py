"""derive: alternatives that go well with what a person has, without ever saying what that is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from generator.keys import mac
from generator.model.facts import Choices
from generator.privacy.products import Catalogue, Product
from generator.privacy.rule import Context, FieldRule, Refused


class Derive(FieldRule):
    """Tell related products from the catalogue, with popular ones mixed in, in an order that means nothing."""

    action: Literal["derive"]
    derive: Literal["related_products"] = Field(description="related_products: from the campaign's products.yaml.")
    source: str | None = Field(
        default=None,
        alias="from",
        description="Where the identifiers of owned products stand, as a dotted path; the field itself without it. "
        "A text may list several, parted by ';' or ','.",
    )
    minimum: Annotated[int, Field(ge=2, le=12)] = Field(
        default=2, description="Alternatives at least; `rules.min_alternatives` may ask for more."
    )
    exclude_owned: bool = Field(default=True, description="Never suggest what the person has.")
    blend_popular: Annotated[int, Field(ge=0, le=6)] = Field(
        default=1, description="Popular products, unrelated to the person, that are added."
    )

    def suggest(self, owned_ids: Iterable[str], catalogue: Catalogue, least: int, context: Context) -> Choices:
        """Identifiers of owned products in, Choices out: always as many, so that their number tells nothing.

        Sensitive products are neither an input nor suggested. Which of the related ones are taken, and their order,
        follow a keyed MAC. Too few products for `least` alternatives: Refused.
        """
        owned = {product.id for name in owned_ids if (product := catalogue.get(name)) is not None}
        inputs = {name for name in owned if not catalogue[name].sensitive}
        barred = inputs if self.exclude_owned else set()

        def by_mac(products: Iterable[Product], scope: str) -> list[Product]:
            return sorted(
                products,
                key=lambda product: mac(
                    context.secret, f"privacy/{scope}", context.campaign, context.field, context.customer_id, product.id
                ),
            )

        related = {name for one in inputs for name in catalogue.related(one)} - barred
        popular = by_mac((p for p in catalogue.popular if p.id not in related | barred), "popular")
        wanted = max(self.minimum, least)
        chosen = by_mac((catalogue[name] for name in related), "related")[:wanted]
        total = wanted + self.blend_popular
        chosen += popular[: total - len(chosen)]
        if len(chosen) < wanted:
            raise Refused("too few alternatives")
        return Choices(tuple(product.choice() for product in by_mac(chosen, "order")))
