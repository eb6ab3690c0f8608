"""CSV (RFC 4180): a file with a header line in, one Row to a record out."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from generator.errors import SourceError
from generator.intake.decoding import count_lines, open_text
from generator.intake.limits import LONGEST_CELL
from generator.intake.spec import Delimiter, Encoding
from generator.intake.table import Problem, Row
from generator.intake.text import UNDECODABLE

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
_QUOTING = Problem(
    "a quotation mark is left open, or stands inside a cell.",
    "Close it; write a quotation mark inside a quoted cell twice.",
)


class CsvFile:
    """A CSV file. The delimiter is the one named, else a tab for .tsv and a comma for the rest: nothing is guessed."""

    def __init__(self, path: Path, label: str, delimiter: Delimiter | None, encoding: Encoding) -> None:
        """Reads the header; raises SourceError when there is none."""
        self._path = path
        self._encoding: Encoding = encoding
        self._delimiter = _DELIMITERS.get(delimiter or "", delimiter) or ("\t" if path.suffix == ".tsv" else ",")
        self.label = label
        with open_text(path, label, encoding) as stream:
            self._header = self._read_header(stream)

    @property
    def columns(self) -> tuple[str, ...]:
        """The header's cells."""
        return self._header

    def rows(self) -> Iterator[Row]:
        """Every record under the header; blank lines are none. A row's place is the line that it starts on."""
        width = len(self._header)
        with open_text(self._path, self.label, self._encoding) as stream:
            records = _records(stream, self._delimiter)
            next(records, None)
            for line, cells in records:
                place = f"{self.label}, line {line}"
                if cells is None:
                    yield Row(place, {}, _QUOTING)
                elif len(cells) == width:
                    yield Row(place, dict(zip(self._header, cells, strict=True)))
                elif cells:
                    cause = f"the row has {len(cells)} cells, but the header has {width}."
                    remedy = "Quote cells that hold the delimiter, and write a delimiter for each empty cell."
                    yield Row(place, dict(zip(self._header, cells, strict=False)), Problem(cause, remedy))

    def count_hint(self) -> int | None:
        """Lines under the header; quoted line ends count too."""
        lines = count_lines(self._path)
        return None if lines is None else max(0, lines - 1)

    def _read_header(self, stream: TextIO) -> tuple[str, ...]:
        first = next(_records(stream, self._delimiter), None)
        if first is None:
            raise SourceError(self.label, "the file is empty.", "Its first line must name the columns.")
        line, cells = first
        place = f"{self.label}, line {line}"
        if cells is None:
            raise SourceError(place, f"the header can't be read: {_QUOTING.cause}", _QUOTING.remedy)
        if any(UNDECODABLE in cell for cell in cells):
            raise SourceError(place, f"the header is not {self._encoding}.", "Name the file's encoding: 'encoding: …'.")
        if any("\0" in cell for cell in cells):
            raise SourceError(place, "the header holds NUL characters.", "If it is UTF-16, set 'encoding: utf-16'.")
        for name, char in _DELIMITERS.items():
            if len(cells) == 1 and char in cells[0]:
                cause = f"the header is one column, and that holds the delimiter '{name}'."
                raise SourceError(place, cause, f"Set 'delimiter: {name}'.")
        return tuple(cells)


class _Lines(Iterator[str]):
    """Lines with their numbers; those that a broken record swallowed can be given back."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._returned: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._stream)
        self.number += 1
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> None:
        self._returned.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1


def _records(stream: TextIO, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """(line, cells) for each record that isn't blank; cells is None where the quoting is broken.

    An open quote would swallow what follows; the record's first line alone is given up, and reading goes on after it.
    """
    lines = _Lines(stream)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.taken.clear()
        start = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            lines.give_back_all_but_first()
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            yield start, None
            continue
        if cells:
            yield start, cells
