"""Layers as designers write them: one class a kind, each with the keys that the kind takes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from generator.scenes.units import Duration, Percent
from generator.scenes.wording import Condition, Variant, Wording
from generator.sourcefile import Strict

BoxSpec = tuple[Percent, Percent, Percent, Percent]
_EASES = ("linear", "ease", "ease-in", "ease-out", "ease-in-out", "overshoot")


def _checked_ease(text: str) -> str:
    if text in _EASES or (text.startswith("cubic-bezier(") and text.endswith(")") and text.count(",") == 3):
        return text
    raise ValueError(f"an easing is one of {', '.join(_EASES)} or cubic-bezier(a, b, c, d), as in CSS")


class MotionSpec(Strict):
    """How a layer comes in, or goes out. What is left out takes the brand's tempo."""

    fade: bool = Field(True, description="From transparent.")
    rise: Percent = Field(0.0, description="How far it travels up, of the frame's height.")
    scale: float = Field(1.0, gt=0, description="The size it starts from; 1 is its own.")
    draw: bool = Field(False, description="Outlines are traced, bars and rings grow, counters count.")
    delay: Duration = Field(0.0, description="When it starts, after the scene does.")
    duration: Duration | None = Field(None, description="How long it takes; the brand's tempo when left out.")
    stagger: Duration | None = Field(None, description="The delay between the items of the layer.")
    ease: Annotated[str, AfterValidator(_checked_ease)] | None = Field(None, description="A CSS easing.")


class DriftSpec(Strict):
    """Slow movement over the whole scene."""

    dx: Percent = 0.0
    dy: Percent = 0.0
    scale: float = Field(1.0, gt=0)
    turn: float = 0.0


class LinearSpec(Strict):
    """A linear gradient: [[0, coral], [1, sun]] along an angle in degrees (0 to the right, 90 down)."""

    linear: tuple[tuple[float, str], ...] = Field(min_length=2)
    angle: float = 90.0


class RadialSpec(Strict):
    """A radial gradient from a centre (of the box) with a radius (of its longer side)."""

    radial: tuple[tuple[float, str], ...] = Field(min_length=2)
    centre: tuple[Percent, Percent] = (0.5, 0.5)
    radius: Percent = 0.7


PaintSpec = str | LinearSpec | RadialSpec


def _motion(value: Any) -> Any:
    if value is True:
        return {}
    return None if value is False else value


MotionKey = Annotated[MotionSpec | None, BeforeValidator(_motion, json_schema_input_type=bool | MotionSpec)]


class LayerSpec(Strict):
    """The keys that every layer takes."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="Its name in the scene.")
    box: BoxSpec = Field((0.0, 0.0, 1.0, 1.0), description="Left, top, right, bottom in percent of the frame.")
    when: Condition | None = Field(None, description="Shown only when this holds.")
    opacity: Percent = Field(1.0, description="100% is opaque.")
    enter: MotionKey = None
    exit: MotionKey = None
    drift: DriftSpec | None = None
    hide: bool = Field(False, description="Left out; for `sizes`.")


class FillSpec(LayerSpec):
    """A painted box."""

    fill: PaintSpec


class ShapeSpec(LayerSpec):
    """A circle, a rectangle or a path."""

    shape: Literal["circle", "rect", "path"]
    paint: PaintSpec
    path: str = Field("", description="SVG path data in a unit square.")
    stroke: Percent = Field(0.0, description="Width of the outline, of the frame's shorter side; 0 fills.")
    radius: float = Field(0.0, ge=0, description="Corner radius in pixels at 720 p.")
    from_: float = Field(0.0, alias="from", description="Where an arc starts, degrees clockwise from 3 o'clock.")
    sweep: float = Field(360.0, description="How far an arc goes, in degrees.")


class TextSpec(LayerSpec):
    """A paragraph."""

    text: Wording
    style: str = "body"
    color: str = "ink"
    align: Literal["start", "center", "end"] = "start"
    anchor: Literal["top", "middle", "bottom"] = "top"
    max_lines: int = Field(0, ge=0)
    floor: Percent = Field(0.6, description="How far the text may shrink before it ends in an ellipsis.")
    by_line: bool = Field(False, description="Lines come in one after the other.")
    emphasis: tuple[str, ...] = Field((), description="Placeholders or words set strong.")


class CounterSpec(LayerSpec):
    """A number that counts up."""

    counter: str = Field(description="The need that it shows: money or number.")
    style: str = "amount"
    color: str = "ink"
    align: Literal["start", "center", "end"] = "start"
    anchor: Literal["top", "middle", "bottom"] = "top"
    raise_cents: bool = True


def _choice_wording(allowed: tuple[str, ...]) -> Any:
    def check(wording: tuple[Variant, ...]) -> tuple[Variant, ...]:
        if any(variant.text not in allowed for variant in wording):
            raise ValueError(f"it is one of {', '.join(repr(word) for word in allowed)}")
        return wording

    return AfterValidator(check)


class PillSpec(LayerSpec):
    """A short text in a tint."""

    pill: Wording
    tone: Annotated[Wording, _choice_wording(("fall", "rise", "plain"))] = (Variant(text="plain"),)
    arrow: Annotated[Wording, _choice_wording(("down", "up", ""))] = (Variant(text=""),)
    style: str = "pill"
    align: Literal["start", "center", "end"] = "start"


class ButtonSpec(LayerSpec):
    """A call to action."""

    button: Wording
    link: str = Field("", description="The name of a link of the campaign.")
    note: Wording = ()
    color: str = Field("haze", description="The colour of the note.")
    pulse: bool = True


class BarsSpec(LayerSpec):
    """Bars of a series."""

    bars: str = Field(description="The need that it shows: a series.")
    highlight: Literal["last", "first", "max", "min", "none"] = "last"
    color: str = "rest"
    highlight_color: str = "sun"
    text_color: str = "paper"
    direction: Literal["up", "across"] = Field("up", description="across: a ranking, with labels at the side.")


class DonutSpec(LayerSpec):
    """A ring of parts."""

    donut: str = Field(description="The need that it shows: parts.")
    centre: Wording = ()
    color: str = "ink"
    at_most: int = Field(5, ge=2, description="How many slices; the rest become one.")


class LegendSpec(LayerSpec):
    """The lines of a ring."""

    legend: str = Field(description="The need that it shows: parts.")
    color: str = "ink"
    at_most: int = Field(5, ge=2)


class WaterfallSpec(LayerSpec):
    """From one amount to another."""

    waterfall: str = Field(description="The need that it shows: parts, first the start, last the end.")
    color: str = "ink"
    direction: Literal["up", "across"] = Field("up", description="across: one row a step, for tall frames.")


class CardsSpec(LayerSpec):
    """Alternatives of equal weight."""

    cards: str = Field(description="The need that it shows: choices.")
    direction: Literal["row", "column"] = "row"
    at_most: int = Field(3, ge=2)


class PictureSpec(LayerSpec):
    """A picture of the scene's folder or of assets/pictures."""

    picture: str
    fit: Literal["cover", "contain"] = "cover"
    radius: float = Field(0.0, ge=0)


class FootageSpec(LayerSpec):
    """Footage: a video file or a clip.py of the scene's folder."""

    footage: str
    fit: Literal["cover", "contain"] = "cover"


class LogoSpec(LayerSpec):
    """The brand's mark and name."""

    logo: str = Field(description="The colour of the name.")
    mark: str = Field("", description="One colour for the mark; its own when left out.")


KINDS: dict[str, type[LayerSpec]] = {
    "fill": FillSpec,
    "shape": ShapeSpec,
    "text": TextSpec,
    "counter": CounterSpec,
    "pill": PillSpec,
    "button": ButtonSpec,
    "bars": BarsSpec,
    "donut": DonutSpec,
    "legend": LegendSpec,
    "waterfall": WaterfallSpec,
    "cards": CardsSpec,
    "picture": PictureSpec,
    "footage": FootageSpec,
    "logo": LogoSpec,
}

AnyLayerSpec = (
    FillSpec
    | ShapeSpec
    | TextSpec
    | CounterSpec
    | PillSpec
    | ButtonSpec
    | BarsSpec
    | DonutSpec
    | LegendSpec
    | WaterfallSpec
    | CardsSpec
    | PictureSpec
    | FootageSpec
    | LogoSpec
)
