"""One opened source of rows, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row and what to do. Never a value."""

    cause: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the source has it: column → cell. With a `problem`, the cells are those that could be read."""

    place: str
    cells: Mapping[str, object] = field(repr=False)
    problem: Problem | None = None


class Table(Protocol):
    """Rows that can be read again and again, one at a time.

    `label` names the table in messages. `columns` are the names of all columns; a format whose rows each name their own
    gives None, and the first rows tell.
    """

    @property
    def label(self) -> str:
        """ "data/customers.csv", or the query's place in the campaign file."""

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The names of all columns as the source has them, or None."""

    def rows(self) -> Iterator[Row]:
        """Every row, readable or not. Raises SourceError when the source fails as a whole."""

    def count_hint(self) -> int | None:
        """About how many rows there are, if that can be told without reading them."""
