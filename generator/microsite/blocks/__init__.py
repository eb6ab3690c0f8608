"""The Python of blocks: one module a block, found by the block's name. Most blocks need none.

    def context(page: PageContext) -> Mapping[str, Any] | None

gives names to the block's template; None leaves the block out.

    def files(page: PageContext) -> Mapping[str, bytes]

gives files beside the page, by name. A file that the words know ("download_lines_csv" for lines.csv) can be downloaded.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from generator.microsite.context import PageContext

_NOTHING: Mapping[str, Any] = {}


def block_context(name: str, page: PageContext) -> Mapping[str, Any] | None:
    """A block's name and the page in, the names for its template out; None when the block is left out."""
    make = getattr(_module(name), "context", None)
    found: Mapping[str, Any] | None = make(page) if make is not None else _NOTHING
    return found


def block_files(name: str, page: PageContext) -> Mapping[str, bytes]:
    """A block's name and the page in, its files out."""
    make = getattr(_module(name), "files", None)
    found: Mapping[str, bytes] = make(page) if make is not None else {}
    return found


@cache
def is_alike(name: str) -> bool:
    """Whether a block looks the same to all recipients, but for their tokens and the facts that it needs."""
    return bool(getattr(_module(name), "ALIKE", False))


@cache
def block_modules() -> frozenset[str]:
    """The names of the blocks that have Python."""
    return frozenset(module.name for module in pkgutil.iter_modules(__path__))


@cache
def _module(name: str) -> ModuleType | None:
    return import_module(f"{__name__}.{name}") if name in block_modules() else None
