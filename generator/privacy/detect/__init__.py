"""What a text says that its category should not: who somebody is, and what belongs to the special categories.

A text in, the kinds that it holds out. Numbers are looked for where digits crowd (`window`), each kind in a file of its
own; words by one matcher over the vocabularies of six languages (`vocabulary`). Nothing here ever returns, logs or
raises what it found: only the kind of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from generator.privacy.categories import within
from generator.privacy.detect import birth, email
from generator.privacy.detect.kinds import SPECIAL_KINDS, Kind
from generator.privacy.detect.numbers import NUMBERS, field_words, has_digits, numbers_in
from generator.privacy.detect.plain import HARD_SPACE, plain, simply_spaced, words, words_among
from generator.privacy.detect.record import suspects
from generator.privacy.detect.vocabulary import load_vocabulary

IDENTIFYING: tuple[Kind, ...] = (email.KIND, *(each.kind for each in NUMBERS), birth.KIND)
"""What tells who somebody is."""
SPECIAL: tuple[Kind, ...] = tuple(SPECIAL_KINDS.values())
"""What tells of a special category."""

# Names and streets hold words of belief, origin and politics that say nothing: Christian, Kirchweg, Karl-Marx-Allee.
_NAMES = ("user.name",)
_ADDRESSES = ("user.contact.address",)
_TELLS_IN_ADDRESSES = frozenset({"health", "criminal_record", "sexual_life"})


@dataclass(frozen=True, slots=True)
class Found:
    """What a text of some category holds that it should not: the first that identifies, and the first special one."""

    identifying: Kind | None
    special: Kind | None


NOTHING = Found(None, None)


def kinds(text: str, field: str = "") -> set[Kind]:
    """Every kind that the text holds. `field`: its field's name, which may say what a bare number is."""
    spaced = simply_spaced(text)
    shown = plain(text) if spaced is None else text.replace(HARD_SPACE, " ")
    digits = has_digits(shown)
    said = words(shown, digits=digits) if spaced is None else words_among(spaced, digits=digits)
    found = load_vocabulary().found(said) if said else set()
    if email.found(shown, said):
        found.add(email.KIND)
    if digits:
        name = field_words(field)
        found.update(numbers_in(shown, said, name))
        if birth.found(shown, said, name):
            found.add(birth.KIND)
    return found


def look(text: str, category: str, field: str = "") -> Found:
    """What a text of this category holds that it should not. A field kept as an e-mail address may hold one."""
    return _judged(kinds(text, field), category)


def look_through(cells: Sequence[tuple[str, str, str]]) -> Iterator[tuple[int, Found]]:
    """(text, category, field's name) of every text of a record in; the place of each that holds something, and what.

    The same as `look` for each of them, in a fifth of the time: most records hold nothing, which one pass tells.
    """
    for at, suspect in suspects([(text, field_words(field)) for text, _, field in cells]).items():
        text, category, field = cells[at]
        held = kinds(text, field) if suspect is None else suspect.kinds(text, field_words(field))
        found = _judged(held, category)
        if found is not NOTHING:
            yield at, found


def _judged(found: set[Kind], category: str) -> Found:
    identifying = next((kind for kind in IDENTIFYING if kind in found and not within(category, kind.own)), None)
    special = next((kind for kind in SPECIAL if kind in found and not _says_nothing(kind, category)), None)
    return Found(identifying, special) if identifying or special else NOTHING


@cache
def _says_nothing(kind: Kind, category: str) -> bool:
    if within(category, _NAMES):
        return True
    return within(category, _ADDRESSES) and kind.name not in _TELLS_IN_ADDRESSES
