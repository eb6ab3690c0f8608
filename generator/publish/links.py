"""links.csv: who gets which link, and how their mail is stopped, for the mailing system."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from generator.cells import cell
from generator.model.story import page_link
from generator.publish.unsubscribe import Unsubscribe
from generator.publish.whole import whole_text

COLUMNS = ("customer_id", "url")
STOP_COLUMNS = ("list_unsubscribe", "list_unsubscribe_post")


def write_links(
    path: Path, base_url: str, people: Iterable[tuple[str, str]], unsubscribe: Unsubscribe | None = None
) -> None:
    """(customer id, token) pairs in, `path` written whole: a header, then one line each. Raises OutputError.

    With `unsubscribe` the values of the mail headers stand beside each link.
    """
    with whole_text(path) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([*COLUMNS, *(STOP_COLUMNS if unsubscribe else ())])
        for customer_id, token in people:
            row = [cell(customer_id), page_link(base_url, token)]
            if unsubscribe is not None:
                row += [cell(unsubscribe.header(token)), cell(unsubscribe.post)]
            writer.writerow(row)
