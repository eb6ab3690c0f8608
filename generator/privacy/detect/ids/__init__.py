"""National identity and tax numbers, one a file, with their check digits where they have any."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from generator.privacy.detect.recogniser import Recogniser

NATIONAL_IDS: tuple[Recogniser, ...] = tuple(
    import_module(f"{__name__}.{module.name}").RECOGNISER
    for module in sorted(iter_modules(__path__), key=lambda module: module.name)
)
"""Every file's own, by its name: a new file is found."""
