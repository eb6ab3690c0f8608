"""What kinds of personal data there are: the keys of Fideslang 3.2, and a few that only W3C's DPV has.

A key stands for everything under it: what holds for `user.health` holds for `user.health.condition`.
"""

from __future__ import annotations

import difflib
from functools import cache

_FIDESLANG = """
system system.authentication system.operations
user
user.account user.account.username
user.authorization user.authorization.biometrics user.authorization.credentials user.authorization.password
user.behavior user.behavior.browsing_history user.behavior.media_consumption user.behavior.purchase_history
user.behavior.search_history
user.biometrics user.biometrics.fingerprint user.biometrics.retinal user.biometrics.voice
user.children user.children.children_under_thirteen user.children.thirteen_to_sixteen
user.contact user.contact.address user.contact.address.city user.contact.address.country
user.contact.address.mailing_address user.contact.address.postal_code user.contact.address.state
user.contact.address.street user.contact.email user.contact.fax_number user.contact.phone_number user.contact.social_url
user.content user.content.private user.content.public user.content.self_image
user.criminal_history
user.demographic user.demographic.age_range user.demographic.citizenship_or_immigration_status
user.demographic.date_of_birth user.demographic.gender user.demographic.language user.demographic.marital_status
user.demographic.philosophical_belief user.demographic.political_opinion user.demographic.profile
user.demographic.protected_classifications user.demographic.race_ethnicity user.demographic.religious_belief
user.demographic.sexual_orientation user.demographic.union_membership
user.device user.device.cookie user.device.cookie_id user.device.device_id user.device.ip_address user.device.sensor
user.device.telemetry
user.financial user.financial.bank_account user.financial.credit_card
user.government_id user.government_id.birth_certificate user.government_id.drivers_license_number
user.government_id.immigration user.government_id.national_identification_number user.government_id.passport_number
user.government_id.vehicle_registration
user.health user.health.baby_formula user.health.condition user.health.genetic user.health.insurance_beneficiary_id
user.health.maternity_clothing user.health.medical_diagnosis user.health.medications user.health.prescriptions
user.health.record_id user.health.reproductive_or_sexual user.health.social_psychological_behavioral
user.health.symptons user.health.treatment
user.location user.location.coarse user.location.precise
user.name user.name.first user.name.last
user.payment
user.privacy_preferences
user.professional_information user.professional_information.job_title user.professional_information.workplace
user.sensor
user.settings
user.social_activity
user.unique_id user.unique_id.deterministic user.unique_id.probablistic
"""

# From DPV's personal data extension (Membership, Consumption …), each under Fideslang's nearest parent.
_DPV = """
user.contract user.consumption user.family user.household user.interest user.preference user.transaction
user.financial.account user.financial.credit_score user.financial.income user.financial.transaction
user.membership user.membership.club user.membership.political user.membership.religious user.membership.union
user.name.title user.sexual_life
"""

CATEGORIES: frozenset[str] = frozenset(_FIDESLANG.split()) | frozenset(_DPV.split())
"""Every key that a policy may use."""

# Keys that Fideslang 3.2 replaced.
_REPLACED = {
    "user.biometric": "user.biometrics",
    "user.childrens": "user.children",
    "user.health_and_medical": "user.health",
    "user.job_title": "user.professional_information.job_title",
    "user.location.imprecise": "user.location.coarse",
    "user.social": "user.social_activity",
    "user.telemetry": "user.device.telemetry",
    "user.unique_id.pseudonymous": "user.unique_id",
    "user.user_sensor": "user.device.sensor",
    "user.workplace": "user.professional_information.workplace",
}

# GDPR articles 9 and 10, children, membership of any kind, and credentials: never told, never inferred from.
SPECIAL: tuple[str, ...] = (
    "user.authorization",
    "user.biometrics",
    "user.children",
    "user.criminal_history",
    "user.demographic.citizenship_or_immigration_status",
    "user.demographic.philosophical_belief",
    "user.demographic.political_opinion",
    "user.demographic.protected_classifications",
    "user.demographic.race_ethnicity",
    "user.demographic.religious_belief",
    "user.demographic.sexual_orientation",
    "user.demographic.union_membership",
    "user.health",
    "user.membership",
    "user.sexual_life",
    "system.authentication",
)

# What shows knowledge of the person: for customers, never for prospects.
KNOWING: tuple[str, ...] = (
    "user.behavior",
    "user.consumption",
    "user.demographic.age_range",
    "user.demographic.date_of_birth",
    "user.demographic.gender",
    "user.demographic.marital_status",
    "user.demographic.profile",
    "user.family",
    "user.financial",
    "user.household",
    "user.location",
    "user.social_activity",
    "user.transaction",
)

# What a person did: never reminded of in marketing.
HISTORY: tuple[str, ...] = ("user.behavior", "user.social_activity", "user.transaction", "user.financial.transaction")

# What singles a person out wherever it turns up.
IDENTIFYING: tuple[str, ...] = (
    "user.account",
    "user.contact",
    "user.content.private",
    "user.demographic.date_of_birth",
    "user.device",
    "user.financial.account",
    "user.financial.bank_account",
    "user.financial.credit_card",
    "user.government_id",
    "user.location.precise",
    "user.name",
    "user.unique_id",
    *SPECIAL,
)

# What thousands share, though it belongs to an identifying kind.
COARSE: tuple[str, ...] = (
    "system",
    "user.contact.address.city",
    "user.contact.address.country",
    "user.contact.address.state",
    "user.demographic.language",
    "user.location.coarse",
)


@cache
def within(category: str, keys: tuple[str, ...]) -> bool:
    """Whether `category` is one of `keys` or stands under one of them."""
    return any(category == key or category.startswith(key + ".") for key in keys)


def suggestion(category: str) -> str:
    """For an unknown key: what to write instead, as a sentence."""
    for old, new in _REPLACED.items():
        if category == old or category.startswith(old + "."):
            moved = new + category[len(old) :]
            return f"Fideslang replaced it: write '{moved if moved in CATEGORIES else new}'."
    near = difflib.get_close_matches(category, CATEGORIES, 1, cutoff=0.5)
    if not near:
        last = category.rsplit(".", 1)[-1]
        near = sorted((key for key in CATEGORIES if key.rsplit(".", 1)[-1] == last), key=len)[:1]
    return f"Did you mean '{near[0]}'?" if near else "The policy reference lists every category."
