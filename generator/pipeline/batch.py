"""The batch: every row in, an outcome each out, with as many workers as asked for and memory that stays flat.

Raw records never leave this process: what a worker gets is a Story. Rows are read as workers come free. Rows that are
up to date are settled as they come; the first one whose film is to be rendered has the rest of them planned, so that
scenes that several films show are rendered once, and then everything from that row on takes its turn.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice

from generator.campaign import Campaign
from generator.document import missing_einvoices
from generator.errors import OutputError, PrivacyError, RenderError, RowError, SerendipError, SourceError
from generator.intake.record import BadRow, CustomerRecord
from generator.model.outcome import Failed, Outcome, Rendered, Skipped
from generator.pipeline.capacity import capacity, machine_bytes
from generator.pipeline.crew import Crew
from generator.pipeline.jobs import Answer, Broken, Done, Job
from generator.pipeline.keeping import Keeping
from generator.pipeline.ledger import Ledger
from generator.pipeline.options import Options, Summary, Watcher
from generator.pipeline.orders import Order, Orders, plan_file
from generator.pipeline.origin import note_origin
from generator.pipeline.planning import Ahead, Planning
from generator.pipeline.preparation import Change, Preparation, Prepared, release_digest
from generator.pipeline.readahead import read_ahead
from generator.pipeline.rotation import check_key, older_tokens
from generator.pipeline.setting import Setting, prepare
from generator.pipeline.unexpected import as_fault
from generator.pipeline.verification import Verification
from generator.publish.layout import Layout
from generator.publish.manifest import Manifest
from generator.publish.pieces import artifacts_of
from generator.publish.publisher import Publisher
from generator.publish.readers import Reading
from generator.publish.tokens import token_of
from generator.video.cache import Limits

_LOOK_AHEAD = 512
"""How many outcomes may wait for an earlier row's before reading stops."""

_DEFAULT_SHARE = 4
"""Without --memory a run takes this part of the machine's."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A recipient who gets something new."""

    number: int
    row: int
    record: CustomerRecord
    token: str
    prepared: Prepared
    order: Order


def render(campaign: Campaign, options: Options, watcher: Watcher, change: Change | None = None) -> Summary:
    """A campaign in; its site, links and manifest written; what came of it out. `change`: see Preparation.

    Raises InputError and OutputError, which stop a run. What is published by then stays, and the next run carries on.
    """
    began = time.monotonic()
    layout = Layout(options.out / campaign.name)
    with Preparation(campaign, change, (layout.forgotten,)) as preparation:
        # Where nothing stands films are to be made, so that nothing is begun before their footage has been tried.
        for fault in preparation.errors() or ([] if layout.site.exists() else preparation.media_errors()):
            raise fault
        return _render(campaign, options, watcher, preparation, layout, began)


def _render(
    campaign: Campaign, options: Options, watcher: Watcher, preparation: Preparation, layout: Layout, began: float
) -> Summary:
    memory_bytes = options.memory_bytes or machine_bytes() // _DEFAULT_SHARE
    size = capacity(memory_bytes, options.workers, campaign.video.size_px if campaign.video else (0, 0))
    limits = Limits(size.plate_bytes, options.store_bytes)
    store = options.store or layout.cache
    with ExitStack() as stack:
        keeping = stack.enter_context(Keeping(campaign.keys, campaign.name, store, limits))
        spec, mailed = campaign.spec, campaign.email is not None
        publisher = stack.enter_context(
            Publisher(layout, spec.base_url, release_digest(campaign), keeping.erase, spec.stopping(), mailed=mailed)
        )
        check_key(campaign.file, campaign.keys, publisher)
        note_origin(campaign, store, publisher)
        preparation.read_forgotten()
        manifest = stack.enter_context(Manifest(layout.manifest))
        watcher.begin(_total(preparation.count(), options))
        setting = prepare(campaign, layout, store, limits, debug=options.debug)
        ledger = Ledger(manifest, watcher.progress)
        try:
            with Crew(size.workers, setting) as crew:
                run = _Run(campaign, options, watcher, preparation, publisher, keeping, ledger, crew, setting)
                run.all_rows()
        finally:
            ledger.close()
            plan_file(layout.cache).unlink(missing_ok=True)
        withdrawn = run.withdrawn
        if not options.partial:
            withdrawn += publisher.withdraw_unseen()
            keeping.erase_all_but(publisher.tokens())
            if setting.shared is not None and not ledger.tally.failed:
                publisher.tidy_shared(setting.shared.files)
    return Summary(ledger.tally, layout.root, time.monotonic() - began, withdrawn, run.missing, dict(run.timings_s))


class _Run:
    """One run in progress."""

    def __init__(
        self,
        campaign: Campaign,
        options: Options,
        watcher: Watcher,
        preparation: Preparation,
        publisher: Publisher,
        keeping: Keeping,
        ledger: Ledger,
        crew: Crew,
        setting: Setting,
    ) -> None:
        self._campaign = campaign
        self._options = options
        self._watcher = watcher
        self._preparation = preparation
        self._publisher = publisher
        self._keeping = keeping
        self._ledger = ledger
        self._crew = crew
        self._video = setting.video
        self._orders = Orders(campaign, setting, publisher, fresh=options.fresh)
        self._verification = Verification(campaign, preparation.shape, publisher.layout, on=options.verify)
        self._planning = False
        self._plan = ""
        self._pending: dict[int, _Turn] = {}
        self._wanted = set(options.only)
        self.withdrawn = 0
        self.timings_s: Counter[str] = Counter()

    @property
    def missing(self) -> tuple[int, ...]:
        """Which of the ids asked for were not met, counted from 1."""
        return tuple(index for index, wanted in enumerate(self._options.only, 1) if wanted in self._wanted)

    def all_rows(self) -> None:
        """Every row that the options ask for gets its outcome."""
        rows = read_ahead(self._rows(), self._begin_reading)
        empty = True
        for each in rows:
            empty = False
            turn = self._look_at(each)
            self._keep_up()
            if turn is not None:
                for ahead in self._planned(turn, rows):
                    self._look_at(ahead)
                    self._keep_up()
        while self._pending:
            self._take(self._crew.answers(None))
        if empty and not self._options.only and self._options.limit != 0:
            # An export that failed looks just like this, and must not take everybody's page away.
            raise SourceError(str(self._campaign.file.path), "the source has no row.", "Check the export.")

    def _rows(self) -> Iterator[tuple[int, int, CustomerRecord | BadRow]]:
        """Every row that is asked for, with its number among them (from 0) and in the source (from 1)."""
        wanted = set(self._options.only)
        number = 0
        for row, item in enumerate(self._preparation.rows(), 1):
            if self._options.limit is not None and row > self._options.limit:
                return
            if self._options.only:
                if item.customer_id not in self._options.only:
                    continue
                wanted.discard(item.customer_id)
                self._wanted.discard(item.customer_id)
            yield number, row, item
            number += 1
            if self._options.only and not wanted:
                return

    def _begin_reading(self, item: CustomerRecord | BadRow) -> Reading | None:
        """Have the files read that stand of a row's recipient, unless its turn may come much later."""
        token = None if self._options.fresh or self._planning else self._token(item)
        return None if token is None else self._publisher.read_ahead(token)

    def _planned(self, first: _Turn, rows: Iterator[Ahead]) -> Iterator[Ahead]:
        """Plan the `rows` after `first`, give `first` to a worker, and have the others take their turns."""
        assert self._video is not None
        self._planning = True
        for fault in self._preparation.media_errors():
            raise fault
        self._keeping.tidy()
        path = plan_file(self._publisher.layout.cache)
        planning = Planning(self._preparation, self._orders, self._video, self._campaign.store_key, path)
        planning.add(first.prepared.story)
        for ahead in rows:
            planning.look_at(ahead.number, ahead.row, ahead.item, self._token(ahead.item))
            # Workers load while the rows are told.
            self._crew.warm_up(planning.films)
            self._take(self._crew.answers(0))
            self._watcher.planned(ahead.number + 1)
        planning.finish()
        self._plan = str(path)
        self._give(first)
        told = first.number + 1 + len(planning.ahead)
        while planning.ahead:
            yield planning.ahead.popleft()
        if planning.more:
            yield from (Ahead(number, row, item) for number, row, item in islice(self._rows(), told, None))

    def _keep_up(self) -> None:
        """Take what workers have finished; wait when they have enough to do."""
        while self._pending and (not self._crew.has_room or self._ledger.waiting >= _LOOK_AHEAD):
            self._take(self._crew.answers(None))
        self._take(self._crew.answers(0))

    def _token(self, item: CustomerRecord | BadRow) -> str | None:
        return token_of(self._campaign.secret, self._campaign.name, item.customer_id) if item.customer_id else None

    def _withdraw(self, token: str, customer_id: str | None) -> None:
        """Take down what stands of a person, under the tokens of older keys too."""
        self.withdrawn += self._publisher.withdraw(token)
        self._withdraw_older(customer_id)

    def _withdraw_older(self, customer_id: str | None) -> None:
        """Nothing of a person stays behind a link that was made with an older key."""
        for token in older_tokens(self._campaign, customer_id):
            if self._publisher.stands(token):
                self.withdrawn += self._publisher.withdraw(token)

    def _look_at(self, ahead: Ahead) -> _Turn | None:
        """Settle a row, or give it to a worker; what comes back must wait until the batch is planned."""
        item = ahead.item
        token = self._token(item)
        first = token is None or self._publisher.meet(token)
        outcome: Outcome | _Turn | None
        if isinstance(item, BadRow):
            if token is not None and item.customer_id and self._preparation.suppresses(item.customer_id):
                self._withdraw(token, item.customer_id)
            outcome = self._failed(token, item.customer_id, SerendipError(item.place, item.cause, item.remedy))
        elif token is None or not first:
            cause = "the row has no customer id." if token is None else "an earlier row has the same customer id."
            outcome = Failed(item.place, cause, "Give every customer one row with an id of its own.")
        else:
            outcome = self._begin(ahead, item, token)
        if isinstance(outcome, _Turn):
            if outcome.order.film and not self._plan:
                return outcome
            self._give(outcome)
        else:
            self._ledger.settle(ahead.number, ahead.row, item.place, outcome)
        return None

    def _begin(self, ahead: Ahead, record: CustomerRecord, token: str) -> Outcome | _Turn:
        """Up to the wall and over it: an outcome when there is nothing to render."""
        began = time.monotonic()
        try:
            prepared = ahead.prepared or self._preparation.prepare(record, token)
        except (RowError, RenderError, PrivacyError) as fault:
            return self._failed(token, record.customer_id, fault)
        except Exception as caught:
            if self._options.debug or isinstance(caught, SerendipError):
                raise
            told = as_fault(caught, record.place, self._publisher.layout.root)
            if isinstance(told, OutputError):
                raise told from None
            return self._failed(token, record.customer_id, told)
        if isinstance(prepared, Skipped):
            self._withdraw(token, record.customer_id)
            return prepared
        order = self._orders.of(prepared.story, token, ahead.reading)
        if order.unchanged:
            try:
                receipt = self._verification.keep(prepared, token, record.place)
            except PrivacyError as fault:
                return self._failed(token, record.customer_id, fault)
            self._publisher.keep(token, ahead.row, receipt)
            self._withdraw_older(record.customer_id)
            kept = artifacts_of(order.kept)
            seconds = time.monotonic() - began
            without = missing_einvoices(prepared.story)
            return Rendered(token, kept, seconds, reused=True, verified=receipt["verified"], without=without)
        for written in self._preparation.copy_errors():
            raise written
        try:
            # What stands was judged when it was made.
            self._preparation.judge(prepared.story, record.place)
        except PrivacyError as caught:
            return self._failed(token, record.customer_id, caught)
        return _Turn(ahead.number, ahead.row, record, token, prepared, order)

    def _give(self, turn: _Turn) -> None:
        """Hand a recipient to a worker."""
        record, token, order = turn.record, turn.token, turn.order
        folder = self._publisher.stage(token, order.kept)
        self._pending[turn.number] = turn
        film = next((piece.film for piece in order.kept if piece.kind == "film"), None)
        story = turn.prepared.story
        self._crew.give(Job(turn.number, record.place, str(folder), story, order.missing, film, self._plan))

    def _take(self, answers: Sequence[Answer]) -> None:
        for answer in answers:
            turn = self._pending.pop(answer.number)
            outcome = self._finish(turn, answer)
            self._ledger.settle(answer.number, turn.row, turn.record.place, outcome)
            if isinstance(answer, Broken) and answer.fatal:
                raise answer.fault

    def _finish(self, turn: _Turn, answer: Answer) -> Outcome:
        if isinstance(answer, Broken):
            self._publisher.unstage(turn.token)
            return self._failed(turn.token, turn.record.customer_id, answer.fault)
        assert isinstance(answer, Done)
        self.timings_s.update(dict(answer.timings_s))
        pieces = (*turn.order.kept, *answer.pieces)
        token = turn.token
        try:
            receipt = self._verification.judge(turn.prepared, turn.record.place, self._publisher.staged(token))
        except PrivacyError as fault:
            self._publisher.unstage(token)
            return self._failed(token, turn.record.customer_id, fault)
        self._publisher.publish(token, turn.record.customer_id, turn.row, pieces, receipt)
        self._withdraw_older(turn.record.customer_id)
        without = missing_einvoices(turn.prepared.story)
        return Rendered(token, artifacts_of(pieces), answer.seconds, verified=receipt["verified"], without=without)

    def _failed(self, token: str | None, customer_id: str | None, fault: SerendipError) -> Failed:
        """What was published before stays when nothing speaks against it; else it goes."""
        if token is not None and isinstance(fault, PrivacyError):
            self._withdraw(token, customer_id)
        elif token is not None:
            self.withdrawn += self._publisher.withdraw_if_outdated(token)
        return Failed(fault.place, fault.cause, fault.remedy)


def _total(rows: int | None, options: Options) -> int | None:
    if options.only:
        return len(set(options.only))
    if options.limit is not None:
        return options.limit if rows is None else min(rows, options.limit)
    return rows
