"""A form to query a line of the bill; left out where forms lead nowhere, and where nothing is charged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.assistant.answer import amount_shown
from generator.microsite.context import PageContext
from generator.microsite.forms import form_target

REASONS = ("amount", "quantity", "unknown", "twice", "other")
MOST_LISTED = 60
"""Lines of a list to choose from; of longer bills the line's number is asked for."""


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`form`: where it leads. `reasons`: what may be wrong. `listed`: the lines to choose from; none when too many.

    Both are (value, words).
    """
    form = form_target(page, "dispute")
    if form is None or (not page.lines and amount_shown(page) is None):
        return None
    reasons = tuple((name, page.say.plain(f"dispute_{name}")) for name in REASONS)
    listed = [("", page.say.plain("dispute_whole"))]
    for number, line in enumerate(page.lines, 1):
        listed.append((str(number), f"{number} · {line.description} · {page.formats.money(line.amount)}"))
    return {"form": form, "reasons": reasons, "listed": tuple(listed) if 1 < len(listed) <= MOST_LISTED else ()}
