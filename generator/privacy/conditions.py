"""A rule and a recipient in; why nothing of the field may be used for them, or that it may, out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from generator.audience.objection import objected_on
from generator.audience.permission import refusal
from generator.audience.recipient import Recipient
from generator.privacy.derivations.derivation import Derivation, as_day
from generator.privacy.policy import Policy
from generator.privacy.ruling import Rule

_PROFILING = "personalize.content.profiled"
"""The data use that profiling is, of whatever purpose a field serves."""


class Conditions:
    """What is known of one person on one day, before any field is looked at."""

    def __init__(self, policy: Policy, recipient: Recipient, today: date) -> None:
        self._recipient = recipient
        self._today = today
        self._consents = _standing(policy, recipient, today)
        self._years = _years(policy, recipient, today)
        self._unprofiled = objected_on(recipient.record.objections, _PROFILING) is not None

    @property
    def kind(self) -> Hashable:
        """All of the person that `standing` hangs on: for two of one kind it says the same of every rule."""
        recipient = self._recipient
        return recipient.relationship, recipient.purposes, self._consents, self._unprofiled, self._years

    def against(self, rule: Rule, values: Mapping[str, Any]) -> tuple[str, str] | None:
        """Why nothing of the field may be used, as (rule, reason); None when it may. `values`: the field's record."""
        return self.standing(rule) or self.stale(rule, values)

    def standing(self, rule: Rule) -> tuple[str, str] | None:
        """The same as far as it hangs on the person, and not on the field's record."""
        if rule.denied:
            if rule.withheld:
                return "name", rule.withheld
            return ("sensitive", "it is sensitive") if rule.sensitive else ("drop", "the policy drops it")
        if self._recipient.relationship not in rule.relationship:
            return "relationship", f"it is not for a {self._recipient.relationship}"
        if rule.limited and not set(rule.purposes) & set(self._recipient.purposes):
            return "purpose", "its purposes are not permitted"
        if self._unprofiled and _profiles(rule):
            return "objection", "the person objects to profiling"
        if not rule.consent <= self._consents:
            return "consent", f"consent for {_quoted(rule.consent - self._consents)} does not stand"
        if rule.min_age is not None and (self._years is None or self._years < rule.min_age):
            return "min_age", f"it is for people of {rule.min_age} years, by a birth date that the record has"
        return None

    def stale(self, rule: Rule, values: Mapping[str, Any]) -> tuple[str, str] | None:
        """Whether the field is too old by the dates beside it."""
        for fresh in rule.ages:
            day = as_day(values.get(fresh.as_of[-1]))
            if day is None:
                return "stale", f"'{'.'.join(fresh.as_of)}' gives no date"
            if day > self._today or fresh.age.exceeded(day, self._today):
                return "stale", "it is past its age"
        return None


def _profiles(rule: Rule) -> bool:
    """Whether a field tells what a person is like from what they did, or from what others make of them."""
    return rule.inferred or rule.observed or (isinstance(rule.written, Derivation) and rule.written.profiles)


def _standing(policy: Policy, recipient: Recipient, today: date) -> frozenset[str]:
    """The purposes for which the person's consent stands, whatever the policy rests them on."""
    record = recipient.record
    return frozenset(
        name
        for name, rule in policy.purposes.items()
        if refusal(replace(rule, basis="consent"), record.consents, recipient.relationship, today, record.objections)
        is None
    )


def _years(policy: Policy, recipient: Recipient, today: date) -> int | None:
    """How old the person is by the field that the policy names; None when it gives no date, or one ahead."""
    name = policy.rules.birth_date
    born = as_day(recipient.record.values.get(name)) if name is not None else None
    if born is None or born > today:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _quoted(names: Iterable[str]) -> str:
    return " and ".join(f"'{name}'" for name in sorted(names))
