"""JSON Lines: a file with one object a line in, one Row to a line out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.intake.decoding import count_lines, open_text
from generator.intake.spec import Encoding
from generator.intake.table import Problem, Row

_INVALID = Problem("the line is not valid JSON.", "Write one whole object on each line.")
_NOT_AN_OBJECT = Problem("the line is not an object of keys and values.", "Write it as {…}.")
_REPEATED = Problem("a key stands twice in one object.", "Keep one of the two.")


class JsonLines:
    """A JSON Lines file; each line names its own fields."""

    def __init__(self, path: Path, label: str, encoding: Encoding) -> None:
        """Raises SourceError when the file can't be opened."""
        self._path = path
        self._encoding: Encoding = encoding
        self.label = label
        open_text(path, label, encoding).close()

    @property
    def columns(self) -> None:
        """Each line names its own."""

    def rows(self) -> Iterator[Row]:
        """Every line that isn't blank."""
        with open_text(self._path, self.label, self._encoding) as stream:
            for number, line in enumerate(stream, 1):
                if not line.isspace():
                    cells, problem = _parse(line)
                    yield Row(f"{self.label}, line {number}", cells, problem)

    def count_hint(self) -> int | None:
        """The lines of the file."""
        return count_lines(self._path)


class _RepeatedKeyError(ValueError):
    pass


def _parse(line: str) -> tuple[dict[str, object], Problem | None]:
    try:
        found = json.loads(line, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_unique_keys)
    except _RepeatedKeyError:
        return {}, _REPEATED
    except (ValueError, ArithmeticError, RecursionError):
        return {}, _INVALID
    return (found, None) if isinstance(found, dict) else ({}, _NOT_AN_OBJECT)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _RepeatedKeyError
    return found


def _no_constant(name: str) -> Any:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError
