"""The segment store: what several films show is encoded once and kept on the disk, as long as there is room.

A shared segment is encoded by one worker; another that wants it meanwhile does what else its film needs first. A
personal segment that one film of the batch shows goes straight to its film and is never stored. One that several show
is stored with all its owners, stays for the next batch, and goes when its last owner is erased, when the store is full
and others were used since, or when nobody has used it for 30 days.

A file is read only when its digest is right, so nobody gets half or another's; what is damaged is made again.
"""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from generator.video.cache import PRIVATE_FILE, REPEATED, SEGMENTS, Cache, touch, whole
from generator.video.census import Plan
from generator.video.encode import Segment
from generator.video.index import Kept, Owner
from generator.video.owners import Owners
from generator.video.plan import Shot
from generator.video.segments import from_bytes, to_bytes

_HELD_BYTES = 32_000_000


class SegmentStore:
    """The segments of a store. `limit_bytes`: what they may take; least recently used ones go, never one in use."""

    def __init__(self, cache: Cache, plan: Plan, limit_bytes: int) -> None:
        self.owners = Owners(cache, limit_bytes)
        self._cache = cache
        self._index = self.owners.index
        self._plan = plan
        self._held: OrderedDict[str, tuple[Segment, int]] = OrderedDict()
        self._held_bytes = 0

    def use(self, plan: Plan) -> None:
        """Share by this plan from now on."""
        self._plan = plan

    def erase(self, owner: Owner) -> tuple[str, ...]:
        """Remove a recipient: the names of the segments that nobody else uses, and that are gone, out."""
        return self.owners.erase(owner)

    def film(self, shots: Sequence[Shot], owner: Owner, make: Callable[[Shot], Segment]) -> list[Segment]:
        """A film's shots in, their segments out, in order: from the store if they are shared, else made by `make`.

        What others share comes first, because others wait for it, and what another worker is making comes last.
        """
        shared = [number for number, shot in enumerate(shots) if self._plan.shares(shot)]
        personal = [shots[number].name for number in shared if shots[number].personal]
        if personal:
            # Before any of them is read: from here on erasing the owner finds them.
            self._index.claim(owner, personal)
        found: dict[int, Segment] = {}
        for number in shared:
            segment = self._shared(shots[number], owner, make, wait=False)
            if segment is not None:
                found[number] = segment
        for number in _rotated(sorted(set(range(len(shots))) - set(shared))):
            found[number] = make(shots[number])
        for number in shared:
            if number not in found:
                segment = self._shared(shots[number], owner, make, wait=True)
                assert segment is not None
                found[number] = segment
        return [found[number] for number in range(len(shots))]

    def common(self, name: str, make: Callable[[], Segment], lock: str = SEGMENTS) -> Segment:
        """A keyed name and what makes a piece that all films of a scene have in common in, the piece out.

        `lock`: the kind of lock under which it is made; what is made while a segment is needs one of its own.
        """
        if name in self._held:
            self._held.move_to_end(name)
            touch(self._cache.path(SEGMENTS, name))
            return self._held[name][0]
        path = self._cache.path(SEGMENTS, name)
        with self._cache.alone(lock, name):
            segment, size = _read(path)
            made = segment is None
            if segment is None:
                segment = make()
                size = self._write(path, SEGMENTS, name, segment, None)
        if made:
            self.owners.shrink(keep=name)
        self._hold(name, segment, size)
        return segment

    def _shared(self, shot: Shot, owner: Owner, make: Callable[[Shot], Segment], *, wait: bool) -> Segment | None:
        """None when another worker is making it and `wait` is off."""
        kind = REPEATED if shot.personal else SEGMENTS
        path = self._cache.path(kind, shot.name)
        if shot.name in self._held:
            self._held.move_to_end(shot.name)
            touch(path)
            return self._held[shot.name][0]
        with self._cache.alone(kind, shot.name, wait=wait) as mine:
            if not mine:
                return None
            segment, size = _read(path)
            made = segment is None
            if segment is None:
                segment = make(shot)
                size = self._write(path, kind, shot.name, segment, owner)
        if made:
            self.owners.shrink(keep=shot.name)
        if kind == SEGMENTS:
            self._hold(shot.name, segment, size)
        return segment

    def _hold(self, name: str, segment: Segment, size: int) -> None:
        """Keep what every film shows in this process's memory, within bounds."""
        self._held[name] = segment, size
        self._held_bytes += size
        while self._held_bytes > _HELD_BYTES:
            _, (_, freed) = self._held.popitem(last=False)
            self._held_bytes -= freed

    def _write(self, path: Path, kind: str, name: str, segment: Segment, owner: Owner | None) -> int:
        data = to_bytes(segment)
        now_ns = time.time_ns()
        # On record before it is there: a crash in between leaves a line without a file, never a file without owner.
        self._index.put(Kept(name, kind, now_ns), len(data), owner if kind == REPEATED else None)
        try:
            with whole(path, PRIVATE_FILE) as part:
                part.write_bytes(data)
                os.utime(part, ns=(now_ns, now_ns))
        except BaseException:
            # The disk may refuse this too.
            with suppress(Exception):
                self._index.drop(name)
            raise
        return len(data)


def _rotated(numbers: list[int]) -> list[int]:
    """The same numbers from another start in each process.

    Workers that begin together would otherwise all need the first scene's background, and wait while one makes it.
    """
    start = os.getpid() % len(numbers) if numbers else 0
    return numbers[start:] + numbers[:start]


def _read(path: Path) -> tuple[Segment | None, int]:
    """A segment and its size; None when it isn't there or is damaged."""
    try:
        data = path.read_bytes()
        segment = from_bytes(data)
    except (FileNotFoundError, ValueError):
        return None, 0
    touch(path)
    return segment, len(data)
