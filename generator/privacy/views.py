"""What may be told of a record in; the same as a fact's expression sees it, for one purpose, out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.reading import rules_below
from generator.privacy.walk import Node, Walked
from generator.privacy.words import Row

_MOST_PATHS = 4_096
"""With wildcards records may have any number of names: past so many what is known of them is forgotten."""


class Views:
    """Of the records of one campaign. What serves which purpose hangs on the policy alone, and is worked out once."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._cells: dict[tuple[str, FieldPath], dict[str, bool]] = {}
        self._lists: dict[FieldPath, frozenset[str]] = {}

    def of(self, walked: Walked, purpose: str) -> dict[str, Any]:
        """A record as it was let through in; what of it may be used for a purpose out."""
        return self._seen(walked, walked.tree, purpose, ())

    def _seen(self, walked: Walked, tree: Mapping[str, Node], purpose: str, above: FieldPath) -> dict[str, Any]:
        serves = self._served(purpose, above)
        seen: dict[str, Any] = {}
        for name, node in tree.items():
            if type(node) is list:
                path = (*above, name)
                if purpose in self._purposes_below(path):
                    seen[name] = tuple([Row(self._seen(walked, child, purpose, path)) for child in node])
                continue
            served = serves.get(name)
            if served is None:
                served = serves[name] = self._serves((*above, name), purpose)
            if served and (not walked.fewer or purpose in walked.fewer.get((id(tree), name), (purpose,))):
                seen[name] = node
        return seen

    def _served(self, purpose: str, above: FieldPath) -> dict[str, bool]:
        """By name, whether the fields under a path may be used for a purpose, as far as that was asked."""
        found = self._cells.get((purpose, above))
        if found is None or len(found) > _MOST_PATHS:
            if len(self._cells) > _MOST_PATHS:
                self._cells.clear()
            found = self._cells[purpose, above] = {}
        return found

    def _serves(self, path: FieldPath, purpose: str) -> bool:
        rule = self._policy.rule(path)
        return rule is not None and purpose in rule.purposes

    def _purposes_below(self, path: FieldPath) -> frozenset[str]:
        """Of a list of children: the purposes that at least one field under it may be used for."""
        known = self._lists.get(path)
        if known is None:
            if len(self._lists) > _MOST_PATHS:
                self._lists.clear()
            told = (rule for rule in rules_below(self._policy, path) if not rule.denied)
            leaves = (rule for rule in told if rule.path not in self._policy.containers)
            known = self._lists[path] = frozenset(name for rule in leaves for name in rule.purposes)
        return known
