"""pseudonymise: a keyed hash that stands for the value in this field of this campaign, and nowhere else."""

from __future__ import annotations

from typing import Literal

from generator.intake.record import Raw
from generator.keys import mac
from generator.privacy.rule import Context, FieldRule
from generator.privacy.transforms.keep import Keep


class Pseudonymise(FieldRule):
    """Tell 32 hexadecimal digits in its place, equal for equal values of this field in this campaign."""

    action: Literal["pseudonymise"]

    def tells_within(self, other: FieldRule) -> bool:
        """Another value can't be had from it, so only from the value itself, or by the very same options."""
        return isinstance(other, Keep) or super().tells_within(other)

    def apply(self, value: Raw, context: Context) -> Raw:
        """Any value in, text out. The scope keeps one pseudonym from joining two fields or two campaigns."""
        return mac(context.secret, "privacy/pseudonym", context.campaign, context.field, str(value)).hex()[:32]
