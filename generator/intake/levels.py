"""Levels: customers, their invoices, the lines of those … each with its source, its mapping and the levels below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.errors import SourceError
from generator.intake.csvfile import CsvFile
from generator.intake.jsonfile import JsonFile
from generator.intake.jsonlines import JsonLines
from generator.intake.mapper import Mapper, Node
from generator.intake.names import FieldNameError, Naming, check_names
from generator.intake.outline import Outline
from generator.intake.shape import Shape
from generator.intake.spec import ChildSpec, RowsSpec
from generator.intake.table import Row, Table

if TYPE_CHECKING:
    # Loading these takes a third of a second: only a campaign that has such a source pays for it.
    from generator.intake.database import Database

_SAMPLE_ROWS = 1000
_JSON = {".json"}
_JSON_LINES = {".jsonl", ".ndjson"}
_CSV = {".csv", ".tsv", ".txt"}
_PARQUET = {".parquet", ".pq"}


@dataclass(frozen=True, slots=True)
class Level:
    """One table of rows with the tables below it. `table` is None for rows nested in those above.

    `number` tells levels apart in the spool; `name` is "customers" or the name of the children. `probe` is one id of
    these rows, with which the queries below were tried.
    """

    number: int
    name: str
    spec: RowsSpec
    table: Table | None
    mapper: Mapper
    children: Mapping[str, Level]
    shape: Shape
    probe: object = field(default=None, repr=False)

    @property
    def spooled(self) -> bool:
        """Whether the rows come from a file of their own and have to be kept until their parents come by."""
        return isinstance(self.spec, ChildSpec) and self.spec.source is not None

    @property
    def queried(self) -> bool:
        """Whether the rows are asked of a database, as their parents come by."""
        return self.table is not None and self.spec.source is None

    def below(self) -> Iterator[tuple[Level, Level]]:
        """Every pair of a level and one right below it, from the top."""
        for child in self.children.values():
            yield self, child
            yield from child.below()


class Opener:
    """Opens the tables of a campaign; the databases that it opens stay open until `close`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._databases: dict[str, Database] = {}
        self._numbers = count()

    def close(self) -> None:
        """Close every database."""
        for database in self._databases.values():
            database.close()

    def open(self, spec: RowsSpec, name: str, place: str, above: Level | None = None) -> Level:
        """A table and all those below it; `place` is where the campaign file says so.

        `above` is the level that a table of children belongs to. Raises SourceError for the first thing missing.
        """
        url, probe = (above.spec.url, above.probe) if above else (None, None)
        return self._sourced(spec, name, place, url, probe)

    def _sourced(self, spec: RowsSpec, name: str, place: str, url: str | None, probe: object) -> Level:
        url = spec.url or url
        table = self._table(spec, place, url)
        if spec.source is None:
            from generator.intake.query import Query

            assert isinstance(table, Query)
            sample = table.describe([probe] if isinstance(spec, ChildSpec) else None)
            outline = Outline(dict.fromkeys(table.columns, False), empty=False)
        else:
            outline = Outline(dict.fromkeys(table.columns or (), False), empty=table.columns is None)
            sample = tuple(islice(table.rows(), _SAMPLE_ROWS))
        _check_once(table)
        for row in sample:
            if row.problem is None:
                outline.meet(row.cells)
        return self._level(spec, name, place, url, table, outline, sample)

    def _level(
        self,
        spec: RowsSpec,
        name: str,
        place: str,
        url: str | None,
        table: Table | None,
        outline: Outline,
        sample: tuple[Row, ...],
    ) -> Level:
        label = table.label if table is not None else place
        number = next(self._numbers)
        children: dict[str, Level] = {}
        inside = _lists(spec, outline, label)
        nested = {child: below for child, below in spec.children.items() if below.nested}
        flat = isinstance(table, CsvFile) or (table is not None and spec.source is None)
        if nested and flat and not inside.keys() >= nested.keys():
            lost = next(child for child in nested if child not in inside)
            raise SourceError(label, f"'{lost}' has neither a source nor a query.", "Say where its rows come from.")
        for child in dict.fromkeys([*inside, *nested]):
            below = spec.children.get(child, ChildSpec())
            if not below.nested:
                raise SourceError(label, f"'{child}' stands in the rows, and has a source too.", "Rename one of them.")
            way = f"{place}, {child}"
            children[child] = self._level(below, child, way, url, None, inside.get(child, Outline()), ())
        mapper = Mapper(spec, outline, label, {child: level.mapper for child, level in children.items()})
        probe = _probe(mapper, sample)
        for child, below in spec.children.items():
            if not below.nested:
                children[child] = self._sourced(below, child, f"{place}.children.{child}", url, probe)
        _check_apart(mapper.fields, children, label)
        shape = Shape(mapper.fields, MappingProxyType({child: level.shape for child, level in children.items()}))
        return Level(number, name, spec, table, mapper, MappingProxyType(children), shape, probe)

    def _table(self, spec: RowsSpec, place: str, url: str | None) -> Table:
        if spec.source is not None:
            return self._file(spec, spec.source)
        if spec.query is None or url is None:
            raise SourceError(place, "the query has no database.", "Give it a 'url', or one to the rows above.")
        from generator.intake.database import Database
        from generator.intake.query import Query

        if url not in self._databases:
            self._databases[url] = Database(url, self._root, f"{place}.url")
        key = spec.key if isinstance(spec, ChildSpec) else None
        column = spec.fields.get(key, key) if key is not None else None
        return Query(self._databases[url], spec.query, f"{place}.query", column)

    def _file(self, spec: RowsSpec, source: str) -> Table:
        path = self._root / source
        kind = path.suffix.lower()
        if kind not in _CSV and spec.delimiter is not None:
            raise SourceError(source, "a delimiter is for CSV files.", "Take 'delimiter' out.")
        if kind not in _JSON and spec.records is not None:
            raise SourceError(source, "the way to the records is for JSON files.", "Take 'records' out.")
        if kind in _CSV:
            return CsvFile(path, source, spec.delimiter, spec.encoding)
        if kind in _JSON:
            return JsonFile(path, source, spec.records, spec.encoding)
        if kind in _JSON_LINES:
            return JsonLines(path, source, spec.encoding)
        if kind in _PARQUET:
            from generator.intake.parquetfile import ParquetFile

            return ParquetFile(path, source)
        known = ", ".join(sorted(_CSV | _JSON | _JSON_LINES | _PARQUET))
        raise SourceError(source, "this kind of file is unknown.", f"Its name must end in one of {known}.")


def _lists(spec: RowsSpec, outline: Outline, label: str) -> dict[str, Outline]:
    """The lists that stand in the rows, by the name of the field that they become."""
    try:
        naming = Naming(spec.fields)
        return {naming.field(column): below for column, below in outline.lists.items()}
    except FieldNameError as fault:
        raise SourceError(label, str(fault), fault.remedy) from None


def _probe(mapper: Mapper, sample: tuple[Row, ...]) -> object:
    """An id with which the queries below can be tried before anything starts."""
    nodes = (mapper.read(row) for row in sample)
    return next((node.bind for node in nodes if isinstance(node, Node)), None)


def _check_once(table: Table) -> None:
    """Two columns with one and the same name could not both be kept, not even under new names."""
    seen: set[str] = set()
    for column in table.columns or ():
        if column in seen:
            raise SourceError(
                table.label, f"two columns are called '{column}'.", "Give every column a name of its own."
            )
        seen.add(column)


def _check_apart(fields: tuple[str, ...], children: Mapping[str, Level], label: str) -> None:
    try:
        check_names([*fields, *children])
    except FieldNameError as fault:
        raise SourceError(label, str(fault), fault.remedy) from None
