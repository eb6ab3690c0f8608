"""A record in, the same record with other values in its denied fields, or none, out."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from generator.intake.record import CustomerRecord

FieldPath = tuple[str, ...]
Change = Callable[[FieldPath, Any], Any]
"""The path of a field and its value in, what takes its place out."""

_FIRST_DAY = date(1901, 1, 1)


def changed(
    record: CustomerRecord, free: Collection[FieldPath], change: Change, orders: Mapping[FieldPath, str]
) -> CustomerRecord:
    """`free`: the paths whose values `change` replaces, whole lists of children among them. `orders`: lists that are
    sorted again afterwards, by the field named, because their order would tell of it."""
    return replace(record, values=_level(record.values, (), frozenset(free), change, orders))


def absent(_path: FieldPath, value: Any) -> Any:
    """Nothing: no value, no children."""
    return () if isinstance(value, Sequence) and not isinstance(value, str) else None


def randomised(seed: int, length: int) -> Change:
    """Any value that a source may give, in texts of about this length. The same seed gives a field the same values.

    Letters that no word has, and numbers and days that no bill has, so that none equals what is told by chance.
    """
    drawn: Counter[FieldPath] = Counter()

    def change(path: FieldPath, value: Any) -> Any:
        source = _source(seed, path, drawn)
        if isinstance(value, Sequence) and not isinstance(value, str):
            return tuple({"qx": _text(source, length)} for _ in range(source.randrange(4)))
        return source.choice(
            (
                _text(source, length),
                _text(source, length),
                Decimal(source.randrange(10**9, 10**11)) / 100,
                source.randrange(10**9, 10**11),
                _FIRST_DAY + timedelta(days=source.randrange(6000)),
                not bool(value),
            )
        )

    return change


def alike(seed: int) -> Change:
    """Another value of the same type, so that rows can be sorted by it."""
    drawn: Counter[FieldPath] = Counter()

    def change(path: FieldPath, value: Any) -> Any:
        source = _source(seed, path, drawn)
        if isinstance(value, bool):
            return source.random() < 0.5
        if isinstance(value, int):
            return source.randrange(10**9)
        if isinstance(value, Decimal):
            return Decimal(source.randrange(10**9)) / 100
        if isinstance(value, datetime):
            return datetime.combine(_FIRST_DAY, datetime.min.time()) + timedelta(minutes=source.randrange(10**7))
        if isinstance(value, date):
            return _FIRST_DAY + timedelta(days=source.randrange(9000))
        return _text(source, 12)

    return change


def _source(seed: int, path: FieldPath, drawn: Counter[FieldPath]) -> random.Random:
    """Randomness of a field's own: what it draws doesn't depend on which other fields draw."""
    drawn[path] += 1
    return random.Random(f"{seed} {'.'.join(path)} {drawn[path]}")


def _text(source: random.Random, length: int) -> str:
    return "".join(source.choice("qxzjkv") for _ in range(max(1, source.randrange(length // 2, length + 1))))


def _level(
    values: Mapping[str, Any],
    above: FieldPath,
    free: frozenset[FieldPath],
    change: Change,
    orders: Mapping[FieldPath, str],
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        path = (*above, name)
        if path in free:
            found[name] = change(path, value)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            rows = tuple(_level(row, path, free, change, orders) for row in value if isinstance(row, Mapping))
            found[name] = _sorted(rows, orders[path]) if path in orders else rows
        else:
            found[name] = value
    return found


def _sorted(rows: tuple[dict[str, Any], ...], order: str) -> tuple[dict[str, Any], ...]:
    return tuple(sorted(rows, key=lambda row: (row.get(order) is None, str(type(row.get(order))), row.get(order))))
