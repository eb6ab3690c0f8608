"""How much a run may take: memory in, the number of workers and the room for composed backgrounds out."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000
_CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
# Measured: what the program itself takes, a worker at rest, and a worker's pictures and encoder for each pixel.
_PARENT_BYTES = 150 * MEGABYTE
_WORKER_BYTES = 200 * MEGABYTE
_WORKER_BYTES_A_PIXEL = 120
_LEAST_PLATE_BYTES = 64 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Capacity:
    """`workers`: processes. `plate_bytes`: what the backgrounds that they share may take, on disk and mapped."""

    workers: int
    plate_bytes: int


def capacity(memory_bytes: int, workers: int, size_px: tuple[int, int]) -> Capacity:
    """A budget, the number of workers asked for and a frame's size in, what fits out.

    One worker always starts. Plates get what the processes leave: they are mapped files, which the system can let go
    of, so the budget is one of comfort for them and of need for the processes.
    """
    worker = _WORKER_BYTES + _WORKER_BYTES_A_PIXEL * size_px[0] * size_px[1]
    room = memory_bytes - _PARENT_BYTES
    fitting = max(1, (room - _LEAST_PLATE_BYTES) // worker)
    started = min(workers, int(fitting))
    return Capacity(started, max(_LEAST_PLATE_BYTES, room - worker * max(1, started)))


def machine_bytes() -> int:
    """The memory that this program may have at most: the machine's, or its container's."""
    found = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for path in _CGROUP_LIMITS:
        with suppress(OSError, ValueError):
            found = min(found, int(path.read_text(encoding="ascii")))
    return found
