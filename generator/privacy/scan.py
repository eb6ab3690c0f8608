"""Texts that may be told in; those that give something away out, each with the reason and what it may still serve."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from generator.privacy.categories import within
from generator.privacy.denied import DeniedValues
from generator.privacy.detect import look
from generator.privacy.detect.kinds import Kind
from generator.privacy.policy import Policy
from generator.privacy.uses import is_marketing

if TYPE_CHECKING:
    from generator.privacy.walk import Cell

FREE_TEXT = ("user.content",)
"""Where people write what they like: a note with a sensitive word in it is nobody's to tell."""


def scan(
    told: Iterable[Cell], denied: DeniedValues, policy: Policy, permitted: Collection[str]
) -> Iterator[tuple[Cell, str, tuple[str, ...]]]:
    """Every text that may not be told for all purposes of its rule, why, and for which of them it may.

    What tells who somebody is, or a denied value of the same record, may be told for none. What speaks of a special
    category serves no marketing. `permitted`: the purposes that the recipient allows. The reason never quotes.
    """

    @cache  # the lines of twelve invoices say much the same
    def judged(text: str, category: str, field: str, child: bool) -> tuple[str, Kind | None]:
        """Why the text is not told at all, or ""; and the special category that it speaks of."""
        found = look(text, category, field)
        if found.identifying is not None:
            return f"it holds {found.identifying.told}", None
        name = denied.found_in(text, category, child=child)
        return "" if name is None else f"it holds the value of '{name}', which is denied", found.special

    for cell in told:
        if not isinstance(cell.value, str):
            continue
        path = cell.rule.path
        reason, special = judged(cell.value, cell.rule.scanned_as, path[-1], len(path) > 1)
        if reason:
            yield cell, reason, ()
        elif special is not None:
            purposes = _without_marketing(cell, policy, permitted)
            if purposes != cell.purposes:
                limit = ", so it is not told for marketing" if purposes else ""
                yield cell, f"it holds {special.told}{limit}", purposes


def _without_marketing(cell: Cell, policy: Policy, permitted: Collection[str]) -> tuple[str, ...]:
    """What is left of the purposes of a text that speaks of a special category.

    An invoice lists what was bought at a pharmacy; an offer never hints at it.
    """
    if within(cell.rule.category, FREE_TEXT) or within(cell.rule.scanned_as, FREE_TEXT):
        return ()
    kept = tuple(name for name in cell.purposes if not is_marketing(policy.purposes[name].use))
    # For whom only marketing is permitted, nothing is left to tell it for.
    return () if set(kept).isdisjoint(permitted) else kept
