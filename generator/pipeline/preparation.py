"""A row up to the wall and over it: may this customer be told anything, what, and in which story.

Runs in the parent process only; the one module of the pipeline that handles raw records.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from generator.audience import Audience, RuleError
from generator.audience.recipient import Recipient
from generator.campaign import Campaign
from generator.errors import InputError, RowError
from generator.expressions import Language
from generator.intake import Shape, open_source
from generator.intake.record import BadRow, CustomerRecord
from generator.model.facts import SafeProfile
from generator.model.outcome import Skipped
from generator.model.story import Story
from generator.pipeline import findings
from generator.pipeline.copylint import CopyLint
from generator.pipeline.tact import Tact, Told
from generator.privacy import Filter, Withheld, hidden
from generator.publish.fingerprints import canonical

Change = Callable[[CustomerRecord], CustomerRecord]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What crossed the wall, the receipt of what did not, and the values to look for in what will be made."""

    story: Story
    receipt: Mapping[str, Any]
    withheld: Withheld = field(repr=False)


class Preparation:
    """The stages left of the wall and the story, for one campaign. A context manager: it closes the source."""

    def __init__(self, campaign: Campaign, change: Change | None = None, forgotten: Sequence[Path] = ()) -> None:
        """`change`: done to every record as it is read, by those who try out what comes of it. `forgotten`: lists of
        those who were forgotten, beside the one in the campaign's folder."""
        self._campaign = campaign
        self._learned = False
        self._change = change
        self._media_errors: list[InputError] | None = None
        self._copy = CopyLint(campaign)
        self._copy_errors: list[InputError] | None = None
        self._audience = _audience(campaign, forgotten)
        self._filter = Filter(
            campaign.policy,
            campaign.facts,
            campaign.products,
            campaign.purposes,
            campaign.secret,
            campaign.today,
            campaign=campaign.name,
            needed=campaign.needed_facts(),
        )
        self._teller = campaign.storyteller()
        self._tact = Tact(campaign, self._teller)
        self._templates = _digests(campaign)
        self._source = open_source(campaign.spec.data, campaign.spec.consent, campaign.root, campaign.spec.objections)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, caught: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._source.close()

    @property
    def shape(self) -> Shape:
        """The names of the source's fields."""
        return self._source.shape

    def count(self) -> int | None:
        """The number of rows, when the source knows it without reading them all."""
        return self._source.count_hint()

    def rows(self) -> Iterator[CustomerRecord | BadRow]:
        """Every row of the source, one at a time. What the batch teaches is learned before the first."""
        self._learn()
        return self._read()

    def _read(self) -> Iterator[CustomerRecord | BadRow]:
        rows = self._source.rows()
        if self._change is None:
            return rows
        change = self._change
        return (change(item) if isinstance(item, CustomerRecord) else item for item in rows)

    def _learn(self) -> None:
        """Read all rows once, if the policy derives anything from what others have; whatever part is rendered."""
        learning = self._filter.learning()
        if self._learned or not learning.needed:
            return
        for item in self._read():
            if isinstance(item, CustomerRecord):
                try:
                    admitted = self.admit(item)
                except RowError:
                    continue
                if isinstance(admitted, Recipient):
                    learning.meet(admitted)
        self._filter.use(learning.finish())
        self._learned = True

    def errors(self) -> list[InputError]:
        """All that is written wrong and keeps the campaign from rendering."""
        return findings.errors(self._campaign, self._audience.rules, self._source.shape)

    def media_errors(self) -> list[InputError]:
        """Footage that can't be shown; it is tried, which takes its time, when this is first asked."""
        if self._media_errors is None:
            self._media_errors = list(findings.media(self._campaign))
        return self._media_errors

    def copy_errors(self) -> list[InputError]:
        """What the templates' words give away. Their samples are told for it, when this is first asked."""
        if self._copy_errors is None:
            self._copy_errors = self._copy.templates()
        return self._copy_errors

    def judge(self, story: Story, place: str) -> None:
        """Raises PrivacyError when the words of a story that was told give a source away. `place`: the row's."""
        self._copy.judge(story, place)

    def doubts(self) -> list[InputError]:
        """What is worth a look."""
        return findings.doubts(self._campaign, self._source.shape)

    def suppresses(self, customer_id: str) -> bool:
        """Whether this id is suppressed or forgotten: then nothing may stand, whatever the row says."""
        return self._audience.suppresses(customer_id)

    def read_forgotten(self) -> None:
        """Read who was forgotten: call it when nobody can be forgotten meanwhile. Raises CampaignError."""
        self._audience.read_forgotten()

    def admit(self, record: CustomerRecord) -> Recipient | Skipped:
        """May this customer be told anything?"""
        return self._audience.admit(record, self._campaign.today)

    def verdicts(self, recipient: Recipient) -> Mapping[tuple[str, ...], tuple[str, str]]:
        """What became of each field, by name only: (rule, reason), without a reason when it is let through."""
        return self._filter.verdicts(recipient)

    def led_to(self, recipient: Recipient) -> Mapping[tuple[str, ...], frozenset[str]]:
        """By derived field, the products that might be suggested for what the recipient has or likes."""
        return self._filter.led_to(recipient)

    def release(self, recipient: Recipient) -> SafeProfile:
        """What may be told; raises PrivacyError or RowError."""
        locale = self._campaign.locale_of(recipient.record)
        return self._filter.release(recipient, locale, self._teller.language_of(locale))

    def tell(self, recipient: Recipient, token: str) -> Told:
        """What may be told, in which scenes and words; raises RowError, PrivacyError or RenderError."""
        return self._tact.tell(self.release(recipient), recipient.record, token)

    def prepare(self, record: CustomerRecord, token: str) -> Prepared | Skipped:
        """A record in; its story and receipt out, or why there is none. Raises RowError, PrivacyError, RenderError."""
        admitted = self.admit(record)
        if isinstance(admitted, Skipped):
            return admitted
        told = self.tell(admitted, token)
        return Prepared(
            told.story,
            self._filter.receipt(admitted, told.profile, self._templates),
            self._filter.withheld(admitted, told.profile),
        )


def release_digest(campaign: Campaign) -> str:
    """A hash of all that decides what may be told: when it changes, nobody vouches for what was told before."""
    spec = campaign.spec
    told = spec.model_dump(mode="json", include={"facts", "purpose"})
    digest = hashlib.sha256(canonical([campaign.policy.digest, told]).encode())
    if spec.products:
        digest.update((campaign.root / spec.products).read_bytes())
    return digest.hexdigest()


def _audience(campaign: Campaign, forgotten: Sequence[Path]) -> Audience:
    spec = campaign.spec.audience
    language = Language()

    @cache
    def unseen(relationship: str, purposes: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
        paths = {path for rule in spec.segments for path in language.compile(rule.when).paths}
        return hidden(campaign.policy, paths, relationship, purposes)

    try:
        return Audience(
            spec, campaign.policy.purposes, campaign.purposes, campaign.keys, campaign.root, unseen, forgotten
        )
    except RuleError as fault:
        raise campaign.file.fail(("audience", *fault.keys), fault.cause, fault.remedy) from None


def _digests(campaign: Campaign) -> Mapping[str, str]:
    """Every template that a recipient may be shown: name → digest, for the receipt."""
    scenes = {f"scenes/{planned.template.name}": planned.template.digest for planned in campaign.plan.every_scene}
    pages = {"microsite": campaign.microsite, "document": campaign.document, "email": campaign.email}
    return scenes | {f"{kind}/{page.name}": page.digest for kind, page in pages.items() if page is not None}
