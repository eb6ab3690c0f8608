"""The batch: every row in, an outcome each out, with as many workers as asked for and memory that stays flat.

Raw records never leave this process: what a worker gets is a Story. Rows are read as workers come free.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.campaign import Campaign
from generator.errors import OutputError, PrivacyError, RenderError, RowError, SerendipError, SourceError
from generator.intake.record import BadRow, CustomerRecord
from generator.model.outcome import Artifact, Failed, Outcome, Rendered, Skipped
from generator.model.story import Story
from generator.pipeline.crew import Crew
from generator.pipeline.jobs import Answer, Broken, Done, Job
from generator.pipeline.ledger import Ledger
from generator.pipeline.options import Options, Summary, Watcher
from generator.pipeline.preparation import Preparation, Prepared, release_digest
from generator.pipeline.setting import Setting, prepare
from generator.pipeline.unexpected import as_fault
from generator.publish.fingerprints import Fingerprints
from generator.publish.layout import Layout
from generator.publish.manifest import Manifest
from generator.publish.pieces import Piece
from generator.publish.publisher import Publisher
from generator.publish.tokens import token_of
from generator.video.cache import forget

_LOOK_AHEAD = 512
"""How many outcomes may wait for an earlier row's before reading stops."""


@dataclass(frozen=True, slots=True)
class _Pending:
    """A recipient whose job is with a worker."""

    row: int
    place: str
    customer_id: str
    token: str
    receipt: Mapping[str, Any]
    kept: tuple[Piece, ...]


def render(campaign: Campaign, options: Options, watcher: Watcher) -> Summary:
    """A campaign in; its site, links and manifest written; what came of it out.

    Raises InputError and OutputError, which stop a run. What is published by then stays, and the next run carries on.
    """
    began = time.monotonic()
    layout = Layout(options.out / campaign.name)
    with Preparation(campaign) as preparation:
        for fault in preparation.errors():
            raise fault
        return _render(campaign, options, watcher, preparation, layout, began)


def _render(
    campaign: Campaign, options: Options, watcher: Watcher, preparation: Preparation, layout: Layout, began: float
) -> Summary:
    with (
        Publisher(layout, campaign.spec.base_url, release_digest(campaign)) as publisher,
        Manifest(layout.manifest) as manifest,
    ):
        watcher.begin(_total(preparation.count(), options))
        setting = prepare(campaign, layout, debug=options.debug)
        ledger = Ledger(manifest, watcher.progress)
        try:
            with Crew(options.workers, setting) as crew:
                run = _Run(campaign, options, preparation, publisher, ledger, crew, setting)
                run.all_rows()
        finally:
            ledger.close()
            forget(layout.cache)
        withdrawn = run.withdrawn
        if not options.partial:
            withdrawn += publisher.withdraw_unseen()
            if setting.shared is not None and not ledger.tally.failed:
                publisher.tidy_shared(setting.shared.files)
    return Summary(ledger.tally, layout.root, time.monotonic() - began, withdrawn, run.missing)


class _Run:
    """One run in progress."""

    def __init__(
        self,
        campaign: Campaign,
        options: Options,
        preparation: Preparation,
        publisher: Publisher,
        ledger: Ledger,
        crew: Crew,
        setting: Setting,
    ) -> None:
        self._campaign = campaign
        self._options = options
        self._preparation = preparation
        self._publisher = publisher
        self._ledger = ledger
        self._crew = crew
        self._fingerprints = Fingerprints(
            campaign.secret,
            {"film": setting.video, "page": [setting.shared, campaign.spec.base_url, campaign.spec.title]},
        )
        self._films = setting.video is not None
        self._pending: dict[int, _Pending] = {}
        self._wanted = set(options.only)
        self.withdrawn = 0

    @property
    def missing(self) -> tuple[int, ...]:
        """Which of the ids asked for were not met, counted from 1."""
        return tuple(index for index, wanted in enumerate(self._options.only, 1) if wanted in self._wanted)

    def all_rows(self) -> None:
        """Every row that the options ask for gets its outcome."""
        number = -1
        for number, (row, item) in enumerate(self._rows()):
            self._look_at(number, row, item)
            while self._pending and (not self._crew.has_room or self._ledger.waiting >= _LOOK_AHEAD):
                self._take(self._crew.answers(None))
            self._take(self._crew.answers(0))
        while self._pending:
            self._take(self._crew.answers(None))
        if number < 0 and not self._options.only and self._options.limit != 0:
            # An export that failed looks just like this, and must not take everybody's page away.
            raise SourceError(str(self._campaign.file.path), "the source has no row.", "Check the export.")

    def _rows(self) -> Iterator[tuple[int, CustomerRecord | BadRow]]:
        for row, item in enumerate(self._preparation.rows(), 1):
            if self._options.limit is not None and row > self._options.limit:
                return
            if self._options.only:
                if item.customer_id not in self._options.only:
                    continue
                self._wanted.discard(item.customer_id)
            yield row, item
            if self._options.only and not self._wanted:
                return

    def _look_at(self, number: int, row: int, item: CustomerRecord | BadRow) -> None:
        token = token_of(self._campaign.secret, self._campaign.name, item.customer_id) if item.customer_id else None
        first = token is None or self._publisher.meet(token)
        outcome: Outcome | None
        if isinstance(item, BadRow):
            if token is not None and item.customer_id and self._preparation.suppresses(item.customer_id):
                self.withdrawn += self._publisher.withdraw(token)
            outcome = self._failed(token, SerendipError(item.place, item.cause, item.remedy))
        elif token is None or not first:
            cause = "the row has no customer id." if token is None else "an earlier row has the same customer id."
            outcome = Failed(item.place, cause, "Give every customer one row with an id of its own.")
        else:
            outcome = self._begin(number, row, item, token)
        if outcome is not None:
            self._ledger.settle(number, row, item.place, outcome)

    def _begin(self, number: int, row: int, record: CustomerRecord, token: str) -> Outcome | None:
        """Up to the wall and over it: an outcome when there is nothing to render, else a job is given."""
        began = time.monotonic()
        try:
            prepared = self._preparation.prepare(record, token)
        except (RowError, RenderError, PrivacyError) as fault:
            return self._failed(token, fault)
        except Exception as caught:
            if self._options.debug or isinstance(caught, SerendipError):
                raise
            told = as_fault(caught, record.place, self._publisher.layout.root)
            if isinstance(told, OutputError):
                raise told from None
            return self._failed(token, told)
        if isinstance(prepared, Skipped):
            self.withdrawn += self._publisher.withdraw(token)
            return prepared
        return self._order(number, row, record, token, prepared, began)

    def _order(
        self, number: int, row: int, record: CustomerRecord, token: str, prepared: Prepared, began: float
    ) -> Outcome | None:
        wanted = self._wanted_pieces(prepared.story)
        standing = {} if self._options.fresh else self._publisher.standing(token)
        kept = {kind: standing[kind] for kind, print_ in wanted if _same(standing.get(kind), print_)}
        missing = tuple((kind, print_) for kind, print_ in wanted if kind not in kept)
        if not missing and set(standing) == set(kept):
            self._publisher.keep(token, row, prepared.receipt)
            return Rendered(token, _artifacts(kept.values()), time.monotonic() - began, reused=True)
        folder = self._publisher.stage(token, tuple(kept.values()))
        self._pending[number] = _Pending(
            row, record.place, record.customer_id, token, prepared.receipt, tuple(kept.values())
        )
        film = kept["film"].film if "film" in kept else None
        self._crew.give(Job(number, record.place, str(folder), prepared.story, missing, film))
        return None

    def _wanted_pieces(self, story: Story) -> tuple[tuple[str, str], ...]:
        """(kind, fingerprint) of all that the recipient gets, in the order of rendering: the page shows the film."""
        prints: dict[str, str] = {}
        if self._films and story.scenes:
            prints["film"] = self._fingerprints.of(story, "film")
        if story.document is not None:
            prints["document"] = self._fingerprints.of(story, "document")
        if story.microsite is not None:
            prints["page"] = self._fingerprints.of(story, "page", prints.get("film", ""), *sorted(prints))
        return tuple(prints.items())

    def _take(self, answers: Sequence[Answer]) -> None:
        for answer in answers:
            pending = self._pending.pop(answer.number)
            outcome = self._finish(pending, answer)
            self._ledger.settle(answer.number, pending.row, pending.place, outcome)
            if isinstance(answer, Broken) and answer.fatal:
                raise answer.fault

    def _finish(self, pending: _Pending, answer: Answer) -> Outcome:
        if isinstance(answer, Broken):
            self._publisher.unstage(pending.token)
            return self._failed(pending.token, answer.fault)
        assert isinstance(answer, Done)
        pieces = (*pending.kept, *answer.pieces)
        self._publisher.publish(pending.token, pending.customer_id, pending.row, pieces, pending.receipt)
        return Rendered(pending.token, _artifacts(pieces), answer.seconds)

    def _failed(self, token: str | None, fault: SerendipError) -> Failed:
        """What was published before stays when nothing speaks against it; else it goes."""
        if token is not None and isinstance(fault, PrivacyError):
            self.withdrawn += self._publisher.withdraw(token)
        elif token is not None:
            self.withdrawn += self._publisher.withdraw_if_outdated(token)
        return Failed(fault.place, fault.cause, fault.remedy)


def _same(piece: Piece | None, fingerprint: str) -> bool:
    return piece is not None and piece.fingerprint == fingerprint


def _artifacts(pieces: Sequence[Piece] | Any) -> tuple[Artifact, ...]:
    return tuple(artifact for piece in pieces for artifact in piece.artifacts)


def _total(rows: int | None, options: Options) -> int | None:
    if options.only:
        return len(set(options.only))
    if options.limit is not None:
        return options.limit if rows is None else min(rows, options.limit)
    return rows
