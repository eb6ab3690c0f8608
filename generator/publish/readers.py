"""Files read again beside other work, to see whether they are still as they were finished.

A run that changes nothing spends almost half of its time on that. Hashing leaves the interpreter to others, so that
threads do it while the next recipients are told.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from generator.publish.pieces import Piece, Place, standing

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_THREADS = 2
_TURN_S = 0.0001
"""How long a thread may keep the interpreter when another asks for it; Python's own 5 ms are two recipients' time."""


class Reading(Protocol):
    """What stands of one recipient, as soon as its files have been read."""

    def result(self) -> Mapping[str, Piece]:
        """Wait for it."""


class Readers:
    """Threads that read. They start when there is something to read, and end with `close`."""

    def __init__(self) -> None:
        self._threads: ThreadPoolExecutor | None = None
        self._usual_turn_s = sys.getswitchinterval()

    def begin(self, place: Place, recorded: Mapping[str, Piece]) -> Reading:
        """Have the files of a recipient's recorded pieces read; what `pieces.standing` says of them."""
        if self._threads is None:
            # A first run has nothing to read.
            from concurrent.futures import ThreadPoolExecutor

            self._threads = ThreadPoolExecutor(_THREADS, "reader")
            sys.setswitchinterval(_TURN_S)
        return self._threads.submit(standing, place, recorded)

    def close(self) -> None:
        """End the threads; what they had not begun is not read."""
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
            sys.setswitchinterval(self._usual_turn_s)
