"""A derivation that tells a group, and only one that enough people of the batch share."""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated, Any

from pydantic import Field

from generator.privacy.derivations.derivation import Derivation, Learner, Material
from generator.privacy.derivations.groups import GroupLearner, Groups, Ladder
from generator.privacy.products import Catalogue
from generator.privacy.rule import Refused


class Grouped(Derivation):
    """Tells a rung of a ladder of groups."""

    min_group: Annotated[int, Field(ge=2)] | None = Field(
        default=None,
        description="How many people of the batch must share a group at least; `rules.k_anonymity` may ask for more, "
        "and holds without it. A smaller group is made coarser, or not told.",
    )

    @abstractmethod
    def ladder(self, material: Material) -> Ladder:
        """The groups that a person belongs to, the one that says most first; raises Refused when there is none."""

    def learner(self, catalogue: Catalogue, k: int) -> Learner | None:
        """One that counts the groups."""
        return GroupLearner(self.ladder, max(k, self.min_group or 0))

    def derived(self, material: Material) -> Any:
        """A group's name."""
        if not isinstance(material.learned, Groups):
            raise Refused("nobody has counted who shares it")
        return material.learned.of(self.ladder(material))
