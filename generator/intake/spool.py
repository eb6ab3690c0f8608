"""The spool: what has to be found again while rows stream by, in a temporary SQLite file instead of in memory.

It holds the children that come from files, by the id of the row above, and every id that has gone by. The file is
private to the user, and loses its name as soon as it is open where the system allows that, so that even a killed run
leaves nothing of it.
"""

from __future__ import annotations

import marshal
import os
import pickle
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from generator.errors import OutputError
from generator.intake.mapper import Fault, Node

_CACHE_KIB = 16_384
_WRITTEN_ROWS = 1000
_MOST_SHAPES = 1024
_PICKLED = 0x80
"""The first byte of everything that pickle writes, and of nothing else here."""
_CONSTANT = frozenset({str, int, bool, float, type(None)})
_DISK_ERRORS = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
_SCHEMA = """
    CREATE TABLE child (
        level INTEGER NOT NULL, key TEXT, place TEXT NOT NULL, node BLOB, cause TEXT, remedy TEXT, id TEXT);
    CREATE TABLE seen (level INTEGER NOT NULL, id TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (level, id))
        WITHOUT ROWID;
"""


class Spool:
    """Open it, fill it, close it."""

    def __init__(self) -> None:
        """Raises OutputError when there is no folder to write in."""
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="serendip-", ignore_cleanup_errors=True)
        except OSError as caught:
            cause = f"no temporary file can be written: {(caught.strerror or 'unwritable').lower()}."
            raise OutputError("temporary folder", cause, "Set TMPDIR to a folder that can be written.") from None
        self._packing = _Packing()
        path = Path(self._folder.name) / "spool.sqlite"
        with _disk():
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            # Nothing here outlives the run, so nothing needs a journal; that also keeps rows out of a second file.
            for pragma in (
                "journal_mode=OFF",
                "synchronous=OFF",
                "locking_mode=EXCLUSIVE",
                f"cache_size=-{_CACHE_KIB}",
            ):
                self._db.execute(f"PRAGMA {pragma}")
            self._db.executescript(_SCHEMA)
        if os.name == "posix":
            self._folder.cleanup()

    def close(self) -> None:
        """The file is gone after this; closing twice is allowed."""
        self._db.close()
        self._folder.cleanup()

    def fill(self, level: int, rows: Iterable[Node | Fault], ids: bool) -> None:
        """Keep the children of one level; with `ids`, a second row with the same id becomes a Fault."""
        left = iter(rows)
        while batch := list(islice(left, _WRITTEN_ROWS)):
            if ids:
                batch = self.claim(level, batch)
            with _disk():
                self._db.execute("BEGIN")
                self._db.executemany(
                    "INSERT INTO child VALUES (?, ?, ?, ?, ?, ?, ?)", [self._packing.line(level, row) for row in batch]
                )
                self._db.execute("COMMIT")

    def index(self) -> None:
        """Call after the last `fill` and before the first `children`."""
        with _disk():
            self._db.execute("CREATE INDEX IF NOT EXISTS child_key ON child (level, key)")

    def children(self, level: int, keys: Sequence[str]) -> list[Node | Fault]:
        """The rows of one level that belong to `keys`, in the order of the file."""
        marks = ", ".join("?" * len(keys))
        query = (
            f"SELECT place, key, node, cause, remedy, id FROM child WHERE level = ? AND key IN ({marks}) ORDER BY rowid"
        )
        with _disk():
            return [self._packing.row(line) for line in self._db.execute(query, (level, *keys))]

    def orphans(self, level: int, above: int) -> Iterator[Node | Fault]:
        """The rows of one level that belong to no row of the level above that has gone by."""
        query = (
            "SELECT child.place, child.key, node, cause, remedy, child.id FROM child"
            " LEFT JOIN seen ON seen.level = ? AND seen.id = child.key"
            " WHERE child.level = ? AND seen.id IS NULL ORDER BY child.rowid"
        )
        with _disk():
            yield from map(self._packing.row, self._db.execute(query, (above, level)))

    def claim(self, level: int, rows: Sequence[Node | Fault]) -> list[Node | Fault]:
        """Rows in, the same out, where a row whose id has gone by before is now a Fault."""
        with _disk():
            self._db.execute("BEGIN")
            claimed = [self._claim(level, row) for row in rows]
            self._db.execute("COMMIT")
        return claimed

    def forget(self, levels: Iterable[int]) -> None:
        """Start again: no row of these levels is kept, and no id of theirs has gone by."""
        each = [(level,) for level in levels]
        with _disk():
            self._db.executemany("DELETE FROM seen WHERE level = ?", each)
            self._db.executemany("DELETE FROM child WHERE level = ?", each)

    def _claim(self, level: int, row: Node | Fault) -> Node | Fault:
        if row.id is None:
            return row
        done = self._db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (level, row.id, row.place))
        if done.rowcount == 1 or isinstance(row, Fault):
            return row
        query = "SELECT place FROM seen WHERE level = ? AND id = ?"
        (first,) = self._db.execute(query, (level, row.id)).fetchone()
        return Fault(row.place, f"its id stands before, in {first}.", "Keep one of the two.", row.id, row.key)


@contextmanager
def _disk() -> Iterator[None]:
    """A full or unwritable disk told as such."""
    try:
        yield
    except sqlite3.Error as caught:
        name = str(getattr(caught, "sqlite_errorname", ""))
        if not name.startswith(_DISK_ERRORS):
            raise
        cause = f"the temporary file can't be written ({name})."
        raise OutputError(
            tempfile.gettempdir(), cause, "Free some space there, or set TMPDIR to another folder."
        ) from None


Line = tuple[str, str | None, bytes | None, str | None, str | None, str | None]


class _Packing:
    """Rows as bytes, and back: our own objects, in a file that only we can write and read.

    Rows of one level have the same names, which are kept once; what Python's own format for constants holds is written
    in that, in a fraction of the time that pickle takes, with decimals as bytes and days as tuples of one number.
    """

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], int] = {}
        self._shapes: list[tuple[str, ...]] = []

    def line(self, level: int, row: Node | Fault) -> tuple[object, ...]:
        """A row of a level in, the line of the table out."""
        if isinstance(row, Fault):
            return level, row.key, row.place, None, row.cause, row.remedy, row.id
        packed = self._packed(row)
        if packed is None:
            packed = pickle.dumps((row.bind, row.values, row.nested), 5)
        return level, row.key, row.place, packed, None, None, row.id

    def row(self, line: Line) -> Node | Fault:
        """What `line` made in, the row out."""
        place, key, node, cause, remedy, id_ = line
        if node is None:
            return Fault(place, cause or "", remedy or "", id_, key)
        if node[0] == _PICKLED:
            bind, values, nested = pickle.loads(node)
            return Node(place, id_, key, bind, values, nested)
        shape, bind, packed, lists = marshal.loads(node)
        told = [
            value if (kind := type(value)) in _CONSTANT else Decimal(value.decode()) if kind is bytes else _day(*value)
            for value in packed
        ]
        return Node(place, id_, key, bind, dict(zip(self._shapes[shape], told, strict=True)), dict.fromkeys(lists, ()))

    def _packed(self, row: Node) -> bytes | None:
        if type(row.bind) not in _CONSTANT or any(row.nested.values()):
            return None
        names = tuple(row.values)
        shape = self._names.get(names)
        if shape is None:
            if len(self._shapes) >= _MOST_SHAPES:
                return None
            shape = self._names[names] = len(self._shapes)
            self._shapes.append(names)
        packed: list[Any] = []
        for value in row.values.values():
            if type(value) in _CONSTANT:
                packed.append(value)
            elif type(value) is Decimal:
                packed.append(str(value).encode())
            elif type(value) is date:
                packed.append((value.toordinal(),))
            else:
                return None
        bind: Any = row.bind
        return marshal.dumps((shape, bind, packed, tuple(row.nested)))


_day = date.fromordinal
