"""The census of a batch: every segment's name counted before anything is rendered, so that what repeats is made once.

A name counts by its first eight bytes, in a file that is sorted at the end: eight bytes of disk a segment of a film,
and next to no memory, whatever the number of recipients. Two names that happen to begin alike (once in some 25,000
batches of five million films) only make a segment kept that nobody else needs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generator.disk import writing
from generator.model.story import Story
from generator.video.cache import PRIVATE_FILE
from generator.video.plan import Shot, every_shot
from generator.video.settings import VideoSettings

Keys = NDArray[np.uint64]

_HELD = 1 << 16
_CHUNK = 1 << 20
_DIGITS = 16


def _nothing() -> Keys:
    return np.zeros(0, np.uint64)


@dataclass(frozen=True)
class Plan:
    """Which personal segments more than one film of the batch shows: the beginnings of their names, sorted."""

    repeated: Keys = field(default_factory=_nothing)

    @classmethod
    def read(cls, path: Path) -> Plan:
        """The file of a finished census in, its plan out; mapped into memory, so that all workers share it."""
        return cls(np.memmap(path, np.uint64, "r") if path.stat().st_size else _nothing())

    def shares(self, shot: Shot) -> bool:
        """Whether this shot's segment is to be made once and kept for others."""
        if not shot.personal:
            return True
        key = np.uint64(int(shot.name[:_DIGITS], 16))
        at = int(np.searchsorted(self.repeated, key))
        return at < len(self.repeated) and bool(self.repeated[at] == key)


class Census:
    """Names in, which of them repeat out. `path`: its file while it counts, and its plan's when it is done."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held = array("Q")
        self.counted = 0
        self.distinct = 0
        path.unlink(missing_ok=True)

    def add(self, planned: Iterable[Shot]) -> None:
        """Count the personal shots of one film; the same twice in a film counts twice."""
        for shot in planned:
            if shot.personal:
                self.count(shot.name)

    def count(self, name: str) -> None:
        """Count one name."""
        self._held.append(int(name[:_DIGITS], 16))
        self.counted += 1
        if len(self._held) >= _HELD:
            self._spill()

    def finish(self) -> Plan:
        """The names that were counted more than once, also in the file at `path`; raises OutputError."""
        if self.counted == len(self._held):
            keys: Keys = np.array(self._held, np.uint64)
            keys.sort()
            found = list(self._repeats(keys))
        else:
            self._spill()
            keys = np.memmap(self._path, np.uint64, "r+")
            # In place, in the file: the system keeps in memory what there is room for.
            keys.sort()
            found = list(self._repeats(keys))
            del keys
        self._held = array("Q")
        repeated = np.concatenate(found) if found else _nothing()
        del found
        with writing(self._path):
            self._path.unlink(missing_ok=True)
            self._path.touch(mode=PRIVATE_FILE)
            repeated.tofile(self._path)
        return Plan(repeated)

    def _repeats(self, keys: Keys) -> Iterator[Keys]:
        """Sorted keys in, each that stands there more than once out, once; in pieces."""
        last = None
        for start in range(0, len(keys), _CHUNK):
            # One more on either side, so that a run that a piece's end cuts is seen.
            piece = np.asarray(keys[max(0, start - 1) : start + _CHUNK])
            same = piece[1:] == piece[:-1]
            self.distinct += int(len(piece) - same.sum() - (start > 0))
            again = np.unique(piece[1:][same])
            if len(again) and again[0] == last:
                again = again[1:]
            if len(again):
                last = again[-1]
                yield again

    def _spill(self) -> None:
        with writing(self._path):
            self._path.touch(mode=PRIVATE_FILE)
            with self._path.open("ab") as file:
                self._held.tofile(file)
        self._held = array("Q")


def plan_batch(stories: Iterable[Story], settings: VideoSettings, secret: bytes, path: Path) -> Plan:
    """Stories in, Plan out, `path` being its file."""
    census = Census(path)
    for story in stories:
        census.add(every_shot(story, settings, secret))
    return census.finish()
