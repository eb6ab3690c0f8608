"""How the balance came about, as a waterfall with its table; left out without two amounts of one currency."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext
from generator.microsite.waterfall import waterfall_of
from generator.model.facts import Parts


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`waterfall`: the columns, ready to draw."""
    steps = page.facts.get("steps")
    if not isinstance(steps, Parts):
        return None
    drawn = waterfall_of(steps, page.say, page.formats, mirrored=page.tongue.direction == "rtl")
    return {"waterfall": drawn} if drawn is not None else None
