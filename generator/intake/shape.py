"""What a source holds, known before its rows are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def _no_children() -> Mapping[str, Shape]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shape:
    """The names of the fields of a record, in the source's order, and the shape of each list of children."""

    fields: tuple[str, ...]
    children: Mapping[str, Shape] = field(default_factory=_no_children)

    def paths(self) -> frozenset[tuple[str, ...]]:
        """Every field and child as a path from the record: ("name",), ("invoices",), ("invoices", "total")."""
        own = {(name,) for name in (*self.fields, *self.children)}
        below = {(name, *path) for name, child in self.children.items() for path in child.paths()}
        return frozenset(own | below)
