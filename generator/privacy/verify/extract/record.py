"""JSON and JSON Lines: keys and values, and the source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.privacy.verify.extract.plain import as_text, loose
from generator.privacy.verify.passage import Kind, Passage


def passages(data: bytes) -> Iterator[Passage]:
    """Keys and values, one a line; the source. What isn't JSON after all is read as text only."""
    source = as_text(data)
    if source is None:
        yield loose(data)
        return
    try:
        yield Passage(Kind.MIXED, "\n".join(leaves(values_in(source))))
    except ValueError:
        yield Passage(Kind.MIXED, "\n".join(leaf for line in source.splitlines() for leaf in _line(line)))
    yield Passage(Kind.SOURCE, source)


def _line(line: str) -> Iterator[str]:
    try:
        yield from leaves(values_in(line))
    except ValueError:
        return


def values_in(source: str) -> Any:
    """JSON in, what it says as rows in rows out: a key that stands there twice is there twice, numbers are as written
    and, where that is another way, as they are usually written.

    Raises ValueError for what is no JSON.
    """
    try:
        return json.loads(source, object_pairs_hook=tuple, parse_float=_number, parse_int=str, parse_constant=str)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _number(written: str) -> str | tuple[str, str]:
    return (written, str(float(written))) if "e" in written.lower() else written


def leaves(node: Any) -> Iterator[str]:
    """Every key and every single value below."""
    if isinstance(node, list | tuple):
        for item in node:
            yield from leaves(item)
    else:
        yield str(node)
