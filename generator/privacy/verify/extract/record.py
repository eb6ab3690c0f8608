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
        yield Passage(Kind.MIXED, "\n".join(leaves(json.loads(source))))
    except ValueError:
        yield Passage(Kind.MIXED, "\n".join(leaf for line in source.splitlines() for leaf in _line(line)))
    yield Passage(Kind.SOURCE, source)


def _line(line: str) -> Iterator[str]:
    try:
        yield from leaves(json.loads(line))
    except ValueError:
        return


def leaves(node: Any) -> Iterator[str]:
    """Every key and every single value below."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from leaves(value)
    elif isinstance(node, list):
        for item in node:
            yield from leaves(item)
    else:
        yield str(node)
