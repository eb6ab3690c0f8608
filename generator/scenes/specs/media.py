"""Pictures and footage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from generator.model.story import Need
from generator.scenes.specs.base import LayerSpec
from generator.scenes.specs.paint import BoxSpec
from generator.scenes.units import Duration, Percent
from generator.sourcefile import Strict


class TreatmentSpec(Strict):
    """What is done to the colours of a picture or of footage."""

    mono: bool = Field(False, description="Without colour.")
    duotone: tuple[str, str] | None = Field(None, description="Two colours of the brand: darks, lights.")
    dim: Annotated[Percent, Field(ge=0, le=1)] = Field(0.0, description="How far everything goes to the brand's ink.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.mono and self.duotone:
            raise ValueError("a treatment is mono or duotone, not both")
        return self


def _treatment(value: Any) -> Any:
    return {"mono": True} if value == "mono" else value


TreatmentKey = Annotated[
    TreatmentSpec | None,
    BeforeValidator(_treatment, json_schema_input_type=Literal["mono"] | TreatmentSpec | None),
]
Part = Annotated[Percent, Field(ge=0, le=1)]
Focus = tuple[Part, Part]


class PictureSpec(LayerSpec):
    """A picture of the scene's folder or of assets/pictures."""

    files: ClassVar[tuple[str, ...]] = ("picture",)
    legible: ClassVar[bool] = False

    picture: str
    fit: Literal["cover", "contain"] = "cover"
    radius: float = Field(0.0, ge=0)
    focus: Focus = Field((0.5, 0.5), description="The point of the picture that stays when it is cropped.")
    treatment: TreatmentKey = Field(None, description="mono, or what is done to its colours.")


class FootageSpec(LayerSpec):
    """Footage: a video file or a clip.py of the scene's folder."""

    files: ClassVar[tuple[str, ...]] = ("footage",)
    legible: ClassVar[bool] = False

    footage: str
    fit: Literal["cover", "contain"] = "cover"
    from_: Duration = Field(0.0, alias="from", description="Where it starts.")
    to: Duration | None = Field(None, description="Where it ends; at its own end when left out.")
    speed: float = Field(1.0, gt=0, le=16, description="2 runs twice as fast as it was filmed.")
    loop: bool = Field(False, description="Starts again when it is over; else its last frame stays.")
    crop: BoxSpec | None = Field(None, description="The part of the picture that is taken: left, top, right, bottom.")
    focus: Focus = Field((0.5, 0.5), description="The point that stays when it has to be cropped further.")
    treatment: TreatmentKey = Field(None, description="mono, or what is done to its colours.")

    def faults(self, needs: Mapping[str, Need], root: Path) -> Iterator[tuple[str, str]]:
        """An end before the start, a part that is no part."""
        if self.to is not None and self.to <= self.from_:
            yield "'to' is not after 'from'.", "Let the footage end after it starts."
        if self.crop is not None:
            left, top, right, bottom = self.crop
            if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
                yield (
                    "'crop' is no part of the picture.",
                    "Write left, top, right, bottom, from 0% to 100%, like [10%, 0%, 90%, 80%].",
                )
