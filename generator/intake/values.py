"""Values at the edge: what a reader found in a cell in, a Raw value of the declared type out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache, partial
from typing import TypeAlias
from uuid import UUID

from generator.intake.limits import LONGEST_TEXT
from generator.intake.record import Raw
from generator.intake.spec import FieldType
from generator.intake.text import TextError, clean

Converter: TypeAlias = Callable[[object], Raw]

_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_MOST_DIGITS = 40
_SHORT = 40
"""Characters of a date that is remembered."""
_YES = frozenset({"true", "yes", "y", "t", "1"})
_NO = frozenset({"false", "no", "n", "f", "0"})


class CellError(ValueError):
    """A cell that isn't what it should be. The message is what it isn't, and never quotes the value."""


def converter(kind: FieldType | None) -> Converter:
    """The function that reads a cell of this type; without a type the cell keeps its own."""
    if kind is None:
        return native
    match kind.type:
        case "text":
            return _text
        case "decimal":
            return partial(_decimal, mark=kind.mark)
        case "integer":
            return _integer
        case "date":
            return partial(_date, pattern=kind.format)
        case "flag":
            return _flag


def native(value: object) -> Raw:
    """The cell with its own type: numbers exact, text clean, empty as None."""
    if value is None:
        return None
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise CellError(f"is longer than {LONGEST_TEXT:,} characters")
        if value.isascii() and value.isprintable():
            # All that `clean` does with such a text.
            return value.strip() or None
        try:
            return clean(value) or None
        except TextError as fault:
            raise CellError(f"can't be read: {fault}") from None
    if isinstance(value, bool | int | date):  # datetime is a date
        return value
    if isinstance(value, float):
        # The shortest text that means this number: 5.94, not 5.94000000000000039.
        return _finite(Decimal(repr(value)))
    if isinstance(value, Decimal):
        return _finite(value)
    if isinstance(value, UUID | time):
        return str(value)
    raise CellError(f"holds a value of type {type(value).__name__}, which can't be told")


def as_key(value: Raw) -> str | None:
    """An id as text, so that 7 and "7" are one customer; None for an empty one."""
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral_value() else format(value.normalize(), "f")
    return None if value is None else str(value)


def _finite(number: Decimal) -> Decimal | None:
    """NaN is how tables of floats write an empty cell."""
    if number.is_nan():
        return None
    if number.is_infinite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise CellError("is not a number of a reasonable size")
    return number


def _text(value: object) -> Raw:
    own = native(value)
    if own is None or isinstance(own, str):
        return own
    if isinstance(own, bool):
        return "true" if own else "false"
    if isinstance(own, Decimal):
        return format(own, "f")
    return own.isoformat() if isinstance(own, date) else str(own)


def _decimal(value: object, mark: str) -> Raw:
    own = value if type(value) is str and mark == "." and _DECIMAL.fullmatch(value) else native(value)
    if isinstance(own, str):
        if mark == ",":
            own = own.replace(".", "·").replace(",", ".")
        if len(own) > _MOST_DIGITS or not _DECIMAL.fullmatch(own):
            raise CellError(f"is not a number written like 1234{mark}50")
        return _finite(Decimal(own))
    if own is None or isinstance(own, Decimal):
        return own
    if isinstance(own, int) and not isinstance(own, bool):
        return _finite(Decimal(own))
    raise CellError("is not a number")


def _integer(value: object) -> Raw:
    own = native(value)
    if isinstance(own, str):
        if len(own) > _MOST_DIGITS or not _INTEGER.fullmatch(own):
            raise CellError("is not a whole number")
        return int(own)
    if isinstance(own, Decimal):
        if own != own.to_integral_value():
            raise CellError("is not a whole number")
        return int(own)
    if own is None or (isinstance(own, int) and not isinstance(own, bool)):
        return own
    raise CellError("is not a whole number")


def _date(value: object, pattern: str | None) -> Raw:
    # Many rows have the same few days.
    return _day(value, pattern) if type(value) is str and len(value) < _SHORT else _any_day(value, pattern)


@lru_cache(maxsize=4096)
def _day(text: str, pattern: str | None) -> Raw:
    return _any_day(text, pattern)


def _any_day(value: object, pattern: str | None) -> Raw:
    own = native(value)
    if own is None:
        return None
    if isinstance(own, datetime):
        return own.date()
    if isinstance(own, date):
        return own
    if not isinstance(own, str):
        raise CellError("is not a date")
    try:
        if pattern is not None:
            return datetime.strptime(own, pattern).date()
        # Only the extended form: 20240131 may as well be a number. A time of day is left out.
        return datetime.fromisoformat(own).date() if own[4:5] == "-" and own[7:8] == "-" else _no_date(pattern)
    except ValueError:
        return _no_date(pattern)


def _no_date(pattern: str | None) -> Raw:
    raise CellError(f"is not a date written like {pattern or 'YYYY-MM-DD'}") from None


def _flag(value: object) -> Raw:
    own = native(value)
    if own is None or isinstance(own, bool):
        return own
    word = str(as_key(own)).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError("is not a flag (true or false, yes or no, 1 or 0)")
