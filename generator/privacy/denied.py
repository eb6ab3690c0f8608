"""The values of one record that may not be told, ready to be looked for in the texts that may.

A value counts when it is specific enough. It is *strong* with four letters or digits when its field identifies or is
sensitive, and with eight, not all one word, when it is any other field of the record itself. A weak one, of five,
counts only for texts of the record itself: a line of an invoice may well hold a common word. Of child records only what
identifies counts. Numbers count from five digits on; flags, `system` fields and what thousands share (a city) never.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from generator.privacy.categories import COARSE, IDENTIFYING, within
from generator.privacy.folding import digits, fold

FieldPath = tuple[str, ...]
_APART = "\x03"
"""Between texts; no folded text holds it."""
_RUN = re.compile(r"\d(?:[\s.,'’\u00a0\u202f-]?\d)*")


@dataclass(frozen=True, slots=True)
class _Needle:
    name: str
    kin: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """A text as denied values are looked for in it: `spaced` folded, with a space at either end; `joined` without gaps;
    `runs` of digits, with what may stand between them left out."""

    spaced: str = field(repr=False)
    joined: str = field(repr=False)
    runs: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Sought:
        """The text as it is told."""
        folded = fold(text)
        runs = tuple(digits(run.group()) for run in _RUN.finditer(text))
        return cls(f" {folded} ", folded.replace(" ", ""), runs)


@dataclass(frozen=True, slots=True)
class DeniedValues:
    """By value, each with the field that it is of: `words` folded, `codes` without gaps, `numbers` as digits."""

    words: Mapping[str, _Needle] = field(repr=False)
    codes: Mapping[str, _Needle] = field(repr=False)
    numbers: Mapping[str, _Needle] = field(repr=False)

    def among(self, texts: Iterable[Sought]) -> bool:
        """Whether any of the values may stand in any of the texts. Where none does, none need be looked at alone."""
        listed = list(texts)
        spaced = _APART.join([text.spaced for text in listed])
        joined = _APART.join([text.joined for text in listed])
        return (
            any(word in spaced for word in self.words)
            or any(code in joined for code in self.codes)
            or (bool(self.numbers) and any(run in self.numbers for text in listed for run in text.runs))
        )

    def found_in(self, text: Sought, category: str, *, child: bool) -> str | None:
        """The name of a denied field whose value stands in this text, of this category, or None.

        `child`: the text is one of a child record's. A denied part of a kept whole of the same kind is no find: a given
        name in a full name that may be told.
        """
        own = kin_of(category)
        hits = [needle for word, needle in self.words.items() if word in text.spaced]
        hits += [needle for code, needle in self.codes.items() if code in text.joined]
        hits += [self.numbers[run] for run in text.runs if run in self.numbers]
        counted = (needle for needle in hits if (needle.strong or not child) and not (own and needle.kin == own))
        return next((needle.name for needle in counted), None)


def denied_values(found: Iterable[tuple[FieldPath, str, Any]]) -> DeniedValues:
    """(path, category or "" when unlisted, value) of every denied scalar in."""
    gathered = DeniedValues({}, {}, {})
    for path, category, value in found:
        if value is None or (not category and len(path) > 1):
            continue
        if (len(path) == 1 or _identifies(category)) and not _is_coarse(category):
            _add(gathered, ".".join(path), kin_of(category), value, identifying=_identifies(category))
    return gathered


@lru_cache(maxsize=1024)
def _identifies(category: str) -> bool:
    return within(category, IDENTIFYING)


@lru_cache(maxsize=1024)
def _is_coarse(category: str) -> bool:
    return within(category, COARSE)


def _add(to: DeniedValues, name: str, kin: str, value: Any, *, identifying: bool) -> None:
    words, codes, numbers = cast("tuple[dict[str, _Needle], ...]", (to.words, to.codes, to.numbers))
    sure = _Needle(name, kin, strong=True)
    if isinstance(value, datetime | date):
        words.update((_bounded(form), sure) for form in _forms(value))
    elif isinstance(value, int | Decimal) and not isinstance(value, bool) and Decimal(value).is_finite():
        written = digits(format(Decimal(value), "f").split(".")[0])
        if len(written) >= 5:
            numbers[written] = sure
    elif isinstance(value, str):
        folded = fold(value)
        joined = folded.replace(" ", "")
        coded = any(char.isdigit() for char in joined)
        strong = len(joined) >= 4 if identifying else len(joined) >= 8 and (coded or " " in folded)
        # One Han character says more than one Latin letter.
        strong = strong or (identifying and len(joined) >= 2 and _gapless(folded))
        if strong or len(joined) >= 5:
            words[_bounded(folded)] = _Needle(name, kin, strong)
        if len(joined) >= 6 and coded and not joined.isdigit():
            codes[joined] = sure
        if len(joined) >= 5 and joined.isdigit():
            numbers[digits(joined)] = sure


def _bounded(word: str) -> str:
    """What to look for in a text of words parted, begun and ended by a space: whole words, where there are words."""
    return word if _gapless(word) else f" {word} "


def _gapless(text: str) -> bool:
    """Whether it is in a script that sets no space between words (Chinese, Japanese)."""
    return any("\u2e80" <= char <= "\u9fff" for char in text)


def _forms(day: date) -> set[str]:
    year, month, dom = day.year, day.month, day.day
    return {
        fold(form)
        for form in (
            f"{year}-{month:02}-{dom:02}",
            f"{dom:02}.{month:02}.{year}",
            f"{dom}.{month}.{year}",
            f"{month:02}/{dom:02}/{year}",
            f"{month}/{dom}/{year}",
        )
    }


def kin_of(category: str) -> str:
    """The kind whose parts belong to one whole: a name, an address."""
    return next((whole for whole in ("user.name", "user.contact.address") if within(category, (whole,))), "")
