"""Kinds of charges in, the slices of a ring out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.microsite.lines import Kind

_GAP = Decimal("0.9")  # hundredths of the ring between two slices
_THIN = Decimal("0.4")  # what is left of a slice that is thinner than the gap


@dataclass(frozen=True, slots=True)
class Slice:
    """One kind as a stroke of a circle that is 100 round: `dash` its dashes, `offset` where it begins."""

    kind: Kind
    dash: str
    offset: str


def ring_of(kinds: Sequence[Kind]) -> tuple[Slice, ...]:
    """The kinds in their order, from the top clockwise; () when they are not parts of one whole."""
    whole = sum((kind.total.amount for kind in kinds), Decimal(0))
    if len(kinds) < 2 or whole <= 0 or any(not kind.share for kind in kinds):
        return ()
    found, start = [], Decimal(0)
    for kind in kinds:
        part = kind.total.amount * 100 / whole
        drawn = max(part - _GAP, _THIN if part else Decimal(0))
        found.append(Slice(kind, f"{drawn:.2f} {100 - drawn:.2f}", f"{-(start + (part - drawn) / 2):.2f}"))
        start += part
    return tuple(found)
