"""The files that belong to nobody in particular: shared styles and fonts, the manifest, links, records, what was left.

Nothing of anybody may stand in them, but for the customer's id where links and records need it. They are searched for
many people at a time.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator.errors import PrivacyError, SerendipError
from generator.pipeline.ownwords import OwnWords
from generator.privacy import Withheld
from generator.privacy.verify import Kind, Leak, Needle, Passage, Search, look_in, name_leaks
from generator.privacy.verify.choice import needles_for
from generator.privacy.verify.finding import passages_in
from generator.privacy.verify.variants import is_word
from generator.publish.layout import Layout
from generator.publish.links import MERGED_COLUMNS
from generator.publish.tokens import is_token

_AT_ONCE = 200
_LEAST_WORD = 6
_LINKS = "private/links.csv"
_WITH_IDS = frozenset((_LINKS, "private/state.sqlite", "private/state.sqlite-wal"))
_STORED = frozenset(("segments", "repeated", "plates", "sounds", "locks"))


class CommonFiles:
    """All files of an output but recipients' folders and receipts. `files`: how many there are."""

    def __init__(self, layout: Layout, words: OwnWords, fault: Callable[[SerendipError], None]) -> None:
        self._words = words
        self._read: list[tuple[str, Sequence[Passage]]] = []
        self._names: list[str] = []
        self._needles: list[Needle] = []
        self._ids: list[str] = []
        for name in sorted(_names_of(layout)):
            self._names.append(name)
            if _is_stored(name):
                continue
            try:
                passages = _links(layout) if name == _LINKS else passages_in(layout.root / name, name)
                self._read.append((name, tuple(map(_sober, passages))))
            except PrivacyError as caught:
                fault(caught)
        self.files = len(self._read)

    def search_for(self, customer_id: str, withheld: Withheld) -> list[Leak]:
        """One more person whose values may not stand there; what was found of several, when there are enough."""
        self._ids.append(customer_id)
        self._needles += [
            needle
            for needle in needles_for(withheld)
            if not is_word(needle.value) or len(str(needle.value)) >= _LEAST_WORD
        ]
        return self.finish() if len(self._ids) >= _AT_ONCE else []

    def finish(self) -> list[Leak]:
        """What was found of the people since the last time."""
        found: list[Leak] = []
        if self._needles:
            search = Search(self._needles, self._words.excuses_for_all())
            with_ids = search.excusing(self._words.excuses_for_all(self._ids))
            for name in self._names:
                found += name_leaks(name, search)[1]
            for name, passages in self._read:
                found += look_in(passages, with_ids if name in _WITH_IDS else search, name)
        self._needles, self._ids = [], []
        return found


def not_read(layout: Layout) -> dict[str, int]:
    """What a search of an output doesn't look at, and how many there are of it."""
    films = sum(1 for path in layout.site.rglob("video.*"))
    stored = sum(1 for name in _names_of(layout) if _is_stored(name) and "/locks/" not in name)
    return {"films: their pixels and sound": films, "stored scenes and backgrounds": stored}


def _names_of(layout: Layout) -> Iterator[str]:
    for path in layout.root.rglob("*"):
        parts = path.relative_to(layout.root).parts
        of_one = parts[0] == "site" and len(parts) > 1 and is_token(parts[1])
        if path.is_file() and not of_one and parts[:2] not in (("private", "receipts"), ("private", "mail")):
            yield "/".join(parts)


def _is_stored(name: str) -> bool:
    """Whether it is a part of films: the films themselves are searched, and so are the words that made it."""
    parts = Path(name).parts
    return parts[:2] == ("private", "cache") and len(parts) > 3 and parts[2] in _STORED


def _links(layout: Layout) -> Sequence[Passage]:
    """links.csv without what is merged into e-mails: that is each recipient's own, and is searched with their files."""
    try:
        with layout.links.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
    except (OSError, ValueError, csv.Error):
        return passages_in(layout.links, _LINKS)
    if rows and tuple(rows[0][-len(MERGED_COLUMNS) :]) == MERGED_COLUMNS:
        rows = [row[: -len(MERGED_COLUMNS)] for row in rows]
    return (Passage(Kind.PROSE, "\n".join(cell for row in rows for cell in row), "cells"),)


def _sober(passage: Passage) -> Passage:
    """In lists and records short numbers are sizes and places."""
    return passage if passage.kind is Kind.LOOSE else Passage(Kind.SOURCE, passage.text, passage.place)
