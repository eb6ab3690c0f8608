"""A data file, database or campaign in; its fields, with what their values say, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from generator.errors import CampaignError, SourceError
from generator.intake import DataSpec, Shape, open_source
from generator.intake.levels import Opener
from generator.intake.mapper import Node
from generator.intake.record import CustomerRecord
from generator.intake.spec import Delimiter, Encoding, RowsSpec
from generator.privacy.detect.columns import Column
from generator.privacy.suggest.tables import is_sqlite, spec_of
from generator.sourcefile import read

FieldPath = tuple[str, ...]
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Sample:
    """`columns`: every field in the source's order, a list of children (None) before its own. `rows`: how many were
    looked at. `purposes`: those of the campaign, if one was given."""

    name: str
    columns: Mapping[FieldPath, Column | None]
    rows: int
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: `table` of a database, `delimiter` and `encoding` of a text file, the most rows."""

    table: str | None = None
    delimiter: Delimiter | None = None
    encoding: Encoding = "utf-8"
    limit: int = field(default=MOST_ROWS)


def sample(path: Path, reading: Reading) -> Sample:
    """Raises SourceError or CampaignError for what can't be read."""
    if path.is_dir() or path.suffix.lower() in (".yaml", ".yml"):
        return _of_campaign(path / "campaign.yaml" if path.is_dir() else path, reading)
    if not path.is_file():
        raise SourceError(str(path), "the file does not exist.", "Check its name and folder.")
    if is_sqlite(path):
        spec, hidden = spec_of(path, reading.table)
        return _of_spec(spec, path.parent, path.name, reading, hidden=hidden)
    if reading.table is not None:
        raise SourceError(str(path), "only a database has tables.", "Leave '--table' out.")
    return _of_file(path, reading)


def _of_campaign(path: Path, reading: Reading) -> Sample:
    file = read(path, CampaignError)
    if "data" not in file.data:
        raise file.fail((), "it has no section 'data'.", "Name a campaign file, or the data file itself.")
    spec: DataSpec = file.parse_part(("data",), file.data["data"], DataSpec)
    purpose = file.data.get("purpose", ())
    names = (purpose,) if isinstance(purpose, str) else tuple(map(str, purpose))
    return _of_spec(spec, path.parent, path.name, reading, purposes=names)


def _of_spec(
    spec: DataSpec,
    root: Path,
    name: str,
    reading: Reading,
    *,
    purposes: tuple[str, ...] = (),
    hidden: frozenset[str] = frozenset(),
) -> Sample:
    with open_source(spec, None, root) as source:
        columns = dict(_listed(source.shape, ()))
        rows = (row.values for row in source.rows() if isinstance(row, CustomerRecord))
        count = _fill(columns, islice(rows, reading.limit))
    shown = {path: column for path, column in columns.items() if path[-1] not in hidden}
    return Sample(name, shown, count, purposes)


def _of_file(path: Path, reading: Reading) -> Sample:
    spec = RowsSpec(source=path.name, delimiter=reading.delimiter, encoding=reading.encoding)
    opener = Opener(path.parent)
    try:
        level = opener.open(spec, "rows", path.name)
        assert level.table is not None
        columns = dict(_listed(level.shape, ()))
        read = [level.mapper.read(row) for row in islice(level.table.rows(), reading.limit)]
        count = _fill(columns, (_values(node) for node in read if isinstance(node, Node)))
    finally:
        opener.close()
    unreadable = next((node for node in read if not isinstance(node, Node)), None)
    if not columns:
        cause = "it has no fields." if unreadable is None else unreadable.cause
        raise SourceError(path.name, cause, "Check the file." if unreadable is None else unreadable.remedy)
    return Sample(path.name, columns, count)


def _values(node: Node) -> dict[str, Any]:
    lists = {name: [_values(one) for one in below if isinstance(one, Node)] for name, below in node.nested.items()}
    return {**node.values, **lists}


def _listed(shape: Shape, above: FieldPath) -> Iterator[tuple[FieldPath, Column | None]]:
    for name in shape.fields:
        yield (*above, name), Column(name)
    for name, child in shape.children.items():
        yield (*above, name), None
        yield from _listed(child, (*above, name))


def _fill(columns: dict[FieldPath, Column | None], rows: Iterator[Mapping[str, Any]]) -> int:
    """Every row's values into its column; a field that only comes late gets one. The number of rows out."""
    count = 0
    for row in rows:
        count += 1
        _take(columns, row, ())
    return count


def _take(columns: dict[FieldPath, Column | None], values: Mapping[str, Any], above: FieldPath) -> None:
    for name, value in values.items():
        path = (*above, name)
        if isinstance(value, Sequence) and not isinstance(value, str):
            columns.setdefault(path, None)
            for child in value:
                _take(columns, child, path)
            continue
        column = columns.setdefault(path, Column(name))
        if column is not None:
            column.add(value)
