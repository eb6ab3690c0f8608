"""A series as bars with their table; left out with fewer than two values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.chart import chart_of
from generator.microsite.context import PageContext
from generator.model.facts import Series


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`chart`: the bars, ready to draw."""
    months = page.facts.get("months")
    if not isinstance(months, Series) or len(months.points) < 2:
        return None
    return {"chart": chart_of(months, page.say, page.formats, mirrored=page.tongue.direction == "rtl")}
