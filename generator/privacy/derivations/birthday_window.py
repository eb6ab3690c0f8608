"""birthday_window: whether the birthday is near, and never when it is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from generator.privacy.derivations.derivation import Derivation, Material, as_day
from generator.privacy.rule import Refused

_LEAST_DAYS = 7
_MOST_DAYS = 62


class BirthdayWindow(Derivation):
    """Tell whether the birthday lies within some days of today; for customers only."""

    profiles: ClassVar[bool] = False

    derive: Literal["birthday_window"] = Field(description="birthday_window: a flag, is the birthday near?")
    before: Annotated[int, Field(ge=0)] = Field(default=7, description="From how many days before the birthday on.")
    after: Annotated[int, Field(ge=0)] = Field(default=7, description="Until how many days after it.")

    @model_validator(mode="after")
    def _wide_enough(self) -> Self:
        if not _LEAST_DAYS <= self.before + self.after + 1 <= _MOST_DAYS:
            raise ValueError(
                f"'before' and 'after' make a window of {self.before + self.after + 1} days; from {_LEAST_DAYS} to "
                f"{_MOST_DAYS} it says that a birthday is near, and not when"
            )
        return self

    @property
    def knowing(self) -> bool:
        """A birthday is for customers."""
        return True

    def derived(self, material: Material) -> bool:
        """A flag; 29 February is kept on the 28th in other years. Raises Refused without a birth date in the past."""
        born = next((day for value in self.values(material) if (day := as_day(value)) is not None), None)
        today = material.context.today
        if born is None:
            raise Refused("it is not a date")
        if born > today:
            raise Refused("the date lies ahead")
        days = (today + timedelta(days=days) for days in range(-self.after, self.before + 1))
        return any(_kept_on(born, day) for day in days)


def _kept_on(born: date, day: date) -> bool:
    """Whether somebody born on `born` has their birthday on `day`."""
    if (day.month, day.day) == (born.month, born.day):
        return True
    leap = (born.month, born.day) == (2, 29)
    return leap and (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).month == 3
