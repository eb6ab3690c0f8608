"""What a run is asked to do, and what it tells while and after it does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from generator.pipeline.ledger import Tally


@dataclass(frozen=True, slots=True)
class Options:
    """How to render.

    `out`: the folder that gets a folder per campaign. `limit`: look at the first rows only. `only`: look at these
    customers only. `workers`: processes; 0 renders in this one. `fresh`: use nothing of an earlier run again. `debug`:
    print tracebacks, which may show customers' values. `store`: where segments and plates are kept; the campaign's own
    cache when None. `store_bytes`: what segments may take there. `memory_bytes`: what workers and plates may take; None
    is a quarter of the machine's. `verify`: search what was made for what was not released, before it is published.
    """

    out: Path
    limit: int | None = None
    only: tuple[str, ...] = ()
    workers: int = 1
    fresh: bool = False
    debug: bool = False
    store: Path | None = None
    store_bytes: int = 4_000_000_000
    memory_bytes: int | None = None
    verify: bool = True

    @property
    def partial(self) -> bool:
        """True when not every row is looked at: then nobody else's folder or link is touched."""
        return self.limit is not None or bool(self.only)


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run.

    `withdrawn`: folders taken away, of people who may no longer be addressed or whom the source no longer has.
    `missing`: which of the ids asked for (from 1) no row has. `timings_s`: the workers' seconds by part of their films.
    """

    tally: Tally
    root: Path
    seconds: float
    withdrawn: int
    missing: tuple[int, ...] = ()
    timings_s: Mapping[str, float] = field(default_factory=dict)


class Watcher(Protocol):
    """Who follows a run."""

    def begin(self, total: int | None, what: str = "rendering") -> None:
        """What is done to the rows begins; `total` of them, when that is known."""

    def planned(self, rows: int) -> None:
        """So many rows were looked at to find what repeats."""

    def progress(self, tally: Tally) -> None:
        """One more row has its outcome."""


class Unwatched:
    """A Watcher that says nothing."""

    def begin(self, total: int | None, what: str = "rendering") -> None:
        """Nothing is said."""

    def planned(self, rows: int) -> None:
        """Nothing is said."""

    def progress(self, tally: Tally) -> None:
        """Nothing is said."""
