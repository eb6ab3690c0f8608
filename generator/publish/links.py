"""links.csv: who gets which link, what their e-mail says, and how it is stopped, for the mailing system."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from generator.cells import cell
from generator.model.story import page_link
from generator.publish.unsubscribe import Unsubscribe
from generator.publish.whole import whole_text

COLUMNS = ("customer_id", "url")
STOP_COLUMNS = ("list_unsubscribe", "list_unsubscribe_post")
MERGED_COLUMNS = ("subject", "preheader", "thumbnail", "thumbnail_alt")
"""What mail.json holds of each recipient."""
MERGE = "mail.json"


def write_links(
    path: Path,
    base_url: str,
    people: Iterable[tuple[str, str]],
    unsubscribe: Unsubscribe | None = None,
    mail: Path | None = None,
) -> None:
    """(customer id, token) pairs in, `path` written whole: a header, then one line each. Raises OutputError.

    With `unsubscribe` the values of the mail headers stand beside each link; `mail`: the folder of the e-mails, whose
    words stand there then too.
    """
    with whole_text(path) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([*COLUMNS, *(STOP_COLUMNS if unsubscribe else ()), *(MERGED_COLUMNS if mail else ())])
        for customer_id, token in people:
            row = [cell(customer_id), page_link(base_url, token)]
            if unsubscribe is not None:
                row += [cell(unsubscribe.header(token)), cell(unsubscribe.post)]
            if mail:
                row += map(cell, _merged(mail / token / MERGE))
            writer.writerow(row)


def _merged(path: Path) -> Iterator[str]:
    try:
        found: Any = json.loads(path.read_bytes())
    except (OSError, ValueError):
        found = None
    for name in MERGED_COLUMNS:
        value = found.get(name, "") if isinstance(found, dict) else ""
        yield value if isinstance(value, str) else ""
