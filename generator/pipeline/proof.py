"""A campaign's output in, what in it was not released out: every file, those of everybody and those of nobody.

The source is read again, because the values that must not be there stand nowhere in the output. Each recipient's folder
is searched for what was withheld from that person, and for what identifies anybody else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.campaign import Campaign
from generator.errors import PrivacyError, RenderError, RowError, SerendipError
from generator.intake.record import BadRow, CustomerRecord
from generator.model.outcome import Skipped
from generator.model.story import Story
from generator.pipeline.commonfiles import CommonFiles, not_read
from generator.pipeline.filmwords import film_passages
from generator.pipeline.looking import FILM_WORDS
from generator.pipeline.others import Others
from generator.pipeline.ownwords import OwnWords
from generator.pipeline.preparation import Preparation
from generator.pipeline.rotation import older_tokens
from generator.privacy import Withheld, all_of, verify_receipt
from generator.privacy.verify import Excuses, Leak, Search, finding
from generator.privacy.verify.choice import needles_for
from generator.publish.layout import Layout
from generator.publish.pieces import names_in
from generator.publish.tokens import is_token, token_of


@dataclass(slots=True)
class Proof:
    """What a search of an output found.

    `leaks`: fields, files and forms. `faults`: what nobody can vouch for: a file that can't be searched, a folder of
    nobody, a receipt that was altered. `unread`: what was not looked at, and how many of it.
    """

    recipients: int = 0
    files: int = 0
    leaks: list[Leak] = field(default_factory=list)
    faults: list[SerendipError] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """Whether nothing was found, and everything could be searched."""
        return not self.leaks and not self.faults


def prove(folder: Path, campaign: Campaign, progress: Callable[[int], None] = lambda _rows: None) -> Proof:
    """An output folder and its campaign in, a Proof out. Raises InputError when the source can't be read."""
    layout = Layout(folder)
    with Preparation(campaign, forgotten=(layout.forgotten,)) as preparation:
        return _Search(layout, campaign, preparation, progress).all()


class _Search:
    """One search in progress."""

    def __init__(
        self, layout: Layout, campaign: Campaign, preparation: Preparation, progress: Callable[[int], None]
    ) -> None:
        self._layout = layout
        self._campaign = campaign
        self._preparation = preparation
        self._progress = progress
        self._words = OwnWords(campaign, preparation.shape)
        self._proof = Proof()
        mailed = layout.mail.iterdir() if layout.mail.is_dir() else ()
        standing = (*layout.site.iterdir(), *mailed)
        self._unmet = {path.name for path in standing if path.is_dir() and is_token(path.name)}

    def all(self) -> Proof:
        proof = self._proof
        records = (item for item in self._preparation.rows() if isinstance(item, CustomerRecord))
        others = Others(records, self._campaign.policy)
        common = CommonFiles(self._layout, self._words, proof.faults.append)
        for number, item in enumerate(self._preparation.rows(), 1):
            for token in self._standing(item):
                self._unmet.discard(token)
                if isinstance(item, BadRow):
                    self._fault(token, "its row can't be read, so nobody knows what may stand in it.")
                else:
                    proof.recipients += 1
                    self._recipient(item, token, others)
            if isinstance(item, CustomerRecord):
                proof.leaks += common.search_for(item.customer_id, self._withheld(item)[0])
            self._progress(number)
        proof.leaks += common.finish()
        for token in sorted(self._unmet):
            self._fault(token, "no row of the source belongs to it, so nobody knows what may stand in it.")
        proof.leaks = sorted(set(proof.leaks))
        proof.files += common.files
        proof.unread = not_read(self._layout)
        if not others.complete:
            proof.unread["recipients: other people's values in their files"] = proof.recipients
        return proof

    def _standing(self, item: CustomerRecord | BadRow) -> Iterator[str]:
        """The tokens under which something of a person is published."""
        campaign = self._campaign
        if item.customer_id:
            tokens = [token_of(campaign.secret, campaign.name, item.customer_id)]
            tokens += older_tokens(campaign, item.customer_id)
            yield from (token for token in tokens if token in self._unmet)

    def _withheld(self, record: CustomerRecord) -> tuple[Withheld, Story | None]:
        """What may not stand anywhere; of somebody who may not be addressed, everything."""
        token = token_of(self._campaign.secret, self._campaign.name, record.customer_id)
        try:
            prepared = self._preparation.prepare(record, token)
        except (RowError, RenderError, PrivacyError):
            return all_of(record), None
        if isinstance(prepared, Skipped):
            return all_of(record), None
        return prepared.withheld, prepared.story

    def _recipient(self, record: CustomerRecord, token: str, others: Others) -> None:
        withheld, story = self._withheld(record)
        locale, language = (story.locale, story.language) if story else ("en_GB", "en")
        excuses = self._words.excuses(withheld, locale, language)
        search = Search(needles_for(withheld), excuses)
        for folder in (self._layout.folder(token), self._layout.mail_of(token)):
            for name in names_in(folder):
                self._file(record, folder / name, search, others, excuses)
        if story is not None:
            words = tuple(film_passages(story))
            self._proof.leaks += finding.look_in(words, search, f"site/{token}/{FILM_WORDS}")
        self._receipt(token, search)

    def _file(self, record: CustomerRecord, path: Path, search: Search, others: Others, excuses: Excuses) -> None:
        self._proof.files += 1
        shown, named = finding.name_leaks(path.relative_to(self._layout.root).as_posix(), search)
        self._proof.leaks += named
        try:
            passages = finding.passages_in(path, shown)
        except PrivacyError as fault:
            self._proof.faults.append(fault)
            return
        self._proof.leaks += finding.look_in(passages, search, shown)
        self._proof.leaks += others.in_files_of(record, passages, shown, excuses)

    def _receipt(self, token: str, search: Search) -> None:
        path = self._layout.receipt(token)
        shown = f"private/receipts/{path.name}"
        try:
            passages = finding.passages_in(path, shown)
            receipt: Mapping[str, Any] = json.loads(path.read_bytes())
        except (PrivacyError, ValueError):
            self._proof.faults.append(PrivacyError(shown, "the receipt is missing or can't be read.", "Render again."))
            return
        self._proof.files += 1
        self._proof.leaks += finding.look_in(passages, search, shown)
        if not verify_receipt(receipt, *self._campaign.keys.secrets):
            self._proof.faults.append(
                PrivacyError(shown, "its signature doesn't fit: it was altered, or signed with a key that is gone.")
            )

    def _fault(self, token: str, cause: str) -> None:
        self._proof.faults.append(
            PrivacyError(f"site/{token}", cause, "A render over all rows takes away what belongs to nobody.")
        )
