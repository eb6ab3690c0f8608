"""What a column holds, by its values: some hundred values in, the share of each kind out. No value is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from generator.intake.record import Raw
from generator.privacy.detect import birth, kinds
from generator.privacy.detect.kinds import Kind
from generator.privacy.detect.numbers import NUMBERS
from generator.privacy.detect.plain import plain
from generator.privacy.detect.recogniser import Recogniser
from generator.privacy.detect.window import Window, crowds

MOST_VALUES = 500
"""So many values of a column are looked at."""

# Numbers with a check digit that one number in ten satisfies: where nearly all of a column do, that is no accident.
_WITHOUT_CHECK = {"phone", "de.stnr", "gb.nino", "us.ssn", "us.itin", "us.ein", "iban", "card"}
_CHECKED = tuple(each for each in NUMBERS if each.kind.name not in _WITHOUT_CHECK)
_CUES = frozenset().union(*(each.cues for each in _CHECKED))
_NEARLY_ALL, _ENOUGH = 0.9, 12
_LONG_WORDS = 7
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_FRACTION = re.compile(r"[.,]\d{1,4}$")


@dataclass(frozen=True, slots=True)
class Content:
    """What a column's values say: the kind, and in what share of the values that are there."""

    kind: Kind
    share: float


@dataclass(slots=True)
class Column:
    """Values go in one at a time; what is kept of them is counted, never quoted. `name`: the field's."""

    name: str = ""
    seen: int = 0
    filled: int = 0
    texts: int = 0
    long: int = 0
    flags: int = 0
    numbers: int = 0
    amounts: int = 0
    years: list[int] = field(default_factory=list, repr=False)
    found: Counter[Kind] = field(default_factory=Counter)
    checked: Counter[Kind] = field(default_factory=Counter)
    _different: set[int] = field(default_factory=set, repr=False)

    def add(self, value: Raw) -> None:
        """One more value; after MOST_VALUES they are only counted."""
        self.seen += 1
        if value is None or value == "" or self.filled >= MOST_VALUES:
            return
        self.filled += 1
        self._different.add(hash(value))
        if isinstance(value, bool):
            self.flags += 1
        elif isinstance(value, date):
            self.years.append((value.date() if isinstance(value, datetime) else value).year)
        elif isinstance(value, int | Decimal):
            self._measure(format(value, "f") if isinstance(value, Decimal) else str(value))
        else:
            self._read(value)

    def contents(self) -> Iterator[Content]:
        """All kinds that the values hold, the most frequent first, and last what only the whole column tells."""
        for kind, count in self.found.most_common():
            yield Content(kind, count / self.filled)
        for kind, count in self.checked.most_common(1):
            if kind not in self.found and len(self._different) >= _ENOUGH and count >= _NEARLY_ALL * self.filled:
                yield Content(kind, count / self.filled)
        if birth.KIND not in self.found and self._like_births():
            yield Content(birth.KIND, len(self.years) / self.filled)

    @property
    def free_text(self) -> bool:
        """Whether people write what they like in it."""
        return self.texts > 0 and self.long >= 0.2 * self.texts

    def _read(self, text: str) -> None:
        self.texts += 1
        shown = plain(text)
        self.long += len(shown.split()) > _LONG_WORDS
        if birth.is_date(shown):
            self.years += birth.years_in(shown)
            return
        if _NUMBER.fullmatch(shown):
            self._measure(shown)
        else:
            self._count(shown)
        self.found.update(kinds(text, self.name))

    def _measure(self, number: str) -> None:
        self.numbers += 1
        if _FRACTION.search(number):
            self.amounts += 1
        else:
            self._count(number)

    def _count(self, text: str) -> None:
        """The kinds with a check digit that a bare number satisfies."""
        if len(text) > 24:
            return
        for start, end in crowds(text):
            for each in _CHECKED:
                if _satisfies(each, text, start, end):
                    self.checked[each.kind] += 1

    def _like_births(self) -> bool:
        """Whether the dates are those on which grown people were born: a generation apart, hardly one of late."""
        if len(self.years) < max(5, 0.8 * self.filled):
            return False
        years = sorted(self.years)
        tenth = len(years) // 10
        early, late = years[tenth], years[-1 - tenth]
        return early >= 1900 and late <= 2012 and late - early >= 12 and years[len(years) // 2] <= 2002


def _satisfies(each: Recogniser, text: str, start: int, end: int) -> bool:
    """Whether a recogniser takes the number, once told that it is what it looks for."""
    window = Window.told(text, start, end, _CUES)
    return window.digits >= each.digits and each.found(window)
