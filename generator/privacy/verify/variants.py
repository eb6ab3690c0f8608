"""A value in, the forms that it may be found in out: folded, digits only, by locale, encoded, hashed, reversed."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from babel.dates import format_date

from generator.privacy.folding import compact, digits, fold

View = Literal["raw", "caseless", "words", "compact", "numbers"]

# Values of fewer letters and digits than this can't be told from chance, and are not looked for.
LEAST = 4
# Without gaps a shorter value would turn up across the border of two words.
_LEAST_COMPACT = 6
_LEAST_DIGITS = 5
# From here on digits are also looked for inside longer runs, where a prefix may stand before them.
_LEAST_PHONE = 8
_DATE_LOCALES = ("en_GB", "en_US", "es", "it", "de", "fr", "pt", "nl", "pl", "cs", "ru", "el", "ar", "he", "zh", "ja")


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `view`: which reading of a text it is looked for in; `variant`: what to call it in a report.

    In the view of numbers, "=123" is a whole run of digits and "123" a part of one.
    """

    variant: str
    view: View
    text: str = field(repr=False)


def forms(value: Any) -> tuple[Form, ...]:
    """A text, number or date in; nothing for a flag, for None, or for what is too short to tell."""
    found: dict[tuple[View, str], Form] = {}
    for form in _forms(value):
        if form.text.strip():
            found.setdefault((form.view, form.text), form)
    return tuple(found.values())


def _forms(value: Any) -> Iterator[Form]:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, datetime | date):
        yield from _date_forms(value)
    elif isinstance(value, int | Decimal):
        yield from _number_forms(Decimal(value))
    else:
        yield from _text_forms(str(value).strip())


def _text_forms(text: str) -> Iterator[Form]:
    words, joined = fold(text), compact(text)
    if len(joined) < LEAST and not (len(joined) >= 2 and any("\u2e80" <= char <= "\u9fff" for char in joined)):
        return
    if len(joined) >= _LEAST_COMPACT:
        yield Form("as it is", "raw", text)
    yield Form("case and accents folded", "words", words)
    yield Form("words reversed", "words", " ".join(reversed(words.split())))
    if len(joined) >= (_LEAST_PHONE if joined.isdigit() else _LEAST_COMPACT):
        yield Form("without gaps", "compact", joined)
        yield Form("reversed", "compact", joined[::-1])
    only_digits = digits(text)
    if len(only_digits) >= _LEAST_PHONE:
        yield Form("digits only", "numbers", only_digits)
    elif len(only_digits) >= _LEAST_DIGITS + 1:
        yield Form("digits only", "numbers", f"={only_digits.lstrip('0')}")
    local, at, domain = text.partition("@")
    if at and "." in domain:
        yield from _local_part(local)
    yield from _encoded(text)


def _local_part(local: str) -> Iterator[Form]:
    if len(compact(local)) >= LEAST:
        yield Form("local part", "words", fold(local))
    if len(compact(local)) >= _LEAST_COMPACT:
        yield Form("local part", "compact", compact(local))


def _encoded(text: str) -> Iterator[Form]:
    for spelling in dict.fromkeys((text, text.lower(), text.upper())):
        data = spelling.encode("utf-8")
        yield Form("hex", "caseless", data.hex())
        yield Form("hex", "caseless", data.hex(" "))
        for shift in range(3):
            core = _base64_core(data, shift)
            if len(core) >= 5:
                yield Form("base64", "raw", core)
                yield Form("base64", "raw", core.replace("+", "-").replace("/", "_"))
        for name in ("md5", "sha1", "sha256", "sha512"):
            hashed = hashlib.new(name, data, usedforsecurity=False)
            yield Form(f"{name} hash", "caseless", hashed.hexdigest())
            plain = base64.b64encode(hashed.digest()).decode().rstrip("=")
            yield Form(f"{name} hash", "raw", plain)
            yield Form(f"{name} hash", "raw", plain.replace("+", "-").replace("/", "_"))


def _base64_core(data: bytes, shift: int) -> str:
    """The characters of base64 that depend on `data` only, when it starts `shift` bytes into a group of three."""
    encoded = base64.b64encode(b"\0" * shift + data).decode()
    # A character is six bits: the first mix in what comes before, the last what comes after.
    return encoded[-(-8 * shift // 6) : 8 * (shift + len(data)) // 6]


def _number_forms(number: Decimal) -> Iterator[Form]:
    """Grouped, with any separator, in any script's digits, and with cents: all are runs of digits."""
    if not number.is_finite():
        return
    plain = format(abs(number), "f")
    whole, _, decimals = plain.partition(".")
    decimals = decimals.rstrip("0")
    for length in sorted({len(decimals), max(len(decimals), 2)}):
        fraction = decimals.ljust(length, "0")
        run = (whole + fraction).lstrip("0")
        if len(run) >= _LEAST_DIGITS:
            yield Form("digits only", "numbers", f"={run}")
            for grouped in (whole, f"{int(whole):,}", _by_lakhs(whole)):
                yield Form("number", "words", fold(f"{grouped} {fraction}"))
    if len(plain.replace(".", "")) >= _LEAST_DIGITS:
        yield from _encoded(str(number))


def _by_lakhs(whole: str) -> str:
    """Digits grouped as in India: 12,34,567."""
    pairs = re.findall(r"\d{1,2}", whole[:-3][::-1])
    return ",".join([*(pair[::-1] for pair in reversed(pairs)), whole[-3:]])


def _date_forms(day: date) -> Iterator[Form]:
    pure = day.date() if isinstance(day, datetime) else day
    yield Form("date", "words", fold(pure.isoformat()))
    for locale in _DATE_LOCALES:
        for style in ("short", "medium", "long"):
            form = fold(format_date(pure, style, locale))
            # "5/6/80" is too short to tell from a price or a fraction.
            if len(form.replace(" ", "")) >= _LEAST_COMPACT + 1:
                yield Form("date", "words", form)
    year, month, dom = f"{pure.year:04}", f"{pure.month:02}", f"{pure.day:02}"
    for run in (year + month + dom, dom + month + year, month + dom + year):
        yield Form("date", "numbers", f"={run.lstrip('0')}")
    yield from _encoded(pure.isoformat())
