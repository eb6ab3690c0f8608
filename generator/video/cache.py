"""The cache folder that the workers of a campaign share: whole files only, each made by one worker, never half-read.

    <cache>/plates/<name>     composed backgrounds
    <cache>/segments/<name>   packets of shared scenes
    <cache>/repeated/<name>   packets of personal scenes that several recipients happen to share, see `forget`

Names are keyed MACs. The folder is private to its owner (0700).
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.disk import writing

SEGMENTS, REPEATED, PLATES = "segments", "repeated", "plates"
_PART = re.compile(r"^\..+\.(\d+)\.[0-9a-f]{8}\.part$")
_STALE_PART_S = 6 * 3600
_UNUSED_S = 30 * 24 * 3600
_LOCKS = 64


class Cache:
    """One folder, many processes. Opening it removes what killed processes left and what was not used for 30 days."""

    def __init__(self, root: Path) -> None:
        self.root = root
        with writing(root):
            for kind in (SEGMENTS, REPEATED, PLATES):
                (root / kind).mkdir(mode=0o700, parents=True, exist_ok=True)
            (root / "locks").mkdir(mode=0o700, exist_ok=True)
            root.chmod(0o700)
            for kind in (SEGMENTS, REPEATED, PLATES):
                sweep_parts(root / kind)
                self.drop_unused(kind, _UNUSED_S)

    def path(self, kind: str, name: str) -> Path:
        """Where the finished file of that name is, or will be."""
        return self.root / kind / name

    @contextmanager
    def alone(self, kind: str, name: str) -> Iterator[None]:
        """Hold the lock under which a file of that name is made; the system frees it when the process dies.

        A name maps to one of 64 lock files per kind, so that locks need no clearing up. Don't nest within one kind.
        """
        stripe = int(name[:8], 16) % _LOCKS
        with writing(self.root), (self.root / "locks" / f"{kind}-{stripe:02d}").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

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
            if not path.name.startswith(".") and _age_s(path) > seconds:
                path.unlink(missing_ok=True)


def forget(cache_dir: Path) -> None:
    """Remove the packets of personal scenes that a batch kept for repeated use. Call it when the batch is over."""
    shutil.rmtree(cache_dir / REPEATED, ignore_errors=True)


def touch(path: Path) -> None:
    """Mark a cached file as used now; a file that has just been removed is no error."""
    with suppress(OSError):
        os.utime(path)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; when the block ends well it becomes `path`, otherwise it goes.

    Raises OutputError when the disk is full or the folder can't be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
    try:
        with writing(path.parent):
            yield part
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def sweep_parts(folder: Path) -> None:
    """Remove temporary files of processes that are gone; those of living ones stay."""
    for path in folder.iterdir():
        match = _PART.match(path.name)
        if match and (not _alive(int(match[1])) or _age_s(path) > _STALE_PART_S):
            path.unlink(missing_ok=True)


def _age_s(path: Path) -> float:
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
