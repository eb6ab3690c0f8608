"""The raw record: left of the wall, and never further."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

Raw = str | bool | int | Decimal | date | datetime | None
Values = Mapping[str, "Raw | Sequence[Values]"]


@dataclass(frozen=True, slots=True)
class Consent:
    """Permission for one purpose: when it was given and, if so, withdrawn."""

    purpose: str
    given_on: date | None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """One customer as the source has it.

    `values`: field name → scalar, or a list of child records (themselves mappings) for one-to-many children. `place`:
    where the row stands ("customers.csv, row 12"), fit for messages. Values, consents and
    id never show in its repr.
    """

    customer_id: str = field(repr=False)
    values: Values = field(repr=False)
    consents: tuple[Consent, ...] = field(repr=False)
    place: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be read: its place, what is wrong and what to do, and its id when at least that was readable."""

    place: str
    cause: str
    remedy: str
    customer_id: str | None = field(default=None, repr=False)
