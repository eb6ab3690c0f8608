"""Fills, shapes, words, numbers, buttons, cards and the brand's mark."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.layers.base import Layer, Paint
from generator.model.layers.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FillLayer(Layer):
    """The box, painted."""

    paint: Paint


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeLayer(Layer):
    """A flat shape inside the box.

    `shape`: "circle" (inscribed, centred), "rect" (with `radius_px` at 720 p), or "path" (SVG path data in a unit
    square mapped to the box). `stroke` > 0 draws the outline that wide (fraction of the frame's shorter side) instead
    of filling. `from_deg`/`sweep_deg`: the arc of a circle, clockwise from 3 o'clock.
    """

    shape: str
    paint: Paint
    path: str = ""
    stroke: float = 0.0
    radius_px: float = 0.0
    from_deg: float = 0.0
    sweep_deg: float = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLayer(Layer):
    """A paragraph: wraps at words, shrinks to `floor` of its size, then ends in an ellipsis; descenders never cut.

    `style` names a type style of the brand. `align`: "start", "center" or "end" (start follows the script's direction
    only when `direction` is "auto"). `anchor`: which edge of the box holds the text, "top", "middle" or "bottom".
    `emphasis`: substrings set in the strong weight and ink colour. `spans`: substrings in looks of their own; where two
    meet, the later one wins. `contrast`: "auto" for the light or the dark colour of the brand, whichever reads on
    `ground`, the layers below that are the same for everybody.
    """

    text: str
    style: str
    color: Paint
    align: str = "start"
    anchor: str = "top"
    max_lines: int = 0
    floor: float = 0.6
    by_line: bool = False
    emphasis: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    contrast: str = ""
    ground: tuple[Layer, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How an amount is written, taken apart by locale: `before` + digits + `after`, cents raised when `raise_cents`.

    `group` and `decimal` are the locale's separators, `primary_group` the digits of the last group (0: none),
    `secondary_group` those of the groups before it (0: the same), `decimals` the digits after the separator,
    `native_digits` the ten digits of the locale's numbering system.
    """

    before: str = ""
    after: str = ""
    group: str = ","
    primary_group: int = 3
    secondary_group: int = 0
    decimal: str = "."
    decimals: int = 2
    minus: str = "−"
    native_digits: str = "0123456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterLayer(Layer):
    """A number that counts up from zero while it enters. `text` is the landed form, and what the layer must end on."""

    value: Decimal
    format: NumberFormat
    text: str
    style: str
    color: Paint
    align: str = "start"
    raise_cents: bool = True
    anchor: str = "top"
    contrast: str = ""
    ground: tuple[Layer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PillLayer(Layer):
    """A short text in a rounded tint. `tone`: "fall" (teal), "rise" (coral) or "plain". `arrow`: "down", "up" or ""."""

    text: str
    tone: str
    arrow: str = ""
    style: str = "pill"
    align: str = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonLayer(Layer):
    """A call to action as it is drawn in the film; `href` becomes a hotspot in the page. `pulse`: once, at the end.

    `color` is the note's.
    """

    text: str
    href: str = ""
    note: str = ""
    pulse: bool = True
    color: str = "haze"


@dataclass(frozen=True, slots=True)
class Card:
    """One alternative as a card."""

    icon: str
    title: str
    text: str
    figure: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsLayer(Layer):
    """Cards of equal weight: side by side ("row") or stacked ("column")."""

    cards: tuple[Card, ...]
    direction: str = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoLayer(Layer):
    """The brand's mark and name. `color` is the name's colour; `mark` flattens the mark to one ("": its own)."""

    color: str = "paper"
    mark: str = ""
    contrast: str = ""
    ground: tuple[Layer, ...] = ()
