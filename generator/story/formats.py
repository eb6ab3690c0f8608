"""Facts in words: amounts, numbers and dates as the recipient's locale writes them.

CLDR data through Babel. Between a currency sign and its digits stands a narrow no-break space (U+202F), whichever side
the locale puts the sign on.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
    parse_pattern,
)

from generator.model.facts import Choices, FactValue, Money, Parts, Series, Table
from generator.model.layers import NumberFormat
from generator.story.digits import Digits, learnt

THIN = "\u202f"
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_MARKS = re.compile(r"[\u200e\u200f\u061c]")
_DIGITS = re.compile(r"\d(?:.*\d)?", re.DOTALL)
_NAMED_DATES = {
    "month": "LLLL",
    "short_month": "LLL",
    "letter_month": "LLLLL",
    "iso": "yyyy-MM-dd",
}
_SKELETONS = {"": "MMMMd", "day": "MMMMd", "short": "MMMd", "month_year": "yMMMM", "short_month_year": "yMMM"}


class Formats:
    """The habits of one locale ("it_IT")."""

    def __init__(self, locale: str) -> None:
        self.locale = Locale.parse(locale)
        self.identifier = str(self.locale)
        # Without it a sign goes to the far side of its figures where people write from right to left.
        self._mark = "\u200e" if self.locale.text_direction == "rtl" else ""
        self._date = lru_cache(maxsize=4096)(self._dated)
        self._plain = lru_cache(maxsize=64)(self._plain_digits)
        self._counted = lru_cache(maxsize=256)(self._number_format)
        self._priced = lru_cache(maxsize=256)(self._money_digits)
        # A page says the same amounts in several places.
        self._moneys = lru_cache(maxsize=1024)(self._money)
        self._numbers = lru_cache(maxsize=1024)(self._number)

    def money(self, value: Money, spec: str = "") -> str:
        """`spec`: "" as is, "abs" without sign, "signed" as a difference without currency, "round" without cents."""
        return self._moneys(value.amount, value.currency, spec)

    def _money(self, amount: Decimal, currency: str, spec: str) -> str:
        if spec == "signed":
            digits = self.number(abs(amount), _precision(currency))
            return (self.sign(amount) or f"{self._mark}±{THIN}") + digits
        places = 0 if spec == "round" else _precision(currency)
        amount = round(amount, places) if places else amount.to_integral_value()
        body = self._priced(currency, places).set(abs(amount))
        return self.minus(amount) + body if spec != "abs" else body

    def sign(self, value: Decimal) -> str:
        """What stands before the figures of a difference: its sign and a gap; "" for none."""
        return f"{self._mark}{'+' if value > 0 else '−'}{THIN}" if value else ""

    def minus(self, value: Decimal) -> str:
        """What stands before the figures of a value that is less than nothing; "" for any other."""
        return f"{self._mark}−" if value < 0 else ""

    def number(self, value: Decimal, decimals: int | None = None) -> str:
        """`decimals`: how many to show; None shows those that the value has, three at most."""
        return self._numbers(value, decimals)

    def _number(self, value: Decimal, decimals: int | None) -> str:
        places = decimals if decimals is not None else min(3, max(0, -int(value.normalize().as_tuple().exponent)))
        return self.minus(value) + self._plain(places).set(abs(value))

    def date(self, value: datetime.date, pattern: str = "") -> str:
        """`pattern`: "" (28 May), short, long, full, month, short_month, letter_month, month_year, or CLDR."""
        # All bills of a campaign share their dates, and Babel takes its time.
        return self._date(value, pattern)

    def _dated(self, value: datetime.date, pattern: str) -> str:
        if pattern in _SKELETONS:
            return _tidy(format_skeleton(_SKELETONS[pattern], value, locale=self.locale, fuzzy=True))
        if pattern in ("long", "full", "medium"):
            return _tidy(format_date(value, format=pattern, locale=self.locale))
        text = format_date(value, format=_NAMED_DATES.get(pattern, pattern), locale=self.locale)
        return text.rstrip(".") if pattern == "short_month" else _tidy(text)

    def value(self, value: FactValue, spec: str = "") -> str:
        """Any fact in words; `spec` as of its type. A table, a series and the like give their count, total or unit."""
        if isinstance(value, bool):
            return "✓" if value else "–"
        if isinstance(value, Money):
            return self.money(value, spec)
        if isinstance(value, Decimal):
            return self.number(abs(value) if spec == "abs" else value, int(spec) if spec.isdigit() else None)
        if isinstance(value, datetime.date):
            return self.date(value, spec)
        if isinstance(value, Series):
            if spec == "unit":
                return value.unit
            if spec in ("first", "last") and value.points:
                point = value.points[0 if spec == "first" else -1]
                return self.amount_of(point.value, value.unit)
            return str(len(value.points))
        if isinstance(value, Parts):
            return self.money(total_of(value)) if spec != "count" else str(len(value.items))
        if isinstance(value, Choices):
            return str(len(value.items))
        if isinstance(value, Table):
            return str(len(value.rows))
        return value

    def label(self, value: str | datetime.date) -> str:
        """The label of a bar or part: a date stands for its month, with a capital as at the start of a line."""
        return capital(self.date(value, "short_month")) if isinstance(value, datetime.date) else value

    def amount_of(self, value: Decimal, unit: str) -> str:
        """A value of a series: money when its unit is a currency code, else the bare number."""
        return self.money(Money(value, unit)) if is_currency(unit) else self.number(value)

    def number_format(self, value: Money | Decimal) -> NumberFormat:
        """How the digits of `value` are set, for a counter that runs up to it."""
        currency = value.currency if isinstance(value, Money) else None
        amount = value.amount if isinstance(value, Money) else value
        places = _precision(currency) if currency else max(0, -int(amount.normalize().as_tuple().exponent))
        return self._counted(currency, places)

    def _number_format(self, currency: str | None, places: int) -> NumberFormat:
        sample = Decimal(1234567) + (Decimal(1) / (10**places) if places else 0)
        text = self._unsigned_money(sample, currency, places) if currency else self.number(sample, places)
        digits = _DIGITS.search(text)
        # Digits are Western everywhere, and the signs between them with them: as Babel writes `text`.
        symbols = self.locale.number_symbols.get("latn", {})
        pattern = self.locale.decimal_formats[None]
        return NumberFormat(
            before=text[: digits.start()] if digits else "",
            after=text[digits.end() :] if digits else "",
            group=_SPACES.sub(THIN, str(symbols.get("group", ","))),
            primary_group=int(pattern.grouping[0]),
            secondary_group=int(pattern.grouping[1]),
            decimal=str(symbols.get("decimal", ".")),
            decimals=places,
        )

    def percent(self, value: Decimal) -> str:
        """Whole percent: 84 in, "84%" or "84 %" out, as the locale writes it."""
        text = format_percent(abs(value) / 100, format=self.locale.percent_formats[None], locale=self.locale)
        return self.minus(value) + _SPACES.sub(THIN, _tidy(text))

    def percent_format(self) -> NumberFormat:
        """How `percent` sets its digits, for a counter that runs up to it."""
        text = self.percent(Decimal(1234567))
        digits = _DIGITS.search(text)
        before, after = (text[: digits.start()], text[digits.end() :]) if digits else ("", "")
        return replace(self.number_format(Decimal(0)), before=before, after=after)

    def _plain_digits(self, places: int) -> Digits:
        return learnt(lambda value: self._unsigned_number(value, places), places)

    def _money_digits(self, currency: str, places: int) -> Digits:
        return learnt(lambda amount: self._unsigned_money(amount, currency, places), places)

    def _unsigned_number(self, value: Decimal, places: int) -> str:
        pattern = "#,##0" + ("." + "0" * places if places else "")
        text = format_decimal(value, format=_parsed(pattern_of(self.locale, pattern)), locale=self.locale)
        return _SPACES.sub(THIN, text)

    def _unsigned_money(self, amount: Decimal, currency: str, places: int) -> str:
        pattern = _with_places(self.locale.currency_formats["standard"].pattern, places)
        text = format_currency(
            amount, currency, format=pattern, locale=self.locale, currency_digits=False, decimal_quantization=True
        )
        text = _SPACES.sub(THIN, _MARKS.sub("", text).strip())
        digits = _DIGITS.search(text)
        if digits is None:
            return text
        return THIN.join(part.strip(THIN) for part in (text[: digits.start()], digits[0], text[digits.end() :]) if part)


@lru_cache(maxsize=512)
def _precision(currency: str) -> int:
    """How many decimals amounts of a currency have."""
    return get_currency_precision(currency)


@lru_cache(maxsize=512)
def _parsed(pattern: str) -> Any:
    """A CLDR pattern in, Babel's reading of it out, which its functions take in place of the pattern."""
    return parse_pattern(pattern)


@lru_cache(maxsize=512)
def _with_places(pattern: str, places: int) -> Any:
    """A currency's pattern in, its positive half with so many decimals out, read by Babel."""
    return parse_pattern(re.sub(r"0\.0+", "0." + "0" * places if places else "0", pattern.split(";", maxsplit=1)[0]))


def pattern_of(locale: Locale, pattern: str) -> str:
    """`pattern` with the grouping of the locale (India groups by two after the first three)."""
    primary, secondary = locale.decimal_formats[None].grouping
    return pattern.replace("#,##0", "#,##,##0") if (primary, secondary) == (3, 2) else pattern


def total_of(parts: Parts) -> Money:
    """The sum of all parts. Parts are never empty and share one currency."""
    return Money(sum((part.amount.amount for part in parts.items), Decimal(0)), parts.items[0].amount.currency)


@lru_cache(maxsize=256)
def is_currency(unit: str) -> bool:
    """Whether `unit` is an ISO 4217 code that CLDR knows."""
    return unit in get_global("all_currencies")


def capital(text: str) -> str:
    """The first letter as a capital; the rest untouched."""
    return text[:1].upper() + text[1:]


def _tidy(text: str) -> str:
    return _MARKS.sub("", text)
