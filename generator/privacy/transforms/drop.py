"""drop: nothing of the value."""

from __future__ import annotations

from typing import Literal

from generator.intake.record import Raw
from generator.privacy.rule import Context, FieldRule, Refused


class Drop(FieldRule):
    """Tell nothing, and choose nothing by it."""

    action: Literal["drop"]

    def apply(self, value: Raw, context: Context) -> Raw:
        """Refuses every value."""
        raise Refused("the policy drops it")

    def tells_within(self, other: FieldRule) -> bool:
        """Nothing can be worked out from anything."""
        return True
