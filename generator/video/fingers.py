"""Areas to touch held against a finger: they grow to its size where there is room, and what stays wrong is told.

A finger takes 44 × 44 CSS pixels (WCAG 2.2, 2.5.5) of a phone 390 pixels wide that shows the film from edge to edge.
Where the page offers the same elsewhere, 24 × 24 are enough (2.5.8).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

PHONE_PX = 390
FINGER_PX = 44
LEAST_PX = 24
ROUND_PX = 6
"""How much wider than what is drawn an area is at each side, where there is room: its outline must not touch that."""
SHORTEST_S = 1.5
"""Nobody sees, understands and touches something in less."""

_SLACK = 1e-6
_MOST_SHARED = 0.02
"""Of the smaller of two areas: their edges may touch."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An area to touch of one scene: whose it is, its edges in fractions of the frame, and its seconds of the scene."""

    layer: str
    item: str
    x0: float
    y0: float
    x1: float
    y1: float
    from_s: float
    to_s: float

    def meets(self, other: Spot) -> bool:
        """Whether both are there at one time."""
        return self.from_s < other.to_s and other.from_s < self.to_s

    def shared(self, other: Spot) -> float:
        """How much of the smaller of the two lies in the other, 0 to 1."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        smaller = min((each.x1 - each.x0) * (each.y1 - each.y0) for each in (self, other))
        return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0

    def size_px(self, size_px: tuple[int, int]) -> tuple[float, float]:
        """How large it is on the phone, for a film of this size."""
        width, height = size_px
        return (self.x1 - self.x0) * PHONE_PX, (self.y1 - self.y0) * PHONE_PX * height / width


def grown(spots: Sequence[Spot], size_px: tuple[int, int]) -> tuple[Spot, ...]:
    """Areas as drawn in; the same at a finger's size, within the frame and clear of each other, out.

    Where two come too near they share the room between them. Those that overlapped as drawn still do.
    """
    width, height = size_px
    least = (FINGER_PX / PHONE_PX, FINGER_PX / PHONE_PX * width / height)
    around = (ROUND_PX / PHONE_PX, ROUND_PX / PHONE_PX * width / height)
    larger = [_large(spot, least, around) for spot in spots]
    found = list(larger)
    for index, spot in enumerate(spots):
        for other_index, other in enumerate(spots):
            if index != other_index and spot.meets(other) and larger[index].shared(larger[other_index]):
                found[index] = _clear(found[index], spot, other)
    for index, area in enumerate(found):
        others = [other for number, other in enumerate(found) if number != index and area.meets(other)]
        found[index] = _stretched(area, least, others)
    return tuple(found)


def _large(spot: Spot, least: tuple[float, float], around: tuple[float, float]) -> Spot:
    x0, x1 = _span(spot.x0 - around[0], spot.x1 + around[0], least[0])
    y0, y1 = _span(spot.y0 - around[1], spot.y1 + around[1], least[1])
    return replace(spot, x0=x0, y0=y0, x1=x1, y1=y1)


def _span(low: float, high: float, least: float) -> tuple[float, float]:
    """A stretch of the frame, at least so long, and within it."""
    low, high = max(0.0, low), min(1.0, high)
    missing = max(0.0, least - (high - low)) / 2
    low, high = low - missing, high + missing
    shift = max(0.0, -low) - max(0.0, high - 1.0)
    return max(0.0, low + shift), min(1.0, high + shift)


def _clear(area: Spot, spot: Spot, other: Spot) -> Spot:
    """An area that has grown, cut back to the middle between what it has grown from and its neighbour."""
    gaps = {
        "x1": other.x0 - spot.x1,
        "x0": spot.x0 - other.x1,
        "y1": other.y0 - spot.y1,
        "y0": spot.y0 - other.y1,
    }
    side = max(gaps, key=lambda name: gaps[name])
    if gaps[side] < -_SLACK:
        return area
    edge = getattr(spot, side) + gaps[side] / 2 * (1 if side.endswith("1") else -1)
    kept = min(getattr(area, side), edge) if side.endswith("1") else max(getattr(area, side), edge)
    return replace(area, **{side: kept})


def _stretched(area: Spot, least: tuple[float, float], others: Sequence[Spot]) -> Spot:
    """An area that was cut back below a finger's size, stretched towards whichever side is free."""
    for low, high, wanted in (("x0", "x1", least[0]), ("y0", "y1", least[1])):
        missing = wanted - (getattr(area, high) - getattr(area, low))
        if missing <= _SLACK:
            continue
        tries = [{low: max(0.0, getattr(area, low) - missing)}, {high: min(1.0, getattr(area, high) + missing)}]
        free = [
            tried
            for tried in (replace(area, **edge) for edge in tries)
            if all(tried.shared(other) <= area.shared(other) + _SLACK for other in others)
        ]
        area = max((area, *free), key=lambda tried: getattr(tried, high) - getattr(tried, low))
    return area


OUTSIDE, SMALL, OVERLAP, SHORT = "outside", "small", "overlap", "short"


@dataclass(frozen=True, slots=True)
class Clumsy:
    """What is wrong with an area: one of OUTSIDE, SMALL, OVERLAP and SHORT, and how that is told."""

    spot: Spot
    kind: str
    cause: str
    remedy: str


def clumsy(spots: Sequence[Spot], size_px: tuple[int, int], small: frozenset[str] = frozenset()) -> Iterator[Clumsy]:
    """The areas of one scene as drawn in, what a finger does not get along with out. `small`: layers that may be."""
    for spot, area in zip(spots, grown(spots, size_px), strict=True):
        if min(spot.x0, spot.y0) < -_SLACK or max(spot.x1, spot.y1) > 1 + _SLACK:
            yield Clumsy(spot, OUTSIDE, "lies outside the frame", "Move the layer, or give the tap a 'box'.")
        wide, high = area.size_px(size_px)
        least = LEAST_PX if spot.layer in small else FINGER_PX
        if min(wide, high) < least - 0.5:
            cause = f"is smaller than a finger: {wide:.0f} × {high:.0f} px on a phone {PHONE_PX} px wide"
            remedy = f"Make it {least} px at least; 'small: true' where the page offers the same."
            yield Clumsy(spot, SMALL, cause, remedy)
        if spot.to_s - spot.from_s < SHORTEST_S - _SLACK:
            cause = f"is there for {max(0.0, spot.to_s - spot.from_s):.1f} s only"
            yield Clumsy(spot, SHORT, cause, f"Give it {SHORTEST_S:g} s or more with 'from', 'to' or a longer scene.")
    for index, spot in enumerate(spots):
        for other in spots[:index]:
            if spot.meets(other) and spot.shared(other) > _MOST_SHARED:
                name = other.layer if other.layer != spot.layer else f"{other.layer} {other.item}"
                yield Clumsy(spot, OVERLAP, f"overlaps '{name}'", "Move one of them, or give its tap a 'box'.")
