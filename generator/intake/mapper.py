"""The mapping: a Row as the source has it in, a Node with named, typed and clean values out, or a Fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import SourceError
from generator.intake.names import FieldNameError, Naming, check_names
from generator.intake.outline import Outline, as_cells, flat
from generator.intake.record import Raw
from generator.intake.spec import ChildSpec, RowsSpec
from generator.intake.table import Row
from generator.intake.values import CellError, as_key, converter, native


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

    def read(self, row: Row) -> Node | Fault:
        """The row mapped; a Fault names the field that is wrong, and never the value."""
        try:
            cells = flat(row.cells)
        except CellError as fault:
            return Fault(row.place, f"the row {fault}.", "Correct the row.")
        values: dict[str, Raw] = dict.fromkeys(self.fields)
        nested: dict[str, tuple[Node | Fault, ...]] = dict.fromkeys(self._lists, ())
        cause, remedy = (row.problem.cause, row.problem.remedy) if row.problem else ("", "")
        bind: object = None
        for column, cell in cells.items():
            name = self._columns.get(column)
            try:
                if name is None:
                    if cell is None:
                        continue
                    name = self._new_field(column, values)
                if isinstance(cell, list):
                    nested[name] = self._read_list(name, cell, row.place)
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

    def _read_list(self, name: str, items: list[object], place: str) -> tuple[Node | Fault, ...]:
        mapper = self._lists.get(name)
        if mapper is None:
            if name in self._converters:
                raise CellError("is a list, but a single value in other rows")
            mapper = _FREE
        try:
            return tuple(
                mapper.read(Row(f"{place}, {name} {number}", as_cells(item))) for number, item in enumerate(items, 1)
            )
        except RecursionError:
            raise CellError("holds lists too deep inside each other") from None

    def _new_field(self, column: str, values: Mapping[str, Raw]) -> str:
        """The field of a column that the first rows didn't have. Such a name isn't known to be free of values."""
        try:
            name = self._naming.field(column)
            check_names([*values, *self._lists, name])
        except FieldNameError:
            raise CellError("has a name that is empty or looks like another's") from None
        return name

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


def _listed(names: Mapping[str, str] | list[str]) -> str:
    shown = ", ".join(list(names)[:12])
    return f"There are: {shown}{' …' if len(names) > 12 else ''}."


def _bindable(value: Raw) -> object:
    """An id as any database's driver takes it."""
    return as_key(value) if not isinstance(value, str | int | None) else value


_FREE = Mapper(ChildSpec(), Outline(), "", {})
