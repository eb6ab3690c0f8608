"""Who may be addressed: CustomerRecord in, Recipient or Skipped out.

Those who were forgotten and the suppression list come first, then permission for each purpose that the campaign asks
for, then the segment.
"""

from generator.audience.admission import Audience
from generator.audience.age import Age
from generator.audience.permission import PurposeRule, consent_for
from generator.audience.recipient import Recipient
from generator.audience.rules import RuleError, Rules
from generator.audience.spec import EVERYONE, AudienceSpec, SegmentRule
from generator.audience.suppression import suppression_line
from generator.audience.tombstones import FORGOTTEN, HEAD, Tombstones, tombstone

__all__ = [
    "EVERYONE",
    "FORGOTTEN",
    "HEAD",
    "Age",
    "Audience",
    "AudienceSpec",
    "PurposeRule",
    "Recipient",
    "RuleError",
    "Rules",
    "SegmentRule",
    "Tombstones",
    "consent_for",
    "suppression_line",
    "tombstone",
]
