"""Charts: figures with their labels and formatted amounts."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from generator.scenes.specs.base import LayerSpec
from generator.scenes.wording import Wording


class BarsSpec(LayerSpec):
    """Bars of a series."""

    shows: ClassVar[dict[str, tuple[str, ...]]] = {"bars": ("series",)}
    divisible: ClassVar[bool] = True

    bars: str = Field(description="The need that it shows: a series.")
    highlight: Literal["last", "first", "max", "min", "none"] = "last"
    color: str = "rest"
    highlight_color: str = "sun"
    text_color: str = "paper"
    direction: Literal["up", "across"] = Field("up", description="across: a ranking, with labels at the side.")


class DonutSpec(LayerSpec):
    """A ring of parts."""

    shows: ClassVar[dict[str, tuple[str, ...]]] = {"donut": ("parts",)}
    words: ClassVar[tuple[str, ...]] = ("centre",)
    replaceable: ClassVar[tuple[str, ...]] = ("_centre",)
    divisible: ClassVar[bool] = True

    donut: str = Field(description="The need that it shows: parts.")
    centre: Wording = ()
    color: str = "ink"
    at_most: int = Field(5, ge=2, description="How many slices; the rest become one.")


class LegendSpec(LayerSpec):
    """The lines of a ring."""

    shows: ClassVar[dict[str, tuple[str, ...]]] = {"legend": ("parts",)}
    divisible: ClassVar[bool] = True

    legend: str = Field(description="The need that it shows: parts.")
    color: str = "ink"
    at_most: int = Field(5, ge=2)


class WaterfallSpec(LayerSpec):
    """From one amount to another."""

    shows: ClassVar[dict[str, tuple[str, ...]]] = {"waterfall": ("parts",)}
    divisible: ClassVar[bool] = True

    waterfall: str = Field(description="The need that it shows: parts, first the start, last the end.")
    color: str = "ink"
    direction: Literal["up", "across"] = Field("up", description="across: one row a step, for tall frames.")
