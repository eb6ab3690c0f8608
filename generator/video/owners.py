"""What becomes of stored segments: people are erased, the store is kept within its bounds, and tidied after crashes.

Light to import: a run that renders nothing loads neither Skia nor FFmpeg for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from generator.disk import writing
from generator.keys import mac
from generator.video.cache import REPEATED, SEGMENTS, UNUSED_S, Cache, age_s, sweep_parts
from generator.video.index import Index, Kept, Owner

INDEX = "index.sqlite"
# Room is made for more than the one segment at hand, so that not each of them has to make some.
_LOW_WATER = 0.95
_CANDIDATES = 64


def owner_of(secret: bytes, campaign: str, token: str) -> Owner:
    """A campaign's secret and name and a recipient's token in, the Owner that the store knows them by out."""
    return Owner(mac(secret, "owner", token)[:16], campaign_mac(secret, campaign))


def campaign_mac(secret: bytes, campaign: str) -> bytes:
    """A campaign's secret and name in, the eight bytes that the store knows it by out."""
    return mac(secret, "campaign", campaign)[:8]


class Owners:
    """The stored segments of a cache folder and whose they are. `limit_bytes`: what the segments may take."""

    def __init__(self, cache: Cache, limit_bytes: int) -> None:
        self.cache = cache
        self.index = _index(cache)
        self._limit_bytes = limit_bytes

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    def erase(self, owner: Owner) -> tuple[str, ...]:
        """Remove a recipient from the store: the names of the segments that nobody else uses, and that are gone, out.

        A crash on the way leaves the rest to the next call; erasing somebody who is not there does nothing.
        """
        gone = self._erase(owner.mac)
        if gone is None:
            return ()
        self.index.settle()
        return gone

    def only_of(self, owner: Owner) -> int:
        """How many stored segments nobody else uses."""
        names = self.index.segments_of(owner.mac)
        return sum(not self.index.others_use(owner.mac, name) for name in names)

    def erase_all_but(self, campaign: bytes, known: Iterable[Owner]) -> int:
        """Remove the recipients of a campaign (as `campaign_mac` gives it) that are not `known`: how many out."""
        strangers = self.index.strangers(campaign, (owner.mac for owner in known))
        for stranger in strangers:
            self._erase(stranger)
        if strangers:
            self.index.settle()
        return len(strangers)

    def _erase(self, owner: bytes) -> tuple[str, ...] | None:
        gone: list[str] = []
        for name in self.index.segments_of(owner):
            path = self.cache.path(REPEATED, name)
            with self.cache.alone(REPEATED, name):
                if not self.index.others_use(owner, name):
                    # The file first: a crash in between leaves a line that leads here again.
                    with writing(path):
                        path.unlink(missing_ok=True)
                    self.index.drop(name)
                    gone.append(name)
        return tuple(gone) if self.index.forget(owner) else None

    def shrink(self, keep: str = "") -> None:
        """Remove the segments that were used least recently until the store is within its limit."""
        if self.index.total_bytes() <= self._limit_bytes:
            return
        while not self._roomy:
            gone = sum(self._let_go(kept) for kept in self.index.oldest(_CANDIDATES) if kept.name != keep)
            if not gone:
                return

    @property
    def _roomy(self) -> bool:
        return self.index.total_bytes() <= int(self._limit_bytes * _LOW_WATER)

    def _let_go(self, kept: Kept) -> bool:
        """Remove a segment unless it is in use or was used since; True when something came of it."""
        if self._roomy:
            return False
        path = self.cache.path(kept.kind, kept.name)
        with self.cache.alone(kept.kind, kept.name, wait=False) as mine:
            if not mine:
                return False
            with suppress(FileNotFoundError):
                used_ns = path.stat().st_mtime_ns
                if used_ns > kept.used_ns:
                    # Readers mark the file only, which costs them next to nothing.
                    self.index.refresh(kept.name, used_ns)
                    return True
            with writing(path):
                path.unlink(missing_ok=True)
            self.index.drop(kept.name)
        return True

    def tidy(self) -> None:
        """Bring files and index together after crashes: no file without a line, no line without a file.

        Call it once before a batch, not from every worker.
        """
        for kind in (SEGMENTS, REPEATED):
            folder = self.cache.root / kind
            with writing(folder):
                sweep_parts(folder)
                for path in folder.iterdir():
                    if path.name.startswith("."):
                        continue
                    with self.cache.alone(kind, path.name, wait=False) as mine:
                        if mine and (age_s(path) > UNUSED_S or not self.index.knows(path.name)):
                            path.unlink(missing_ok=True)
        lost = [kept for kept in self.index.all() if not self.cache.path(kept.kind, kept.name).exists()]
        for kept in lost:
            with self.cache.alone(kept.kind, kept.name, wait=False) as mine:
                if mine and not self.cache.path(kept.kind, kept.name).exists():
                    self.index.drop(kept.name)
        self.shrink()


def _index(cache: Cache) -> Index:
    """The store's index, opened or made.

    When it is damaged nobody knows whose the personal segments are: they go, and it begins afresh.
    """
    path = cache.root / INDEX
    with cache.alone("index", "000"), writing(path):
        try:
            return Index(path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            # Whoever has the old one open writes files that the next `tidy` finds without an owner.
            for left in (cache.root / REPEATED).iterdir():
                left.unlink(missing_ok=True)
            for suffix in ("", "-wal", "-shm"):
                path.with_name(INDEX + suffix).unlink(missing_ok=True)
            return Index(path)
