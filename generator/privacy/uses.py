"""What data is used for: Fideslang's data uses."""

from __future__ import annotations

import difflib

from generator.privacy.categories import within

_FIDESLANG = """
analytics analytics.reporting analytics.reporting.ad_performance analytics.reporting.campaign_insights
analytics.reporting.content_performance analytics.reporting.system analytics.reporting.system.performance
collect employment employment.recruitment
essential essential.fraud_detection essential.legal_obligation essential.service
essential.service.authentication essential.service.notifications essential.service.notifications.email
essential.service.notifications.sms essential.service.operations essential.service.operations.improve
essential.service.operations.support essential.service.payment_processing essential.service.security
essential.service.upgrades
finance functional functional.service functional.service.improve functional.storage
functional.storage.privacy_preferences
marketing marketing.advertising marketing.advertising.first_party
marketing.advertising.first_party.contextual marketing.advertising.first_party.targeted
marketing.advertising.frequency_capping marketing.advertising.negative_targeting marketing.advertising.profiling
marketing.advertising.serving marketing.advertising.third_party marketing.advertising.third_party.targeted
marketing.communications marketing.communications.email marketing.communications.sms
operations personalize personalize.content personalize.content.limited personalize.content.profiled
personalize.content.profiling personalize.system sales third_party_sharing third_party_sharing.legal_obligation
train_ai_system
"""

USES: frozenset[str] = frozenset(_FIDESLANG.split())
"""Every key that a purpose may name."""


def is_marketing(use: str) -> bool:
    """Whether the rules of marketing hold for this use."""
    return within(use, ("marketing", "sales"))


def suggestion(use: str) -> str:
    """For an unknown key: what to write instead, as a sentence."""
    near = difflib.get_close_matches(use, USES, 1, cutoff=0.5)
    return f"Did you mean '{near[0]}'?" if near else "Write 'essential.service' or 'marketing.communications', for one."
