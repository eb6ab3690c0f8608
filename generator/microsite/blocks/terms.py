"""The terms of an offer; left out where there are none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext
from generator.model.facts import Table


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`terms`: each with `title` and `text`; one that lacks either is left out."""
    table = page.facts.get("terms")
    rows = table.records() if isinstance(table, Table) else ()
    terms = [row for row in rows if all(isinstance(row.get(key), str) and row[key] for key in ("title", "text"))]
    return {"terms": terms} if terms else None
