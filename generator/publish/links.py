"""links.csv: who gets which link, for the mailing system."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from generator.model.story import page_link
from generator.publish.whole import whole_text

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(text: str) -> str:
    """A customer id in, a cell out that no spreadsheet takes for a formula.

    What starts with = + - @, a tab or a carriage return gets an apostrophe before it, as OWASP advises.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_links(path: Path, base_url: str, people: Iterable[tuple[str, str]]) -> None:
    """(customer id, token) pairs in, `path` written whole: a header, then one line each. Raises OutputError."""
    with whole_text(path) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(["customer_id", "url"])
        writer.writerows([cell(customer_id), page_link(base_url, token)] for customer_id, token in people)
