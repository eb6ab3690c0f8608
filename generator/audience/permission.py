"""Permission: purpose rule, consents and a day in, a verdict out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.audience.age import Age
from generator.intake.record import Consent

Basis = Literal["consent", "contract", "legitimate_interest"]
Refusal = Literal["consent-withdrawn", "consent-expired", "no-consent", "relationship"]


@dataclass(frozen=True, slots=True)
class PurposeRule:
    """What a purpose needs before anyone is addressed for it.

    `use` is a data-use key (Fideslang, such as "marketing.communications"). Basis "consent": a consent given, standing
    and not older than `max_age`. Basis "contract": the relationship of a customer. Basis "legitimate_interest": anyone
    who has not withdrawn.
    """

    name: str
    use: str
    basis: Basis
    max_age: Age | None = None


def refusal(rule: PurposeRule, consents: Iterable[Consent], relationship: str, today: date) -> Refusal | None:
    """Why a recipient with these `consents` may not be addressed for the purpose of `rule`; None when they may."""
    if rule.basis == "contract":
        return None if relationship == "customer" else "relationship"
    given_on, withdrawn = _standing(rule.name, consents, today)
    if withdrawn:
        return "consent-withdrawn"
    if rule.basis == "legitimate_interest":
        return None
    if given_on is None:
        return "no-consent"
    if rule.max_age is not None and rule.max_age.exceeded(given_on, today):
        return "consent-expired"
    return None


def _standing(purpose: str, consents: Iterable[Consent], today: date) -> tuple[date | None, bool]:
    """The day of the latest giving so far, and whether a withdrawal came on that day or after it.

    Days in the future count for nothing yet. On one and the same day the withdrawal wins.
    """
    own = [consent for consent in consents if consent.purpose == purpose]
    given = [day for consent in own if (day := consent.given_on) is not None and day <= today]
    withdrawn = [day for consent in own if (day := consent.withdrawn_on) is not None and day <= today]
    given_on = max(given, default=None)
    withdrawn_on = max(withdrawn, default=None)
    return given_on, withdrawn_on is not None and (given_on is None or withdrawn_on >= given_on)
