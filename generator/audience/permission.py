"""Permission: purpose rule, consents, objections and a day in, a verdict out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.audience.age import Age
from generator.audience.objection import objected_on
from generator.intake.record import Consent, Objection

Basis = Literal["consent", "contract", "legitimate_interest"]
Refusal = Literal[
    "objected", "consent-withdrawn", "consent-ended", "consent-expired", "consent-text", "no-consent", "relationship"
]


@dataclass(frozen=True, slots=True)
class PurposeRule:
    """What a purpose needs before anyone is addressed for it.

    `use` is a data-use key (Fideslang, such as "marketing.communications"). Basis "consent": a consent given, standing,
    not past its own last day and not older than `max_age`, to one of the versions in `texts` if any are named. Basis
    "contract": the relationship of a customer. Basis "legitimate_interest": anyone who has not withdrawn. None of them
    holds against an objection, but a consent given after it.
    """

    name: str
    use: str
    basis: Basis
    max_age: Age | None = None
    texts: tuple[str, ...] = ()


def refusal(
    rule: PurposeRule,
    consents: Iterable[Consent],
    relationship: str,
    today: date,
    objections: Iterable[Objection] = (),
) -> Refusal | None:
    """Why a recipient may not be addressed for the purpose of `rule`; None when they may."""
    against = objected_on(objections, rule.use)
    if rule.basis == "contract":
        return "objected" if against is not None else None if relationship == "customer" else "relationship"
    found = _standing(rule, consents, today)
    agreed_on = found.given_on if isinstance(found, Consent) and rule.basis == "consent" else None
    if against is not None and (agreed_on is None or agreed_on <= against):
        # What was said last counts, and on one day the objection.
        return "objected"
    if rule.basis == "legitimate_interest":
        return "consent-withdrawn" if found == "consent-withdrawn" else None
    return None if isinstance(found, Consent) else found


def consent_for(rule: PurposeRule, consents: Iterable[Consent], today: date) -> Consent | None:
    """The consent that a purpose rests on today; None without one, and for a purpose that needs none."""
    found = _standing(rule, consents, today) if rule.basis == "consent" else None
    return found if isinstance(found, Consent) else None


def _standing(rule: PurposeRule, consents: Iterable[Consent], today: date) -> Consent | Refusal:
    """The latest consent that counts, or why none does.

    Days in the future count for nothing yet. On one and the same day the withdrawal wins. A consent to another text
    than the purpose asks for is none; of several on one day the one that ends first is taken.
    """
    own = [consent for consent in consents if consent.purpose == rule.name]
    withdrawn = max((day for each in own if (day := each.withdrawn_on) is not None and day <= today), default=date.min)
    given = [(day, each) for each in own if (day := each.given_on) is not None and day <= today]
    kept = [(day, each) for day, each in given if day > withdrawn]
    if not kept:
        return "no-consent" if withdrawn == date.min else "consent-withdrawn"
    fitting = [(day, each) for day, each in kept if not rule.texts or each.text in rule.texts]
    if not fitting:
        return "consent-text"
    latest = max(day for day, _ in fitting)
    ends = [(each.expires_on or date.max, each) for day, each in fitting if day == latest]
    end, consent = min(ends, key=lambda pair: pair[0])
    if end < today:
        return "consent-ended"
    if rule.max_age is not None and rule.max_age.exceeded(latest, today):
        return "consent-expired"
    return consent
