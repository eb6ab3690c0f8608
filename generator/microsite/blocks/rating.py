"""A rating on one of the usual scales; left out where forms lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext
from generator.microsite.forms import form_target

ALIKE = True

SCALES = {"csat": range(1, 6), "ces": range(1, 8), "nps": range(11)}
"""Satisfaction from 1 to 5, effort from 1 to 7 (CES 2.0), recommending from 0 to 10 (Net Promoter)."""


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`form`: where it leads. `scale`: "csat", "ces" or "nps". `scores`: the figures to choose from."""
    form = form_target(page, "rating")
    scale = page.story.forms.rating
    return {"form": form, "scale": scale, "scores": tuple(SCALES[scale])} if form is not None else None
