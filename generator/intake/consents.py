"""Consents: read like children of the customer, or from fields of the customer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from generator.errors import SourceError
from generator.intake.record import Consent, Raw, Values
from generator.intake.shape import Shape
from generator.intake.spec import ChildSpec, ConsentFields, ConsentSpec, FieldType
from generator.intake.values import CellError, converter

_WITHDRAWN = "withdrawn_on"


def as_children(spec: ConsentSpec) -> ChildSpec | None:
    """The table of consents as children of the customers; None when consents stand in the customers' fields."""
    if spec.fields:
        return None
    day = FieldType(type="date", format=spec.format)
    return ChildSpec(
        **spec.model_dump(include={"source", "query", "url", "delimiter", "encoding", "records", "orphans"}),
        key="customer_id",
        fields=spec.columns.model_dump(exclude_none=True),
        types={"given_on": day} | ({_WITHDRAWN: day} if spec.columns.withdrawn_on else {}),
    )


class FromChildren:
    """Reads consents out of the rows of their table."""

    def __init__(self, spec: ConsentSpec) -> None:
        self._day = Days(spec.format)

    def read(self, _values: Values, rows: Iterable[Values]) -> tuple[Consent, ...]:
        """The rows in, Consents out. Raises CellError for a row without a purpose, or with a day that is none."""
        return tuple(self._consent(row) for row in rows)

    def _consent(self, row: Values) -> Consent:
        purpose = row.get("purpose")
        if not isinstance(purpose, str):
            raise CellError("a consent names no purpose")
        return Consent(
            purpose,
            day(row.get("given_on")),
            day(row.get(_WITHDRAWN)),
            self._day.of(row, "expires_on"),
            words(row.get("source")),
            words(row.get("text")),
        )


class FromFields:
    """Reads consents out of the customer's own fields."""

    def __init__(self, spec: ConsentSpec, shape: Shape) -> None:
        """Raises SourceError when a field isn't there."""
        self._fields: Mapping[str, ConsentFields] = spec.fields
        self._day = Days(spec.format)
        for purpose, fields in spec.fields.items():
            known(shape, fields.model_dump().values(), f"consent.fields.{purpose}")

    def read(self, values: Values, _rows: Iterable[Values]) -> tuple[Consent, ...]:
        """The record's values in, a Consent for every purpose out; raises CellError for what is no date."""
        return tuple(
            Consent(
                purpose,
                self._day.of(values, fields.given),
                self._day.of(values, fields.withdrawn),
                self._day.of(values, fields.expires),
                words(values.get(fields.source)) if fields.source else None,
                words(values.get(fields.text)) if fields.text else None,
            )
            for purpose, fields in self._fields.items()
        )


class Days:
    """Cells in, days out. `format`: in strptime's letters; ISO 8601 when None."""

    def __init__(self, format: str | None) -> None:  # noqa: A002 — the key's own name
        self._convert = converter(FieldType(type="date", format=format))

    def of(self, values: Values, name: str | None) -> date | None:
        """The day in the field of this name; raises CellError, naming the field, for what is no date."""
        if name is None:
            return None
        try:
            return day(self._convert(values.get(name)))
        except CellError as fault:
            raise CellError(f"'{name}' {fault}") from None


def known(shape: Shape, names: Iterable[str | None], place: str) -> None:
    """Raises SourceError for the first name that is no field of the customers."""
    for name in filter(None, names):
        if name not in shape.fields:
            raise SourceError(place, f"there is no field '{name}' in the data.", "Check its name.")


def day(value: Raw | object) -> date | None:
    """A converted cell in, the day in it out; None for what holds none."""
    return value if isinstance(value, date) else None


def words(value: Raw | object) -> str | None:
    """A cell in, its text out: a version may be written as a number, and a list has no text."""
    return None if value is None or isinstance(value, list | tuple | Mapping) else str(value)
