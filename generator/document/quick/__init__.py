"""WeasyPrint without what it does again for every document of a batch: the same pages in well under half the time.

WeasyPrint is made for one document. A batch is thousands of one template, whose styles, lengths and lines come to the
same few dozen each time. Every module here takes one concern of it in hand, and `install` puts them in place.

Nothing that is kept from one document to the next holds what stands in one: styles, rules, names, shared settings.

This reaches into WeasyPrint, so it holds only for the versions that the tests have seen; with any other WeasyPrint does
all by itself. A test compares the bytes with and without each concern.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pydyf
import weasyprint

from generator.document.quick import (
    bars,
    blocks,
    flow,
    glyphs,
    grounds,
    lengths,
    lines,
    painting,
    shaping,
    styles,
    tree,
    writing,
)
from generator.document.quick.parsing import parsed

__all__ = ["CONCERNS", "KNOWN", "at_rest", "install", "parsed"]

KNOWN = (("70.", "0.13."),)
"""Beginnings of the versions of WeasyPrint and pydyf that this was tried with."""
CONCERNS = (tree, styles, lengths, flow, shaping, lines, blocks, grounds, painting, glyphs, bars, writing)


@contextmanager
def at_rest() -> Iterator[None]:
    """Without the collector of cycles: it would look through all of a document's boxes again and again."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


@cache
def install() -> bool:
    """Puts all this in place, once a process; whether this WeasyPrint is known."""
    versions = zip((weasyprint.__version__, pydyf.__version__), zip(*KNOWN, strict=True), strict=True)
    if not all(version.startswith(known) for version, known in versions):
        return False
    for concern in CONCERNS:
        concern.install()
    return True
