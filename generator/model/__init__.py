"""The frozen values right of the wall: facts, layers, brand, story, outcome. No stage, no library, no file."""

from __future__ import annotations

import copyreg
from types import MappingProxyType
from typing import Any


def read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """A dictionary in, a read-only view of it out."""
    return MappingProxyType(mapping)


def _reduce(mapping: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return read_only, (dict(mapping),)


# Stories go to worker processes, and Python can't pickle a read-only mapping by itself.
copyreg.pickle(MappingProxyType, _reduce)
