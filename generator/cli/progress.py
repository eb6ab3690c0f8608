"""A run that is watched: a bar on a terminal, a line every few seconds elsewhere, or nothing. All on stderr."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from generator.pipeline.ledger import Tally
from generator.pipeline.options import Unwatched, Watcher

_PLAIN_EVERY_S = 5.0


class Follower(Watcher, Protocol):
    """A Watcher that is a context manager too."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, caught: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Silence(Unwatched):
    """Follows and says nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, caught: BaseException | None, trace: TracebackType | None
    ) -> None:
        return


class Bar(Silence):
    """A bar with counts and the time that is left."""

    def __init__(self, console: Console) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[counts]}"),
            TimeRemainingColumn(),
            console=console,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, caught: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def begin(self, total: int | None, what: str = "rendering") -> None:
        """Show an empty bar."""
        self._task = self._bar.add_task(what, total=total, counts="")

    def planned(self, rows: int) -> None:
        """Show how far the planning is."""
        if self._task is not None:
            self._bar.update(self._task, counts=f"{rows} planned")

    def progress(self, tally: Tally) -> None:
        """Move the bar."""
        if self._task is not None:
            self._bar.update(self._task, completed=tally.rows, counts=counts(tally))


class Lines(Silence):
    """A line every few seconds, for logs."""

    def __init__(self, every_s: float = _PLAIN_EVERY_S) -> None:
        self._every_s = every_s
        self._began = self._last = time.monotonic()
        self._total: int | None = None

    def begin(self, total: int | None, what: str = "rendering") -> None:
        """Say how much there is to do."""
        self._began = self._last = time.monotonic()
        self._total = total
        print(f"{what} {total} rows" if total is not None else what, file=sys.stderr, flush=True)

    def planned(self, rows: int) -> None:
        """Say how far the planning is, when the last time was a while ago."""
        if self._due() is not None:
            print(f"planned {rows} of {self._total or 'the'} rows", file=sys.stderr, flush=True)

    def progress(self, tally: Tally) -> None:
        """Say how far it is, when the last time was a while ago."""
        now = self._due()
        if now is None:
            return
        known = f"{tally.rows} of {self._total} rows" if self._total else f"{tally.rows} rows"
        left = ""
        if self._total and 0 < tally.rows < self._total:
            left = f", about {duration((now - self._began) / tally.rows * (self._total - tally.rows))} left"
        print(f"{known}: {counts(tally)}{left}", file=sys.stderr, flush=True)

    def _due(self) -> float | None:
        """The time now, if there is something to be said again."""
        now = time.monotonic()
        if now - self._last < self._every_s:
            return None
        self._last = now
        return now


def follower(*, quiet: bool) -> Follower:
    """What suits where stderr goes."""
    if quiet:
        return Silence()
    console = Console(stderr=True)
    return Bar(console) if console.is_terminal else Lines()


def counts(tally: Tally) -> str:
    """A tally in, "21 rendered, 3 unchanged, 5 skipped, 1 failed" out."""
    numbers = [(tally.rendered, "rendered"), (tally.reused, "unchanged")]
    numbers += [(tally.skipped.total(), "skipped"), (tally.failed, "failed")]
    return ", ".join(f"{number} {name}" for number, name in numbers if number) or "nothing yet"


def duration(seconds: float) -> str:
    """Seconds in, "32.5 s", "12 min" or "3 h 20 min" out."""
    if seconds < 90:
        return f"{seconds:.1f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
