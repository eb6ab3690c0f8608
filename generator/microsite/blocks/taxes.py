"""Tax by rate; left out when a row lacks an amount or the currencies differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext
from generator.microsite.taxes import taxes_of
from generator.model.facts import Money, Table


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`taxes`: the rates with their sums."""
    table, balance = page.facts.get("taxes"), page.facts.get("balance")
    currency = balance.currency if isinstance(balance, Money) else ""
    found = taxes_of(table, currency, page.formats) if isinstance(table, Table) else None
    return {"taxes": found} if found is not None else None
