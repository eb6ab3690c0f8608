"""A series in, the geometry of its bars out, and what each bar says.

Lengths across are percent of the chart's width, so that it needs no script to fit; lengths down are pixels, so that
corners and letters keep their shape.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.microsite.wording import Wording
from generator.model.facts import Point, Series
from generator.story.formats import Formats, capital, is_currency

HEIGHT_PX = 248
TOP_PX = 30
BOTTOM_PX = 36
_FULL_WIDTH = 0.84  # of a bar's slot
_LONG_LABEL = 7  # letters; more are cut when there are many bars


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar. `x`, `width` and `middle` in percent; `y`, `height` and `value_y` in pixels.

    `text` says the whole of it: "April: 205 kWh, 36 kWh less than March".
    """

    x: str
    y: str
    width: str
    height: str
    middle: str
    value_y: str
    label: str
    letter: str
    name: str
    value: str
    short_value: str
    difference: str
    text: str
    below: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars from the start of the line to its end, the ground line's height, and a summary for who can't see it."""

    bars: tuple[ChartBar, ...]
    ground_y: str
    height_px: int
    has_negative: bool
    summary: str


def chart_of(series: Series, say: Wording, formats: Formats, *, mirrored: bool) -> Chart:
    """A series in, its Chart out. `mirrored`: time runs from right to left."""
    points = series.points
    values = [point.value for point in points]
    high, low = max(Decimal(0), *values), min(Decimal(0), *values)
    span = high - low or Decimal(1)
    top, bottom = Decimal(TOP_PX), Decimal(HEIGHT_PX - BOTTOM_PX - (20 if low < 0 else 0))
    room = bottom - top
    ground = top + room * high / span
    slot = Decimal(100) / len(points)
    width = slot * Decimal(str(_FULL_WIDTH))
    names = [_name(point, formats) for point in points]
    bars = []
    for index, point in enumerate(points):
        place = len(points) - 1 - index if mirrored else index
        tall = max(abs(point.value) * room / span, Decimal(2))
        below = point.value < 0
        y = ground if below else ground - tall
        short, letter = _labels(point, formats, len(points))
        text, difference = _sentence(index, points, names, series.unit, say, formats)
        bars.append(
            ChartBar(
                x=f"{slot * place + (slot - width) / 2:.2f}%",
                y=f"{y:.1f}",
                width=f"{width:.2f}%",
                height=f"{tall:.1f}",
                middle=f"{slot * place + slot / 2:.2f}%",
                value_y=f"{y + tall + 18 if below else y - 9:.1f}",
                label=short,
                letter=letter,
                name=names[index],
                value=with_unit(point.value, series.unit, formats),
                short_value=formats.amount_of(point.value, series.unit),
                difference=difference,
                text=text,
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
    return Chart(tuple(bars), f"{ground:.1f}", HEIGHT_PX, low < 0, summary)


def with_unit(value: Decimal, unit: str, formats: Formats) -> str:
    """A value of a series with its unit: "205 kWh", or an amount of money when the unit is a currency."""
    text = formats.amount_of(value, unit)
    return text if not unit or is_currency(unit) else f"{text}\u00a0{unit}"


def _name(point: Point, formats: Formats) -> str:
    if isinstance(point.label, datetime.date):
        return capital(formats.date(point.label, "month_year"))
    return point.label


def _labels(point: Point, formats: Formats, count: int) -> tuple[str, str]:
    """What stands under a bar where there is room, and where there is little."""
    if isinstance(point.label, datetime.date):
        return formats.label(point.label), formats.date(point.label, "letter_month")
    label = point.label
    if count > 6 and len(label) > _LONG_LABEL:
        label = label[: _LONG_LABEL - 1] + "…"
    return label, point.label[:1]


def _sentence(
    index: int, points: Sequence[Point], names: Sequence[str], unit: str, say: Wording, formats: Formats
) -> tuple[str, str]:
    """What bar `index` says in words, and its difference to the one before ("" for the first)."""
    value = with_unit(points[index].value, unit, formats)
    if index == 0:
        return say.plain("bar", label=names[0], value=value), ""
    change = points[index].value - points[index - 1].value
    kind = "bar_less" if change < 0 else "bar_more" if change > 0 else "bar_same"
    difference = with_unit(abs(change), unit, formats)
    before = points[index - 1].label
    previous = formats.date(before, "month") if isinstance(before, datetime.date) else before
    text = say.plain(kind, label=names[index], value=value, difference=difference, previous=previous)
    sign = "−\u202f" if change < 0 else "+\u202f" if change > 0 else ""
    return text, f"{sign}{difference}"
