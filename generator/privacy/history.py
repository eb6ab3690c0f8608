"""What one person bought, used or looked for, ready to be kept out of marketing that is told to this very person.

Left of the wall: what comes out of a text being looked at is yes or no.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from generator.intake.record import CustomerRecord
from generator.privacy.categories import within
from generator.privacy.derivations.related_products import RelatedProducts
from generator.privacy.folding import fold
from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.products import Catalogue

_BOUGHT: tuple[str, ...] = ("user.behavior", "user.social_activity")
_LIKED: tuple[str, ...] = ("user.interest", "user.preference")
_APART = re.compile(r"\s+[·|–—/]\s+|\s*;\s*")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 12
"""Words of a name that are looked at together."""
_LONGEST_NAME = 400
"""Characters: what is longer names nothing that copy could repeat."""
_MUCH = 20_000
"""Characters of a text that is not taken apart."""
_MOST_LEVELS = 4_096
"""Records may have any number of names: past so many what is known of them is forgotten."""
_SINGLE = frozenset({Decimal, int, bool, date, type(None)})
"""Most values that are no text."""
_ENDINGS = ("", "s", "es", "n", "en")
"""A name counts with these, too: lamp, lamps; Lampe, Lampen."""

Kind = Literal["bought", "line", ""]


@dataclass(frozen=True, slots=True)
class OwnHistory:
    """`ids`: of products that the person has. `names`: of what was bought, folded; `lines`: of other things that were
    done; `short`: as written, since a short word that is no name may be the same. `gapless`: in scripts that set no
    space between words.
    """

    ids: frozenset[str] = field(repr=False)
    names: frozenset[str] = field(repr=False)
    lines: frozenset[str] = field(repr=False)
    short: frozenset[str] = field(repr=False)
    gapless: frozenset[str] = field(repr=False)

    def is_named(self, title: str) -> bool:
        """Whether a title is a name of it, and not only holds one: "Rock" is, "Rock And Roll" is another shelf."""
        return title.strip() in self.short or fold(title) in self.names or fold(title) in self.lines

    def named_in(self, text: str, *, lines: bool = True) -> bool:
        """Whether a text names anything of it, as whole words. `lines`: whether lines count beside what was bought."""
        if len(text) > _MUCH:
            folded = f" {fold(text)} "
            return any(f" {name} " in folded for name in (*self.names, *(self.lines if lines else ()), *self.gapless))
        phrases = _phrases(text)
        if not self.names.isdisjoint(phrases) or not self.short.isdisjoint(_words(text)):
            return True
        if lines and not self.lines.isdisjoint(phrases):
            return True
        return bool(self.gapless) and any(name in fold(text).replace(" ", "") for name in self.gapless)


class Histories:
    """Of one campaign's records. Which fields count is worked out once.

    `bought`: what a suggestion is derived from, and behaviour; any name there counts. `line`: of other things that a
    person did (the lines of an invoice) names of two words and more: "Energy" and "Taxes" stand in everybody's.
    """

    def __init__(self, policy: Policy, products: Catalogue) -> None:
        self._policy = policy
        self._products = products
        self._kinds: dict[FieldPath, Kind] = {}
        self._levels: dict[tuple[FieldPath, tuple[str, ...]], tuple[tuple[FieldPath, Kind], ...]] = {}
        # A source that is written out is what the person has; the field itself may as well be a declared interest.
        self._sources = {
            tuple(rule.written.source.split(".")) if rule.written.source else path
            for path, rule in policy.fields.items()
            if isinstance(rule.written, RelatedProducts) and (rule.written.source or rule.history)
        }

    def of(self, record: CustomerRecord, translated: Callable[[str], str]) -> OwnHistory:
        """`translated`: a product's title → the same in the recipient's words."""
        ids: set[str] = set()
        found: set[tuple[str, str]] = set()
        texts: dict[tuple[str, Kind], None] = {}
        self._gather(record.values, (), texts)
        for text, kind in texts:
            found |= _names(text, kind)
            ids |= {part for part in _parts(text, kind) if self._products.get(part) is not None}
        # A short identifier is no name: the product's title is.
        found -= {(name, "short") for name in ids}
        for product in ids:
            title = self._products[product].title
            found |= _names(title, "bought") | _names(translated(title), "bought")

        def of_sort(sort: str) -> frozenset[str]:
            return frozenset(name for name, own in found if own == sort)

        return OwnHistory(frozenset(ids), of_sort("name"), of_sort("line"), of_sort("short"), of_sort("gapless"))

    def _gather(self, values: Mapping[str, Any], above: FieldPath, texts: dict[tuple[str, Kind], None]) -> None:
        """Every different text of a record, and of its children, that counts, with what it counts as."""
        key = (above, tuple(values))
        level = self._levels.get(key)
        if level is None:
            if len(self._levels) >= _MOST_LEVELS:
                self._levels.clear()
            level = self._levels[key] = tuple(((*above, name), self._kind((*above, name))) for name in values)
        for (path, kind), value in zip(level, values.values(), strict=True):
            if isinstance(value, str):
                if kind and len(value) <= _LONGEST_NAME:
                    texts[value, kind] = None
            elif type(value) not in _SINGLE and isinstance(value, Mapping | Sequence):
                self._gather_all(value, path, texts)

    def _gather_all(self, value: Any, path: FieldPath, texts: dict[tuple[str, Kind], None]) -> None:
        if isinstance(value, Mapping):
            self._gather(value, path, texts)
            return
        for item in value:
            if type(item) is dict:
                self._gather(item, path, texts)
            elif isinstance(item, str):
                if (kind := self._kind(path)) and len(item) <= _LONGEST_NAME:
                    texts[item, kind] = None
            elif isinstance(item, Mapping | Sequence):
                self._gather_all(item, path, texts)

    def _kind(self, path: FieldPath) -> Kind:
        known = self._kinds.get(path)
        if known is None:
            if len(self._kinds) >= _MOST_LEVELS:
                self._kinds.clear()
            known = self._kinds[path] = self._worked_out(path)
        return known

    def _is_interest(self, path: FieldPath) -> bool:
        """Whether the policy says that it is what the person likes, not what they did."""
        rules = (self._policy.rule(path[:depth]) for depth in range(len(path), 0, -1))
        nearest = next((rule for rule in rules if rule is not None), None)
        return nearest is not None and not nearest.history and within(nearest.category, _LIKED)

    def _worked_out(self, path: FieldPath) -> Kind:
        if path in self._sources and not self._is_interest(path):
            return "bought"
        for depth in range(len(path), 0, -1):
            rule = self._policy.rule(path[:depth])
            if rule is not None:
                if not rule.history:
                    return ""
                return "bought" if within(rule.category, _BOUGHT) else "line"
        return ""


@lru_cache(maxsize=16384)
def _parts(text: str, kind: Kind) -> frozenset[str]:
    """A value in; itself and the names that it lists out: "Title · Artist", "a; b"."""
    parts = {text.strip(), *(part.strip() for part in _APART.split(text))}
    if kind == "bought":
        parts |= {part.strip() for part in text.replace(",", ";").split(";")}
    return frozenset(part for part in parts if part)


@lru_cache(maxsize=16384)
def _names(text: str, kind: Kind) -> frozenset[tuple[str, str]]:
    """A value in, (what to look for, "name", "line", "short" or "gapless") out: only what is specific enough."""
    found = set()
    for part in _parts(text, kind):
        folded = fold(part)
        letters = sum(char.isalpha() for char in folded)
        several = " " in folded
        if letters >= 2 and any("\u2e80" <= char <= "\u9fff" for char in folded):
            found.add((folded.replace(" ", ""), "gapless"))
        elif (letters >= 8 and several) if kind == "line" else (letters >= 6 or (letters >= 3 and several)):
            found.add((folded, "line" if kind == "line" else "name"))
        elif kind == "bought" and letters >= 3:
            found.add((part, "short"))
    return frozenset(found)


@lru_cache(maxsize=4096)
def _phrases(text: str) -> frozenset[str]:
    """Every run of whole words of a text, folded, the last of them with and without the ending of a plural."""
    words = fold(text).split()
    found = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            run = " ".join(words[start:end])
            found |= {run.removesuffix(ending) for ending in _ENDINGS}
    return frozenset(found)


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))
