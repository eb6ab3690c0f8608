"""A form to be called back; left out where forms lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext
from generator.microsite.forms import form_target

ALIKE = True

WINDOWS = ("any", "morning", "afternoon", "evening")


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`form`: where it leads. `windows`: when somebody can be called, as (value, words)."""
    form = form_target(page, "callback")
    windows = tuple((name, page.say.plain(f"callback_{name}")) for name in WINDOWS)
    return {"form": form, "windows": windows} if form is not None else None
