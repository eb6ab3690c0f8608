"""The folder that workers share: whole files only, each made by one worker, never half-read.

    <store>/plates/<name>      composed backgrounds
    <store>/segments/<name>    packets of scenes that are the same for everybody, and what previews show of them
    <store>/sounds/<name>      encoded sound tracks, see `sound.tracks`
    <store>/repeated/<name>    packets of personal scenes that several recipients share, see `segments`
    <store>/index.sqlite       who uses which of the latter, and how large each is, see `index`
    <store>/locks/             held while a file is made

Names are keyed MACs. Folders are their owner's alone (0700), and so are files (0600). Any number of processes of any
number of campaigns may use one folder at the same time.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.disk import writing

SEGMENTS, REPEATED, PLATES, SOUNDS = "segments", "repeated", "plates", "sounds"
PRIVATE_FILE = 0o600
UNUSED_S = 30 * 24 * 3600
_PART = re.compile(r"^\..+\.(\d+)\.[0-9a-f]{8}\.part$")
_STALE_PART_S = 6 * 3600
_LOCK_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What a store may take of the disk. `plate_bytes`: composed backgrounds. `segment_bytes`: all kept segments."""

    plate_bytes: int = 2_000_000_000
    segment_bytes: int = 4_000_000_000


class Cache:
    """One folder, many processes. Opening it removes what killed processes left and what was unused for 30 days."""

    def __init__(self, root: Path) -> None:
        self.root = root
        with writing(root):
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            root.chmod(0o700)
            for kind in (SEGMENTS, REPEATED, PLATES, SOUNDS, "locks"):
                (root / kind).mkdir(mode=0o700, exist_ok=True)
            for kind in (SEGMENTS, REPEATED, PLATES, SOUNDS):
                sweep_parts(root / kind)
            for kind in (PLATES, SOUNDS):
                self.drop_unused(kind, UNUSED_S)

    def path(self, kind: str, name: str) -> Path:
        """Where the finished file of that name is, or will be."""
        return self.root / kind / name

    @contextmanager
    def alone(self, kind: str, name: str, *, wait: bool = True) -> Iterator[bool]:
        """Hold the lock under which a file of that name is made; the system frees it when the process dies.

        False comes out when somebody else holds it and `wait` is off. A name maps to one of 4096 lock files per kind,
        so that locks need no clearing up and strangers hardly ever meet. Don't nest within one kind.
        """
        with writing(self.root):
            path = self.root / "locks" / f"{kind}-{name[:_LOCK_DIGITS]}"
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True
        finally:
            os.close(descriptor)

    def used_bytes(self, kind: str) -> int:
        """Bytes that the files of a kind take, those being written included."""
        sizes = 0
        for path in (self.root / kind).iterdir():
            with suppress(FileNotFoundError):
                sizes += path.stat().st_size
        return sizes

    def drop_unused(self, kind: str, seconds: float) -> None:
        """Remove finished files that nobody has used for so long. Who has one mapped into memory keeps it."""
        for path in (self.root / kind).iterdir():
            if not path.name.startswith(".") and age_s(path) > seconds:
                path.unlink(missing_ok=True)


def touch(path: Path) -> None:
    """Mark a cached file as used now; a file that has just been removed is no error."""
    with suppress(OSError):
        os.utime(path)


@contextmanager
def whole(path: Path, mode: int | None = None) -> Iterator[Path]:
    """Give a temporary path beside `path`; when the block ends well it becomes `path`, otherwise it goes.

    `mode`: the file's rights, whatever the umask; the temporary file is there from the start then.
    Raises OutputError when the disk is full or the folder can't be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
    try:
        with writing(path.parent):
            if mode is not None:
                os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))
            yield part
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def sweep_parts(folder: Path) -> None:
    """Remove temporary files of processes that are gone; those of living ones stay."""
    for path in folder.iterdir():
        match = _PART.match(path.name)
        if match and (not _alive(int(match[1])) or age_s(path) > _STALE_PART_S):
            path.unlink(missing_ok=True)


def age_s(path: Path) -> float:
    """Seconds since a file was used; 0 when it is gone."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
