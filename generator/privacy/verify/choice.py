"""What was withheld from a recipient in, what to look for in the finished files out.

A denied value is looked for once, whatever fields hold it, and not at all when the same value was released under
another name: then nobody can say which of the two a page shows. Flags and values of `system` fields are not looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from generator.privacy.categories import IDENTIFYING, within
from generator.privacy.folding import fold
from generator.privacy.verify.dates import date_in
from generator.privacy.verify.needles import Needle
from generator.privacy.verify.variants import as_number, canonical
from generator.privacy.withheld import FieldPath, Withheld

# Hashes are looked for of so many values; a customer with ten thousand purchases has no more of them.
_MOST_THOROUGH = 256
# An unlisted text with so many is taken for somebody's number.
_MANY_DIGITS = 5


def needles_for(withheld: Withheld) -> list[Needle]:
    """What was denied, identifying values first, less what was told."""
    told = {
        key for kind, value in {(type(value).__name__, value) for value in withheld.told} for key in _keys(kind, value)
    }
    found = _by_key(withheld, lambda keys: not told.intersection(keys))
    return [replace(each, thorough=number < _MOST_THOROUGH) for number, each in enumerate(found)]


def all_needles(withheld: Withheld) -> list[Needle]:
    """The same with what was told under another name: where none of these is found, there is nothing to find."""
    return list(_by_key(withheld, lambda _keys: True))


def _by_key(withheld: Withheld, wanted: Callable[[tuple[Any, ...]], bool]) -> Iterable[Needle]:
    found: dict[Any, Needle] = {}
    for path, category, value in sorted(withheld.denied, key=_importance):
        if value is None or isinstance(value, bool) or _is_system(category):
            continue
        keys = _keys(type(value).__name__, value)
        if keys and keys[0] not in found and wanted(keys):
            found[keys[0]] = Needle(".".join(path), value, category, True, _is_common(path, category, value))
    return found.values()


def _is_common(path: FieldPath, category: str, value: Any) -> bool:
    """Whether a page may say such a value without meaning the person: any word, and any day or number but their own."""
    if _identifies(category):
        return not any(char.isdigit() or char == "@" for char in str(value))
    if category or len(path) > 1 or not isinstance(value, str):
        return True
    return "@" not in value and sum(char.isdigit() for char in value) < _MANY_DIGITS


def _importance(entry: tuple[FieldPath, str, Any]) -> tuple[bool, int]:
    """What identifies comes first, then what stands at the top."""
    path, category, _ = entry
    return not _identifies(category), len(path)


@cache
def _identifies(category: str) -> bool:
    return within(category, IDENTIFYING)


@cache
def _is_system(category: str) -> bool:
    return within(category, ("system",))


@lru_cache(maxsize=16384)
def _keys(_kind: str, value: Any) -> tuple[Any, ...]:
    """What two values have in common when they say the same: the text, the number, the day."""
    if isinstance(value, bool) or value is None:
        return ()
    if isinstance(value, datetime):
        return (value.date(),)
    if isinstance(value, date):
        return (value,)
    if isinstance(value, int | float | Decimal):
        return (canonical(Decimal(str(value))) or "0",)
    text = str(value).strip()
    meant = (date_in(text), as_number(text))
    others = (meant[0], canonical(meant[1]) if meant[1] is not None else None)
    return tuple(key for key in (fold(text), *others) if key)
