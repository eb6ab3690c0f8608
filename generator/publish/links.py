"""links.csv: who gets which link, for the mailing system."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from generator.cells import cell
from generator.model.story import page_link
from generator.publish.whole import whole_text


def write_links(path: Path, base_url: str, people: Iterable[tuple[str, str]]) -> None:
    """(customer id, token) pairs in, `path` written whole: a header, then one line each. Raises OutputError."""
    with whole_text(path) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(["customer_id", "url"])
        writer.writerows([cell(customer_id), page_link(base_url, token)] for customer_id, token in people)
