"""A series in, the geometry of its bars out, and what each bar says beside others.

Lengths across are percent of the chart's width, so that it needs no script to fit; lengths down are pixels, so that
corners and letters keep their shape.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from generator.microsite.comparison import Comparison, comparisons_of, with_unit
from generator.microsite.periods import Bill, bills_of, labels_of, name_of, places_of
from generator.microsite.wording import Wording
from generator.model.facts import Point, Series, Table
from generator.story.formats import Formats

HEIGHT_PX = 248
TOP_PX = 30
BOTTOM_PX = 36
_FULL_WIDTH = 0.84  # of a bar's slot


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar. `x`, `width` and `middle` in percent; `y`, `height` and `value_y` in pixels.

    `place`: "2026-04", what the bar is called in the names of places. `text` says the whole of it: "April: 205 kWh, 36
    kWh less than March". `before`, `year`, `average`: how it differs from the bar before, from the same month of the
    year before and from the average, "" where there is nothing to compare with; `year_index`: the place of that month
    among the bars, from 0, or None. `bill`: what that month came to and why it moved, None where nobody says.
    """

    place: str
    x: str
    y: str
    width: str
    height: str
    middle: str
    value_y: str
    label: str
    letter: str
    name: str
    month: str
    value: str
    short_value: str
    before: str
    year: str
    average: str
    year_index: int | None
    bill: Bill | None
    text: str
    below: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars from the start of the line to its end, the ground line's height, and a summary for who can't see it.

    `average`: the mean of all bars in words, and `average_y` the height of its line. `compared`: what the last bar is
    compared with. `has_year`, `has_bills`: whether any bar says something of a year before, and of its bill.
    """

    bars: tuple[ChartBar, ...]
    ground_y: str
    height_px: int
    has_negative: bool
    summary: str
    average: str
    average_y: str
    compared: tuple[Comparison, ...]
    has_year: bool
    has_bills: bool


def chart_of(
    series: Series,
    say: Wording,
    formats: Formats,
    *,
    mirrored: bool,
    bills: Series | None = None,
    changes: Table | None = None,
) -> Chart:
    """A series in, its Chart out. `mirrored`: time runs from right to left.

    `bills`: what each month came to; `changes`: why, with the columns `period`, `label` and `amount`.
    """
    points = series.points
    values = [point.value for point in points]
    mean = mean_of(values)
    high, low = max(Decimal(0), *values), min(Decimal(0), *values)
    span = high - low or Decimal(1)
    top, bottom = Decimal(TOP_PX), Decimal(HEIGHT_PX - BOTTOM_PX - (20 if low < 0 else 0))
    room = bottom - top
    ground = top + room * high / span
    slots = _slots(len(points))
    names = [name_of(point, formats) for point in points]
    places = places_of(points)
    told = bills_of(points, bills, changes, say, formats)
    compared = [comparisons_of(index, points, mean, series.unit, say, formats) for index in range(len(points))]
    bars = []
    for index, point in enumerate(points):
        x, wide, middle = slots[len(points) - 1 - index if mirrored else index]
        tall = max(abs(point.value) * room / span, Decimal(2))
        below = point.value < 0
        y = ground if below else ground - tall
        short, letter = labels_of(point, formats, len(points))
        by_kind = {item.kind: item for item in compared[index]}
        year = by_kind.get("year")
        bars.append(
            ChartBar(
                place=places[index],
                x=x,
                y=f"{y:.1f}",
                width=wide,
                height=f"{tall:.1f}",
                middle=middle,
                value_y=f"{y + tall + 18 if below else y - 9:.1f}",
                label=short,
                letter=letter,
                name=names[index],
                month=formats.date(point.label, "month") if isinstance(point.label, datetime.date) else point.label,
                value=with_unit(point.value, series.unit, formats),
                short_value=formats.amount_of(point.value, series.unit),
                before=by_kind["before"].difference if "before" in by_kind else "",
                year=year.difference if year else "",
                average=by_kind["average"].difference if "average" in by_kind else "",
                year_index=year.index if year else None,
                bill=told[index],
                text=_sentence(index, points, names, series.unit, say, formats),
                below=below,
                last=index == len(points) - 1,
            )
        )
    highest = max(range(len(values)), key=values.__getitem__)
    lowest = min(range(len(values)), key=values.__getitem__)
    summary = say.plain(
        "history_summary",
        count=len(bars),
        highest=say.plain("bar", label=bars[highest].name, value=bars[highest].value),
        lowest=say.plain("bar", label=bars[lowest].name, value=bars[lowest].value),
        last=say.plain("bar", label=bars[-1].name, value=bars[-1].value),
    )
    return Chart(
        bars=tuple(bars),
        ground_y=f"{ground:.1f}",
        height_px=HEIGHT_PX,
        has_negative=low < 0,
        summary=summary,
        average=with_unit(mean, series.unit, formats),
        average_y=f"{ground - mean * room / span:.1f}",
        compared=compared[-1],
        has_year=any(bar.year for bar in bars),
        has_bills=any(bar.bill for bar in bars),
    )


@lru_cache(maxsize=64)
def _slots(count: int) -> tuple[tuple[str, str, str], ...]:
    """So many bars in; of each place, from the left, where its bar begins, how wide it is, and its middle out."""
    slot = Decimal(100) / count
    width = slot * Decimal(str(_FULL_WIDTH))
    return tuple(
        (f"{slot * at + (slot - width) / 2:.2f}%", f"{width:.2f}%", f"{slot * at + slot / 2:.2f}%")
        for at in range(count)
    )


def mean_of(values: Sequence[Decimal]) -> Decimal:
    """The arithmetic mean, with as many decimals as the most exact value has; half goes to the even digit."""
    places = max(0, *(-int(value.as_tuple().exponent) for value in values))
    mean = sum(values, Decimal(0)) / len(values)
    return mean.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


def _sentence(
    index: int, points: Sequence[Point], names: Sequence[str], unit: str, say: Wording, formats: Formats
) -> str:
    """What bar `index` says in words."""
    value = with_unit(points[index].value, unit, formats)
    if index == 0:
        return say.plain("bar", label=names[0], value=value)
    change = points[index].value - points[index - 1].value
    kind = "bar_less" if change < 0 else "bar_more" if change > 0 else "bar_same"
    difference = with_unit(abs(change), unit, formats)
    before = points[index - 1].label
    previous = formats.date(before, "month") if isinstance(before, datetime.date) else before
    return say.plain(kind, label=names[index], value=value, difference=difference, previous=previous)
