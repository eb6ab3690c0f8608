"""Worker processes: one job each at a time and one in store, and no more trouble than one job when one dies.

Each worker has a pipe of its own, so that a worker that is killed (for lack of memory, say) costs exactly the job that
it had begun; another one takes its place. The job in store lets a worker go on while the parent prepares the next.
Workers start when there is work for them.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Self

from generator.errors import RenderError
from generator.pipeline.jobs import Answer, Broken, Job
from generator.pipeline.setting import Setting
from generator.pipeline.workshop import Workshop

_GRACE_S = 3.0
_DEPTH = 2
"""Jobs that a worker has at most: the one in hand and the next."""


@dataclass(slots=True)
class _Worker:
    """`jobs`: those given and not answered, the one in hand first."""

    process: SpawnProcess
    pipe: Connection
    jobs: deque[Job] = field(default_factory=deque)


class Crew:
    """`size` workers; 0 works in this process. A context manager: leaving it by an error stops the workers at once."""

    def __init__(self, size: int, setting: Setting) -> None:
        self._size = size
        self._setting = setting
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._workshop: Workshop | None = None
        self._finished: deque[Answer] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, caught: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._workshop is not None and caught is None:
            self._workshop.close()
        for worker in self._workers:
            if caught is not None:
                worker.process.terminate()
            worker.pipe.close()
        deadline = time.monotonic() + _GRACE_S
        for worker in self._workers:
            worker.process.join(max(0.0, deadline - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    @property
    def busy(self) -> int:
        """How many jobs have been given and not been answered."""
        return sum(len(worker.jobs) for worker in self._workers) + len(self._finished)

    @property
    def has_room(self) -> bool:
        """True when `give` would not have to wait."""
        if self._size == 0:
            return not self._finished
        free = _DEPTH * (self._size - len(self._workers))
        return free > 0 or any(len(worker.jobs) < _DEPTH for worker in self._workers)

    def warm_up(self, workers: int) -> None:
        """Start up to so many workers before there is work for them, so that they have loaded when there is."""
        while len(self._workers) < min(workers, self._size):
            self._hire()

    def give(self, job: Job) -> None:
        """Hand `job` to the worker with the least to do; only when there is room."""
        if self._size == 0:
            self._workshop = self._workshop or Workshop(self._setting)
            self._finished.append(self._workshop.work(job))
            return
        worker = min(self._workers, key=lambda each: len(each.jobs), default=None)
        if worker is None or (worker.jobs and len(self._workers) < self._size):
            worker = self._hire()
        try:
            worker.pipe.send(job)
        except OSError:
            # It died, and not of this job: another worker can have it.
            self._bury(worker)
            self.give(job)
        else:
            worker.jobs.append(job)

    def answers(self, timeout_s: float | None) -> list[Answer]:
        """The answers that have come in; waits up to `timeout_s` (None: as long as it takes) for the first."""
        found: list[Answer] = list(self._finished)
        self._finished.clear()
        waiting = {worker.pipe: worker for worker in self._workers if worker.jobs}
        if not waiting:
            return found
        for ready in wait(list(waiting), 0 if found else timeout_s):
            assert isinstance(ready, Connection)
            worker = waiting[ready]
            try:
                answer: Answer = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
            else:
                worker.jobs.popleft()
                found.append(answer)
        found.extend(self._finished)
        self._finished.clear()
        return found

    def _bury(self, worker: _Worker) -> None:
        """A worker has died: what it had begun is broken, what it had in store goes to others."""
        with suppress(EOFError, OSError):
            # It may have answered before.
            while worker.jobs and worker.pipe.poll():
                answer: Answer = worker.pipe.recv()
                worker.jobs.popleft()
                self._finished.append(answer)
        self._dismiss(worker)
        if worker.jobs:
            begun = worker.jobs.popleft()
            self._finished.append(Broken(begun.number, _death(begun.place, worker.process.exitcode)))
        for job in worker.jobs:
            self.give(job)

    def _hire(self) -> _Worker:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(there, self._setting), daemon=True)
        with _undisturbed():
            process.start()
        there.close()
        worker = _Worker(process, here)
        self._workers.append(worker)
        return worker

    def _dismiss(self, worker: _Worker) -> None:
        worker.pipe.close()
        worker.process.join(_GRACE_S)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        self._workers.remove(worker)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put off Ctrl-C and SIGTERM until the block is done: a worker that is half started prints a traceback."""
    met: list[int] = []
    # Masked is not enough for this process: libraries' threads receive signals too, and Python answers for them here.
    here = threading.current_thread() is threading.main_thread()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)} if here else {}
    for number in before:
        signal.signal(number, lambda received, _frame: met.append(received))
    # Starting the tracker would lift the mask, so it starts before.
    resource_tracker.ensure_running()
    # A worker inherits the mask, so that Ctrl-C is the parent's to answer even while the worker is still loading.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number, handler in before.items():
            signal.signal(number, handler)
        for received in met:
            signal.raise_signal(received)


def _death(place: str, code: int | None) -> RenderError:
    if code == -signal.SIGKILL:
        cause = "the process that rendered it was killed, most likely because memory ran out."
        return RenderError(place, cause, "Use fewer --workers, or a machine with more memory.")
    how = f"was ended by {signal.Signals(-code).name}" if code is not None and code < 0 else f"ended with code {code}"
    return RenderError(
        place, f"the process that rendered it {how}.", "Run with --workers 0 --only and its id to see more."
    )


def _serve(pipe: Connection, setting: Setting) -> None:
    """The life of a worker: jobs in, answers out, until the pipe closes."""
    # Ctrl-C reaches every process of the terminal's group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # What stays in private/ is the owner's alone; what goes to the site gets its rights there.
    os.umask(0o077)
    if not setting.debug:
        _hush()
    threading.Thread(target=_die_with_parent, daemon=True).start()
    workshop = Workshop(setting)
    workshop.load()
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            workshop.close()
            return
        pipe.send(workshop.work(job))


def _die_with_parent() -> None:
    # A parent that is killed can't stop its workers; a long film would go on for nobody.
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _hush() -> None:
    # What libraries print may quote what they draw; answers go through the pipe.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
