"""What rows look like: the first rows of a source in, its columns and the lists inside its records out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.intake.limits import DEEPEST, MOST_COLUMNS
from generator.intake.values import CellError

SCALAR = "value"
"""The field of a child that is no object itself: tags: ["new", "loyal"] → two children with one field."""


@dataclass(slots=True)
class Outline:
    """Columns in the order in which they were met, each with whether it has held a value; the outline of each list.

    `objects`: the names that were flattened away. `empty`: no row has been met.
    """

    columns: dict[str, bool] = field(default_factory=dict)
    lists: dict[str, Outline] = field(default_factory=dict)
    objects: set[str] = field(default_factory=set)
    empty: bool = True

    def meet(self, cells: Mapping[str, object], depth: int = 0) -> None:
        """Take in one more row. What the mapper will refuse, for its depth or its number of names, is left out."""
        self.empty = False
        try:
            found = flat(cells, self.objects)
        except CellError:
            return
        if len(found) > MOST_COLUMNS or len(self.columns) > MOST_COLUMNS:
            return
        for column in self.objects:
            # A record without the object has a null in its place, which is no field.
            if self.columns.get(column) is False:
                del self.columns[column]
        for column, cell in found.items():
            if isinstance(cell, list) and not self.columns.get(column):
                self.columns.pop(column, None)
                if depth < DEEPEST:
                    self.lists.setdefault(column, Outline()).meet_all(cell, depth + 1)
            elif column not in self.lists and (cell is not None or column not in self.objects):
                self.columns[column] = self.columns.get(column, False) or cell is not None

    def meet_all(self, items: Iterable[object], depth: int = 0) -> None:
        """Take in the items of a list."""
        for item in items:
            self.meet(as_cells(item), depth)


def as_cells(item: object) -> Mapping[str, object]:
    """An item of a list in, a row's cells out."""
    return item if isinstance(item, dict) else {SCALAR: item}


def flat(cells: Mapping[str, object], objects: set[str] | None = None, depth: int = 0) -> Mapping[str, object]:
    """Objects in a record become columns of their own: {"address": {"city": …}} → address_city.

    `objects`, if given, takes in the names of those objects. Raises CellError where that makes one name twice, or where
    objects stand too deep.
    """
    if not any(isinstance(cell, dict) for cell in cells.values()):
        return cells
    if depth == DEEPEST:
        raise CellError("holds objects too deep inside each other")
    found: dict[str, object] = {}
    for column, cell in cells.items():
        parts: Mapping[str, object] = {column: cell}
        if isinstance(cell, dict):
            below: set[str] = set()
            parts = {f"{column}_{name}": value for name, value in flat(cell, below, depth + 1).items()}
            if objects is not None:
                objects |= {column, *(f"{column}_{name}" for name in below)}
        if not found.keys().isdisjoint(parts):
            raise CellError("holds one name twice once its objects are flattened")
        found |= parts
    return found
