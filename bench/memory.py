"""The memory of a process and all that it started, as Linux counts it, sampled while it runs.

PSS (proportional set size) shares out what several processes map, such as plates and libraries, so that it is counted
once; RSS counts it in each. Reading them costs the kernel a walk over the process's pages, so the interval is at least
25 times what a sample took.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_INTERVAL_S = 0.2
_PATIENCE = 25
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Memory:
    """The highest sums seen, in megabytes (1e6 bytes), and how many samples there were."""

    pss_mb: float
    rss_mb: float
    samples: int
    processes: int


@contextmanager
def watched(pid: int) -> Iterator[Callable[[], Memory]]:
    """Sample the tree under `pid` inside the block; the function that is given tells the peak afterwards."""
    peak = {"pss": 0, "rss": 0, "samples": 0, "processes": 0}
    over = threading.Event()

    def look() -> None:
        pause = 0.0
        while not over.wait(pause):
            began = time.perf_counter()
            pids = tree(pid)
            sums = [_sizes(each) for each in pids]
            peak["pss"] = max(peak["pss"], sum(pss for pss, _ in sums))
            peak["rss"] = max(peak["rss"], sum(rss for _, rss in sums))
            peak["samples"] += 1
            peak["processes"] = max(peak["processes"], len(pids))
            pause = max(_INTERVAL_S, _PATIENCE * (time.perf_counter() - began))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield lambda: Memory(peak["pss"] / 1e6, peak["rss"] / 1e6, peak["samples"], peak["processes"])
    finally:
        over.set()
        thread.join()


def tree(pid: int) -> list[int]:
    """The process and all that descend from it, as far as they live."""
    found = [pid]
    for parent in found:
        for task in (_PROC / str(parent) / "task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def _sizes(pid: int) -> tuple[int, int]:
    """PSS and RSS in bytes; nothing for a process that has just ended."""
    try:
        text = (_PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0, 0
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in text.splitlines()[1:] if line.endswith("kB")}
    return sizes.get("Pss", 0), sizes.get("Rss", 0)
