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


def from_children(rows: Iterable[Values]) -> tuple[Consent, ...]:
    """The rows of a table of consents in, Consents out. Raises CellError for a row without a purpose."""
    consents = []
    for row in rows:
        purpose, given, withdrawn = row.get("purpose"), row.get("given_on"), row.get(_WITHDRAWN)
        if not isinstance(purpose, str):
            raise CellError("a consent names no purpose")
        consents.append(Consent(purpose, _day(given), _day(withdrawn)))
    return tuple(consents)


class FromFields:
    """Reads consents out of the customer's own fields."""

    def __init__(self, spec: ConsentSpec, shape: Shape) -> None:
        """Raises SourceError when a field isn't there."""
        self._fields: Mapping[str, ConsentFields] = spec.fields
        self._convert = converter(FieldType(type="date", format=spec.format))
        for purpose, fields in spec.fields.items():
            for name in filter(None, (fields.given, fields.withdrawn)):
                if name not in shape.fields:
                    cause = f"there is no field '{name}' in the data."
                    raise SourceError(f"consent.fields.{purpose}", cause, "Check its name.")

    def read(self, values: Values) -> tuple[Consent, ...]:
        """The record's values in, a Consent for every purpose out; raises CellError for what is no date."""
        return tuple(
            Consent(purpose, self._date(values, fields.given), self._date(values, fields.withdrawn))
            for purpose, fields in self._fields.items()
        )

    def _date(self, values: Values, name: str | None) -> date | None:
        if name is None:
            return None
        try:
            return _day(self._convert(values.get(name)))
        except CellError as fault:
            raise CellError(f"'{name}' {fault}") from None


def _day(value: Raw | object) -> date | None:
    return value if isinstance(value, date) else None
