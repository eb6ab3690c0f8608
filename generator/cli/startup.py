"""The start of a command that loads much."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLDS = (20_000, 20, 50)
"""Objects that are made before the youngest are looked through, and how often that is before older ones are."""


@contextmanager
def loading() -> Iterator[None]:
    """Around imports and the reading of files: what they make stays to the end, so that no garbage is looked for in it.

    The collector would go through all of it several times, which is a tenth of what a start takes. Afterwards it looks
    less often than it is set to: what a recipient leaves behind is seldom garbage that only the collector can tell.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*_THRESHOLDS)
        gc.enable()
