"""SQLite: every text and number of every table, and what deleted rows may have left in the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from generator.privacy.verify.extract.plain import loose
from generator.privacy.verify.passage import Kind, Passage

_MAGIC = b"SQLite format 3\0"
# Where the header says that a journal stands beside the file; what stands there is searched as a file of its own.
_JOURNAL = slice(18, 20)


def passages(data: bytes) -> Iterator[Passage]:
    """Tables, each as one passage; the file's readable runs. Raises ValueError for what is no database."""
    if not data:
        return
    if not data.startswith(_MAGIC):
        raise ValueError("not a database")
    plain = bytearray(data)
    plain[_JOURNAL] = b"\1\1"
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(bytes(plain))
            tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                quoted = '"' + table.replace('"', '""') + '"'
                cells = [cell for row in database.execute(f"SELECT * FROM {quoted}") for cell in row]
                yield Passage(Kind.MIXED, "\n".join(str(cell) for cell in cells if not isinstance(cell, bytes)), table)
    except sqlite3.DatabaseError as caught:
        raise ValueError("a database that is damaged") from caught
    yield loose(data)
