"""usage_band: low, usual or high, against the person's own earlier values or against fixed bounds."""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from generator.privacy.derivations.derivation import Material, as_number
from generator.privacy.derivations.grouped import Grouped
from generator.privacy.derivations.groups import Ladder
from generator.privacy.rule import Refused


class UsageBand(Grouped):
    """Tell in which band the latest value lies; a band that too few are in is not told."""

    derive: Literal["usage_band"] = Field(description="usage_band: low, usual or high.")
    bounds: tuple[Decimal, Decimal] | None = Field(
        default=None,
        description="Below the first it is low, above the second high. Without them the latest value is compared with "
        "the median of the person's own earlier ones.",
    )
    tolerance: Annotated[int, Field(ge=1, le=100)] = Field(
        default=15, description="How many percent from the median still are usual."
    )
    earlier: Annotated[int, Field(ge=2, le=60)] = Field(
        default=3, description="How many earlier values there must be at least."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.bounds is not None and self.bounds[0] >= self.bounds[1]:
            raise ValueError("'bounds' must rise")
        if self.bounds is not None and self.model_fields_set & {"tolerance", "earlier"}:
            raise ValueError("'tolerance' and 'earlier' are for the person's own values, without 'bounds'")
        return self

    def ladder(self, material: Material) -> Ladder:
        """One band alone: none is coarser than another."""
        values = self.values(material)
        numbers = [number for value in values if (number := as_number(value)) is not None]
        if not numbers or len(numbers) < len(values):
            raise Refused("it is not a list of numbers")
        *before, latest = numbers
        if self.bounds is not None:
            low, high = self.bounds
        else:
            if len(before) < self.earlier:
                raise Refused("there are too few earlier values")
            usual = median(before)
            if usual <= 0:
                raise Refused("the earlier values come to nothing")
            low, high = usual * (100 - self.tolerance) / 100, usual * (100 + self.tolerance) / 100
        return ("low" if latest < low else "high" if latest > high else "usual",)
