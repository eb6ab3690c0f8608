"""CSV: cells, and the source."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from generator.privacy.verify.extract.plain import as_text, loose
from generator.privacy.verify.passage import Kind, Passage

_MOST = 1 << 24


def passages(data: bytes) -> Iterator[Passage]:
    """Cells, one a line; the source. Raises ValueError for what is no table."""
    source = as_text(data)
    if source is None:
        yield loose(data)
        return
    before = csv.field_size_limit(_MOST)
    try:
        cells = [cell for row in csv.reader(io.StringIO(source, newline="")) for cell in row]
    except csv.Error as caught:
        raise ValueError("not a table") from caught
    finally:
        csv.field_size_limit(before)
    yield Passage(Kind.PROSE, "\n".join(cells), "cells")
    yield Passage(Kind.SOURCE, source)
