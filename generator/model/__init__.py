"""The frozen values right of the wall: facts, layers, brand, story, outcome. No stage, no library, no file."""

from __future__ import annotations

import copyreg
from types import MappingProxyType
from typing import Any


def _reduce(mapping: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return MappingProxyType, (dict(mapping),)


# Stories go to worker processes, and Python can't pickle a read-only mapping by itself.
copyreg.pickle(MappingProxyType, _reduce)
