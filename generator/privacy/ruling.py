"""One field's rule as it holds, after its parents' and its base's have been counted in."""

from __future__ import annotations

from dataclasses import dataclass

from generator.audience.age import Age
from generator.privacy.derivations.derivation import Derivation
from generator.privacy.patterns import FieldPath
from generator.privacy.rule import FieldRule, Origin
from generator.privacy.transforms.drop import Drop

ORIGINS: tuple[Origin | None, ...] = (None, "declared", "observed", "inferred")
"""From the least restricting to the most."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """`as_of`: the path of the field that holds the date from which `age` counts."""

    age: Age
    as_of: FieldPath


@dataclass(frozen=True, eq=False)
class Rule:
    """What may become of one field. Two rules are equal when they are the same one.

    `path`: the field. `written`: the action with its options. `purposes`: what it may be used for; `limited`: whether
    that was said, which for a list of children it need not be. `relationship`: whom it may be used for. `consent`:
    purposes for which consent must stand. `min_age`: how old the person must be. `ages`: how old the value may be.
    `history`: whether it is what a person did. `scanned_as`: the category that the scan of texts goes by, "" for none.
    `by_wildcard`: whether a wildcard lists it; `withheld`: why it is not told though the wildcard would, "" for no
    reason. `places`: where what holds for it is written, its own rule first.
    """

    path: FieldPath
    written: FieldRule
    category: str
    purposes: tuple[str, ...]
    limited: bool
    relationship: tuple[str, ...]
    consent: frozenset[str]
    origin: Origin | None
    min_age: int | None
    ages: tuple[Freshness, ...]
    sensitive: bool
    history: bool
    scanned_as: str
    by_wildcard: bool
    withheld: str
    places: tuple[str, ...]

    @property
    def name(self) -> str:
        """The dotted name, as the policy writes it."""
        return ".".join(self.path)

    @property
    def action(self) -> str:
        """The name of its transform."""
        return self.written.name_of_action

    @property
    def denied(self) -> bool:
        """Whether nothing of it may be told or chosen by."""
        return self.sensitive or bool(self.withheld) or isinstance(self.written, Drop)

    @property
    def derives(self) -> bool:
        """Whether what it tells is worked out from other fields."""
        return isinstance(self.written, Derivation)

    @property
    def sources(self) -> tuple[FieldPath, ...]:
        """The paths that it is derived from, when they are written out."""
        return self.written.sources() if isinstance(self.written, Derivation) else ()

    @property
    def inferred(self) -> bool:
        """Whether it was worked out about the person, so that it is never shown."""
        return self.origin == "inferred"

    @property
    def observed(self) -> bool:
        """Whether it was seen in what the person did, so that marketing never shows it."""
        return self.origin == "observed"
