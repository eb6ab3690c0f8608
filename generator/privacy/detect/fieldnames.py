"""What a field's name says that it holds, in six languages: `kd_geb_dat` in, the category of dates of birth out.

The names stand in assets/fields/names.json: category → names as people write them, abbreviations among them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from generator.privacy.categories import SPECIAL, within
from generator.privacy.detect.numbers import field_words
from generator.privacy.detect.plain import folded, listed
from generator.resources import assets_dir

_WORD = re.compile(r"[^\W_]+")
# Words that may stand beside a name without changing what it means.
_EMPTY = listed(
    """
    customer customers client clients user users person people member contact account my our the a of no nr num number
    code value text txt str field fld col column data dt date info main primary current new old raw given is has flag
    type kind cliente clienti clientes kunde kunden kd cust cli usr di del della do da de du des la le el il lo der die
    das von y e et und o numero num cod codigo codice nombre anzahl datum fecha data champ campo feld
    """
)


@dataclass(frozen=True, slots=True)
class NameGuess:
    """`category`: what the name says. `said`: the known name that it holds. `sure`: whether that is all it says."""

    category: str
    said: str
    sure: bool

    @property
    def special(self) -> bool:
        """Whether the category is a special one."""
        return within(self.category, SPECIAL)


@cache
def by_name(name: str) -> NameGuess | None:
    """A field's name in, the longest known name in it out; of two as long the sensitive one. None for none."""
    words = field_words(name)
    words = words[:-1] if len(words) > 1 else words
    found: list[tuple[int, bool, NameGuess]] = []
    for first, end in _stretches(len(words)):
        known = _names().get("".join(words[first:end]))
        if known is not None:
            category, said = known
            rest = (*words[:first], *words[end:])
            guess = NameGuess(category, said, sure=all(word in _EMPTY for word in rest))
            found.append((sum(map(len, words[first:end])), guess.special, guess))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _stretches(count: int) -> Iterator[tuple[int, int]]:
    """(first, end) of every run of up to six of `count` words."""
    for first in range(count):
        for end in range(first + 1, min(count, first + 6) + 1):
            yield first, end


@cache
def _names() -> dict[str, tuple[str, str]]:
    """A name without its gaps → (category, the name as the file has it). A sensitive category wins over another."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted((assets_dir() / "fields").glob("*.json")):
        for category, names in json.loads(path.read_text(encoding="utf-8")).items():
            if category == "about":
                continue
            for name in names.split(","):
                key = "".join(word for word in _WORD.findall(folded(name)) if not word.isdigit())
                if key not in found or within(category, SPECIAL):
                    found[key] = category, name.strip()
    return found
