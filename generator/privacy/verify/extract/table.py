"""CSV: the source, and every cell with its quotes off."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from generator.privacy.verify.extract.plain import texts as plain_texts


def texts(data: bytes) -> Iterator[str]:
    """The source; its cells, one a line."""
    for source in plain_texts(data):
        yield source
        try:
            yield "\n".join(cell for row in csv.reader(io.StringIO(source, newline="")) for cell in row)
        except csv.Error as caught:
            raise ValueError("not a table") from caught
