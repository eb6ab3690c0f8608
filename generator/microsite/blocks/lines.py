"""Every line of the bill with its kinds and their sum, and the same as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext
from generator.microsite.downloads import lines_csv
from generator.microsite.lines import kinds_of, total_of

LINES = "lines.csv"


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`kinds`: kinds of charges with their totals. `total`: of all lines. `number_format`: how sums are written."""
    if not page.lines:
        return None
    total = total_of(page.lines)
    return {
        "kinds": kinds_of(page.lines, len(page.story.brand.charts), page.formats),
        "total": total,
        "number_format": page.formats.number_format(total) if total else None,
    }


def files(page: PageContext) -> Mapping[str, bytes]:
    """lines.csv, with the mark that tells spreadsheets that it is UTF-8."""
    return {LINES: lines_csv(page.lines, page.say).encode("utf-8-sig")} if page.lines else {}
