"""Columns that hold something more dangerous than their rule says: records in, what to look at out. No values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.errors import PolicyError
from generator.privacy.categories import IDENTIFYING, KNOWING, SPECIAL, within
from generator.privacy.detect.columns import Column, Content
from generator.privacy.detect.fieldnames import by_name
from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.ruling import Rule

MOST_ROWS = 500
"""So many records are looked at."""
_SOME, _MOST, _FEWEST = 0.2, 0.5, 3


class ColumnWatch:
    """Looks at the fields that a policy lets through, in the first MOST_ROWS records."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._columns: dict[FieldPath, Column] = {}
        self._rows = 0

    def read(self, values: Mapping[str, Any]) -> None:
        """One record's values."""
        if self._rows < MOST_ROWS:
            self._rows += 1
            self._read(values, ())

    def findings(self) -> list[PolicyError]:
        """Every field of which its rule says too little, at the rule."""
        found = []
        for path, column in sorted(self._columns.items()):
            rule = self._policy.rule(path)
            fault = self._judged(rule, column) if rule is not None else None
            if fault is not None:
                found.append(fault)
        return found

    def _read(self, values: Mapping[str, Any], above: FieldPath) -> None:
        for name, value in values.items():
            path = (*above, name)
            if isinstance(value, Sequence) and not isinstance(value, str):
                if self._policy.holds_children(path, value):
                    for child in value:
                        self._read(child, path)
                continue
            rule = self._policy.rule(path)
            if rule is not None and not rule.denied and not rule.derives:
                self._columns.setdefault(path, Column(name)).add(value)

    def _judged(self, rule: Rule, column: Column) -> PolicyError | None:
        said = by_name(rule.path[-1])
        place = rule.places[0] if rule.places else self._policy.place(rule.path)
        if said is not None and said.special and said.sure and not within(rule.category, SPECIAL):
            return PolicyError(
                place,
                f"'{rule.name}' is said to be {rule.category}, but its name says '{said.said}'.",
                f"Write 'category: {said.category}', which drops it, or give the field a name of its own.",
            )
        for content in column.contents():
            if content.share * column.filled >= _FEWEST and _is_worse(content, rule.category):
                return PolicyError(
                    place,
                    f"'{rule.name}' is said to be {rule.category}, but {_percent(content.share)} of its values "
                    f"({column.filled} looked at) hold {content.kind.told}.",
                    _remedy(content),
                )
        return None


def danger(category: str) -> int:
    """3 for special categories, 2 for what identifies, 1 for what shows knowledge of the person, 0 for the rest."""
    return next((rank for rank, keys in ((3, SPECIAL), (2, IDENTIFYING), (1, KNOWING)) if within(category, keys)), 0)


def _is_worse(content: Content, category: str) -> bool:
    if within(category, content.kind.own) or within(category, (content.kind.category,)):
        return False
    # Names and addresses hold words that say nothing there; the filter knows which.
    if content.kind.special and within(category, ("user.name", "user.contact.address")):
        return False
    least = _SOME if danger(content.kind.category) > danger(category) else _MOST
    return content.share >= least and danger(content.kind.category) >= max(1, danger(category))


def _remedy(content: Content) -> str:
    if content.kind.special:
        return (
            f"Write 'category: {content.kind.category}' and 'action: drop', or correct the column under 'data: fields'."
        )
    return f"Write 'category: {content.kind.category}', or correct the column under 'data: fields'."


def _percent(share: float) -> str:
    return f"{share:.0%}"
