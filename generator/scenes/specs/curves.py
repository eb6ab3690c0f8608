"""Lines over time and progress towards a goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from generator.model.story import Need
from generator.scenes.specs.base import LayerSpec
from generator.scenes.units import parse_decimal
from generator.scenes.wording import Wording


class LineSpec(LayerSpec):
    """A series as a line or an area."""

    shows: ClassVar[dict[str, tuple[str, ...]]] = {"line": ("series",), "compare": ("series",)}
    words: ClassVar[tuple[str, ...]] = ("name", "compare_name")
    replaceable: ClassVar[tuple[str, ...]] = ("_name", "_compare_name")
    spare: ClassVar[tuple[str, ...]] = ("compare",)

    line: str = Field(description="The need that it shows: a series.")
    compare: str | None = Field(None, description="A second series behind it, such as the year before.")
    name: Wording = Field((), description="What the line is called; with `compare_name`, a key above the plot.")
    compare_name: Wording = Field((), description="What the second line is called.")
    highlight: Literal["last", "first", "max", "min", "none"] = "last"
    area: bool = Field(False, description="The surface below the line is painted, fading towards the foot.")
    smooth: bool = Field(True, description="A curve that never goes past its values; false for straight pieces.")
    dots: bool = Field(False, description="Every value has a dot.")
    ground: Literal["zero", "fit"] = Field("zero", description="What the foot of the plot is: zero, or near the least.")
    color: str = "sun"
    compare_color: str = "haze"
    text_color: str = "paper"


def _goal(value: Any) -> Any:
    return parse_decimal(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


class ProgressSpec(LayerSpec):
    """How much of a goal is reached, as a ring or a bar."""

    shows: ClassVar[dict[str, tuple[str, ...]]] = {"progress": ("number", "money"), "goal": ("number", "money")}
    words: ClassVar[tuple[str, ...]] = ("note",)
    replaceable: ClassVar[tuple[str, ...]] = ("_note",)

    progress: str = Field(description="The need that it shows: a number or money.")
    goal: Annotated[str | Decimal, BeforeValidator(_goal, json_schema_input_type=str | float)] = Field(
        description="What it is measured against: a need of the same type, or a number."
    )
    shape: Literal["ring", "bar"] = "ring"
    figure: Literal["percent", "value", "none"] = Field("percent", description="What counts up in it.")
    note: Wording = Field((), description="Words below the figure.")
    style: str = "centre"
    color: str = "sun"
    over_color: str = Field("coral", description="What goes past the goal.")
    track: str = Field("line", description="What is not reached yet.")
    text_color: str = "ink"
    note_color: str = "mute"

    def faults(self, needs: Mapping[str, Need], root: Path) -> Iterator[tuple[str, str]]:
        """A goal of another type than the value's, or one that nothing can reach."""
        if isinstance(self.goal, Decimal):
            if self.goal <= 0:
                yield "the goal is not above zero.", "Write a goal that can be reached."
        elif needs[self.goal].type != needs[self.progress].type:
            cause = f"the goal '{self.goal}' is of type {needs[self.goal].type}, and '{self.progress}' is not."
            yield cause, "Compare like with like."
