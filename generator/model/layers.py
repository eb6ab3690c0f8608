"""Layers as a renderer gets them: words formatted, facts filled in, nothing left to look up.

Coordinates are fractions of the frame (0 to 1), x to the right, y down. Durations are seconds. Colours are brand
tokens ("ink", "sun") or "#rrggbb", either with an optional "/40" for 40% opacity. The picture of a layer at time t is a
pure function of (layer, brand, size, t).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Box:
    """x0, y0, x1, y1 as fractions of the frame; outside 0…1 bleeds off it."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Motion:
    """How a layer comes in (or, played backwards, goes out).

    `rise`: fraction of the frame's height that it travels upwards. `scale`: the size it starts from. `draw`: outlines
    and rings are traced, bars and donuts grow, counters count, instead of only fading. `stagger_s`: the delay between
    the items of one layer. `ease`: a CSS easing name or "cubic-bezier(…)".
    """

    delay_s: float = 0.0
    duration_s: float = 0.6
    fade: bool = True
    rise: float = 0.0
    scale: float = 1.0
    draw: bool = False
    stagger_s: float = 0.0
    ease: str = "cubic-bezier(.2,.8,.2,1)"


@dataclass(frozen=True, slots=True)
class Drift:
    """Slow movement over the whole scene: fractions of the frame, a final scale, degrees of turn. Linear."""

    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    turn: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What every layer has. `personal`: its content depends on a fact, so it can't be part of a plate."""

    id: str
    box: Box
    enter: Motion | None = None
    exit: Motion | None = None
    drift: Drift | None = None
    opacity: float = 1.0
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Gradient:
    """`stops`: (position 0…1, colour). `kind`: "linear" along `angle_deg` (0: to the right, 90: down) or "radial" from
    `centre` (fractions of the box) with `radius` (fraction of the box's longer side)."""

    stops: tuple[tuple[float, str], ...]
    kind: str = "linear"
    angle_deg: float = 90.0
    centre: tuple[float, float] = (0.5, 0.5)
    radius: float = 0.7


Paint = str | Gradient


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
    `emphasis`: substrings set in the strong weight and ink colour.
    """

    text: str
    style: str
    color: str
    align: str = "start"
    anchor: str = "top"
    max_lines: int = 0
    floor: float = 0.6
    by_line: bool = False
    emphasis: tuple[str, ...] = ()


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
    color: str
    align: str = "start"
    raise_cents: bool = True
    anchor: str = "top"


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
class PictureLayer(Layer):
    """A picture file (PNG, JPEG, WebP or SVG path of the template). `fit`: "cover" or "contain"."""

    path: str
    fit: str = "cover"
    radius_px: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageLayer(Layer):
    """A video file, or a `clip.py` whose `make_clip(width_px, height_px, duration_s)` returns a MoviePy clip."""

    path: str
    fit: str = "cover"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoLayer(Layer):
    """The brand's mark and name. `color` is the name's colour; `mark` flattens the mark to one ("": its own)."""

    color: str = "paper"
    mark: str = ""


AnyLayer = (
    FillLayer
    | ShapeLayer
    | TextLayer
    | CounterLayer
    | PillLayer
    | ButtonLayer
    | BarsLayer
    | DonutLayer
    | LegendLayer
    | WaterfallLayer
    | CardsLayer
    | PictureLayer
    | FootageLayer
    | LogoLayer
)
