"""The store's index: which recipients use which personal segment, how large each is and when it was last used.

An SQLite file beside the segments, for any number of processes. It holds keyed MACs and numbers only: neither a
customer's id nor a value. A segment is on record before its file is written and until its file is gone, so that no file
of a person ever stands without its owner; deleted rows are overwritten with zeros.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.disk import writing

_VERSION = 1
_PATIENCE_S = 60.0
_SCHEMA = """
CREATE TABLE segments (
    id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
    bytes INTEGER NOT NULL, used_ns INTEGER NOT NULL
);
CREATE INDEX by_use ON segments (used_ns);
CREATE TABLE owners (id INTEGER PRIMARY KEY, mac BLOB NOT NULL UNIQUE, campaign BLOB NOT NULL);
CREATE INDEX by_campaign ON owners (campaign);
CREATE TABLE uses (
    owner INTEGER NOT NULL REFERENCES owners ON DELETE CASCADE,
    segment INTEGER NOT NULL REFERENCES segments ON DELETE CASCADE,
    PRIMARY KEY (owner, segment)
) WITHOUT ROWID;
CREATE INDEX by_segment ON uses (segment, owner);
CREATE TABLE total (bytes INTEGER NOT NULL);
INSERT INTO total VALUES (0);
CREATE TRIGGER more AFTER INSERT ON segments BEGIN UPDATE total SET bytes = bytes + new.bytes; END;
CREATE TRIGGER less AFTER DELETE ON segments BEGIN UPDATE total SET bytes = bytes - old.bytes; END;
CREATE TRIGGER other AFTER UPDATE OF bytes ON segments BEGIN
    UPDATE total SET bytes = bytes + new.bytes - old.bytes;
END;
CREATE TABLE pace (work TEXT PRIMARY KEY, units REAL NOT NULL, seconds REAL NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a personal segment is: 16 bytes of a keyed MAC of the recipient's token, 8 of one of the campaign."""

    mac: bytes
    campaign: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored segment: its name (64 hex digits), the folder that it is in, when it was last used."""

    name: str
    kind: str
    used_ns: int


class Index:
    """An open index. Every method raises OutputError when the file can't be read or written.

    Opening it raises sqlite3.DatabaseError when the file is none, so that the store can begin afresh.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        self._db = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None)
        try:
            self._open()
        except BaseException:
            self._db.close()
            raise

    def _open(self) -> None:
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON"):
            self._db.execute(f"PRAGMA {pragma}")
        if self._version() == 0:
            with self._change():
                if self._version() == 0:
                    for statement in _statements(f"{_SCHEMA} PRAGMA user_version = {_VERSION};"):
                        self._db.execute(statement)
        if self._version() != _VERSION:
            raise sqlite3.DatabaseError("another version")

    def close(self) -> None:
        """Close it; the last one to do so folds the journal into the file."""
        self._db.close()

    def claim(self, owner: Owner, names: Sequence[str]) -> None:
        """`owner` is about to use the segments that are stored under these names."""
        keys = [bytes.fromhex(name) for name in names]
        with writing(self._path):
            marks = ",".join("?" * len(keys))
            known = self._db.execute(
                f"SELECT count(*) FROM uses JOIN segments s ON s.id = segment JOIN owners o ON o.id = owner"
                f" WHERE o.mac = ? AND s.name IN ({marks})",
                (owner.mac, *keys),
            ).fetchone()[0]
        if known < len(keys):
            with self._change():
                number = self._owner(owner)
                self._db.executemany(
                    "INSERT OR IGNORE INTO uses SELECT ?, id FROM segments WHERE name = ?",
                    [(number, key) for key in keys],
                )

    def put(self, kept: Kept, size: int, owner: Owner | None) -> None:
        """A segment is about to be written to its file. Call it while nobody else may write this name."""
        with self._change():
            self._db.execute(
                "INSERT INTO segments (name, kind, bytes, used_ns) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET"
                " kind = excluded.kind, bytes = excluded.bytes, used_ns = excluded.used_ns",
                (bytes.fromhex(kept.name), kept.kind, size, kept.used_ns),
            )
            if owner is not None:
                self._db.execute(
                    "INSERT OR IGNORE INTO uses SELECT ?, id FROM segments WHERE name = ?",
                    (self._owner(owner), bytes.fromhex(kept.name)),
                )

    def drop(self, name: str) -> None:
        """The segment's file is gone."""
        with self._change():
            self._db.execute("DELETE FROM segments WHERE name = ?", (bytes.fromhex(name),))

    def total_bytes(self) -> int:
        """What all segments on record take."""
        with writing(self._path):
            return int(self._db.execute("SELECT bytes FROM total").fetchone()[0])

    def oldest(self, count: int) -> list[Kept]:
        """The segments that were used least recently, as far as the index knows."""
        with writing(self._path):
            rows = self._db.execute("SELECT name, kind, used_ns FROM segments ORDER BY used_ns LIMIT ?", (count,))
            return [Kept(name.hex(), kind, used_ns) for name, kind, used_ns in rows]

    def refresh(self, name: str, used_ns: int) -> None:
        """The segment was used later than the index knew."""
        with self._change():
            self._db.execute("UPDATE segments SET used_ns = ? WHERE name = ?", (used_ns, bytes.fromhex(name)))

    def knows(self, name: str) -> bool:
        """Whether the segment is on record, and, if it is a person's, whose."""
        with writing(self._path):
            row = self._db.execute(
                "SELECT kind != 'repeated' OR EXISTS (SELECT 1 FROM uses WHERE segment = id)"
                " FROM segments WHERE name = ?",
                (bytes.fromhex(name),),
            ).fetchone()
        return row is not None and bool(row[0])

    def all(self) -> Iterator[Kept]:
        """All segments on record."""
        with writing(self._path):
            for name, kind, used_ns in self._db.execute("SELECT name, kind, used_ns FROM segments"):
                yield Kept(name.hex(), kind, used_ns)

    def segments_of(self, mac: bytes) -> list[str]:
        """The names of what a recipient uses."""
        with writing(self._path):
            rows = self._db.execute(
                "SELECT name FROM segments s JOIN uses ON s.id = segment JOIN owners o ON o.id = owner WHERE mac = ?",
                (mac,),
            )
            return [name.hex() for (name,) in rows]

    def others_use(self, mac: bytes, name: str) -> bool:
        """Whether anybody but this recipient uses the segment."""
        with writing(self._path):
            row = self._db.execute(
                "SELECT 1 FROM uses JOIN segments s ON s.id = segment JOIN owners o ON o.id = owner"
                " WHERE name = ? AND mac != ? LIMIT 1",
                (bytes.fromhex(name), mac),
            ).fetchone()
        return row is not None

    def forget(self, mac: bytes) -> bool:
        """Remove a recipient whose own segments are gone; False when nothing was known of them."""
        with writing(self._path):
            if self._db.execute("SELECT 1 FROM owners WHERE mac = ?", (mac,)).fetchone() is None:
                return False
        with self._change():
            self._db.execute("DELETE FROM owners WHERE mac = ?", (mac,))
        return True

    def strangers(self, campaign: bytes, known: Iterable[bytes]) -> list[bytes]:
        """The campaign's recipients on record that are not among `known`."""
        with writing(self._path):
            here = "SELECT mac FROM owners WHERE campaign = ?"
            if self._db.execute(here, (campaign,)).fetchone() is None:
                return []
            self._db.execute("CREATE TEMP TABLE known (mac BLOB PRIMARY KEY) WITHOUT ROWID")
            try:
                self._db.executemany("INSERT OR IGNORE INTO known VALUES (?)", ((mac,) for mac in known))
                rows = self._db.execute(f"{here} AND mac NOT IN (SELECT mac FROM known)", (campaign,)).fetchall()
            finally:
                self._db.execute("DROP TABLE known")
            return [mac for (mac,) in rows]

    def settle(self) -> None:
        """Fold the journal into the file, so that nothing of what was deleted is left in it."""
        # While others read, the journal is cut by the next one.
        with suppress(sqlite3.OperationalError):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def rewrite(self) -> None:
        """Write the file anew: what was moved from page to page before it was deleted left copies there.

        Somebody else who is using the store goes first: then the next erasure does it.
        """
        with suppress(sqlite3.OperationalError):
            self._db.execute("PRAGMA temp_store = MEMORY")
            self._db.execute("VACUUM")
        self.settle()

    def add_pace(self, work: str, units: float, seconds: float, most: float) -> None:
        """So many units of a kind of work took so long. What was measured before fades once there are `most` units."""
        with self._change():
            self._db.execute(
                "INSERT INTO pace VALUES (?1, ?2, ?3) ON CONFLICT (work) DO UPDATE SET"
                " seconds = (seconds * min(1.0, ?4 / units)) + ?3, units = min(units, ?4) + ?2",
                (work, units, seconds, most),
            )

    def _owner(self, owner: Owner) -> int:
        self._db.execute("INSERT OR IGNORE INTO owners (mac, campaign) VALUES (?, ?)", (owner.mac, owner.campaign))
        return int(self._db.execute("SELECT id FROM owners WHERE mac = ?", (owner.mac,)).fetchone()[0])

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def _change(self) -> Iterator[None]:
        """A transaction that holds the write lock from its start, so that it never has to be tried again."""
        with writing(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                # A full disk ends the transaction by itself.
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""
