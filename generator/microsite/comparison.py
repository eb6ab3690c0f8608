"""A bar beside others: the one before it, the same month of the year before, and the average of them all."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from generator.microsite.periods import name_of
from generator.microsite.wording import Wording
from generator.model.facts import Point
from generator.story.formats import Formats, is_currency

ComparedWith = Literal["before", "year", "average"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a bar is compared with: its name ("March 2026"), the difference ("− 36 kWh"), and which bar it is.

    `index`: the other bar's place from 0, or None for the average. `sign`: "fall", "rise" or "same".
    """

    kind: ComparedWith
    name: str
    difference: str
    sign: str
    index: int | None


def comparisons_of(
    index: int, points: Sequence[Point], mean: Decimal, unit: str, say: Wording, formats: Formats
) -> tuple[Comparison, ...]:
    """Bar `index` of `points` in; what it can be compared with out. With two bars the average says nothing more."""
    value = points[index].value
    found = []
    if index:
        before = points[index - 1]
        found.append(_compared("before", name_of(before, formats), value - before.value, unit, formats, index - 1))
    other = _year_before(index, points)
    if other is not None:
        earlier = points[other]
        found.append(_compared("year", name_of(earlier, formats), value - earlier.value, unit, formats, other))
    if len(points) > 2:
        found.append(_compared("average", say.plain("average"), value - mean, unit, formats, None))
    return tuple(found)


def difference_text(change: Decimal, unit: str, formats: Formats) -> str:
    """A change with its sign and unit: "− 36 kWh"; "±" for none."""
    return (formats.sign(change) or "±\u202f") + with_unit(abs(change), unit, formats)


def with_unit(value: Decimal, unit: str, formats: Formats) -> str:
    """A value of a series with its unit: "205 kWh", or an amount of money when the unit is a currency."""
    text = formats.amount_of(value, unit)
    return text if not unit or is_currency(unit) else f"{text}\u00a0{unit}"


def _compared(
    kind: ComparedWith, name: str, change: Decimal, unit: str, formats: Formats, index: int | None
) -> Comparison:
    sign = "fall" if change < 0 else "rise" if change > 0 else "same"
    return Comparison(kind, name, difference_text(change, unit, formats), sign, index)


def _year_before(index: int, points: Sequence[Point]) -> int | None:
    """The bar of the same month of the year before; with several bars a month there is no such thing."""
    label = points[index].label
    if not isinstance(label, datetime.date):
        return None
    wanted = (label.year - 1, label.month)
    found = [
        place
        for place, point in enumerate(points)
        if isinstance(point.label, datetime.date) and (point.label.year, point.label.month) == wanted
    ]
    return found[0] if len(found) == 1 else None
