"""A table of meter readings in, what the page shows of each out.

Columns by name: `before` and `after` (what the meter showed), and where there are any `meter`, `from_day`, `to_day`,
`used` (else the difference, times `factor`), `factor`, `unit`, `how` ("read", "estimated", "customer", "remote", or
words of one's own).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from generator.microsite.wording import Wording
from generator.model.facts import Scalar, Table
from generator.story.formats import Formats


@dataclass(frozen=True, slots=True)
class Reading:
    """One meter or register over one period, in words. `estimated`: nobody read it.

    `reckoned`: how the use follows from the readings, "12,550 − 12,345 = 205 kWh".
    """

    number: int
    meter: str
    period: str
    before: str
    after: str
    used: str
    how: str
    estimated: bool
    reckoned: str


def readings_of(table: Table, say: Wording, formats: Formats) -> tuple[Reading, ...]:
    """The table's rows in their order; one that lacks a reading is left out."""
    found: list[Reading] = []
    for row in table.records():
        before, after = row.get("before"), row.get("after")
        if not isinstance(before, Decimal) or not isinstance(after, Decimal):
            continue
        factor = row.get("factor")
        used = used_of(before, after, factor, row.get("used"))
        unit = _text(row.get("unit"))
        how = _text(row.get("how"))
        amount = formats.number(used) + (f"\u00a0{unit}" if unit else "")
        found.append(
            Reading(
                number=len(found) + 1,
                meter=_text(row.get("meter")),
                period=_period(row.get("from_day"), row.get("to_day"), say, formats),
                before=formats.number(before),
                after=formats.number(after),
                used=amount,
                how=say.plain(f"how_{how}") if how and say.has(f"how_{how}") else how,
                estimated=how == "estimated",
                reckoned=_reckoned(before, after, factor, used, amount, formats),
            )
        )
    return tuple(found)


def used_of(before: Decimal, after: Decimal, factor: Scalar, used: Scalar) -> Decimal:
    """What was used between two readings: as the data say it, else the difference times the factor of the meter.

    A counter that began anew needs `used`: nobody can tell from two readings how far it counts.
    """
    if isinstance(used, Decimal):
        return used
    return (after - before) * (factor if isinstance(factor, Decimal) else 1)


def _reckoned(before: Decimal, after: Decimal, factor: Scalar, used: Decimal, amount: str, formats: Formats) -> str:
    times = factor if isinstance(factor, Decimal) and factor != 1 else None
    if (after - before) * (times or 1) != used:
        return ""
    difference = f"{formats.number(after)} − {formats.number(before)}"
    return f"({difference}) × {formats.number(times)} = {amount}" if times is not None else f"{difference} = {amount}"


def _period(start: Scalar, end: Scalar, say: Wording, formats: Formats) -> str:
    if isinstance(start, datetime.date) and isinstance(end, datetime.date):
        return say.plain("reading_period", start=formats.date(start, "short"), end=formats.date(end, "short"))
    return formats.date(end, "short") if isinstance(end, datetime.date) else ""


def _text(value: Scalar) -> str:
    return value if isinstance(value, str) else ""
