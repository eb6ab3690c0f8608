"""Texts that may be told in; those that give something away out, each with the reason and what it may still serve."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from generator.privacy.categories import within
from generator.privacy.denied import DeniedValues
from generator.privacy.detect import NOTHING, look_through
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

    texts = [cell for cell in told if isinstance(cell.value, str)]
    found = _found_in({_about(cell): None for cell in texts}, denied)
    for cell in texts:
        if (finding := found.get(_about(cell))) is None:
            continue
        reason, special = finding
        if reason:
            yield cell, reason, ()
        elif special is not None:
            purposes = _without_marketing(cell, policy, permitted)
            if purposes != cell.purposes:
                limit = ", so it is not told for marketing" if purposes else ""
                yield cell, f"it holds {special.told}{limit}", purposes


_About = tuple[str, str, str, bool]


def _about(cell: Cell) -> _About:
    """All that a text is judged by: itself, its category, its field's name, whether it is a child's."""
    path = cell.rule.path
    return cell.value, cell.rule.scanned_as, path[-1], len(path) > 1


def _found_in(texts: Collection[_About], denied: DeniedValues) -> dict[_About, tuple[str, Kind | None]]:
    """Different texts in; of each that holds something: why it is not told at all, or "", and its special category.

    The lines of twelve invoices say much the same, so each text is looked at once.
    """
    listed = list(texts)
    looked = dict(look_through([about[:3] for about in listed]))
    found: dict[_About, tuple[str, Kind | None]] = {}
    for at, about in enumerate(listed):
        held = looked.get(at, NOTHING)
        if held.identifying is not None:
            found[about] = f"it holds {held.identifying.told}", None
            continue
        text, category, _, child = about
        name = denied.found_in(text, category, child=child)
        if name is not None:
            found[about] = f"it holds the value of '{name}', which is denied", None
        elif held.special is not None:
            found[about] = "", held.special
    return found


def _without_marketing(cell: Cell, policy: Policy, permitted: Collection[str]) -> tuple[str, ...]:
    """What is left of the purposes of a text that speaks of a special category.

    An invoice lists what was bought at a pharmacy; an offer never hints at it.
    """
    if within(cell.rule.category, FREE_TEXT) or within(cell.rule.scanned_as, FREE_TEXT):
        return ()
    kept = tuple(name for name in cell.purposes if not is_marketing(policy.purposes[name].use))
    # For whom only marketing is permitted, nothing is left to tell it for.
    return () if set(kept).isdisjoint(permitted) else kept
