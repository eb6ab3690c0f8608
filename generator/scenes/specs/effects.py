"""How effects are written: shadow, clip, mask."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from generator.scenes.specs.paint import BoxSpec, LinearSpec, RadialSpec
from generator.scenes.units import PathData, Percent
from generator.sourcefile import Strict


class ShadowSpec(Strict):
    """A shadow of the layer's own outline."""

    offset: tuple[Percent, Percent] = Field((0.0, 0.012), description="To the right and down, of the shorter side.")
    blur: Percent = Field(0.02, ge=0, description="Of the frame's shorter side.")
    color: str = "ink/28"


class ClipSpec(Strict):
    """A window that the layer is seen through."""

    shape: Literal["rect", "circle", "path"] = "rect"
    box: BoxSpec | None = Field(None, description="Of the frame; the layer's own when left out.")
    radius: float = Field(0.0, ge=0, description="Corner radius in pixels at 720 p.")
    path: PathData | None = Field(None, description="SVG path data in a unit square: the box.")
    still: bool = Field(False, description="The window stays while the layer moves.")

    @model_validator(mode="after")
    def _path_of_a_path(self) -> Self:
        if (self.shape == "path") != (self.path is not None):
            raise ValueError("a clip has a path exactly when its shape is 'path'")
        return self


def _usual(value: Any) -> Any:
    if value is True:
        return {}
    return None if value is False else value


def _shape(value: Any) -> Any:
    return {"shape": value} if isinstance(value, str) else value


ShadowKey = Annotated[ShadowSpec | None, BeforeValidator(_usual, json_schema_input_type=bool | ShadowSpec)]
ClipKey = Annotated[
    ClipSpec | None, BeforeValidator(_shape, json_schema_input_type=Literal["rect", "circle"] | ClipSpec)
]
MaskKey = str | LinearSpec | RadialSpec | None
