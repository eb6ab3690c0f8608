"""A greeting beside the film, on a page that has no amount to show there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`ideas`: whether the page has alternatives to go to."""
    if page.film is None or "balance" in page.facts:
        return None
    return {"ideas": "ideas" in page.facts}
