"""Parquet: a file in, one Row to a row out, one row group at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from generator.errors import SourceError
from generator.intake.decoding import open_bytes
from generator.intake.table import Problem, Row

_BATCH_ROWS = 1000
_UNTOLD = (pl.Binary, pl.Duration, pl.Object, pl.Unknown)


class ParquetFile:
    """A Parquet file. Columns of bytes and of durations can't be told to anyone, so they are left where they are."""

    def __init__(self, path: Path, label: str) -> None:
        """Reads the schema; raises SourceError when the file is missing or no Parquet."""
        self.label = label
        open_bytes(path, label).close()
        self._frame = pl.scan_parquet(path, glob=False)
        try:
            schema = self._frame.collect_schema()
        except (PolarsError, OSError):
            raise SourceError(label, "the file is not Parquet, or is damaged.", "Write it again.") from None
        self._exact = {name: _exact(kind) for name, kind in schema.items() if not isinstance(kind, _UNTOLD)}

    @property
    def columns(self) -> tuple[str, ...]:
        """The schema's names."""
        return tuple(self._exact)

    def rows(self) -> Iterator[Row]:
        """Every row, by its number from 1."""
        exact = {name: change for name, change in self._exact.items() if change is not None}
        number = 0
        try:
            batches = self._frame.select(self.columns).collect_batches(
                chunk_size=_BATCH_ROWS, maintain_order=True, lazy=True
            )
            for batch in batches:
                for cells in batch.iter_rows(named=True):
                    number += 1
                    changed = {name: change(cells[name]) for name, change in exact.items()}
                    yield Row(f"{self.label}, row {number}", cells | changed)
        except (PolarsError, OSError):
            problem = Problem("the file is damaged here; what follows can't be read.", "Write it again.")
            yield Row(f"{self.label}, after row {number}", {}, problem)

    def count_hint(self) -> int | None:
        """Exact, from the file's footer."""
        try:
            return int(self._frame.select(pl.len()).collect().item())
        except (PolarsError, OSError):
            return None


def _exact(kind: pl.DataType) -> Callable[[Any], Any] | None:
    """What brings single-precision floats, at any depth, to the number that they mean: 0.1, not 0.10000000149."""
    if isinstance(kind, pl.Float32):
        return lambda value: None if value is None else Decimal(str(np.float32(value)))
    if isinstance(kind, pl.List | pl.Array):
        inner = _exact(kind.inner if isinstance(kind.inner, pl.DataType) else kind.inner())
        return inner and (lambda values: None if values is None else [inner(value) for value in values])
    if isinstance(kind, pl.Struct):
        parts = {
            part.name: _exact(part.dtype if isinstance(part.dtype, pl.DataType) else part.dtype())
            for part in kind.fields
        }
        known = {name: change for name, change in parts.items() if change is not None}
        if known:
            return lambda values: (
                None if values is None else values | {name: change(values[name]) for name, change in known.items()}
            )
    return None
