"""Where the money went, by category; left out with fewer than two categories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.account import account_of
from generator.microsite.context import PageContext
from generator.microsite.movements import spending_of

MOST = 7


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`spending`: what went out by category, the largest first."""
    spending = spending_of(account_of(page).movements, MOST, page.say.plain("spending_rest"), page.formats)
    return {"spending": spending} if spending else None
