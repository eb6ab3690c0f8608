"""How long something stays valid: an ISO 8601 duration of years, months, weeks and days, counted on the calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

_DURATION = re.compile(r"P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Age:
    """A calendar duration: whole months, then days."""

    months: int
    days: int

    @classmethod
    def parse(cls, text: str) -> Age:
        """ "P24M", "P1Y", "P30D", "P1Y6M" in, Age out; raises ValueError, fit for messages, for anything else."""
        match = _DURATION.fullmatch(text)
        if match is None:
            raise ValueError("it should be an ISO 8601 duration such as P24M, P1Y or P30D")
        years, months, weeks, days = (int(part or 0) for part in match.groups())
        return cls(12 * years + months, 7 * weeks + days)

    def __str__(self) -> str:
        """The duration as ISO 8601 writes it, in months and days: P24M, P1M14D."""
        parts = [f"{number}{unit}" for number, unit in ((self.months, "M"), (self.days, "D")) if number]
        return "P" + ("".join(parts) or "0D")

    def end(self, start: date) -> date:
        """The last day that is not older than this age. 31 January and one month end on the last day of February."""
        month = start.year * 12 + start.month - 1 + self.months
        year, month = divmod(month, 12)
        if year > MAXYEAR:
            return date.max
        last = monthrange(year, month + 1)[1]
        try:
            return date(year, month + 1, min(start.day, last)) + timedelta(days=self.days)
        except OverflowError:
            return date.max

    def exceeded(self, start: date, today: date) -> bool:
        """Whether what began on `start` is older than this on `today`."""
        return today > self.end(start)

    def within(self, other: Age) -> bool:
        """Whether it is never longer than `other`, from whatever day the two are counted."""
        if self.months <= other.months and self.days <= other.days:
            return True
        return _most_days(self.months) + self.days <= _least_days(other.months) + other.days


def _least_days(months: int) -> int:
    """The days of the shortest run of so many months: those that hold a February of 28 days."""
    years, rest = divmod(months, 12)
    return 365 * years + (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)[rest]


def _most_days(months: int) -> int:
    """No run of so many months is longer."""
    years, rest = divmod(months, 12)
    return 366 * years + (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)[rest]
