"""Objections: read like children of the customer, or from fields of the customer.

A cell says no by the day of the objection or by a flag: yes, true, 1. An empty one, no, false and 0 say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import get_args

from generator.intake.consents import Days, known
from generator.intake.record import Objection, Values
from generator.intake.shape import Shape
from generator.intake.spec import ChildSpec, FieldType, ObjectionFields, ObjectionSpec, Scope
from generator.intake.values import CellError, converter

_SCOPES = frozenset(get_args(Scope))


def as_children(spec: ObjectionSpec) -> ChildSpec | None:
    """The table of objections as children of the customers; None when they stand in the customers' fields."""
    if spec.fields:
        return None
    return ChildSpec(
        **spec.model_dump(include={"source", "query", "url", "delimiter", "encoding", "records", "orphans"}),
        key="customer_id",
        fields=spec.columns.model_dump(exclude_none=True),
    )


class FromChildren:
    """Reads objections out of the rows of their table."""

    def __init__(self, spec: ObjectionSpec) -> None:
        self._scope = spec.scope
        self._columns = spec.columns
        self._says = Says(spec.format)

    def read(self, _values: Values, rows: Iterable[Values]) -> tuple[Objection, ...]:
        """The rows in, Objections out. Raises CellError for a row whose scope is unknown, or with a day that is none.

        A row without a day counts for ever; one that only says when an objection was lifted, lifts.
        """
        found = []
        for row in rows:
            scope = (row.get("scope") if self._columns.scope else None) or self._scope
            if scope not in _SCOPES:
                raise CellError("an objection doesn't say what it covers in one of the known words")
            said, objected_on = self._says.of(row, "objected_on") if self._columns.objected_on else (None, None)
            if said is False:
                continue
            lifted_on = self._says.day(row, "lifted_on") if self._columns.lifted_on else None
            lifts = said is None and lifted_on is not None
            found.append(Objection(str(scope), objected_on, lifted_on, lifts))
        return tuple(found)


class FromFields:
    """Reads objections out of the customer's own fields."""

    def __init__(self, spec: ObjectionSpec, shape: Shape) -> None:
        """Raises SourceError when a field isn't there."""
        self._fields: Mapping[str, ObjectionFields] = {str(scope): fields for scope, fields in spec.fields.items()}
        self._says = Says(spec.format)
        for scope, fields in spec.fields.items():
            known(shape, fields.model_dump().values(), f"objections.fields.{scope}")

    def read(self, values: Values, _rows: Iterable[Values]) -> tuple[Objection, ...]:
        """The record's values in, the Objections in them out; raises CellError for what is neither day nor flag."""
        found = []
        for scope, fields in self._fields.items():
            said, objected_on = self._says.of(values, fields.objected)
            if said:
                found.append(Objection(scope, objected_on, self._says.day(values, fields.lifted)))
        return tuple(found)


class Says:
    """Cells in, what they say out. `format`: of days, in strptime's letters."""

    def __init__(self, format: str | None) -> None:  # noqa: A002 — the key's own name
        self._days = Days(format)
        self._flag = converter(FieldType(type="flag"))

    def of(self, values: Values, name: str) -> tuple[bool | None, date | None]:
        """Whether the cell says no (None: it is empty) and from which day (None: always)."""
        value = values.get(name)
        if value is None:
            return None, None
        try:
            return bool(self._flag(value)), None
        except CellError:
            pass
        try:
            return True, self._days.of(values, name)
        except CellError:
            raise CellError(f"'{name}' is neither a day nor yes or no") from None

    def day(self, values: Values, name: str | None) -> date | None:
        """The day in a cell, if there is one."""
        return self._days.of(values, name)
