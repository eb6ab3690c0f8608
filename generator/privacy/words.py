"""The words that a fact's expression may use beside Jinja's: they make money, series, parts, tables and steps.

A value that is missing makes the whole fact missing; half a total is worse than none. Only a table has empty cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from jinja2 import Undefined
from jinja2.exceptions import UndefinedError

from generator.expressions import Language
from generator.model.facts import Money, Part, Point, Scalar, Series, Table
from generator.naming import Speech, greet, name_of


class Row:
    """A released child record: its fields by name, and nothing that an expression could mistake for one."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> Any:
        return self._fields[name]


def money(amount: Any, currency: Any) -> Money:
    """A number and an ISO 4217 code in, Money out."""
    code = _there(currency)
    if not isinstance(code, str) or len(code) != 3 or not code.isascii() or not code.isalpha():
        raise ValueError("not a currency code")
    return Money(_number(amount), code.upper())


def part(label: Any, amount: Any, currency: Any) -> Part:
    """One labelled amount; a date as label stands for its month."""
    return Part(_label(label), money(amount, currency))


def series(rows: Any, label: str, value: str, /, unit: str = "") -> Series:
    """Records, oldest first, in; a bar each out. `label`: a text or date field; `value`: a number field."""
    return Series(tuple(Point(_label(_cell(row, label)), _number(_cell(row, value))) for row in _rows(rows)), unit)


def parts(rows: Any, label: str, amount: str, currency: Any, /) -> list[Part]:
    """Records in, one part a label out, equal labels summed, in the order that labels first appear."""
    return [part(name, total, currency) for name, total in _sums(rows, label, amount).items()]


def steps(
    before: Any, after: Any, label: str, amount: str, currency: Any, /, start: Any = "Before", end: Any = "Now"
) -> list[Part]:
    """Two lists of records in; the first total, what each label adds or takes, and the last total out.

    `start` and `end` label the totals: a text (a message id) or a date.
    """
    old, new = _sums(before, label, amount), _sums(after, label, amount)
    changes = {name: new.get(name, Decimal(0)) - old.get(name, Decimal(0)) for name in [*old, *new]}
    return [
        part(start, sum(old.values(), Decimal(0)), currency),
        *(part(name, change, currency) for name, change in changes.items() if change),
        part(end, sum(new.values(), Decimal(0)), currency),
    ]


def table(rows: Any, /, *columns: str) -> Table:
    """Records in, a table of these fields out. A field that is missing leaves its cell empty."""
    return Table(columns, tuple(tuple(_scalar(_cell(row, name)) for name in columns) for row in _rows(rows)))


FILTERS: Mapping[str, Callable[..., Any]] = {
    "money": money,
    "series": series,
    "parts": parts,
    "steps": steps,
    "table": table,
}


def spoken(locale: str, language: str) -> Mapping[str, Callable[..., Any]]:
    """The functions that depend on whom they speak to, by name: his locale ("hu_HU") and the language of the words."""
    speech = Speech(locale, language)
    return {"greet": partial(greet, speech), "name_of": partial(name_of, speech)}


FUNCTIONS: Mapping[str, Callable[..., Any]] = {"part": part, **spoken("en_GB", "en")}
# Which arguments of a filter name fields of its records.
_COLUMNS = {"series": slice(0, 2), "parts": slice(0, 2), "steps": slice(1, 3), "table": slice(0, None)}

FACT_LANGUAGE = Language(FILTERS, FUNCTIONS, _COLUMNS)
"""The language of `facts` in a campaign."""


def _there(value: Any) -> Any:
    if value is None or isinstance(value, Undefined):
        raise UndefinedError("a value is missing")
    return value


def _number(value: Any) -> Decimal:
    value = _there(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError("not a number")
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError("not a number")
    return number


def _label(value: Any) -> str | date:
    value = _there(value)
    if isinstance(value, datetime):
        return value.date()
    if not isinstance(value, str | date):
        raise TypeError("not a label")
    return value


def _rows(rows: Any) -> Sequence[Any]:
    rows = _there(rows)
    if isinstance(rows, str | Mapping) or not isinstance(rows, Iterable):
        raise TypeError("not a list of records")
    return list(rows)


def _cell(row: Any, name: str) -> Any:
    if not isinstance(row, Row):
        raise TypeError("not a record")
    try:
        return row[name]
    except KeyError:
        return None


def _scalar(value: Any) -> Scalar:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if value is None or isinstance(value, str | bool | Decimal | date):
        return value
    raise TypeError("not a single value")


def _sums(rows: Any, label: str, amount: str) -> dict[str | date, Decimal]:
    sums: dict[str | date, Decimal] = {}
    for row in _rows(rows):
        name = _label(_cell(row, label))
        sums[name] = sums.get(name, Decimal(0)) + _number(_cell(row, amount))
    return sums
