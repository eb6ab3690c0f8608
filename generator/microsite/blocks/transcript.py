"""The film in words; left out without a film."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.blocks.film import moments_of
from generator.microsite.context import PageContext


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`moments`: what is said, chapter by chapter."""
    moments = moments_of(page)
    return {"moments": moments} if moments else None
