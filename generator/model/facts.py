"""Fact values: what may cross the wall. Frozen, hashable, comparable, picklable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in major units ("84.20") and its ISO 4217 currency code."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Point:
    """One bar of a series. A date label stands for its month and is formatted by locale."""

    label: str | date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Series:
    """Values in order of time, with the unit that they are counted in ("kWh", or "" for none)."""

    points: tuple[Point, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One labelled amount. The label is translated when a catalogue knows it; a date label stands for its month."""

    label: str | date
    amount: Money


@dataclass(frozen=True, slots=True)
class Parts:
    """Labelled amounts: the slices of a total, or the steps from one amount (first) to another (last)."""

    items: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One alternative of an offer. `title`, `text` and `figure` are message ids; `icon` names an icon of the brand."""

    id: str
    title: str
    text: str = ""
    figure: str = ""
    icon: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Alternatives of equal weight, two or more."""

    items: tuple[Choice, ...]


Scalar = str | bool | Decimal | date | Money | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of scalars; every row holds exactly `columns`, in that order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Scalar, ...], ...]

    def records(self) -> tuple[dict[str, Scalar], ...]:
        """The rows as one dictionary each."""
        return tuple(dict(zip(self.columns, row, strict=True)) for row in self.rows)


FactValue = str | bool | Decimal | date | Money | Series | Parts | Choices | Table


@dataclass(frozen=True, slots=True)
class Fact:
    """A released value.

    `purposes`: what it may be used for. `inferred`: it may choose between scenes and is never shown.
    """

    value: FactValue
    purposes: tuple[str, ...]
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Redaction:
    """What the filter did to a field: names only, never the value."""

    field: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class SafeProfile:
    """The only thing that crosses the wall.

    `pseudonym` is a keyed hash, `locale` a CLDR identifier such as "it_IT", `facts` a read-only mapping by name.
    """

    pseudonym: str
    locale: str
    segment: str
    facts: Mapping[str, Fact]
    redactions: tuple[Redaction, ...] = ()
