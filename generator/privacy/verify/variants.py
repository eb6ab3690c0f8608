"""A value in, the forms that it may be found in out: folded, without gaps, digits only, reversed, in parts.

What is encoded (base64, hexadecimal) is decoded where it is read, see `views`; hashes are compared, see `hashes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from generator.privacy.folding import compact, digits, fold
from generator.privacy.verify.dates import birthday_forms, date_forms, date_in

View = Literal["raw", "words", "compact", "number", "digits", "figure"]

# Values of fewer letters and digits than this can't be told from chance, and are not looked for.
LEAST = 4
LEAST_DIGITS = 5
# Without gaps a shorter value would turn up across the border of two words; one word alone inside a longer one sooner.
_LEAST_COMPACT = 6
_LEAST_WORD = 9
# From here on digits are also looked for inside longer runs, where a prefix may stand before them.
_LEAST_PHONE = 8
# A text of more words than this is also looked for in parts of _PART words.
_LONG, _PART, _STEP, _MOST_PARTS = 8, 5, 2, 400
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:([.,' ])\d{3})*(?:[.,]\d+)?|[-+]?\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `view`: which reading of a text it is looked for in; `variant`: what to call it in a report.

    `short`: a number so short that it means something in prose only.
    """

    variant: str
    view: View
    text: str = field(repr=False)
    short: bool = False


def forms(value: Any, category: str = "") -> tuple[Form, ...]:
    """A text, number or date in; nothing for a flag, for None, or for what is too short to tell.

    `category` of names adds their single words, of dates of birth the day without its year.
    """
    found: dict[tuple[View, str], Form] = {}
    for form in _forms(value, category):
        if form.text.strip():
            found.setdefault((form.view, form.text), form)
    return tuple(found.values())


def is_word(value: Any) -> bool:
    """Whether a value is one plain word, such as other texts may hold by chance."""
    return isinstance(value, str) and fold(value).isalpha()


def gapless(text: str) -> bool:
    """Whether it is in a script that sets no space between words (Chinese, Japanese)."""
    return not text.isascii() and any("\u2e80" <= char <= "\u9fff" for char in text)


def _forms(value: Any, category: str) -> Iterator[Form]:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, datetime | date):
        yield from _day(value, category)
    elif isinstance(value, int | float | Decimal):
        yield from _number(Decimal(str(value)))
    else:
        yield from _text(str(value).strip(), category)


def _text(text: str, category: str) -> Iterator[Form]:
    words, joined = fold(text), compact(text)
    if joined.isdigit():
        yield from _digits_only(text, joined)
        yield from _read_as(text, category)
        return
    if len(joined) < LEAST and not (len(joined) >= 2 and gapless(joined)):
        return
    parts = words.split()
    # Inside a longer word a short one is found by chance.
    glued = len(joined) >= (_LEAST_COMPACT if len(parts) > 1 or not joined.isalpha() else _LEAST_WORD)
    if glued:
        yield Form("as it is", "raw", text)
    yield Form("case and accents folded", "words", words)
    if len(parts) > 1:
        yield Form("words reversed", "words", " ".join(reversed(parts)))
    if glued:
        yield Form("without gaps", "compact", joined)
        yield Form("reversed", "compact", joined[::-1])
    elif len(joined) >= _LEAST_COMPACT:
        yield Form("reversed", "words", joined[::-1])
    only_digits = digits(text)
    if len(only_digits) >= _LEAST_PHONE:
        yield Form("digits only", "digits", only_digits.lstrip("0"))
    elif len(only_digits) > LEAST_DIGITS:
        yield Form("digits only", "number", only_digits.lstrip("0"), short=True)
    yield from _read_as(text, category)
    yield from _in_parts(text, parts, category)


def _digits_only(text: str, joined: str) -> Iterator[Form]:
    """An id, a postcode, a telephone number: as words whole, from eight digits on anywhere in a longer run."""
    run = digits(text).lstrip("0")
    if len(joined) < LEAST_DIGITS or len(run) < LEAST:
        return
    if len(joined) < _LEAST_PHONE:
        yield Form("digits only", "number", run, short=True)
        return
    yield Form("as it is", "raw", text)
    if date_in(text) is None:
        yield Form("digits only", "digits", run)


def _read_as(text: str, category: str) -> Iterator[Form]:
    """A column that nobody gave a type holds texts: what is a date or a number in truth is looked for as such."""
    day = date_in(text)
    number = as_number(text) if day is None else None
    if day is not None:
        yield from _day(day, category)
    elif number is not None:
        yield from _number(number)


def as_number(text: str) -> Decimal | None:
    """The number that a text as a whole means, thousands grouped or not; None for any other text."""
    if len(text) > 24 or not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(re.sub(r"[ ',](?=\d{3}\b)", "", text).replace(",", "."))
    except InvalidOperation:
        return None


def _in_parts(text: str, words: list[str], category: str) -> Iterator[Form]:
    local, at, domain = text.partition("@")
    if at and "." in domain and " " not in text:
        if len(compact(local)) >= LEAST:
            yield Form("local part", "words", fold(local))
        if len(compact(local)) >= _LEAST_COMPACT and not compact(local).isdigit():
            yield Form("local part", "compact", compact(local))
    elif category.startswith("user.name") and 1 < len(words) <= _LONG:
        for word in words:
            if len(word) >= LEAST or (len(word) >= 2 and gapless(word)):
                yield Form("a word of it", "words", word)
    elif len(words) > _LONG:
        for start in range(0, min(len(words) - _PART + 1, _MOST_PARTS * _STEP), _STEP):
            yield Form("a part of it", "words", " ".join(words[start : start + _PART]))


def _number(number: Decimal) -> Iterator[Form]:
    """Grouped, with any separator, in any script's digits, and with or without cents: all are one number."""
    if not number.is_finite():
        return
    plain = canonical(number)
    if len(plain.replace(".", "").lstrip("0")) >= LEAST_DIGITS:
        yield Form("number", "number", plain, short=True)


def canonical(number: Decimal) -> str:
    """A number in, its digits without sign, leading zeros and needless decimals out: -0098.50 → 98.5."""
    plain = format(abs(number), "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain.lstrip("0")


def _day(day: date, category: str) -> Iterator[Form]:
    pure = day.date() if isinstance(day, datetime) else day
    for form in date_forms(pure):
        yield Form("date", "words", form)
    year, month, dom = f"{pure.year:04}", f"{pure.month:02}", f"{pure.day:02}"
    for run in (year + month + dom, dom + month + year, month + dom + year):
        yield Form("date", "figure", run.lstrip("0"))
    if category.startswith("user.demographic.date_of_birth"):
        for form in birthday_forms(pure):
            yield Form("day and month", "words", form, short=True)
