"""People forgotten: ids in, all that stands of them removed, tombstones and proofs written.

The order makes every crash harmless. Tombstones come first, so that nobody renders the person again; then a journal of
what stands; then the removal, which starts from the journal and may be done again; the proof last, and the journal goes
after it. Whoever erases next finishes the journals that are left.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from generator.audience import HEAD, Tombstones, tombstone
from generator.disk import writing
from generator.errors import OutputError, SerendipError
from generator.intake import open_source
from generator.pipeline.erasure.journals import Journal, Stock, unfinished
from generator.pipeline.erasure.proofs import Proofs, person_mac, proof_of
from generator.pipeline.erasure.targets import Target
from generator.pipeline.keeping import Keeping
from generator.pipeline.orders import plan_file
from generator.pipeline.rotation import check_key
from generator.publish.layout import PRIVATE_FILE, PUBLIC_FILE, Layout
from generator.publish.manifest import count_lines, drop_lines
from generator.publish.pieces import names_in
from generator.publish.publisher import Publisher
from generator.publish.tokens import token_of
from generator.publish.whole import write_whole
from generator.video.cache import Limits


def forget(target: Target, customer_ids: Sequence[str], today: datetime.date) -> Stock:
    """Erase people from a campaign's output and its stores, whether the source still has them or not.

    What was removed out, with what earlier erasures had left to do. Raises CampaignError when the keys or the lists
    don't fit, OutputError when another run is writing there or the system refuses; running it again completes what was
    begun.
    """
    with ExitStack() as stack:
        keepings = [stack.enter_context(Keeping(target.keys, target.name, store, Limits())) for store in target.stores]

        def erase(token: str) -> None:
            for keeping in keepings:
                keeping.erase(token)

        publisher = stack.enter_context(
            Publisher(target.layout, target.spec.base_url, "", erase, target.spec.stopping())
        )
        check_key(target.file, target.keys, publisher)
        return _Forgetting(target, publisher, keepings, today).all(customer_ids)


class _Forgetting:
    """One erasure, while the output is locked."""

    def __init__(self, target: Target, publisher: Publisher, keepings: Sequence[Keeping], today: datetime.date) -> None:
        self._target = target
        self._layout = target.layout
        self._publisher = publisher
        self._keepings = keepings
        self._today = today
        self._proofs = Proofs(target.layout.erasures)

    def all(self, customer_ids: Sequence[str]) -> Stock:
        """Every step, for all people at once: what costs much is done once."""
        self._bury(self._layout.forgotten, PRIVATE_FILE, customer_ids)
        fault: OutputError | None = None
        try:
            self._bury(self._target.list, PUBLIC_FILE, customer_ids)
        except OutputError as caught:
            # A folder that nobody may write to must not keep anybody from being erased.
            fault = caught
        left = {journal.person: journal for journal in unfinished(self._layout.erasing)}
        rows = rows_of(self._target, customer_ids)
        begun = (self._journal(customer_id, rows.get(customer_id, ()), left) for customer_id in customer_ids)
        journals = [*left.values(), *(journal for journal in begun if journal is not None)]
        for journal in journals:
            journal.write(self._layout.erasing)
        self._remove(journals)
        for journal in journals:
            self._proofs.add(proof_of(journal, self._target.name, self._target.keys.newest))
            journal.remove(self._layout.erasing)
        if fault is not None:
            raise OutputError(
                fault.place,
                f"they are erased, but other outputs of the campaign don't know it: {fault.cause}",
                "Make the campaign's folder writable and run the same command again.",
            )
        return sum((journal.stock for journal in journals), Stock())

    def _bury(self, path: Path, mode: int, customer_ids: Iterable[str]) -> None:
        """Add tombstones to a list, of those who have none there yet."""
        known = Tombstones((path,), self._target.keys)
        new = [each for each in customer_ids if each not in known]
        if not new:
            return
        with writing(path):
            text = path.read_text(encoding="utf-8") if path.exists() else HEAD
            mode = path.stat().st_mode & 0o777 if path.exists() else mode
        lines = "".join(tombstone(self._target.keys.newest, each, self._today) for each in new)
        write_whole(path, text + ("" if text.endswith("\n") else "\n") + lines, mode, durable=True)

    def _journal(self, customer_id: str, rows: tuple[tuple[int, str], ...], left: dict[str, Journal]) -> Journal | None:
        """What stands of a person; None when it is noted already, or when nothing stands and that is proven."""
        names = [person_mac(secret, customer_id) for secret in self._target.keys.secrets]
        if any(name in left for name in names):
            return None
        own = [token_of(secret, self._target.name, customer_id) for secret in self._target.keys.secrets]
        tokens = tuple(dict.fromkeys((*own, *self._publisher.tokens_of(customer_id))))
        stock = sum((self._stock(token) for token in tokens), Stock())
        stock += Stock(lines=count_lines(self._layout.manifest, set(tokens), set(rows)))
        if not stock and any(self._proofs.holds(name) for name in names):
            return None
        return Journal(names[0], self._target.keys.newest.id, self._today.isoformat(), tokens, rows, stock)

    def _stock(self, token: str) -> Stock:
        folders = [each for each in (self._layout.folder(token), self._layout.mail_of(token)) if each.exists()]
        recorded = len(self._publisher.recorded(token))
        return Stock(
            folders=len(folders),
            files=sum(len(names_in(folder)) for folder in folders),
            receipts=int(self._layout.receipt(token).exists()),
            links=int(bool(recorded)),
            records=recorded,
            segments=sum(keeping.only_of(token) for keeping in self._keepings),
        )

    def _remove(self, journals: Sequence[Journal]) -> None:
        tokens = {token for journal in journals for token in journal.tokens}
        for token in sorted(tokens):
            self._publisher.withdraw(token)
        drop_lines(self._layout.manifest, tokens, {row for journal in journals for row in journal.rows})
        self._publisher.settle()
        for keeping in self._keepings:
            keeping.rewrite()
        with writing(self._layout.private):
            plan_file(self._layout.cache).unlink(missing_ok=True)
            for folder in (self._layout.private, self._layout.receipts):
                # What a killed run was writing.
                for part in folder.glob(".*.part"):
                    part.unlink()
        _check_gone(self._layout, tokens)


def rows_of(target: Target, customer_ids: Sequence[str]) -> dict[str, tuple[tuple[int, str], ...]]:
    """Number and place of people's rows in the source, as the manifest names rows; nothing for whom it has no more.

    A source that can't be read now keeps nobody from being erased: lines of rows that were skipped or failed stay then,
    which tell of no person without the source.
    """
    wanted, found = set(customer_ids), dict[str, tuple[tuple[int, str], ...]]()
    if not target.layout.manifest.exists():
        return found
    try:
        with open_source(target.spec.data, None, target.file.path.parent) as source:
            for row, item in enumerate(source.rows(), 1):
                if item.customer_id in wanted:
                    found[item.customer_id] = (*found.get(item.customer_id, ()), (row, item.place))
    except SerendipError:
        pass
    return found


def _check_gone(layout: Layout, tokens: Iterable[str]) -> None:
    """Look for what must be gone by now. Raises OutputError: a proof of less is none."""
    listed = [path for path in (layout.links, layout.manifest, layout.state) if path.exists()]
    with writing(layout.private):
        contents = [(path, path.read_bytes()) for path in listed]
    for token in tokens:
        own = (layout.folder(token), layout.mail_of(token), layout.receipt(token))
        standing = [path for path in own if path.exists()]
        standing += [path for path, content in contents if token.encode() in content]
        if standing:
            raise OutputError(
                str(standing[0]), "something of a person still stands here.", "Run the same command again."
            )
