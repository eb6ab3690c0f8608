"""How numbers are written, for the page's script: frontend/src/sums.ts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator.model.facts import Money
from generator.story.formats import Formats


def style_of(formats: Formats, value: Money | Decimal) -> dict[str, Any]:
    """Money or a number in; what stands before, between and after its digits out, as JSON holds it."""
    style = formats.number_format(value)
    return {
        "before": style.before,
        "after": style.after,
        "group": style.group,
        "primary": style.primary_group,
        "secondary": style.secondary_group,
        "decimal": style.decimal,
        "decimals": style.decimals,
    }
