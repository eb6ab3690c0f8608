"""What rows look like: the first rows of a source in, its columns and the lists inside its records out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.intake.values import CellError

_DEEPEST = 20
SCALAR = "value"
"""The field of a child that is no object itself: tags: ["new", "loyal"] → two children with one field."""


@dataclass(slots=True)
class Outline:
    """Columns in the order in which they were met, each with whether it has held a value; the outline of each list.

    `empty`: no row has been met.
    """

    columns: dict[str, bool] = field(default_factory=dict)
    lists: dict[str, Outline] = field(default_factory=dict)
    empty: bool = True

    def meet(self, cells: Mapping[str, object]) -> None:
        """Take in one more row."""
        self.empty = False
        try:
            found = flat(cells)
        except (CellError, RecursionError):
            return
        for column, cell in found.items():
            if isinstance(cell, list) and not self.columns.get(column):
                self.columns.pop(column, None)
                self.lists.setdefault(column, Outline()).meet_all(cell)
            elif column not in self.lists:
                self.columns[column] = self.columns.get(column, False) or cell is not None

    def meet_all(self, items: Iterable[object]) -> None:
        """Take in the items of a list."""
        for item in items:
            self.meet(as_cells(item))


def as_cells(item: object) -> Mapping[str, object]:
    """An item of a list in, a row's cells out."""
    return item if isinstance(item, dict) else {SCALAR: item}


def flat(cells: Mapping[str, object], depth: int = 0) -> Mapping[str, object]:
    """Objects in a record become columns of their own: {"address": {"city": …}} → address_city.

    Raises CellError where that makes one name twice, or where objects stand too deep.
    """
    if not any(isinstance(cell, dict) for cell in cells.values()):
        return cells
    if depth == _DEEPEST:
        raise CellError("holds objects too deep inside each other")
    found: dict[str, object] = {}
    for column, cell in cells.items():
        inner = flat(cell, depth + 1) if isinstance(cell, dict) else None
        parts = {column: cell} if inner is None else {f"{column}_{name}": value for name, value in inner.items()}
        if not found.keys().isdisjoint(parts):
            raise CellError("holds one name twice once its objects are flattened")
        found |= parts
    return found
