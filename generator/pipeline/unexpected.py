"""An exception that nobody foresaw, told by its type and its place in the program, never by its message.

The message of an exception, and the lines of a traceback, may quote a customer's values. A type and a line can't.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from generator.disk import output_fault
from generator.errors import RenderError, SerendipError

_PACKAGE = Path(__file__).resolve().parent.parent


def code_place(caught: BaseException) -> str:
    """An exception in, "generator/video/plan.py:123" out: the innermost line of this package that it went through."""
    for frame, line in reversed(list(traceback.walk_tb(caught.__traceback__))):
        path = Path(frame.f_code.co_filename).resolve()
        if path.is_relative_to(_PACKAGE):
            return f"generator/{path.relative_to(_PACKAGE).as_posix()}:{line}"
    return "outside the program"


def as_fault(caught: Exception, place: str, folder: Path) -> SerendipError:
    """Any exception of one recipient's rendering in, a fault with a place, a cause and a remedy out.

    `folder`: where it was writing, so that a full disk is told as such.
    """
    refused = output_fault(caught, folder)
    if refused is not None:
        return refused
    if isinstance(caught, SerendipError):
        return caught
    if isinstance(caught, MemoryError):
        return RenderError(place, "there was not enough memory.", "Use fewer --workers.")
    return RenderError(
        place,
        f"the program failed with {type(caught).__name__} in {code_place(caught)}.",
        "This is a fault of Serendip, not of the data: report it with this line.",
    )
