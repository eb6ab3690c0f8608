"""Where the seconds of a render go: plates, compose, encode, splice, stills. For the benchmark and for the curious."""

from __future__ import annotations

import time
from collections import defaultdict
from types import TracebackType


class Profile:
    """Seconds by part. A part inside another counts for itself alone, so that the parts add up."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = 0.0

    def part(self, name: str) -> Part:
        """Count the block's time for `name`."""
        return Part(self, name)

    def begin(self, name: str) -> None:
        """From here on."""
        self._pass()
        self._open.append(name)

    def end(self) -> None:
        """As far as here."""
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


class Part:
    """A block whose time counts. There are a thousand in a film: a generator would take four times as long."""

    __slots__ = ("_name", "_profile")

    def __init__(self, profile: Profile, name: str) -> None:
        self._profile = profile
        self._name = name

    def __enter__(self) -> None:
        self._profile.begin(self._name)

    def __exit__(
        self, kind: type[BaseException] | None, caught: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._profile.end()
