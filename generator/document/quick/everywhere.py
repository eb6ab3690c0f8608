"""A function of WeasyPrint's → another in its place, under every name that a module of WeasyPrint's has for it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

import weasyprint


def put(own: Callable[..., Any], original: Callable[..., Any]) -> None:
    """`own` where `original` stood. Raises LookupError when nothing is called `original`: nothing would be quicker."""
    found = [(module, name) for module in _modules() for name, value in vars(module).items() if value is original]
    if not found:
        raise LookupError(original.__name__)
    for module, name in found:
        setattr(module, name, own)


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = [found.name for found in pkgutil.walk_packages(weasyprint.__path__, "weasyprint.")]
    return (weasyprint, *(importlib.import_module(name) for name in names if not name.endswith("__main__")))
