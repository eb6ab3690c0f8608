"""What a run is asked to do, and what it tells while and after it does it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from generator.pipeline.ledger import Tally


@dataclass(frozen=True, slots=True)
class Options:
    """How to render.

    `out`: the folder that gets a folder per campaign. `limit`: look at the first rows only. `only`: look at these
    customers only. `workers`: processes; 0 renders in this one. `fresh`: use nothing of an earlier run again. `debug`:
    print tracebacks, which may show customers' values.
    """

    out: Path
    limit: int | None = None
    only: tuple[str, ...] = ()
    workers: int = 1
    fresh: bool = False
    debug: bool = False

    @property
    def partial(self) -> bool:
        """True when not every row is looked at: then nobody else's folder or link is touched."""
        return self.limit is not None or bool(self.only)


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run.

    `withdrawn`: folders taken away, of people who may no longer be addressed or whom the source no longer has.
    `missing`: which of the ids asked for (from 1) no row has.
    """

    tally: Tally
    root: Path
    seconds: float
    withdrawn: int
    missing: tuple[int, ...] = ()


class Watcher(Protocol):
    """Who follows a run."""

    def begin(self, total: int | None) -> None:
        """The run starts; `total` rows, when that is known."""

    def progress(self, tally: Tally) -> None:
        """One more row has its outcome."""
