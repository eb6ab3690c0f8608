"""Needles in; every passage that holds one, found in a single pass over its letters, out.

All forms of all values become one automaton (Aho and Corasick, 1975) over the text without its gaps. A hit there is
then looked at more closely, in the reading that its form asks for; so the pass costs the same for ten values as for a
thousand, and nothing is found that `Reading.holds` doesn't find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property, lru_cache
from typing import Any

import ahocorasick

from generator.privacy.folding import compact
from generator.privacy.verify.hashes import digests
from generator.privacy.verify.needles import NO_EXCUSES, Excuses, Needle
from generator.privacy.verify.passage import Kind, Passage
from generator.privacy.verify.variants import Form, forms
from generator.privacy.verify.views import Reading, read

Find = tuple[str, str]
"""A field and the variant that its value was found in."""

# In what is no text, shorter ones than this turn up by chance.
_LEAST_LOOSE, _LEAST_LOOSE_WORD = 8, 6
_KEPT_READINGS = 64


class Search:
    """What is looked for in one recipient's files. Making it takes milliseconds; it holds raw values, so it never
    leaves the process that read them."""

    def __init__(self, needles: Iterable[Needle], excuses: Excuses = NO_EXCUSES) -> None:
        self._excuses = excuses
        self._needles = tuple(needles)
        self._forms: list[tuple[str, Form]] = []
        by_key: dict[str, list[int]] = {}
        for needle in self._needles:
            for form, key in _keyed(needle):
                by_key.setdefault(key, []).append(len(self._forms))
                self._forms.append((needle.name, form))
        # A form without letters or digits (a smiley) has no key, and is looked at by itself.
        self._unkeyed = by_key.pop("", [])
        self._automaton = ahocorasick.Automaton()
        add = self._automaton.add_word
        for key, numbers in by_key.items():
            add(key, numbers)
        self._automaton.make_automaton()
        self._empty = not by_key
        self._excused: dict[tuple[Form, bool], bool] = {}

    def excusing(self, excuses: Excuses) -> Search:
        """The same search with other excuses."""
        other = copy(self)
        other._excuses = excuses
        other._excused = {}
        return other

    def __len__(self) -> int:
        """How many forms there are."""
        return len(self._forms)

    def finds(self, passage: Passage) -> Iterator[Find]:
        """Every (field, variant) that the passage holds and nothing excuses, once each."""
        seen: set[Find] = set()
        for find, form, how in self._hits(passage):
            field, variant = find
            told = (field, how or variant)
            if told not in seen and not self._excuse(form, passage.kind):
                seen.add(told)
                yield told
        for field, variant in self._hashed(passage):
            if (field, variant) not in seen:
                seen.add((field, variant))
                yield field, variant

    def _hits(self, passage: Passage) -> Iterator[tuple[Find, Form, str]]:
        for reading in readings(passage.text, passage.by_line):
            numbers = set(self._unkeyed)
            if not self._empty:
                for _, found in self._automaton.iter(reading.compact):
                    numbers.update(found)
            for number in numbers:
                field, form = self._forms[number]
                if _counts(form, passage.kind) and reading.holds(form) and _together(form, passage):
                    yield (field, form.variant), form, reading.how
        if passage.data:
            yield from self._in_bytes(passage.data)

    def _in_bytes(self, data: bytes) -> Iterator[tuple[Find, Form, str]]:
        """Values in scripts whose letters look like noise, as they are, in the two usual encodings."""
        for field, form in self._foreign:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                if form.text.encode(encoding) in data:
                    yield (field, form.variant), form, ""

    @cached_property
    def _foreign(self) -> list[tuple[str, Form]]:
        texts = [(needle.name, str(needle.value).strip()) for needle in self._needles if isinstance(needle.value, str)]
        return [
            (field, Form("as it is", "raw", text))
            for field, text in dict.fromkeys(texts)
            if not text.isascii() and len(text.encode()) >= _LEAST_LOOSE_WORD
        ]

    def _hashed(self, passage: Passage) -> Iterator[Find]:
        known = readings(passage.text, passage.by_line)[0].digests
        if known:
            yield from (self._digests[digest] for digest in known & self._digests.keys())

    @cached_property
    def _digests(self) -> dict[bytes, Find]:
        return dict(digests((needle.name, needle.value) for needle in self._needles if needle.thorough))

    @cached_property
    def _common(self) -> dict[Form, bool]:
        found: dict[Form, bool] = {}
        for needle in self._needles:
            for form, _ in _keyed(needle):
                found[form] = found.get(form, True) and needle.common
        return found

    def _excuse(self, form: Form, kind: Kind) -> bool:
        key = (form, kind is Kind.PROSE)
        if key not in self._excused:
            self._excused[key] = self._excuses.excuse(form, kind, common=self._common.get(form, True))
        return self._excused[key]


@lru_cache(maxsize=_KEPT_READINGS)
def readings(text: str, by_line: bool = False) -> tuple[Reading, ...]:
    """`read`, remembered for the texts that every recipient's files share."""
    return read(text, by_line=by_line)


def _together(form: Form, passage: Passage) -> bool:
    """Whether a form so short that chance makes it ("18 April") stands in one value, where there are several."""
    if not (form.short and passage.values):
        return True
    return any(reading.holds(form) for line in passage.text.split("\n") for reading in read(line))


def _counts(form: Form, kind: Kind) -> bool:
    """Whether a find of this form means anything in a passage of this kind."""
    if kind is Kind.SOURCE:
        return not form.short
    if kind is Kind.LOOSE:
        return not form.short and len(form.text) >= (
            _LEAST_LOOSE_WORD if form.view in ("raw", "words") else _LEAST_LOOSE
        )
    return True


def _keyed(needle: Needle) -> tuple[tuple[Form, str], ...]:
    try:
        return _cached_forms(needle.value, type(needle.value).__name__, needle.category)
    except TypeError:
        return _forms_and_keys(needle.value, needle.category)


@lru_cache(maxsize=8192)
def _cached_forms(value: Any, _kind: str, category: str) -> tuple[tuple[Form, str], ...]:
    return _forms_and_keys(value, category)


def _forms_and_keys(value: Any, category: str) -> tuple[tuple[Form, str], ...]:
    """The forms of a value, each with its letters and digits, by which the automaton meets it."""
    return tuple((form, compact(form.text)) for form in forms(value, category))
