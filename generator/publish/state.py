"""The record of finished work: which pieces stand, what they were made of, and whose they are.

An SQLite file in private/. It holds customer ids, because links.csv is written from it; deleted rows are overwritten
with zeros, and the file is written anew after a run that removed somebody, so that who is removed is gone from it too.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.disk import writing
from generator.errors import OutputError
from generator.model.interactions import Area, Mark, Reel
from generator.model.outcome import Artifact, Film
from generator.publish.layout import PRIVATE_FILE
from generator.publish.pieces import Piece

_VERSION = 1
_SCHEMA = """
CREATE TABLE recipients (
    token TEXT PRIMARY KEY, customer_id TEXT NOT NULL, row INTEGER NOT NULL, policy TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE seen (token TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE pieces (
    token TEXT NOT NULL REFERENCES recipients ON DELETE CASCADE,
    kind TEXT NOT NULL, fingerprint TEXT NOT NULL, artifacts TEXT NOT NULL, film TEXT,
    PRIMARY KEY (token, kind)
) WITHOUT ROWID;
"""
_NOTES = "CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"


class State:
    """An open record; a context manager. Every method raises OutputError when the file can't be written or read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with writing(path):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, PRIVATE_FILE))
            path.chmod(PRIVATE_FILE)
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA secure_delete = ON")
            version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
            if version == 0:
                self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
            if version in (0, _VERSION):
                self._db.execute(_NOTES)
        if version not in (0, _VERSION):
            raise OutputError(
                str(path),
                f"the record of finished work is of another version ({version}, not {_VERSION}).",
                "Use the version of Serendip that made it, or delete this file: the links stay the same.",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, caught: BaseException | None, trace: TracebackType | None
    ) -> None:
        with writing(self._path):
            self._db.close()

    def begin_run(self) -> None:
        """Forget which recipients an earlier run met."""
        with writing(self._path):
            # Who was met is kept beside the file and goes with the run: it may be somebody of whom nothing stands.
            self._db.execute("CREATE TEMP TABLE IF NOT EXISTS seen (token TEXT PRIMARY KEY) WITHOUT ROWID")
            self._db.execute("DELETE FROM temp.seen")
            self._db.execute("DELETE FROM main.seen")

    def meet(self, token: str) -> bool:
        """Note that this run met `token`; False when it had met it before."""
        with writing(self._path):
            return self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (token,)).rowcount == 1

    def pieces(self, token: str) -> Mapping[str, Piece]:
        """What is recorded as finished for `token`, by kind; empty when nothing is."""
        with writing(self._path):
            rows = self._db.execute("SELECT kind, fingerprint, artifacts, film FROM pieces WHERE token = ?", (token,))
            return {row[0]: _piece(*row) for row in rows}

    def policy(self, token: str) -> str | None:
        """The digest of the policy that `token` was last published under; None when it isn't."""
        with writing(self._path):
            row = self._db.execute("SELECT policy FROM recipients WHERE token = ?", (token,)).fetchone()
        return None if row is None else str(row[0])

    def record(self, token: str, customer_id: str, row: int, policy: str, pieces: Sequence[Piece]) -> None:
        """Replace what is known of `token`, in one transaction."""
        with writing(self._path), self._db:
            self._db.execute("BEGIN")
            self._db.execute("DELETE FROM recipients WHERE token = ?", (token,))
            self._db.execute("INSERT INTO recipients VALUES (?, ?, ?, ?)", (token, customer_id, row, policy))
            self._db.executemany(
                "INSERT INTO pieces VALUES (?, ?, ?, ?, ?)",
                [(token, p.kind, p.fingerprint, _artifacts_json(p), _film_json(p.film)) for p in pieces],
            )

    def touch(self, token: str, row: int, policy: str) -> None:
        """`token` stands as it is; only its row and its policy are new."""
        with writing(self._path):
            # Most rows of most runs are where they were: those cost a look and no write.
            self._db.execute(
                "UPDATE recipients SET row = ?1, policy = ?2 WHERE token = ?3 AND (row != ?1 OR policy != ?2)",
                (row, policy, token),
            )

    def forget(self, token: str) -> bool:
        """Remove all that is known of `token`; False when nothing was."""
        with writing(self._path):
            return self._db.execute("DELETE FROM recipients WHERE token = ?", (token,)).rowcount == 1

    def knows(self, token: str) -> bool:
        """True when `token` is recorded as published."""
        return self.policy(token) is not None

    def tokens_of(self, customer_id: str) -> Sequence[str]:
        """Under which tokens a customer is on record."""
        with writing(self._path):
            rows = self._db.execute("SELECT token FROM recipients WHERE customer_id = ?", (customer_id,))
            return [row[0] for row in rows]

    def settle(self) -> None:
        """Write the file anew, so that no byte of what was deleted is left in it or in the journal beside it.

        Zeros over deleted rows are not enough: what SQLite moved from page to page leaves copies where it was.
        Raises OutputError when somebody is reading the file.
        """
        with writing(self._path):
            # What SQLite writes on the way stays off the disk, too.
            self._db.execute("PRAGMA temp_store = MEMORY")
            self._db.execute("VACUUM")
            busy = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise OutputError(
                str(self._path),
                "somebody reads the record of finished work, so that it can't be cleared.",
                "Run the same command again when they have finished.",
            )

    def note(self, name: str) -> str | None:
        """What an earlier run noted of the whole output under this name; None when it didn't."""
        with writing(self._path):
            row = self._db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_note(self, name: str, value: str) -> None:
        """Note something of the whole output."""
        if self.note(name) != value:
            with writing(self._path):
                self._db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def unseen(self) -> Sequence[str]:
        """Published tokens that this run has not met."""
        with writing(self._path):
            rows = self._db.execute("SELECT token FROM recipients WHERE token NOT IN (SELECT token FROM seen)")
            return [row[0] for row in rows]

    def links(self) -> Iterator[tuple[str, str]]:
        """(customer id, token) of everyone published, in the order of the source."""
        with writing(self._path):
            yield from self._db.execute("SELECT customer_id, token FROM recipients ORDER BY row, token")


def _artifacts_json(piece: Piece) -> str:
    return json.dumps([[a.kind, a.path, a.sha256, a.bytes] for a in piece.artifacts])


def _film_json(film: Film | None) -> str | None:
    if film is None:
        return None
    known = [film.width_px, film.height_px, film.duration_s, film.files, film.chapters]
    # Without the words of what can be touched: those are the story's.
    return json.dumps([*known, [astuple(reel) for reel in film.reels]] if film.reels else known)


def _piece(kind: str, fingerprint: str, artifacts: str, film: str | None) -> Piece:
    found: Film | None = None
    if film is not None:
        width_px, height_px, duration_s, files, chapters, *reels = json.loads(film)
        found = Film(
            width_px,
            height_px,
            duration_s,
            tuple(files),
            _pairs(chapters),
            tuple(_reel(*each) for each in (reels[0] if reels else ())),
        )
    return Piece(kind, fingerprint, tuple(Artifact(*each) for each in json.loads(artifacts)), found)


def _reel(
    branch: str,
    file: str,
    captions: str,
    duration_s: float,
    chapters: list[tuple[float, str]],
    scenes: list[tuple[str, float, float]],
    marks: list[tuple[str, tuple[float, float, float, float], float, float]],
) -> Reel:
    return Reel(
        branch,
        file,
        captions,
        duration_s,
        _pairs(chapters),
        tuple((key, start, end) for key, start, end in scenes),
        tuple(Mark(name, Area(*area), from_s, to_s) for name, area, from_s, to_s in marks),
    )


def _pairs(chapters: list[tuple[float, str]]) -> tuple[tuple[float, str], ...]:
    return tuple((start, title) for start, title in chapters)
