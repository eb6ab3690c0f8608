"""The months before: how much was used, when most, and how each compares."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache

from babel import Locale

from generator.microsite.assistant.answer import Answer, Thing, place_way
from generator.microsite.comparison import with_unit
from generator.microsite.context import PageContext
from generator.microsite.periods import month_of
from generator.model.facts import Point, Series
from generator.story.formats import Formats, capital, is_currency


def used(page: PageContext) -> Answer | None:
    """How much was used, and how that compares with the month before."""
    series = _months(page)
    if series is None or is_currency(series.unit):
        return None
    say = page.say
    text = _sentence(page, series, len(series.points) - 1, len(series.points) - 2) + "."
    also = f"{say.plain('also_used')} | {series.unit}" if series.unit else say.plain("also_used")
    return Answer("used", say.plain("q_used"), text, also, place_way(page, "history"))


def used_most(page: PageContext) -> Answer | None:
    """The highest and the lowest month."""
    series = _months(page)
    if series is None or len(series.points) < 3 or len({point.value for point in series.points}) < 3:
        return None
    order = sorted(range(len(series.points)), key=lambda at: series.points[at].value)
    high, low = (_bar(page, series, order[at]) for at in (-1, 0))
    say = page.say
    text = say.plain("a_used_most", highest=high, lowest=low)
    place = place_way(page, _place(series.points[order[-1]]))
    return Answer("used_most", say.plain("q_used_most"), text, say.plain("also_used_most"), place)


def month_things(page: PageContext) -> tuple[Thing, ...]:
    """Every month by its names: its value, and how this time compares with it."""
    series = _months(page)
    if series is None:
        return ()
    last = len(series.points) - 1
    found = []
    for at, point in enumerate(series.points):
        names = [_name(point, page.formats)]
        if isinstance(point.label, datetime.date):
            names += _short_names(page.formats.locale, point.label)
        if at == last - 1:
            names.append(page.say.plain("last_month"))
        said = [_sentence(page, series, at, at - 1)] + ([_sentence(page, series, last, at)] if at < last else [])
        place = f"history/{_item(point, at)}"
        found.append(Thing(" | ".join(dict.fromkeys(names)), ". ".join(said) + ".", place))
    return tuple(found)


def _months(page: PageContext) -> Series | None:
    series = page.facts.get("months")
    return series if isinstance(series, Series) and len(series.points) > 1 else None


def _bar(page: PageContext, series: Series, at: int) -> str:
    point = series.points[at]
    value = with_unit(point.value, series.unit, page.formats)
    return page.say.plain("bar", label=_name(point, page.formats), value=value)


def _sentence(page: PageContext, series: Series, at: int, other: int) -> str:
    """ "April 2026: 205 kWh, 36 kWh less than March 2026"; without an `other` to compare with, the value alone."""
    if other < 0:
        return _bar(page, series, at)
    point, before = series.points[at], series.points[other]
    change = point.value - before.value
    return page.say.plain(
        "bar_less" if change < 0 else "bar_more" if change > 0 else "bar_same",
        label=_name(point, page.formats),
        value=with_unit(point.value, series.unit, page.formats),
        difference=with_unit(abs(change), series.unit, page.formats),
        previous=_within(before, page.formats),
    )


def _name(point: Point, formats: Formats) -> str:
    return capital(_within(point, formats))


def _within(point: Point, formats: Formats) -> str:
    """What a bar is called within a sentence."""
    return formats.date(point.label, "month_year") if isinstance(point.label, datetime.date) else point.label


def _item(point: Point, at: int) -> str:
    """The name of the bar's place."""
    return month_of(point.label) if isinstance(point.label, datetime.date) else str(at + 1)


def _place(point: Point) -> str:
    return f"history/{month_of(point.label)}" if isinstance(point.label, datetime.date) else "history"


@lru_cache(maxsize=512)
def _short_names(locale: Locale, month: datetime.date) -> Sequence[str]:
    """ "Mar", and "Mar 2026": as people write a month in short."""
    short = locale.months["format"]["abbreviated"][month.month].rstrip(".")
    return (short, f"{short} {month.year}")
