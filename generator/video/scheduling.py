"""An encoder opened in, the process scheduled as it was before out.

SVT-AV1, opened by root, makes its threads and the one that calls it real-time ones of the highest priority (FIFO, 99).
All that is started after it inherits that, and whatever else the machine has to do stands still meanwhile.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_TASKS = Path("/proc/self/task")


@contextmanager
def scheduling_kept() -> Iterator[None]:
    """Give every thread of this process back the policy and priority that the calling thread came with.

    Linux alone lets a library do so, and lets us see each thread; elsewhere nothing happens.
    """
    if sys.platform != "linux":
        yield
        return
    policy, parameters = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        for task in _TASKS.iterdir():
            with suppress(ProcessLookupError):  # a thread that has ended meanwhile
                if os.sched_getscheduler(int(task.name)) != policy:
                    os.sched_setscheduler(int(task.name), policy, parameters)
