"""A day in, the ways that people write it out, folded; and a text in, the day that it means out.

Patterns and names are CLDR's, read from Babel's data and filled in here: a day has some fifty forms, and Babel takes
fifty times as long for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from babel import Locale

from generator.privacy.folding import fold

_LOCALES = ("en_GB", "en_US", "es", "it", "de", "fr", "pt", "nl", "pl", "cs", "ru", "el", "ar", "he", "zh", "ja")
_TOKEN = re.compile(r"'([^']*)'|((?P<letter>[a-zA-Z])(?P=letter)*)|([^a-zA-Z']+)")
_ISO = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_EUROPEAN = re.compile(r"(\d{1,2})[-/.] ?(\d{1,2})[-/.] ?(\d{4})")
_SAID = (
    *("MMMM y", "MMM y", "LLLL y", "LLL y", "MMM yy", "MM/y", "y-MM", "MMMM", "MMM", "LLLL", "LLL", "y"),
    *("d MMMM", "d MMM", "MMMM d", "MMM d", "EEEE", "EEE", "d MMMM y", "MMMM d, y"),
)
# "5/6/80" is too short to tell from a price or a fraction.
_LEAST = 7
# Letters and figures that no date has; folding keeps them as they are.
_MARKS = {"d": "0q1", "dd": "0q2", "y": "0q3", "yy": "0q4"}


@lru_cache(maxsize=4096)
def date_forms(day: date) -> tuple[str, ...]:
    """Every way to write a whole date in figures or in words, in sixteen languages; folded, none twice."""
    d, m, y = str(day.day), str(day.month), f"{day.year:04}"
    dd, mm = d.zfill(2), m.zfill(2)
    figures = [f"{y} {mm} {dd}", f"{y} {m} {d}"]
    figures += [f"{d} {m} {y}", f"{dd} {mm} {y}", f"{m} {d} {y}", f"{mm} {dd} {y}"]
    named = {"d": d, "dd": dd, "y": str(day.year), "yy": f"{day.year % 100:02}"}
    found = [form % named for form in _forms_of(day.month)]
    return tuple(dict.fromkeys(form for form in [*figures, *found] if len(form.replace(" ", "")) >= _LEAST))


@lru_cache(maxsize=12)
def _forms_of(month: int) -> tuple[str, ...]:
    """The dates of a month, folded, with places for day and year."""
    folded = dict.fromkeys(fold(_filled(tokens, month, names)) for tokens, names in _patterns())
    places = ("dd", "d", "yy", "y")
    found = "\n".join(folded)
    for place in places:
        found = found.replace(_MARKS[place], f"%({place})s")
    return tuple(found.split("\n"))


@lru_cache(maxsize=4096)
def birthday_forms(day: date) -> tuple[str, ...]:
    """The day without its year, in words: "4 march", "march 4", "4 marz"."""
    dom = day.day
    forms = ((f"{dom} {month}", f"{month} {dom}", f"{dom} de {month}") for month in _months(day.month))
    return tuple(dict.fromkeys(form for each in forms for form in each))


@lru_cache(maxsize=12)
def _months(number: int) -> tuple[str, ...]:
    """What a month is called, long and short, folded."""
    called = {fold(months[number - 1]) for _, names in _patterns() for months in names}
    return tuple(sorted(month for month in called if len(month) >= 3 and not month.isdigit()))


@lru_cache(maxsize=4096)
def phrases(day: date, language: str) -> tuple[str, ...]:
    """Whatever a page may say of a day that may be told: its month, its weekday, with and without the year."""
    from babel.dates import format_date

    said: list[str] = []
    for name in dict.fromkeys((language, "en")):
        locale = Locale.parse(name)
        for pattern in _SAID:
            said.append(format_date(day, pattern, locale))
        for style in ("short", "medium", "long", "full"):
            said.append(format_date(day, style, locale))
    return tuple(dict.fromkeys(said))


def date_in(text: str) -> date | None:
    """The day that a text as a whole means: 1980-03-04, 19800304, 4.3.1980. None for any other text."""
    text = text.strip()
    match, order = _ISO.fullmatch(text), (1, 2, 3)
    if match is None:
        match, order = _EUROPEAN.fullmatch(text), (3, 2, 1)
    if match is None:
        return None
    year, month, dom = (int(match[group]) for group in order)
    if month > 12:
        month, dom = dom, month
    try:
        return date(year, month, dom) if 1890 <= year <= 2110 else None
    except ValueError:
        return None


Names = tuple[Sequence[str], ...]


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[tuple[str, ...], Names], ...]:
    """(tokens, names of the months) of every locale's dates. Names: long and short, then alone."""
    found = []
    for name in _LOCALES:
        locale = Locale.parse(name)
        months = locale.months
        names = tuple(
            tuple(months[context][width][number] for number in range(1, 13))
            for context, width in (
                ("format", "wide"),
                ("format", "abbreviated"),
                ("stand-alone", "wide"),
                ("stand-alone", "abbreviated"),
            )
        )
        for style in ("short", "medium", "long"):
            pattern = locale.date_formats[style].pattern
            tokens = tuple(match.group() for match in _TOKEN.finditer(pattern))
            found.append((tokens, names))
    return tuple(found)


def _filled(tokens: Sequence[str], month: int, names: Names) -> str:
    """A pattern with the month in it, and marks for day and year."""
    parts: list[str] = []
    for token in tokens:
        letter, width = token[0], len(token)
        if letter == "y":
            parts.append(_MARKS["yy" if width == 2 else "y"])
        elif letter in "ML":
            alone = 2 if letter == "L" else 0
            parts.append(str(month).zfill(width) if width < 3 else names[alone + (0 if width > 3 else 1)][month - 1])
        elif letter == "d":
            parts.append(_MARKS["d" if width == 1 else "dd"])
        elif letter == "'":
            parts.append(token.strip("'"))
        elif not letter.isascii() or not letter.isalpha():
            parts.append(token)
    return "".join(parts)
