"""Who may be addressed: CustomerRecord in, Recipient or Skipped out.

Suppression comes first, then permission for each purpose that the campaign asks for, then the segment.
"""

from generator.audience.age import Age
from generator.audience.permission import PurposeRule
from generator.audience.recipient import Recipient

__all__ = ["Age", "PurposeRule", "Recipient"]
