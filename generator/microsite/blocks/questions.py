"""Questions that the page answers itself; left out when its facts answer none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.answers import answers_of
from generator.microsite.context import PageContext


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`answers`: questions with their answers. `about_bill`: whether the page is about an amount."""
    answers = answers_of(page.facts, page.lines, page.links, page.say, page.formats)
    return {"answers": answers, "about_bill": "balance" in page.facts} if answers else None
