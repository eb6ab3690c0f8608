"""policy.yaml in, Policy out: for every field, what may be told, for what, and for whom. What isn't listed is denied.

A dotted key names a field of child records: `invoices.lines.amount`. Listing it lists its parents; a parent that is
written out too hands down category, purposes, origin and sensitivity. A file may extend another one, and only be
stricter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.audience.permission import PurposeRule
from generator.errors import PolicyError
from generator.privacy.grounds import grounds_of
from generator.privacy.layers import Layer, digest_of, read_layers
from generator.privacy.patterns import FieldPath, is_wild
from generator.privacy.policyfile import Rules, policy_schema
from generator.privacy.resolve import Resolver
from generator.privacy.ruling import Rule
from generator.sourcefile import SourceFile

__all__ = ["Policy", "load_policy", "policy_schema"]


@dataclass(frozen=True)
class Policy:
    """A policy that has been checked.

    `fields`: the rules for fields that are called by name, in the order of the files. `wild`: the patterns with
    wildcards. `containers`: fields that hold child records by what is written. `digest`: of all files, in hex.
    `source`: the file that was asked for; `layers`: all, the one that extends nothing first.
    """

    purposes: Mapping[str, PurposeRule]
    rules: Rules
    fields: Mapping[FieldPath, Rule]
    wild: tuple[FieldPath, ...]
    containers: frozenset[FieldPath]
    digest: str
    source: SourceFile
    layers: tuple[Layer, ...]
    _resolver: Resolver = field(repr=False, compare=False)

    def rule(self, path: FieldPath) -> Rule | None:
        """The rule that holds for exactly this path; None when none speaks for it."""
        if not self.wild:
            return self.fields.get(path)
        try:
            return self._resolver.rule(path)
        except PolicyError:
            # The files were checked; should a path have been overlooked, nothing of it is told.
            return None

    def holds_children(self, path: FieldPath, value: object) -> bool:
        """Whether this value of a field is taken for child records: those of which some may be listed."""
        if path in self.containers:
            return True
        listed = isinstance(value, Iterable) and not isinstance(value, str | Mapping)
        return bool(self.wild) and listed and self._resolver.may_lie_below(path)

    def by_wildcard(self, above: FieldPath, values: Mapping[str, object]) -> list[str]:
        """The names among `values`, which stand under `above`, that only a wildcard speaks for, in their order."""
        if not self.wild:
            return []
        return sorted(
            name
            for name, value in values.items()
            if (path := (*above, name)) not in self.fields
            and path not in self.containers
            and (self.rule(path) is not None or self.holds_children(path, value))
        )

    def place(self, path: FieldPath) -> str:
        """Where the rule for `path` stands: file:line:column."""
        rule = self.rule(path)
        return rule.places[0] if rule is not None and rule.places else self.source.place("fields", ".".join(path))

    def purpose_place(self, name: str) -> str:
        """Where the purpose stands: file:line:column."""
        for layer in reversed(self.layers):
            if name in layer.written.purposes:
                return layer.source.place("purposes", name)
        return self.source.place("purposes")


def load_policy(path: Path) -> Policy:
    """Raises PolicyError at the line that is wrong, that would tell what must not be told, or that loosens its base."""
    layers = read_layers(path)
    grounds = grounds_of(layers)
    resolver = Resolver(layers, grounds)
    resolver.check()
    named = ((pattern, resolver.rule(pattern)) for pattern in resolver.patterns if not is_wild(pattern))
    fields = {path: rule for path, rule in named if rule is not None}
    return Policy(
        purposes=grounds[-1].purposes,
        rules=grounds[-1].rules,
        fields=fields,
        wild=resolver.wild,
        containers=resolver.containers,
        digest=digest_of(layers),
        source=layers[-1].source,
        layers=layers,
        _resolver=resolver,
    )
