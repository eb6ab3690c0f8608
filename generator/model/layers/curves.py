"""Lines over time and progress towards a goal."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from generator.model.layers.base import Layer
from generator.model.layers.plain import NumberFormat


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of a line: its label on the axis, its value, and the words that stand by the highlight."""

    label: str
    value: Decimal
    text: str = ""
    highlight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLayer(Layer):
    """A series as a line, with a second one to compare it with, point by point from the first.

    `names`: what the two lines are called, ("", "") for no key. `ground`: "zero" when the foot of the plot is zero,
    "fit" when it is the lowest value.
    """

    dots: tuple[Dot, ...]
    compare: tuple[Dot, ...] = ()
    names: tuple[str, str] = ("", "")
    area: bool = False
    smooth: bool = True
    marks: bool = False
    ground: str = "zero"
    color: str = "sun"
    compare_color: str = "haze"
    text_color: str = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressLayer(Layer):
    """How much of a goal is reached. `share`: 1 is all of it, more is past it; below 0 nothing is drawn but the track.

    `value` and `format`: the figure, which counts while the ring or bar is traced; `text` is its landed form, "" for
    none. `note`: words below the figure.
    """

    share: float
    shape: str = "ring"
    value: Decimal = Decimal(0)
    format: NumberFormat = field(default_factory=NumberFormat)
    text: str = ""
    note: str = ""
    style: str = "centre"
    color: str = "sun"
    over_color: str = "coral"
    track: str = "line"
    text_color: str = "ink"
    note_color: str = "mute"
