"""Every recogniser of numbers, asked about each crowd of digits in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from generator.privacy.detect import card, iban, phone
from generator.privacy.detect.ids import NATIONAL_IDS
from generator.privacy.detect.kinds import Kind
from generator.privacy.detect.plain import folded, plain
from generator.privacy.detect.recogniser import Bare
from generator.privacy.detect.window import Window, crowds

# The surest first: what one has recognised is blanked out for those after it.
NUMBERS = (iban.RECOGNISER, card.RECOGNISER, *NATIONAL_IDS, phone.RECOGNISER)
_WITH_LETTERS = tuple(each for each in NUMBERS if each.bare >= Bare.WITH_LETTERS)
_ALWAYS = tuple(each for each in NUMBERS if each.bare >= Bare.ALWAYS)
# Of a pair of words the longer one tells that it may be there.
_CUE_WORDS = frozenset(max(cue.split(), key=len) for each in NUMBERS for cue in each.cues)
_ALL_CUES = frozenset().union(*(each.cues for each in NUMBERS))
_NOTHING: frozenset[str] = frozenset()
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def has_digits(text: str) -> bool:
    """Whether a plain text holds any digit."""
    return _DIGIT.search(text) is not None


@lru_cache(maxsize=4096)
def field_words(name: str) -> tuple[str, ...]:
    """A field's name in (birthDate, birth_date), its words folded out; where there are several, all in one too."""
    parts = tuple(_PARTS.findall(folded(_HUMP.sub(" ", plain(name)))))
    return (*parts, "".join(parts)) if len(parts) > 1 else parts


def cues_among(words: Sequence[str]) -> frozenset[str]:
    """Those of a text's words, or of its field's name, that may tell what a number is."""
    return _NOTHING if _CUE_WORDS.isdisjoint(words) else _CUE_WORDS.intersection(words)


@lru_cache(maxsize=4096)
def is_cue(field: tuple[str, ...]) -> bool:
    """Whether a field's name may tell what a number in it is."""
    return bool(cues_among(field))


def numbers_in(text: str, words: Sequence[str], field: tuple[str, ...]) -> set[Kind]:
    """A plain text, its words and those of its field's name in; the kinds of the numbers in it out."""
    cued = is_cue(field) or bool(cues_among(words))
    found: set[Kind] = set()
    for start, end in crowds(text):
        found |= recognised(Window(text, start, end, field, cued=cued))
    return found


def recognised(window: Window) -> set[Kind]:
    """A crowd of digits in; what the recognisers take it, or parts of it, for out."""
    if window.cued and window.near.isdisjoint(_ALL_CUES):
        window.cued = False
    asked = NUMBERS if window.cued else _WITH_LETTERS if window.lettered else _ALWAYS
    return {each.kind for each in asked if window.digits >= each.digits and each.found(window)}
