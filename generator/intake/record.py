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
    """Permission for one purpose: when it was given and, if so, withdrawn.

    `expires_on`: the last day that it was given for, where one was named. `source`: where it was given ("web form").
    `text`: the version of the words that were agreed to.
    """

    purpose: str
    given_on: date | None
    withdrawn_on: date | None = None
    expires_on: date | None = None
    source: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """A no to uses of data in general, whatever was agreed to before, in the style of Global Privacy Control.

    `scope`: what it covers, see `audience.objection`. `objected_on`: None counts for ever. `lifted_on`: the day when it
    was taken back; a row may do that alone (`lifts`), for all that came before it.
    """

    scope: str
    objected_on: date | None
    lifted_on: date | None = None
    lifts: bool = False


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """One customer as the source has it.

    `values`: field name → scalar, or a list of child records (themselves mappings) for one-to-many children. `place`:
    where the row stands ("customers.csv, row 12"), fit for messages. Values, consents, objections and id never show in
    its repr.
    """

    customer_id: str = field(repr=False)
    values: Values = field(repr=False)
    consents: tuple[Consent, ...] = field(repr=False)
    place: str
    objections: tuple[Objection, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be read: its place, what is wrong and what to do, and its id when at least that was readable."""

    place: str
    cause: str
    remedy: str
    customer_id: str | None = field(default=None, repr=False)
