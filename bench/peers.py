"""The peers' runs: films by two of our processes, by MovieLite's own two, or by one as a user would start it."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.pool import Pool
from pathlib import Path
from types import TracebackType
from typing import Self

from campaign.make_data import Person

Render = Callable[[Person, Path, Path], None]


@dataclass(frozen=True, slots=True)
class Round:
    """Films made in one go. `film_s`: seconds by the clock for a film; `cpu_s`: of processor, all processes."""

    film_s: float
    cpu_s: float
    paths: tuple[Path, ...]


def processor_s() -> float:
    """Seconds of processor that this process and the finished ones that it started have used so far."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def _used(render: Render, person: Person, footage: Path, path: Path) -> float:
    before = processor_s()
    render(person, footage, path)
    return processor_s() - before


class Pair:
    """Two processes that stay, so that starting Python and compiling (numba's cache) count for no film.

    Each is warmed by a film that is not measured.
    """

    def __init__(self, render: Render, footage: Path, folder: Path, warm: Person, processes: int = 2) -> None:
        self._render, self._footage, self._folder, self._count = render, footage, folder, 0
        self._processes = processes
        self._pool: Pool = multiprocessing.get_context("spawn").Pool(processes)
        self._pool.starmap(render, [(warm, footage, folder / f"warm-{n}.mp4") for n in range(processes)], 1)

    def round(self, crowd: Sequence[Person]) -> Round:
        """One film for each, as many at a time as there are processes."""
        paths = tuple(self._folder / f"{self._count + number}.mp4" for number in range(len(crowd)))
        self._count += len(crowd)
        began = time.perf_counter()
        jobs = [(self._render, each, self._footage, path) for each, path in zip(crowd, paths, strict=True)]
        used = self._pool.starmap(_used, jobs, 1)
        return Round((time.perf_counter() - began) / len(crowd), sum(used) / len(crowd), paths)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, caught: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()
        self._pool.join()
