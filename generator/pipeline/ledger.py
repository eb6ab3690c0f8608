"""The ledger of a run: every row's outcome, counted, and written to the manifest in the order of the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.model.outcome import Failed, Outcome, Rendered, Skipped
from generator.publish.manifest import Manifest

SHOWN_FAILURES = 20


@dataclass(slots=True)
class Tally:
    """Counts so far.

    `failures`: the first SHOWN_FAILURES, as (place of the row, what failed). `first`: the token of the first recipient
    whose folder stands, as something to open.
    """

    rendered: int = 0
    reused: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, Failed]] = field(default_factory=list)
    first: str | None = None

    @property
    def rows(self) -> int:
        """All rows that have an outcome."""
        return self.rendered + self.reused + self.failed + self.skipped.total()

    def add(self, place: str, outcome: Outcome) -> None:
        """Count one outcome."""
        if isinstance(outcome, Rendered):
            self.first = self.first or outcome.token
        match outcome:
            case Rendered(reused=True):
                self.reused += 1
            case Rendered():
                self.rendered += 1
            case Skipped():
                self.skipped[outcome.reason] += 1
            case Failed():
                self.failed += 1
                if len(self.failures) < SHOWN_FAILURES:
                    self.failures.append((place, outcome))


class Ledger:
    """Takes outcomes in any order; `told` is called at once, the manifest gets them in the order of `number`."""

    def __init__(self, manifest: Manifest, told: Callable[[Tally], None]) -> None:
        self.tally = Tally()
        self._manifest = manifest
        self._told = told
        self._next = 0
        self._waiting: dict[int, tuple[int, str, Outcome]] = {}

    @property
    def waiting(self) -> int:
        """Outcomes that wait for an earlier row's: what the caller must keep bounded."""
        return len(self._waiting)

    def settle(self, number: int, row: int, place: str, outcome: Outcome) -> None:
        """The outcome of the row looked at as `number`-th (from 0), which is the source's `row`-th (from 1)."""
        self.tally.add(place, outcome)
        self._waiting[number] = (row, place, outcome)
        while self._next in self._waiting:
            self._manifest.add(*self._waiting.pop(self._next))
            self._next += 1
        self._told(self.tally)

    def close(self) -> None:
        """Write what still waits, after a run that was stopped: its earlier rows never got an outcome."""
        for number in sorted(self._waiting):
            self._manifest.add(*self._waiting[number])
        self._waiting.clear()
