"""Queries: SQL of the campaign file in, Rows out, all of them or those of a batch of parents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Executable, bindparam, column, func, select, text

from generator.errors import SourceError
from generator.intake.database import Database
from generator.intake.table import Row

_KEYS = "keys"


class Query:
    """One query. A child's may hold `:keys`, an expanding parameter; without it the query is wrapped and filtered."""

    def __init__(self, database: Database, sql: str, label: str, key: str | None = None) -> None:
        """`key`: the column that holds the id of the row above, for a child's query."""
        self._database = database
        self._text = text(sql.strip().rstrip(";"))
        self.label = label
        self._columns: tuple[str, ...] = ()
        names = set(self._text.compile().params)
        strange = sorted(names - ({_KEYS} if key is not None else set()))
        if strange:
            cause = f"the query holds the parameter ':{strange[0]}', which nobody fills."
            raise SourceError(label, cause, f"Take it out, or write '\\:{strange[0]}' for a colon.")
        if key is None:
            self._statement: Executable = self._text
        elif _KEYS in names:
            self._statement = self._text.bindparams(bindparam(_KEYS, expanding=True))
        else:
            wanted = column(key).in_(bindparam(_KEYS, expanding=True))
            self._statement = select(text("*")).select_from(self._text.columns().subquery()).where(wanted)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the result's columns; known after `describe`."""
        return self._columns

    def describe(self, keys: Sequence[Any] | None = None) -> tuple[Row, ...]:
        """Run the query once, with one key for a child's; its first row out. Raises SourceError."""
        values = {} if keys is None else {_KEYS: list(keys)}
        with self._database.answer(self._statement, values, self.label) as answer:
            self._columns = answer.columns
            first = next(answer.rows, None)
            return () if first is None else (self._row(1, answer.columns, first),)

    def rows(self) -> Iterator[Row]:
        """Every row, by its number in the result."""
        return self._run({})

    def rows_of(self, keys: Sequence[Any]) -> Iterator[Row]:
        """The rows whose key is among `keys`."""
        return self._run({_KEYS: list(keys)})

    def count_hint(self) -> int | None:
        """The number of rows; the database counts them."""
        statement = select(func.count()).select_from(self._text.columns().subquery())
        try:
            with self._database.answer(statement, {}, self.label) as answer:
                return int(str(next(answer.rows)[0]))
        except SourceError:
            return None

    def _run(self, values: dict[str, Any]) -> Iterator[Row]:
        with self._database.answer(self._statement, values, self.label) as answer:
            for number, cells in enumerate(answer.rows, 1):
                yield self._row(number, answer.columns, cells)

    def _row(self, number: int, columns: Sequence[str], cells: Sequence[object]) -> Row:
        return Row(f"{self.label}, row {number}", dict(zip(columns, cells, strict=True)))
