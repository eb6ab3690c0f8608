"""The kinds of charges as a ring with its table; left out when there are fewer than two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.categories import ring_of
from generator.microsite.context import PageContext
from generator.microsite.lines import kinds_of, total_of


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`kinds`: with their totals. `ring`: their slices, none when they are no parts of a whole. `total`: of all lines.

    `below`: whether the page has the lines to lead to.
    """
    kinds = kinds_of(page.lines, len(page.story.brand.charts), page.formats)
    if not kinds:
        return None
    below = any(block.name == "lines" for block in page.page.template.blocks)
    return {"kinds": kinds, "ring": ring_of(kinds), "total": total_of(page.lines), "below": below}
