"""What a text says that its category should not: who somebody is, and what belongs to the special categories.

A text in, the kinds that it holds out. Numbers are looked for where digits crowd (`window`), each kind in a file of its
own; words by one matcher over the vocabularies of six languages (`vocabulary`). Nothing here ever returns, logs or
raises what it found: only the kind of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.privacy.categories import within
from generator.privacy.detect import birth, card, email, iban, phone
from generator.privacy.detect.ids import NATIONAL_IDS
from generator.privacy.detect.kinds import SPECIAL_KINDS, Kind
from generator.privacy.detect.plain import folded, plain, words
from generator.privacy.detect.vocabulary import load_vocabulary
from generator.privacy.detect.window import windows

_NUMBERS = (iban.RECOGNISER, card.RECOGNISER, *NATIONAL_IDS, phone.RECOGNISER)

IDENTIFYING: tuple[Kind, ...] = (email.KIND, *(each.kind for each in _NUMBERS), birth.KIND)
"""What tells who somebody is."""
SPECIAL: tuple[Kind, ...] = tuple(SPECIAL_KINDS.values())
"""What tells of a special category."""

# Names and streets hold words of belief, origin and politics that say nothing: Christian, Kirchweg, Karl-Marx-Allee.
_NAMES = ("user.name",)
_ADDRESSES = ("user.contact.address",)
_TELLS_IN_ADDRESSES = frozenset({"health", "criminal_record", "sexual_life"})
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Found:
    """What a text of some category holds that it should not: the first that identifies, and the first special one."""

    identifying: Kind | None
    special: Kind | None


NOTHING = Found(None, None)


def kinds(text: str, field: str = "") -> set[Kind]:
    """Every kind that the text holds. `field`: its field's name, which may say what a bare number is."""
    shown = plain(text)
    said = words(shown)
    found = load_vocabulary().found(said) if said else set()
    found.update(_identifying(shown, said, field_words(field)))
    return found


def look(text: str, category: str, field: str = "") -> Found:
    """What a text of this category holds that it should not. A field kept as an e-mail address may hold one."""
    found = kinds(text, field)
    if not found:
        return NOTHING
    return Found(
        next((kind for kind in IDENTIFYING if kind in found and not within(category, kind.own)), None),
        next((kind for kind in SPECIAL if kind in found and not _says_nothing(kind, category)), None),
    )


@lru_cache(maxsize=4096)
def field_words(name: str) -> tuple[str, ...]:
    """A field's name in (birthDate, birth_date), its words folded out; where there are several, all in one too."""
    parts = tuple(_PARTS.findall(folded(_HUMP.sub(" ", plain(name)))))
    return (*parts, "".join(parts)) if len(parts) > 1 else parts


@cache
def _says_nothing(kind: Kind, category: str) -> bool:
    if within(category, _NAMES):
        return True
    return within(category, _ADDRESSES) and kind.name not in _TELLS_IN_ADDRESSES


def _identifying(text: str, said: list[str], field: tuple[str, ...]) -> set[Kind]:
    found: set[Kind] = set()
    if email.found(text):
        found.add(email.KIND)
    if _DIGIT.search(text) is None:
        return found
    for window in windows(text, field):
        for each in _NUMBERS:
            if window.digits >= each.digits and each.kind not in found and each.found(window):
                found.add(each.kind)
    if birth.found(folded(text), frozenset(said), field):
        found.add(birth.KIND)
    return found
