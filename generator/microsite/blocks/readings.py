"""What the meters showed; left out when no row of the fact holds two readings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext
from generator.microsite.readings import readings_of
from generator.model.facts import Table


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`readings`: in words."""
    table = page.facts.get("readings")
    found = readings_of(table, page.say, page.formats) if isinstance(table, Table) else ()
    return {"readings": found} if found else None
