"""The mapping: a Row as the source has it in, a Node with named, typed and clean values out, or a Fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import SourceError
from generator.intake.limits import DEEPEST, MOST_COLUMNS
from generator.intake.names import FieldNameError, Naming, check_names, skeleton
from generator.intake.outline import Outline, as_cells, flat
from generator.intake.record import Raw
from generator.intake.spec import ChildSpec, RowsSpec
from generator.intake.table import Row
from generator.intake.values import CellError, Converter, as_key, converter, native

_MOST_SHAPES = 256


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that can't be used. `id` and `key` are there when at least they could be read."""

    place: str
    cause: str
    remedy: str
    id: str | None = field(default=None, repr=False)
    key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Node:
    """A row that could be read, and the lists that stood inside it.

    `id` is its own and `key` that of the row above, both as text; `bind` is the id as a database knows it.
    """

    place: str
    id: str | None = field(repr=False)
    key: str | None = field(repr=False)
    bind: object = field(repr=False)
    values: dict[str, Raw] = field(repr=False)
    nested: Mapping[str, tuple[Node | Fault, ...]] = field(repr=False)


class Mapper:
    """Reads the rows of one table, or of one kind of list."""

    def __init__(self, spec: RowsSpec, outline: Outline, label: str, lists: Mapping[str, Mapper]) -> None:
        """`lists`: the mapper of each list of children by name. Raises SourceError for columns that aren't there."""
        self._id = spec.id
        self._key = spec.key if isinstance(spec, ChildSpec) else None
        self._lists = lists
        self._columns: dict[str, str] = {}
        try:
            self._naming = Naming(spec.fields)
            for column in (*outline.columns, *outline.lists):
                self._columns[column] = self._naming.field(column)
            found = list(self._columns.values())
            if len(found) > MOST_COLUMNS:
                raise FieldNameError(
                    f"there are {len(found):,} columns, and {MOST_COLUMNS:,} are the most.",
                    "Export those that are needed.",
                )
            check_names(found)
        except FieldNameError as fault:
            raise SourceError(label, str(fault), fault.remedy) from None
        if not outline.empty:
            self._check(spec, found, label)
        # In a source whose rows name their own fields, the mapping may name some that come late.
        own = [self._columns[column] for column in outline.columns]
        late = [name for name in (*spec.fields, *spec.types) if name not in found and name not in lists]
        self._columns |= {spec.fields.get(name, name): name for name in (*late, *lists) if name not in found}
        self.fields = tuple(dict.fromkeys([*own, *late]))
        self._converters = {name: converter(spec.types.get(name)) for name in self.fields}
        self._typed = frozenset(spec.types)
        self._steps: dict[tuple[str, ...], tuple[tuple[str, Converter], ...]] = {}

    def read(self, row: Row, depth: int = 0) -> Node | Fault:
        """The row mapped; a Fault names the field that is wrong, and never the value. `depth`: lists around it."""
        if row.problem is None and (plain := self._plain(row)) is not None:
            return plain
        try:
            cells = flat(row.cells)
        except CellError as fault:
            return Fault(row.place, f"the row {fault}.", "Correct the row.")
        values: dict[str, Raw] = dict.fromkeys(self.fields)
        nested: dict[str, tuple[Node | Fault, ...]] = dict.fromkeys(self._lists, ())
        cause, remedy = (row.problem.cause, row.problem.remedy) if row.problem else ("", "")
        bind: object = None
        late = _LateNames(self, values)
        for column, cell in cells.items():
            name = self._columns.get(column)
            try:
                if name is None:
                    if cell is None:
                        continue
                    name = late.take(column)
                if isinstance(cell, list):
                    nested[name] = self._read_list(name, cell, row.place, depth + 1)
                elif name in self._lists:
                    if cell is not None:
                        raise CellError("is a single value, but a list in other rows")
                else:
                    values[name] = self._converters.get(name, native)(cell)
                    if name == self._id:
                        bind = cell
            except CellError as fault:
                known = name in self._converters or name in self._lists
                cause = cause or (f"'{name}' {fault}." if known else f"a field {fault}.")
        id_ = as_key(values.get(self._id)) if self._id else None
        key = as_key(values.get(self._key)) if self._key else None
        if not cause and self._id and id_ is None:
            cause, remedy = f"the row has no '{self._id}'.", "Give every row an id of its own."
        if not cause and self._key and key is None:
            cause, remedy = f"the row has no '{self._key}'.", "Say which row above it belongs to."
        if cause:
            return Fault(row.place, cause, remedy or "Correct the row.", id_, key)
        if self._id and not (isinstance(bind, str) and self._id not in self._typed):
            bind = _bindable(values.get(self._id))
        return Node(row.place, id_, key, bind, values, nested)

    def _plain(self, row: Row) -> Node | None:
        """A row of single values under known names, as most are; None for any other, and for one with a fault."""
        columns = tuple(row.cells)
        steps = self._steps.get(columns)
        if steps is None:
            if len(self._steps) >= _MOST_SHAPES:
                return None
            steps = self._steps[columns] = self._steps_of(columns)
        if not steps:
            return None
        values: dict[str, Raw] = dict.fromkeys(self.fields)
        try:
            for (name, convert), cell in zip(steps, row.cells.values(), strict=True):
                values[name] = convert(cell)
        except CellError:
            # What is wrong is for the whole look at the row to say; a list or an object is no single value either.
            return None
        id_ = as_key(values.get(self._id)) if self._id else None
        key = as_key(values.get(self._key)) if self._key else None
        if (self._id and id_ is None) or (self._key and key is None):
            return None
        bind: object = None
        if self._id:
            at = next(number for number, (name, _) in enumerate(steps) if name == self._id)
            bind = row.cells[columns[at]]
            if not (isinstance(bind, str) and self._id not in self._typed):
                bind = _bindable(values.get(self._id))
        return Node(row.place, id_, key, bind, values, dict.fromkeys(self._lists, ()))

    def _steps_of(self, columns: tuple[str, ...]) -> tuple[tuple[str, Converter], ...]:
        """What is done to the cells of such columns, one after the other; nothing where more is to be looked at."""
        names = [self._columns.get(column) for column in columns]
        found = [
            (name, self._converters[name]) for name in names if name in self._converters and name not in self._lists
        ]
        return tuple(found) if len(found) == len(columns) == len(set(names)) else ()

    def _read_list(self, name: str, items: list[object], place: str, depth: int) -> tuple[Node | Fault, ...]:
        if depth > DEEPEST:
            raise CellError("holds lists too deep inside each other")
        mapper = self._lists.get(name)
        if mapper is None:
            if name in self._converters:
                raise CellError("is a list, but a single value in other rows")
            mapper = _FREE
        return tuple(
            mapper.read(Row(f"{place}, {name} {number}", as_cells(item)), depth) for number, item in enumerate(items, 1)
        )

    def names_of(self, values: Mapping[str, Raw]) -> set[str]:
        """What a reader sees of every name that a row has so far: see `skeleton`."""
        return {skeleton(name) for name in (*values, *self._lists)}

    def field_of(self, column: str) -> str:
        """A column's name in, its field's out; raises FieldNameError."""
        return self._naming.field(column)

    def _check(self, spec: RowsSpec, found: list[str], label: str) -> None:
        lost = [column for column in spec.fields.values() if self._naming.field(column) not in found]
        if lost:
            raise SourceError(label, f"there is no column '{lost[0]}'.", _listed(self._columns))
        roles = {"id": spec.id, "key": self._key, "order": spec.order if isinstance(spec, ChildSpec) else None}
        wanted = [*((name, role) for role, name in roles.items() if name), *((name, "types") for name in spec.types)]
        for name, role in wanted:
            if name in found:
                continue
            renamed = self._naming.renamed.get(name)
            cause = f"there is no field '{name}', which '{role}' names."
            raise SourceError(label, cause, f"It is now called '{renamed}'." if renamed else _listed(found))


class _LateNames:
    """One row's fields that the first rows didn't have. Their names aren't known to be free of values."""

    def __init__(self, mapper: Mapper, values: Mapping[str, Raw]) -> None:
        self._mapper = mapper
        self._values = values
        self._seen: set[str] | None = None

    def take(self, column: str) -> str:
        """Raises CellError for a name that is empty or looks like another's, and for too many of them."""
        if self._seen is None:
            self._seen = self._mapper.names_of(self._values)
        try:
            name = self._mapper.field_of(column)
        except FieldNameError:
            name = ""
        seen = skeleton(name)
        if not name or seen in self._seen:
            raise CellError("has a name that is empty or looks like another's")
        if len(self._seen) >= MOST_COLUMNS:
            raise CellError("is one name too many")
        self._seen.add(seen)
        return name


def _listed(names: Mapping[str, str] | list[str]) -> str:
    shown = ", ".join(list(names)[:12])
    return f"There are: {shown}{' …' if len(names) > 12 else ''}."


def _bindable(value: Raw) -> object:
    """An id as any database's driver takes it."""
    return as_key(value) if not isinstance(value, str | int | None) else value


_FREE = Mapper(ChildSpec(), Outline(), "", {})
