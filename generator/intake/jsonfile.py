"""JSON: one list of records in a file in, one Row to a record out, without ever holding the list.

Lists inside a record are its children, and objects inside it are left for the mapper to flatten.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ijson  # type: ignore[import-untyped]

from generator.errors import SourceError
from generator.intake.decoding import open_text
from generator.intake.spec import Encoding
from generator.intake.table import Problem, Row

_CHUNK_CHARS = 1 << 16
_MOST_EVENTS = 1_000_000
_NOT_AN_OBJECT = Problem("this is not an object of keys and values.", "Write it as {…}.")
_REPEATED = Problem("a key stands twice in one object.", "Keep one of the two.")


class JsonFile:
    """A JSON file whose list of records is the whole file, or stands at the dotted way `records`."""

    def __init__(self, path: Path, label: str, records: str | None, encoding: Encoding) -> None:
        """Reads up to the list; raises SourceError when there is none."""
        self._path = path
        self._encoding: Encoding = encoding
        self._records = records or ""
        self.label = label
        with open_text(path, label, encoding) as stream:
            found = next(_events(stream, self._records), None)
        if isinstance(found, Problem):
            raise SourceError(label, found.cause, found.remedy)

    @property
    def columns(self) -> None:
        """Each record names its own."""

    def rows(self) -> Iterator[Row]:
        """Every record, by its number in the list.

        Where the JSON itself breaks, nothing after it can be told apart: that is one Row with the problem.
        """
        with open_text(self._path, self.label, self._encoding) as stream:
            number = 0
            for found in _events(stream, self._records):
                if isinstance(found, Problem):
                    yield Row(f"{self.label}, after record {number}", {}, found)
                    return
                if found is not None:
                    number += 1
                    cells, problem = found
                    yield Row(f"{self.label}, record {number}", cells, problem)

    def count_hint(self) -> None:
        """Not known without reading the file."""


Found = tuple[dict[str, object], Problem | None] | Problem | None


def _events(stream: Any, records: str) -> Iterator[Found]:
    """None when the list begins, then each record; a Problem ends it."""
    reader = _Bytes(stream.read)
    found = inside = False
    builder: _Builder | None = None
    item = f"{records}.item" if records else "item"
    try:
        for prefix, event, value in ijson.parse(reader, use_float=False):
            if builder is not None:
                if builder.take(event, value):
                    yield builder.result()
                    builder = None
            elif inside and prefix == item:
                builder = _Builder()
                if builder.take(event, value):
                    yield builder.result()
                    builder = None
            elif prefix == records and event == "start_array" and not inside:
                found = inside = True
                yield None
            elif inside and prefix == records and event == "end_array":
                inside = False
    except ijson.IncompleteJSONError:
        yield Problem("the JSON breaks off or is wrong here; what follows can't be read.", "Correct the file.")
        return
    except (ijson.JSONError, ValueError, OverflowError):
        yield Problem("this is not valid JSON; what follows can't be read.", "Correct the file.")
        return
    if not found:
        where = f"at '{records}'" if records else "at the top"
        yield Problem(f"there is no list of records {where}.", "Name the way to it: 'records: data.customers'.")


class _Bytes:
    """Decoded text as UTF-8 bytes, which is what the parser reads."""

    def __init__(self, read: Callable[[int], str]) -> None:
        self._read = read
        self._encode = codecs.getincrementalencoder("utf-8")("replace").encode

    def read(self, size: int = -1) -> bytes:
        return self._encode(self._read(_CHUNK_CHARS)) if size else b""


class _Builder:
    """Events of one value in, the value out. Unlike a plain parser it notices a key that stands twice."""

    def __init__(self) -> None:
        self._stack: list[Any] = []
        self._keys: list[str] = []
        self._whole: Any = None
        self._count = 0
        self._problem: Problem | None = None

    def take(self, event: str, value: Any) -> bool:
        """Whether the value is now whole."""
        self._count += 1
        if event == "map_key":
            if value in self._stack[-1]:
                self._problem = _REPEATED
            self._keys.append(value)
        elif event in ("start_map", "start_array"):
            self._stack.append({} if event == "start_map" else [])
        elif event in ("end_map", "end_array"):
            self._place(self._stack.pop())
        else:
            self._place(value)
        if self._count == _MOST_EVENTS:
            raise ValueError("a record without end")
        return not self._stack

    def result(self) -> tuple[dict[str, object], Problem | None]:
        if not isinstance(self._whole, dict):
            return {}, _NOT_AN_OBJECT
        return self._whole, self._problem

    def _place(self, value: Any) -> None:
        if not self._stack:
            self._whole = value
        elif isinstance(self._stack[-1], dict):
            self._stack[-1][self._keys.pop()] = value
        else:
            self._stack[-1].append(value)
