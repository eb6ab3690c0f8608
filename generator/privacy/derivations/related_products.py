"""related_products: alternatives that go well with what a person has or likes, without ever saying what that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from generator.keys import mac
from generator.model.facts import Choices
from generator.privacy.derivations.associations import AssociationLearner, Associations
from generator.privacy.derivations.derivation import Derivation, Learner, Material, leaves
from generator.privacy.patterns import FieldPath
from generator.privacy.products import Catalogue
from generator.privacy.rule import Refused


class RelatedProducts(Derivation):
    """Tell related products from the catalogue, with popular ones mixed in, in an order that means nothing."""

    derive: Literal["related_products"] = Field(description="related_products: from the campaign's products.yaml.")
    learn: bool = Field(
        default=False,
        description="Also suggest what others of the batch have beside what the person has.",
    )
    interests: str | None = Field(
        default=None,
        description="Where the person's declared interests stand, as a dotted path: names of `interests` in the "
        "catalogue. A text may list several, parted by ';' or ','.",
    )
    minimum: Annotated[int, Field(ge=2, le=12)] = Field(
        default=2, description="Alternatives at least; `rules.min_alternatives` may ask for more."
    )
    exclude_owned: bool = Field(default=True, description="Never suggest what the person has.")
    blend_popular: Annotated[int, Field(ge=0, le=6)] = Field(
        default=1, description="Popular products, unrelated to the person, that are added."
    )

    def sources(self) -> tuple[FieldPath, ...]:
        """The interests too."""
        more = () if self.interests is None else (tuple(self.interests.split(".")),)
        return (*super().sources(), *more)

    def learner(self, catalogue: Catalogue, k: int) -> Learner | None:
        """One that counts histories, if any."""
        return _Histories(self, AssociationLearner(catalogue, k)) if self.learn else None

    def owned(self, material: Material) -> frozenset[str]:
        """The catalogue's products that the person has and that aren't sensitive; raises Refused for child records."""
        named = (name for value in self.values(material) for name in _names(value))
        found = (material.products.get(name) for name in named)
        return frozenset(product.id for product in found if product is not None and not product.sensitive)

    def derived(self, material: Material) -> Choices:
        """Always as many, so that their number tells nothing.

        What the rules, the other histories and the person's interests lead to is one pool, since a suggestion that
        another kind crowds out after most purchases would tell of the few after which it is seen.
        Sensitive products are neither an input nor suggested. Which of several are taken, and their order, follow a
        keyed MAC. Too few products for `least` alternatives: Refused.
        """
        owned = self.owned(material)
        barred = owned if self.exclude_owned else frozenset()
        wanted = max(self.minimum, material.least)
        related = self._related(owned, material) - barred
        popular = {product.id for product in material.products.popular} - related - barred
        chosen = _by_mac(material, "related", related)[:wanted]
        chosen += _by_mac(material, "popular", popular)[: wanted + self.blend_popular - len(chosen)]
        if len(chosen) < wanted:
            raise Refused("too few alternatives")
        return Choices(tuple(material.products[name].choice() for name in _by_mac(material, "order", chosen)))

    def led_to(self, material: Material) -> frozenset[str]:
        """Everything that might be suggested to a person for what they have or like, and isn't popular anyway."""
        owned = self.owned(material)
        barred = owned if self.exclude_owned else frozenset()
        popular = {product.id for product in material.products.popular}
        return self._related(owned, material) - barred - popular

    def _related(self, owned: frozenset[str], material: Material) -> frozenset[str]:
        """What the rules, the other histories and the person's interests lead to."""
        found = {name for one in owned for name in material.products.related(one)}
        if isinstance(material.learned, Associations):
            found |= material.learned.suggested(owned, material.products, owned_too=not self.exclude_owned)
        if self.interests is not None:
            said = leaves(material.values, tuple(self.interests.split(".")))
            found |= {name for value in said for one in _names(value) for name in material.products.interesting(one)}
        return frozenset(found)


class _Histories:
    """Hands the learner every history."""

    def __init__(self, rule: RelatedProducts, learner: AssociationLearner) -> None:
        self._rule = rule
        self._learner = learner

    def meet(self, material: Material) -> None:
        """One person's history; one that can't be read teaches nothing."""
        try:
            self._learner.add(self._rule.owned(material))
        except Refused:
            return

    def finish(self) -> Associations:
        """What was learned."""
        return self._learner.finish()


def _by_mac(material: Material, scope: str, products: Iterable[str]) -> list[str]:
    """Identifiers in an order that says nothing: by a keyed MAC of the campaign, the field and the person."""
    context = material.context

    def key(name: str) -> bytes:
        return mac(context.secret, f"privacy/{scope}", context.campaign, context.field, context.customer_id, name)

    return sorted(products, key=key)


def _names(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        raise Refused("its children need 'from', the path to the products' identifiers")
    return (
        [name.strip() for name in str(value).replace(",", ";").split(";") if name.strip()] if value is not None else []
    )
