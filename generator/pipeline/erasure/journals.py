"""Journals: what stands of a person, noted in private/erasing/ before anything is removed.

A journal holds tokens and counts, no id. It stays until the proof is written: whoever erases next finishes it first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from generator.disk import writing
from generator.errors import OutputError
from generator.publish.layout import PRIVATE_FOLDER
from generator.publish.whole import write_whole


@dataclass(frozen=True, slots=True)
class Stock:
    """How much there is of a person.

    `folders`: published ones, with so many `files`. `receipts`, `links`, `records` of finished work. `segments` in
    stores that nobody else uses. `lines` of the manifest.
    """

    folders: int = 0
    files: int = 0
    receipts: int = 0
    links: int = 0
    records: int = 0
    segments: int = 0
    lines: int = 0

    def __add__(self, other: Stock) -> Stock:
        return Stock(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Stock)))

    def __bool__(self) -> bool:
        return any(asdict(self).values())


@dataclass(frozen=True, slots=True)
class Journal:
    """`person`: a keyed hash. `key`: the id of the key that it was made with. `rows`: number and place of the person's
    rows in the manifest. `began_on`: a day."""

    person: str
    key: str
    began_on: str
    tokens: tuple[str, ...]
    rows: tuple[tuple[int, str], ...]
    stock: Stock

    @property
    def text(self) -> str:
        """The journal as its file has it."""
        return json.dumps(asdict(self), sort_keys=True, indent=1) + "\n"

    @property
    def digest(self) -> str:
        """What its proof names it by, so that none is written twice."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:32]

    def write(self, folder: Path) -> None:
        """Put it on the disk for good. Raises OutputError."""
        with writing(folder):
            folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        write_whole(folder / f"{self.person}.json", self.text, durable=True)

    def remove(self, folder: Path) -> None:
        """It is done. Raises OutputError."""
        with writing(folder):
            (folder / f"{self.person}.json").unlink(missing_ok=True)


def unfinished(folder: Path) -> Iterator[Journal]:
    """The journals that crashes left. Raises OutputError for one that can't be read."""
    for path in sorted(folder.glob("*.json")):
        try:
            told: Mapping[str, object] = json.loads(path.read_text(encoding="utf-8"))
            yield _journal(told)
        except (OSError, ValueError, TypeError, KeyError):
            raise OutputError(
                str(path), "the note of an erasure can't be read.", "Erase the same people again, then delete the file."
            ) from None


def _journal(told: Mapping[str, object]) -> Journal:
    stock, rows, tokens = told["stock"], told["rows"], told["tokens"]
    if not (isinstance(stock, Mapping) and isinstance(rows, list) and isinstance(tokens, list)):
        raise TypeError
    return Journal(
        str(told["person"]),
        str(told["key"]),
        str(told["began_on"]),
        tuple(str(token) for token in tokens),
        tuple((int(row), str(place)) for row, place in rows),
        Stock(**stock),
    )
