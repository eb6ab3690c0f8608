"""A refusal of the operating system to write, told as an OutputError."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import OutputError

_SPACE = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_SIZE = {errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_SHAPE = {errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENAMETOOLONG, errno.ELOOP}
_DEVICE = {errno.EIO, errno.ENXIO, errno.ESTALE}
_CARRY_ON = "then run the same command again: it carries on where it stopped."


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Around code that only writes at or below `path`: every OSError and SQLite refusal becomes an OutputError."""
    try:
        yield
    except OSError as caught:
        raise _told(path, caught.errno or 0) from None
    except sqlite3.DatabaseError as caught:
        raise _database(path, caught) from None


def open_to_read(path: Path) -> sqlite3.Connection:
    """An SQLite file opened without leaving a trace beside it, unless somebody is writing to it at this time."""
    quiet = not path.with_name(path.name + "-wal").exists()
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if quiet else ''}", uri=True)


def output_fault(caught: BaseException, path: Path) -> OutputError | None:
    """The OutputError behind `caught`, or None when writing was not the trouble.

    Looks through what caused it, because libraries wrap a full disk in errors of their own. Only the codes that can
    have no other cause count here: a missing file, say, may be a fault of the program.
    """
    seen: set[int] = set()
    told: OutputError | None = None
    link: BaseException | None = caught
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        code = getattr(link, "errno", None)
        if isinstance(code, int) and code in _SPACE | _SIZE | {errno.EROFS} | _DEVICE:
            return _told(path, code)
        if isinstance(link, sqlite3.OperationalError) and _is_full(link):
            return _told(path, errno.ENOSPC)
        if isinstance(link, OutputError):
            told = link
        link = link.__cause__ or link.__context__
    return told


def _told(path: Path, code: int) -> OutputError:
    place = str(path)
    if code in _SPACE:
        return OutputError(place, "the disk is full.", f"Free some space, {_CARRY_ON}")
    if code in _SIZE:
        return OutputError(
            place, "a file grew larger than this system allows.", f"Raise the file size limit, {_CARRY_ON}"
        )
    if code in _FORBIDDEN:
        return OutputError(
            place, "this folder can't be written.", "Choose another one with --out, or change its permissions."
        )
    if code in _SHAPE:
        return OutputError(
            place, "this path can't be a folder: a file is in its way.", "Choose another one with --out."
        )
    if code in _DEVICE:
        return OutputError(place, "the disk reports an error.", f"Look at the disk, {_CARRY_ON}")
    reason = os.strerror(code).lower() if code else "the system refuses"
    return OutputError(place, f"writing failed: {reason}.", f"Put that right, {_CARRY_ON}")


def _database(path: Path, caught: sqlite3.DatabaseError) -> OutputError:
    if isinstance(caught, sqlite3.OperationalError):
        if _is_full(caught):
            return _told(path, errno.ENOSPC)
        if "readonly" in str(caught) or "unable to open" in str(caught):
            return _told(path, errno.EACCES)
        return OutputError(str(path), "the record of finished work can't be written.", f"Look at the disk, {_CARRY_ON}")
    return OutputError(
        str(path),
        "the record of finished work is damaged.",
        "Delete this file and run the same command again: everything is rendered afresh, the links stay the same.",
    )


def _is_full(caught: sqlite3.Error) -> bool:
    # RLIMIT_FSIZE and a full disk both reach SQLite as a short write: SQLITE_FULL or SQLITE_IOERR_WRITE.
    name = str(getattr(caught, "sqlite_errorname", ""))
    return name.startswith(("SQLITE_FULL", "SQLITE_IOERR"))
