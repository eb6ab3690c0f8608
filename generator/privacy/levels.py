"""What becomes of the fields of a record, or of a child, as far as it hangs on their names and on the kind of person.

The children of one list mostly have the same names, and so have the records of a source: what the policy says of those
is worked out once for each kind of person, and the values are then only looked at.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.privacy.conditions import Conditions
from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.ruling import Rule
from generator.privacy.transforms.keep import Keep

_MOST_KINDS = 256
_MOST_LEVELS = 4_096
"""Records may have any number of names: past so many what is known is forgotten."""


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One field. `verdict`: why nothing of it may be used for this kind of person, None when that hangs on the value.

    `children`: whether the value is taken for child records. `plain`: whether a single value that is there is told as
    it is. `told`: the verdict when it is told. `denied_as`: the category that goes with its values when they aren't.
    """

    name: str
    path: FieldPath
    rule: Rule | None
    verdict: tuple[str, str] | None
    children: bool
    plain: bool
    told: tuple[str, str]
    denied_as: str


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """`above`: the path that it is of. `steps`: the fields that a rule speaks for, in the policy's order, each with its
    name and whether it is plain.

    `rest`: name and path of what no rule speaks for, with False, and of lists of children, with True, in the record's
    order.
    """

    above: FieldPath
    steps: tuple[tuple[str, bool, Step], ...]
    rest: tuple[tuple[str, FieldPath, bool], ...]


class Levels:
    """Of everybody of one kind, by path and names."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._wild = bool(policy.wild)
        self._known: dict[FieldPath, dict[Hashable, Level]] = {}
        self._names: dict[FieldPath, tuple[str, ...]] = {}

    def of(self, above: FieldPath, values: Mapping[str, Any], conditions: Conditions) -> Level:
        """The level of the record, or child, at `above`. `conditions`: of anybody of this kind."""
        names: Hashable = tuple(values)
        if self._wild:
            # What a wildcard takes for child records hangs on whether the value is a list.
            names = names, tuple(map(_is_list, values.values()))
        there = self._known.get(above)
        found = there.get(names) if there is not None else None
        if found is None:
            if sum(map(len, self._known.values())) >= _MOST_LEVELS:
                self._known.clear()
                self._names.clear()
            found = self._worked_out(above, values, conditions)
            self._known.setdefault(above, {})[names] = found
        return found

    def _worked_out(self, above: FieldPath, values: Mapping[str, Any], conditions: Conditions) -> Level:
        policy = self._policy
        names = (*self._listed_below(above), *policy.by_wildcard(above, values))
        steps = [self._step((*above, name), values.get(name), conditions) for name in names]
        rest = []
        for name, value in values.items():
            path = (*above, name)
            children = policy.holds_children(path, value)
            if children or policy.rule(path) is None:
                rest.append((name, path, children))
        return Level(above, tuple((step.name, step.plain, step) for step in steps), tuple(rest))

    def _step(self, path: FieldPath, value: Any, conditions: Conditions) -> Step:
        rule = self._policy.rule(path)
        verdict = conditions.standing(rule) if rule is not None else None
        children = self._policy.holds_children(path, value)
        kept = rule is not None and isinstance(rule.written, Keep) and not rule.ages
        plain = kept and verdict is None and not children
        action, category = (rule.action, rule.scanned_as) if rule is not None else ("", "")
        return Step(path[-1], path, rule, verdict, children, plain, (action, ""), category)

    def _listed_below(self, above: FieldPath) -> tuple[str, ...]:
        """The names that the policy writes out under a path, in its order."""
        known = self._names.get(above)
        if known is None:
            depth = len(above)
            paths: Iterable[FieldPath] = (*self._policy.fields, *self._policy.containers)
            heads = dict.fromkeys(path[: depth + 1] for path in paths if path[:depth] == above and path != above)
            known = self._names[above] = tuple(head[-1] for head in heads)
        return known


class Kinds:
    """The levels of every kind of person that is met."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._known: dict[Hashable, Levels] = {}

    def of(self, conditions: Conditions) -> Levels:
        """Those of the person of whom the conditions are."""
        found = self._known.get(conditions.kind)
        if found is None:
            if len(self._known) >= _MOST_KINDS:
                self._known.clear()
            found = self._known[conditions.kind] = Levels(self._policy)
        return found


def _is_list(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | Mapping)
