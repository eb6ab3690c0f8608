"""Where the seconds of a render go: plates, compose, encode, splice, stills. For the benchmark and for the curious."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Profile:
    """Seconds by part. A part inside another counts for itself alone, so that the parts add up."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = 0.0

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count the block's time for `name`."""
        self._pass()
        self._open.append(name)
        try:
            yield
        finally:
            self._pass()
            self._open.pop()

    def take(self) -> tuple[tuple[str, float], ...]:
        """The seconds by part so far, and start again from nothing; not inside a part."""
        taken = tuple(sorted(self.seconds.items()))
        self.seconds.clear()
        return taken

    def _pass(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now
