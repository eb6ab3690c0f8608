"""Exceptions that nobody foresaw: their type and place, never their message; and a full disk behind any of them."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from generator.errors import OutputError, RenderError
from generator.pipeline.unexpected import as_fault, code_place
from generator.publish.fingerprints import canonical


def raised(inner: Exception, outer: Exception | None = None) -> Exception:
    try:
        try:
            raise inner
        except Exception:
            if outer is not None:
                raise outer  # noqa: B904  # as a library does it
            raise
    except Exception as caught:
        return caught


def test_no_message_crosses_over() -> None:
    fault = as_fault(raised(ValueError("Anna Nowak, born 1980")), "customers.csv, row 7", Path())
    assert isinstance(fault, RenderError)
    assert fault.place == "customers.csv, row 7"
    assert "ValueError" in fault.cause
    assert "Anna" not in str(fault)


def test_the_innermost_line_of_the_program_is_named() -> None:
    try:
        canonical(object())
    except TypeError as caught:
        assert code_place(caught).startswith("generator/publish/fingerprints.py:")
    assert code_place(raised(KeyError("Anna"))) == "outside the program"


@pytest.mark.parametrize(
    ("inner", "outer", "words"),
    [
        (OSError(errno.ENOSPC, "no space"), None, "the disk is full"),
        (OSError(errno.ENOSPC, "no space"), RenderError("x", "wrapped."), "the disk is full"),
        (OSError(errno.EFBIG, "too big"), ValueError("Anna"), "larger than this system allows"),
        (OutputError("x", "the disk is full."), RenderError("x", "wrapped."), "the disk is full"),
    ],
)
def test_a_refusal_to_write_is_found_behind_what_libraries_make_of_it(
    inner: Exception, outer: Exception | None, words: str
) -> None:
    fault = as_fault(raised(inner, outer), "row 1", Path("out"))
    assert isinstance(fault, OutputError)
    assert words in fault.cause


def test_a_missing_file_is_no_fault_of_the_disk() -> None:
    assert isinstance(as_fault(raised(FileNotFoundError(errno.ENOENT, "x")), "row 1", Path()), RenderError)
    assert isinstance(as_fault(raised(sqlite3.OperationalError("no such table")), "row 1", Path()), RenderError)
    assert "memory" in as_fault(raised(MemoryError()), "row 1", Path()).cause
