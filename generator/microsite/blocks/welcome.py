"""A greeting beside the film, on a page that has nothing of its own to show there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`ideas`: whether the page has alternatives to go to."""
    about = page.page.template.about
    if page.film is None or any(name in page.facts for name in about):
        return None
    return {"ideas": "ideas" in page.facts}
