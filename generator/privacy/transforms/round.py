"""round: a number to the nearest multiple of a step."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Annotated, Literal

from pydantic import Field

from generator.intake.record import Raw
from generator.privacy.rule import Context, FieldRule, Refused
from generator.privacy.transforms.keep import Keep


class Round(FieldRule):
    """Tell the nearest multiple of a step; a tie goes to the even one."""

    action: Literal["round"]
    step: Annotated[Decimal, Field(gt=0, allow_inf_nan=False)] = Field(description="10 makes 84.20 an 80.")

    def tells_within(self, other: FieldRule) -> bool:
        """Another value can't be had from it, so only from the value itself, or by the very same options."""
        return isinstance(other, Keep) or super().tells_within(other)

    def apply(self, value: Raw, context: Context) -> Raw:
        """A number in, a Decimal with no more decimals than the step out."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise Refused("it is not a number")
        number = Decimal(value)
        if not number.is_finite() or abs(number.adjusted()) > 20:
            raise Refused("it is not a number")
        rounded = (number / self.step).to_integral_value(rounding=ROUND_HALF_EVEN) * self.step
        return rounded + 0  # −0 becomes 0
