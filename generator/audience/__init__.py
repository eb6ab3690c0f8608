"""Who may be addressed: CustomerRecord in, Recipient or Skipped out.

Suppression comes first, then permission for each purpose that the campaign asks for, then the segment.
"""

from generator.audience.admission import Audience
from generator.audience.age import Age
from generator.audience.permission import PurposeRule, consent_for
from generator.audience.recipient import Recipient
from generator.audience.rules import RuleError, Rules
from generator.audience.spec import EVERYONE, AudienceSpec, SegmentRule
from generator.audience.suppression import suppression_line

__all__ = [
    "EVERYONE",
    "Age",
    "Audience",
    "AudienceSpec",
    "PurposeRule",
    "Recipient",
    "RuleError",
    "Rules",
    "SegmentRule",
    "consent_for",
    "suppression_line",
]
