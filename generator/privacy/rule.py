"""What every rule for a field has in common, and what a transform gets to see."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from generator.audience.age import Age
from generator.intake.record import Raw
from generator.sourcefile import Strict

Relationship = Literal["customer", "prospect"]
Origin = Literal["declared", "observed", "inferred"]


def _duration(text: str) -> str:
    Age.parse(text)
    return text


Duration = Annotated[str, AfterValidator(_duration)]


class Refused(ValueError):  # noqa: N818 — a verdict on one value, not a fault of the program
    """A value that a transform will not let through. The message is the reason, and never quotes the value."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a transform may know beside the value: where it stands, for whom, on which day."""

    secret: bytes = field(repr=False)
    campaign: str
    today: date
    customer_id: str = field(repr=False)
    field: str


class FieldRule(Strict):
    """One field of the policy. Each transform adds its own `action` and options."""

    category: str | None = Field(
        default=None, description="What kind of data it is: a key of Fideslang. A child takes its parent's."
    )
    purposes: tuple[str, ...] | None = Field(
        default=None, description="What it may be used for. A child takes its parent's, and may narrow them."
    )
    relationship: tuple[Relationship, ...] | None = Field(default=None, description="Whom it may be used for.")
    consent: tuple[str, ...] | None = Field(
        default=None,
        description="Purposes for which consent must stand, all of them, whatever the basis of the one that uses it.",
    )
    origin: Origin | None = Field(
        default=None,
        description="Inferred: it may choose between scenes and is never shown. Observed: so it is in marketing. A "
        "child takes its parent's.",
    )
    min_age: Annotated[int, Field(ge=1, le=120)] | None = Field(
        default=None, description="Only of people this old, in years, by `rules.birth_date`."
    )
    max_age: Duration | None = Field(default=None, description="Older than this (P12M), it counts as missing.")
    as_of: str | None = Field(
        default=None, description="The field beside it that holds the date from which `max_age` counts."
    )
    sensitive: bool = Field(default=False, description="Only `drop` is allowed, for its children too.")

    @property
    def name_of_action(self) -> str:
        """What the policy calls the action."""
        return str(getattr(self, "action", "drop"))

    @property
    def knowing(self) -> bool:
        """Whether what it tells shows knowledge of the person, whatever the category."""
        return False

    def options(self) -> dict[str, object]:
        """What the action's own keys say."""
        return {name: getattr(self, name) for name in type(self).model_fields if name not in FieldRule.model_fields}

    def tells_within(self, other: FieldRule) -> bool:
        """Whether what this action tells of a value can be worked out from what `other` tells of it."""
        return type(self) is type(other) and self.options() == other.options()

    def apply(self, value: Raw, context: Context) -> Raw:
        """A value that is there in, what may be told out; raises Refused for one that the rule can't handle."""
        raise Refused("the action has no transform")
