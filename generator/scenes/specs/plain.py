"""Fills, shapes, words, numbers, buttons, cards and the brand's mark."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from generator.scenes.specs.base import LayerSpec, PaintSpec
from generator.scenes.specs.spans import SpanSpec
from generator.scenes.units import PathData, Percent
from generator.scenes.wording import Variant, Wording


class FillSpec(LayerSpec):
    """A painted box."""

    legible: ClassVar[bool] = False

    fill: PaintSpec


class ShapeSpec(LayerSpec):
    """A circle, a rectangle or a path."""

    legible: ClassVar[bool] = False

    shape: Literal["circle", "rect", "path"]
    paint: PaintSpec
    path: PathData | None = Field(None, description="SVG path data in a unit square.")
    stroke: Percent = Field(0.0, description="Width of the outline, of the frame's shorter side; 0 fills.")
    radius: float = Field(0.0, ge=0, description="Corner radius in pixels at 720 p.")
    from_: float = Field(0.0, alias="from", description="Where an arc starts, degrees clockwise from 3 o'clock.")
    sweep: float = Field(360.0, description="How far an arc goes, in degrees.")


class TextSpec(LayerSpec):
    """A paragraph."""

    words: ClassVar[tuple[str, ...]] = ("text", "parts")
    replaceable: ClassVar[tuple[str, ...]] = ("",)

    text: Wording
    style: str = "body"
    color: PaintSpec = Field("ink", description="A colour, or a gradient over the words.")
    align: Literal["start", "center", "end"] = "start"
    anchor: Literal["top", "middle", "bottom"] = "top"
    max_lines: int = Field(0, ge=0)
    floor: Percent = Field(0.6, description="How far the text may shrink before it ends in an ellipsis.")
    by_line: bool = Field(False, description="Lines come in one after the other.")
    emphasis: tuple[str, ...] = Field((), description="Placeholders or words set strong.")
    spans: tuple[SpanSpec, ...] = Field((), description="Placeholders or words in looks of their own.")
    contrast: Literal["auto"] | None = Field(None, description="auto: light or dark, whichever reads on the ground.")

    @property
    def parts(self) -> tuple[Variant, ...]:
        """What picks out parts of the text: the facts that it names are the layer's."""
        return tuple(Variant(text=part) for part in (*self.emphasis, *(span.of for span in self.spans)))


class CounterSpec(LayerSpec):
    """A number that counts up."""

    shows: ClassVar[dict[str, tuple[str, ...]]] = {"counter": ("money", "number")}

    counter: str = Field(description="The need that it shows: money or number.")
    style: str = "amount"
    color: PaintSpec = Field("ink", description="A colour, or a gradient over the words.")
    align: Literal["start", "center", "end"] = "start"
    anchor: Literal["top", "middle", "bottom"] = "top"
    raise_cents: bool = True
    contrast: Literal["auto"] | None = Field(None, description="auto: light or dark, whichever reads on the ground.")


def _choice_wording(allowed: tuple[str, ...]) -> Any:
    def check(wording: tuple[Variant, ...]) -> tuple[Variant, ...]:
        if any(variant.text not in allowed for variant in wording):
            raise ValueError(f"it is one of {', '.join(repr(word) for word in allowed)}")
        return wording

    return AfterValidator(check)


class PillSpec(LayerSpec):
    """A short text in a tint."""

    words: ClassVar[tuple[str, ...]] = ("pill", "tone", "arrow")
    replaceable: ClassVar[tuple[str, ...]] = ("",)

    pill: Wording
    tone: Annotated[Wording, _choice_wording(("fall", "rise", "plain"))] = (Variant(text="plain"),)
    arrow: Annotated[Wording, _choice_wording(("down", "up", ""))] = (Variant(text=""),)
    style: str = "pill"
    align: Literal["start", "center", "end"] = "start"


class ButtonSpec(LayerSpec):
    """A call to action."""

    words: ClassVar[tuple[str, ...]] = ("button", "note")
    replaceable: ClassVar[tuple[str, ...]] = ("", "_note")

    button: Wording
    link: str = Field("", description="The name of a link of the campaign.")
    note: Wording = ()
    color: str = Field("haze", description="The colour of the note.")
    pulse: bool = True


class CardsSpec(LayerSpec):
    """Alternatives of equal weight."""

    shows: ClassVar[dict[str, tuple[str, ...]]] = {"cards": ("choices",)}
    divisible: ClassVar[bool] = True

    cards: str = Field(description="The need that it shows: choices.")
    direction: Literal["row", "column"] = "row"
    at_most: int = Field(3, ge=2)


class LogoSpec(LayerSpec):
    """The brand's mark and name."""

    logo: str = Field(description="The colour of the name.")
    mark: str = Field("", description="One colour for the mark; its own when left out.")
    contrast: Literal["auto"] | None = Field(None, description="auto: light or dark, whichever reads on the ground.")
