"""What stands of an earlier run, read without a trace: for plans, which write nothing."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.disk import open_to_read


class Standing:
    """The record of finished work, opened for reading; a context manager. Without a record nothing stands."""

    def __init__(self, path: Path) -> None:
        self._db: sqlite3.Connection | None = None
        if path.is_file():
            self._db = open_to_read(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, caught: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._db is not None:
            self._db.close()

    def has(self, token: str, kind: str, fingerprint: str) -> bool:
        """Whether a recipient's piece of this kind is on record as made of the same."""
        if self._db is None:
            return False
        # A damaged record is told by the run that needs it.
        with suppress(sqlite3.DatabaseError):
            row = self._db.execute("SELECT fingerprint FROM pieces WHERE token = ? AND kind = ?", (token, kind))
            return bool(row.fetchone() == (fingerprint,))
        return False
