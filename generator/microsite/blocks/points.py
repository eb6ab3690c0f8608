"""Points: what is there, earned and spent, and which ones end when; left out without any."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.microsite.account import written
from generator.microsite.context import PageContext
from generator.microsite.movements import in_and_out, movements_of
from generator.model.facts import Table

_SIGNS = {"points_earned": "+\u202f", "points_spent": "−\u202f"}


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`tiles`: name of a message → points in words. `expiring`: days with the points that end on them."""
    now = page.facts.get("points_now")
    if not isinstance(now, Decimal):
        return None
    earned, spent = in_and_out(movements_of(page.facts.get("movements"), ""), Decimal(0))
    before = page.facts.get("points_before")
    tiles = {
        "points_before": before if isinstance(before, Decimal) else None,
        "points_earned": earned or None,
        "points_spent": spent or None,
        "points_now": now,
    }
    return {
        "tiles": {
            name: _SIGNS.get(name, "") + page.formats.number(value)
            for name, value in tiles.items()
            if value is not None
        },
        "expiring": _expiring(page),
    }


def _expiring(page: PageContext) -> list[tuple[str, str, str]]:
    """(day, day as ISO 8601, points in words), the next day first."""
    table = page.facts.get("expiring")
    found = []
    for row in table.records() if isinstance(table, Table) else ():
        day, points = row.get("date"), row.get("points")
        if isinstance(day, datetime.date) and isinstance(points, Decimal) and points > 0:
            found.append((day, points))
    return [(page.formats.date(day, "long"), day.isoformat(), written(page, points)) for day, points in sorted(found)]
