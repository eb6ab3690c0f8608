"""loyalty_tier: the name of a tier, from how long somebody has been there, or from points or spend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from generator.audience.age import Age
from generator.privacy.derivations.derivation import Material, as_day, as_number
from generator.privacy.derivations.grouped import Grouped
from generator.privacy.derivations.groups import Ladder
from generator.privacy.rule import Duration, Refused

Threshold = Annotated[Decimal, Field(allow_inf_nan=False)] | Duration


class LoyaltyTier(Grouped):
    """Tell the highest tier that is reached; one that too few have reached is told as the next lower one."""

    derive: Literal["loyalty_tier"] = Field(description="loyalty_tier: a name, by `tiers`.")
    tiers: Mapping[str, Threshold] = Field(
        min_length=2,
        description="Name of the tier → from where on it begins, rising: numbers for points and spend (several values "
        "are summed), or durations such as P2Y for the time since the earliest date.",
    )

    @model_validator(mode="after")
    def _rising(self) -> Self:
        steps = list(self.tiers.values())
        numbers = [step for step in steps if isinstance(step, Decimal)]
        if numbers and len(numbers) < len(steps):
            raise ValueError("'tiers' begin at numbers or at durations, not at both")
        if numbers and numbers != sorted(set(numbers)):
            raise ValueError("'tiers' must rise")
        ages = [Age.parse(step) for step in steps if isinstance(step, str)]
        if any(later.within(earlier) for earlier, later in pairwise(ages)):
            raise ValueError("'tiers' must rise")
        return self

    def ladder(self, material: Material) -> Ladder:
        """The tiers that are reached, the highest first."""
        values = self.values(material)
        steps = list(self.tiers.items())
        if isinstance(steps[0][1], str):
            since = min((day for value in values if (day := as_day(value)) is not None), default=None)
            if since is None or since > material.context.today:
                raise Refused("it is not a date in the past")
            reached = [name for name, step in steps if _reached(step, since, material.context.today)]
        else:
            numbers = [number for value in values if (number := as_number(value)) is not None]
            if not numbers:
                raise Refused("it is not a number")
            total = sum(numbers, Decimal(0))
            reached = [name for name, step in steps if isinstance(step, Decimal) and total >= step]
        if not reached:
            raise Refused("no tier is reached")
        return tuple(reversed(reached))


def _reached(step: Any, since: date, today: date) -> bool:
    return Age.parse(step).end(since) <= today
