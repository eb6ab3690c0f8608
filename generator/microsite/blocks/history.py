"""A series as bars with their table, each beside earlier ones; left out with fewer than two values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.chart import chart_of
from generator.microsite.context import PageContext
from generator.model.facts import Series, Table


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`chart`: the bars, ready to draw."""
    months, bills, changes = (page.facts.get(name) for name in ("months", "bills", "changes"))
    if not isinstance(months, Series) or len(months.points) < 2:
        return None
    chart = chart_of(
        months,
        page.say,
        page.formats,
        mirrored=page.tongue.direction == "rtl",
        bills=bills if isinstance(bills, Series) else None,
        changes=changes if isinstance(changes, Table) else None,
    )
    return {"chart": chart}
