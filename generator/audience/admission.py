"""Admission: a raw record in, a Recipient or the reason why it is skipped out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

from generator.audience.permission import PurposeRule, Refusal, refusal
from generator.audience.recipient import Recipient
from generator.audience.rules import Rules
from generator.audience.spec import AudienceSpec
from generator.audience.suppression import Suppression
from generator.audience.tombstones import FORGOTTEN, Tombstones
from generator.errors import CampaignError
from generator.intake.record import CustomerRecord
from generator.keys import Keyring
from generator.model.outcome import Skipped

# When no purpose is allowed, the reason that says most of the person's will is told.
_DETAILS: dict[Refusal, str] = {
    "objected": "objected to this use of data",
    "consent-withdrawn": "consent was withdrawn",
    "consent-ended": "consent was given until an earlier day",
    "consent-expired": "consent is too old",
    "consent-text": "consent was given to another version of the text",
    "no-consent": "no consent was given",
    "relationship": "not a customer",
}


Hidden = Callable[[str, tuple[str, ...]], Collection[tuple[str, ...]]]


def _nothing(_relationship: str, _purposes: tuple[str, ...]) -> Collection[tuple[str, ...]]:
    return ()


class Audience:
    """Who may be addressed, by suppression list, consents and rules."""

    def __init__(
        self,
        spec: AudienceSpec,
        rules: Mapping[str, PurposeRule],
        purposes: tuple[str, ...],
        keys: Keyring,
        root: Path,
        hidden: Hidden = _nothing,
        forgotten: Sequence[Path] = (),
    ) -> None:
        """`rules`: the policy's purposes by name; `purposes`: those that the campaign asks for, in its order;
        `hidden`: for a relationship and the purposes permitted, the fields that may not choose a segment;
        `forgotten`: lists of those who were forgotten, beside the one in the folder `root`.

        Raises CampaignError for a purpose without a rule or an unreadable suppression list, RuleError for a condition
        that can't be parsed.
        """
        for name in purposes:
            if name not in rules:
                raise CampaignError(
                    "purpose", f"the policy has no purpose '{name}'.", "Add it to the policy's purposes."
                )
        self._purposes = tuple(rules[name] for name in purposes)
        self._rules = Rules(spec)
        self._hidden = hidden
        listed = None if spec.suppression is None else root / spec.suppression
        self._suppression = Suppression(listed, spec.suppression or "", keys.secrets)
        self._forgotten = Tombstones((root / FORGOTTEN, *forgotten), keys)

    @property
    def rules(self) -> Rules:
        """The compiled conditions: what they read, which segments there are."""
        return self._rules

    def suppresses(self, customer_id: str) -> bool:
        """Whether this id is on a list of those who get nothing: known even of a row that can't be read."""
        return customer_id in self._suppression or customer_id in self._forgotten

    def read_forgotten(self) -> None:
        """Read who was forgotten now, when nobody can be forgotten meanwhile. Raises CampaignError."""
        self._forgotten.read()

    def admit(self, record: CustomerRecord, today: date) -> Recipient | Skipped:
        """Who was forgotten and suppression first, then permission for each purpose, then the segment.

        Reasons: forgotten, suppressed, and those of `permission`. Raises RowError when a condition can't be decided on
        this record.
        """
        if record.customer_id in self._forgotten:
            return Skipped("forgotten", "was forgotten on request")
        if record.customer_id in self._suppression:
            return Skipped("suppressed", "on the suppression list")
        relationship = self._rules.relationship(record)
        refusals = {
            rule.name: refusal(rule, record.consents, relationship, today, record.objections) for rule in self._purposes
        }
        allowed = tuple(name for name, reason in refusals.items() if reason is None)
        if not allowed:
            reason: Refusal = next((reason for reason in _DETAILS if reason in refusals.values()), "no-consent")
            return Skipped(reason, _DETAILS[reason])
        segment = self._rules.segment(record, self._hidden(relationship, allowed))
        return Recipient(record, allowed, relationship, segment)
