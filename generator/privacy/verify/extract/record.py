"""JSON and JSON Lines: the source, and every key and value with its escapes undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.privacy.verify.extract.plain import texts as plain_texts


def texts(data: bytes) -> Iterator[str]:
    """The source; its keys and values, one a line. What isn't JSON after all is read as text only."""
    for source in plain_texts(data):
        yield source
        try:
            yield "\n".join(_leaves(json.loads(source)))
        except ValueError:
            yield "\n".join(leaf for line in source.splitlines() for leaf in _line(line))


def _line(line: str) -> Iterator[str]:
    try:
        yield from _leaves(json.loads(line))
    except ValueError:
        return


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from _leaves(value)
    elif isinstance(node, list):
        for item in node:
            yield from _leaves(item)
    else:
        yield str(node)
