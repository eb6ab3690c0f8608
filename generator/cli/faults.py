"""Faults on one screen: cause, place and remedy; and what a run ends with.

Exit codes: 0 all rendered or rightly skipped, 1 some recipients failed or the program did, 2 the campaign or its files
are wrong or the output can't be written, 130 stopped with Ctrl-C, 143 told to end.
"""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from generator.errors import InputError, OutputError, SerendipError

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
EXIT_OK, EXIT_FAILED, EXIT_WRONG = 0, 1, 2
DEBUG_WARNING = "warning: --debug may show customers' values below. Don't pass this output on."


class Stopped(BaseException):
    """A signal asked the program to end. Not an Exception, so that nothing takes it for a recipient's fault."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """128 and the signal's number, as shells have it."""
        return 128 + self.number


@contextmanager
def listening() -> Iterator[None]:
    """Inside, Ctrl-C and a request to end raise Stopped, once: cleaning up afterwards is not disturbed."""
    before = {number: signal.signal(number, _stop) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _frame: FrameType | None) -> None:
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(number)


def exit_code_of(fault: SerendipError) -> int:
    """A fault that ended the run in, its exit code out."""
    return EXIT_WRONG if isinstance(fault, InputError | OutputError) else EXIT_FAILED


def tell(fault: SerendipError, label: str = "error") -> str:
    """A fault in, its three lines out."""
    lines = [f"{label}: {plain(fault.cause)}", f"  at {plain(fault.place)}"]
    if fault.remedy:
        lines.append(f"  fix: {plain(fault.remedy)}")
    return "\n".join(lines)


def tell_unexpected(caught: BaseException, *, debug: bool) -> None:
    """An exception that nobody foresaw: its type and its place in the program; with `debug` all of it."""
    from generator.pipeline.unexpected import code_place

    if debug:
        traceback.print_exception(caught, file=sys.stderr)
    fault = SerendipError(
        code_place(caught),
        f"the program failed with {type(caught).__name__}.",
        "This is a fault of Serendip: report these lines. 'serendip --debug' shows more.",
    )
    print(tell(fault), file=sys.stderr)


def plain(text: str) -> str:
    """Text in, the same without control characters out: a file's name can't steer the terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text.replace("\n", " "))
