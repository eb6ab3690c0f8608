"""What every derivation has in common: a fact worked out from other fields of the record, that says nothing of them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal, Protocol

from pydantic import Field

from generator.privacy.patterns import FieldPath
from generator.privacy.products import Catalogue
from generator.privacy.rule import Context, FieldRule


@dataclass(frozen=True, slots=True)
class Material:
    """What a derivation may read.

    `values`: the whole record. `path`: the field that is derived. `least`: alternatives of an offer at least. `k`: how
    many must share what is told, or lead to it. `learned`: what the batch taught, for a derivation that learns; None
    when nobody asked it.
    """

    values: Mapping[str, Any] = field(repr=False)
    path: FieldPath
    context: Context
    products: Catalogue
    least: int
    k: int
    learned: Any = field(default=None, repr=False)


class Learner(Protocol):
    """Meets every recipient of a batch for whom the field may be told, once, before the first one is told."""

    def meet(self, material: Material) -> None:
        """One recipient."""

    def finish(self) -> Any:
        """What was learned: the `learned` of every material from then on."""


class Derivation(FieldRule):
    """A rule that works its value out. `derive`, which each kind names, says how."""

    profiles: ClassVar[bool] = True
    """Whether it tells what a person is like from what they did: then it is nothing for who objects to profiling."""

    action: Literal["derive"]
    source: str | None = Field(
        default=None,
        alias="from",
        description="Where the values stand that it is worked out from, as a dotted path; the field itself without it.",
    )

    @property
    def kind(self) -> str:
        """What the policy calls it."""
        return str(getattr(self, "derive", ""))

    def sources(self) -> tuple[FieldPath, ...]:
        """Every path that is written out: none may be sensitive."""
        return () if self.source is None else (tuple(self.source.split(".")),)

    def learner(self, catalogue: Catalogue, k: int) -> Learner | None:
        """Who learns from the batch, for a derivation that does."""
        return None

    @abstractmethod
    def derived(self, material: Material) -> Any:
        """The fact; raises Refused when there is none."""

    def values(self, material: Material) -> list[Any]:
        """Every value at the source, in its order, through lists of child records; no empty ones."""
        path = material.path if self.source is None else tuple(self.source.split("."))
        return [value for value in leaves(material.values, path) if value is not None]


def leaves(value: Any, path: FieldPath) -> Iterator[Any]:
    """Every value at `path`, through lists of child records."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from leaves(item, path)
    elif not path:
        yield value
    elif isinstance(value, Mapping):
        yield from leaves(value.get(path[0]), path[1:])


def as_day(value: Any) -> date | None:
    """A date, a date and time or a date's ISO 8601 text in; the date, or None for anything else, out."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None


def as_number(value: Any) -> Decimal | None:
    """A finite number in, as Decimal out; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None
