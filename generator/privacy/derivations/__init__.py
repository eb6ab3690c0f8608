"""One derivation a file: facts that tell without telling, with no trace of what they were worked out from."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field

from generator.privacy.derivations.birthday_window import BirthdayWindow
from generator.privacy.derivations.loyalty_tier import LoyaltyTier
from generator.privacy.derivations.region import Region
from generator.privacy.derivations.related_products import RelatedProducts
from generator.privacy.derivations.usage_band import UsageBand

AnyDerivation = Annotated[
    RelatedProducts | BirthdayWindow | LoyaltyTier | Region | UsageBand, Field(discriminator="derive")
]

KINDS = {
    str(get_args(kind.model_fields["derive"].annotation)[0]): kind
    for kind in (RelatedProducts, BirthdayWindow, LoyaltyTier, Region, UsageBand)
}
"""What a policy may write after `derive:`, and what it makes."""
