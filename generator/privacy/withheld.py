"""What a record holds and its recipient's files may not; and what they may, all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.intake.record import CustomerRecord
from generator.model.facts import Choices, Money, Parts, Series, Table

FieldPath = tuple[str, ...]


@dataclass(frozen=True)
class Withheld:
    """`denied`: (path, category or "" when unlisted, value) of everything that was not released. `released`: what was,
    asked for when there is something to be searched."""

    denied: Sequence[tuple[FieldPath, str, Any]] = field(repr=False)
    released: Callable[[], Iterable[Any]] = field(repr=False)

    @cached_property
    def told(self) -> tuple[Any, ...]:
        """Every single value that was released, and that facts made of them."""
        return tuple(self.released())


def all_of(record: CustomerRecord) -> Withheld:
    """Everything of a record that may not be told anything of: of somebody who is not addressed at all."""
    denied = list(_leaves((), record.values))
    return Withheld((*denied, (("customer_id",), "user.unique_id", record.customer_id)), tuple)


def scalars(value: Any) -> Iterator[Any]:
    """A fact's value in, the single values that it shows out."""
    if isinstance(value, Money):
        yield from (value.amount, value.currency)
    elif isinstance(value, Series):
        yield value.unit
        for point in value.points:
            yield from (point.label, point.value)
    elif isinstance(value, Parts):
        for part in value.items:
            yield part.label
            yield from scalars(part.amount)
    elif isinstance(value, Choices):
        for choice in value.items:
            yield from (choice.id, choice.title, choice.text, choice.figure, choice.icon, choice.href)
    elif isinstance(value, Table):
        yield from value.columns
        for row in value.rows:
            for cell in row:
                yield from scalars(cell)
    elif value is not None:
        yield value


def _leaves(path: FieldPath, value: Any) -> Iterator[tuple[FieldPath, str, Any]]:
    if isinstance(value, Mapping):
        for name, below in value.items():
            yield from _leaves((*path, name), below)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from _leaves(path, item)
    elif value is not None:
        yield path, "", value
