"""bucket: the group that a value belongs to, instead of the value."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from generator.intake.record import Raw
from generator.privacy.rule import Context, FieldRule, Refused
from generator.privacy.transforms.keep import Keep

# From which other groups a group can be worked out.
_FINER: Mapping[str, tuple[str, ...]] = {
    "year": ("month",),
    "decade": ("month", "year"),
    "birthday_month": ("month",),
}


class Bucket(FieldRule):
    """Tell the group that the value belongs to."""

    action: Literal["bucket"]
    to: Literal["birthday_week", "birthday_month", "age_band", "decade", "year", "month", "band", "region"] = Field(
        description="birthday_week, birthday_month: a flag, is it this week or month? | age_band, band: '30–44' | "
        "decade: 1980 | year: 1984 | month: its first day | region: by `map`"
    )
    bands: tuple[Annotated[int, Field(ge=0)], ...] | None = Field(
        default=None, description="For age_band and band: where each band after the first begins, rising."
    )
    map: Mapping[str, str] | None = Field(default=None, description="For region: from a value to its region.")
    other: str | None = Field(default=None, description="For region: the region of any other value; without it, none.")

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        banded = self.to in ("age_band", "band")
        if banded and not self.bands:
            raise ValueError(f"'to: {self.to}' needs 'bands', such as [18, 30, 45, 65]")
        if self.bands is not None and (not banded or list(self.bands) != sorted(set(self.bands))):
            raise ValueError("'bands' go with age_band and band, and must rise")
        if (self.to == "region") != (self.map is not None) or (self.other is not None and self.to != "region"):
            raise ValueError("'map' and 'other' go with 'to: region', which needs a map")
        return self

    @property
    def knowing(self) -> bool:
        """A birthday is for customers."""
        return self.to in ("birthday_week", "birthday_month")

    def tells_within(self, other: FieldRule) -> bool:
        """From the value itself, from the same groups, or from finer ones of which each lies in one of these."""
        if isinstance(other, Keep):
            return True
        if not isinstance(other, Bucket):
            return False
        if self.to == other.to and self.bands is not None:
            return set(self.bands) <= set(other.bands or ())
        return self.options() == other.options() or other.to in _FINER.get(self.to, ())

    def apply(self, value: Raw, context: Context) -> Raw:
        """A date, number or text in; a flag, number, date or text out."""
        if self.to == "region":
            return self._region(value)
        if self.to == "band":
            return self._band(_number(value))
        day = _day(value)
        if self.to == "birthday_week":
            return _birthday_week(day, context.today)
        if self.to == "birthday_month":
            return day.month == context.today.month
        if self.to == "age_band":
            if day > context.today:
                raise Refused("the date lies ahead")
            age = context.today.year - day.year - ((context.today.month, context.today.day) < (day.month, day.day))
            return self._band(Decimal(age))
        if self.to == "month":
            return day.replace(day=1)
        return Decimal(day.year // 10 * 10 if self.to == "decade" else day.year)

    def _band(self, number: Decimal) -> str:
        bands = self.bands or ()
        at = bisect_right(bands, number)
        if at == 0:
            return f"<{bands[0]}"
        return f"{bands[-1]}+" if at == len(bands) else f"{bands[at - 1]}–{bands[at] - 1}"

    def _region(self, value: Raw) -> str:
        wanted = _folded(str(value))
        for name, region in (self.map or {}).items():
            if _folded(name) == wanted:
                return region
        if self.other is None:
            raise Refused("it has no region")
        return self.other


def _birthday_week(born: date, today: date) -> bool:
    """Whether the birthday falls between this Monday and Sunday; 29 February is kept on the 28th in other years."""
    monday = today - timedelta(days=today.weekday())
    week = [monday + timedelta(days=days) for days in range(7)]
    leap = (born.month, born.day) == (2, 29)
    return any(
        (day.month, day.day) == (born.month, born.day)
        or (leap and (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).month == 3)
        for day in week
    )


def _day(value: Raw) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise Refused("it is not a date")


def _number(value: Raw) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Refused("it is not a number")
    number = Decimal(value)
    if not number.is_finite():
        raise Refused("it is not a number")
    return number


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
