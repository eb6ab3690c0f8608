"""A greeting in place of a film; left out with one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext


def context(page: PageContext) -> Mapping[str, Any] | None:
    """Nothing more than what every template gets."""
    return {} if page.film is None else None
