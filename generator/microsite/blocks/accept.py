"""Alternatives to choose from, with a step of its own to confirm; left out where forms lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext
from generator.microsite.forms import form_target
from generator.model.facts import Choices

KEEP = "keep"


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`form`: where it leads. `offers`: (what is posted, the alternative); one without an id is known by its number."""
    ideas = page.facts.get("ideas")
    form = form_target(page, "accept") if isinstance(ideas, Choices) else None
    if form is None or not isinstance(ideas, Choices):
        return None
    offers = tuple((choice.id or str(number), choice) for number, choice in enumerate(ideas.items, 1))
    return {"form": form, "offers": offers, "keep": KEEP}
