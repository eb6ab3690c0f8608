"""ISO 8601 durations of whole days, weeks, months and years, as campaign and policy files write ages ("P24M", "P1Y6M")."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_FORM = re.compile(r"P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")


def checked_duration(text: str) -> str:
    """A duration in, the same text out; raises ValueError when it isn't one."""
    if not _FORM.fullmatch(text):
        raise ValueError("it is not a duration such as P24M, P1Y or P90D")
    return text


def after(day: date, duration: str) -> date:
    """The day that lies `duration` after `day`; 31 January and a month make the last of February."""
    match = _FORM.fullmatch(duration)
    if match is None:
        raise ValueError("it is not a duration such as P24M, P1Y or P90D")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    total = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = divmod(total, 12)
    if year > date.max.year:
        return date.max
    last = calendar.monthrange(year, month + 1)[1]
    try:
        return date(year, month + 1, min(day.day, last)) + timedelta(days=7 * weeks + days)
    except OverflowError:
        return date.max
