"""Charts: figures with their labels and formatted amounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.layers.base import Layer


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its height's value, the words on top, and whether it is the highlight."""

    label: str
    value: Decimal
    text: str
    highlight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BarsLayer(Layer):
    """Rounded bars on a common ground; negative values hang below it. The highlight comes last, a little too far.

    `direction`: "up", or "across" for a ranking with long labels.
    """

    bars: tuple[Bar, ...]
    color: str = "rest"
    highlight: str = "sun"
    text_color: str = "paper"
    direction: str = "up"


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of a whole: label, share 0…1, formatted amount, colour."""

    label: str
    share: float
    text: str
    color: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DonutLayer(Layer):
    """A ring with gaps and words inside."""

    slices: tuple[Slice, ...]
    centre: str = ""
    color: str = "ink"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendLayer(Layer):
    """One line a slice: swatch, label, amount, with rules between."""

    slices: tuple[Slice, ...]
    color: str = "ink"


@dataclass(frozen=True, slots=True)
class Step:
    """One column of a waterfall. `kind`: "from", "rise", "fall" or "to"; `low` and `high` are its ends in amount."""

    label: str
    text: str
    low: Decimal
    high: Decimal
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterfallLayer(Layer):
    """From one amount to another, step by step, with dashed links. `direction`: "up", or "across" for tall frames."""

    steps: tuple[Step, ...]
    color: str = "ink"
    direction: str = "up"
