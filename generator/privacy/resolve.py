"""The rules as they are written in, the rules as they hold out: parents and bases counted in, contradictions refused.

What holds for a field is what its own rule says and what its parents' and its base's rules say: purposes and
relationships are those that all allow, consents those that any asks for, ages the strictest. So nothing can be
loosened; a rule that tries is an error at its line.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from generator.intake.names import FieldNameError, check_names
from generator.privacy.categories import SPECIAL, within
from generator.privacy.grounds import Ground
from generator.privacy.layers import Layer
from generator.privacy.patterns import (
    ANY_NAME,
    FieldPath,
    TooTangled,
    is_wild,
    meet,
    representatives,
)
from generator.privacy.rule import FieldRule
from generator.privacy.ruling import Rule
from generator.privacy.weighing import Weighing


class Resolver:
    """The rules of a chain of files, path by path. `base`: the same for all files but the last."""

    def __init__(self, layers: Sequence[Layer], grounds: Sequence[Ground]) -> None:
        self.layer = layers[-1]
        self.ground = grounds[-1]
        self.base = Resolver(layers[:-1], grounds[:-1]) if len(layers) > 1 else None
        self._layers = layers
        self.containers = frozenset(
            key[:depth]
            for layer in layers
            for key in layer.rules
            for depth in range(1, len(key))
            if not is_wild(key[:depth])
        )
        self.patterns = tuple(dict.fromkeys(key for layer in layers for key in layer.rules))
        self.wild = tuple(pattern for pattern in self.patterns if is_wild(pattern))
        self._known: dict[FieldPath, Rule | None] = {}

    def check(self) -> None:
        """Raises PolicyError at the line of the first rule that can't hold."""
        if self.base is not None:
            self.base.check()
        try:
            check_names(".".join(pattern) for pattern in self.patterns)
            paths = representatives(self.patterns)
        except FieldNameError as fault:
            raise self.layer.source.fail(["fields"], f"{fault}", fault.remedy) from None
        except TooTangled:
            raise self.layer.source.fail(
                ["fields"], "its wildcards overlap in too many ways.", "Use fewer of them."
            ) from None
        for path in paths:
            self.rule(path)

    def rule(self, path: FieldPath) -> Rule | None:
        """What holds for a field; None when no rule speaks for it. Raises PolicyError for a rule that can't hold."""
        if path not in self._known:
            if len(self._known) > 20_000:
                # Records may have any number of names, a policy few.
                self._known.clear()
            self._known[path] = self._rule(path)
        return self._known[path]

    def may_lie_below(self, path: FieldPath) -> bool:
        """Whether some rule speaks for something under this path."""
        return path in self.containers or any(meet((*path, "**"), pattern) is not None for pattern in self.wild)

    def is_sensitive(self, path: FieldPath) -> bool:
        """Whether a rule of any file calls the field, or one above it, sensitive."""
        for depth in range(1, len(path) + 1):
            for layer in self._layers:
                pattern = layer.best(path[:depth])
                rule = layer.rules[pattern] if pattern is not None else None
                if rule is not None and (rule.sensitive or within(rule.category or "", SPECIAL)):
                    return True
        return False

    def is_supposed(self, path: FieldPath) -> bool:
        """Whether a rule of any file says that the field, or one above it, wasn't declared by the person."""
        for depth in range(1, len(path) + 1):
            for layer in self._layers:
                pattern = layer.best(path[:depth])
                if pattern is not None and layer.rules[pattern].origin in ("inferred", "observed"):
                    return True
        return False

    def fail(self, pattern: FieldPath, key: str, cause: str, remedy: str) -> Exception:
        """The error to raise at a key of a rule of the last file."""
        return self.layer.source.fail(["fields", ".".join(pattern), key], cause, remedy)

    def check_purposes(self, pattern: FieldPath, key: str, names: Sequence[str]) -> None:
        """Raises PolicyError for a name that is no purpose."""
        for name in names:
            if name not in self.ground.purposes:
                near = difflib.get_close_matches(name, self.ground.purposes, 1)
                raise self.fail(
                    pattern,
                    key,
                    f"there is no purpose '{name}'.",
                    f"Did you mean '{near[0]}'?" if near else "Declare it under 'purposes'.",
                )

    def _rule(self, path: FieldPath) -> Rule | None:
        base = self.base.rule(path) if self.base is not None else None
        pattern = self.layer.best(path)
        given = self.layer.rules[pattern] if pattern is not None else None
        if base is None and (given is None or not self._may_list(path, pattern or path, given)):
            return None
        return Weighing(self, path, pattern, given, base, self._parent(path)).rule()

    def _parent(self, path: FieldPath) -> Rule | None:
        for depth in range(len(path) - 1, 0, -1):
            parent = self.rule(path[:depth])
            if parent is not None:
                return parent
        return None

    def _may_list(self, path: FieldPath, pattern: FieldPath, given: FieldRule) -> bool:
        """Whether the last file may speak for a field that no earlier one does."""
        if self.base is None or given.name_of_action == "drop":
            return True
        if path in self.base.containers:
            # It says what holds for children that are listed, and lists nothing.
            return True
        if is_wild(pattern) and "action" not in given.model_fields_set:
            return False
        if "fields" in self.base.ground.opens:
            return True
        shown = ".".join("*" if part == ANY_NAME else part for part in path)
        raise self.fail(
            pattern,
            "action",
            f"'{shown}' is not listed in {self.base.layer.source.path}, so it can't be listed here.",
            "List it there, or write 'open: [fields]' there.",
        )
