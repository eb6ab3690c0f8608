"""Animations that designers export from After Effects (Lottie)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from generator.errors import AssetError
from generator.model.story import Need
from generator.scenes.assets import asset_path
from generator.scenes.lottie import length_s, load_lottie, names_in, text_layers
from generator.scenes.specs.base import LayerSpec
from generator.scenes.units import Duration
from generator.scenes.wording import Variant, Wording


class LottieSpec(LayerSpec):
    """A Lottie file, as designers export it from After Effects."""

    words: ClassVar[tuple[str, ...]] = ("wordings",)
    files: ClassVar[tuple[str, ...]] = ("lottie",)
    legible: ClassVar[bool] = False

    lottie: str = Field(description="A .json or .lottie file of the scene's folder.")
    fit: Literal["cover", "contain"] = "contain"
    texts: dict[str, Wording] = Field(default_factory=dict, description="Name of a text layer → its words.")
    styles: dict[str, str] = Field(default_factory=dict, description="Name of a text layer → a type style.")
    colors: dict[str, str] = Field(default_factory=dict, description="Name of a layer or group → a colour.")
    from_: Duration = Field(0.0, alias="from", description="Where it starts.")
    to: Duration | None = Field(None, description="Where it ends; at its own end when left out.")
    speed: float = Field(1.0, gt=0, le=16, description="2 runs twice as fast as it was made.")
    loop: bool = Field(False, description="Starts again when it is over; else its last frame stays.")

    @property
    def wordings(self) -> tuple[Variant, ...]:
        """The wordings of all texts."""
        return tuple(variant for wording in self.texts.values() for variant in wording)

    def faults(self, needs: Mapping[str, Need], root: Path) -> Iterator[tuple[str, str]]:
        """A broken file, a name that is not in it, a time that is not in it."""
        try:
            animation = load_lottie(asset_path(root, self.lottie))
        except AssetError:
            return  # told as every missing file is
        except ValueError as caught:
            yield (
                f"the Lottie file '{self.lottie}' is broken: {caught}.",
                "Export it again, with Bodymovin for one.",
            )
            return
        texts, names = text_layers(animation), names_in(animation)
        for name in (*self.texts, *self.styles):
            if name not in texts:
                yield f"'{self.lottie}' has no text layer '{name}'.", _there(texts, "text layer")
        for name in self.colors:
            if name not in names:
                yield f"'{self.lottie}' has no layer or group '{name}'.", _there(names, "name")
        seconds = length_s(animation)
        if self.from_ >= seconds or (self.to or 0.0) > seconds + 0.05:
            yield f"'{self.lottie}' is over after {seconds:.1f} s.", "Choose times within it."
        elif self.to is not None and self.to <= self.from_:
            yield "'to' is not after 'from'.", "Let it end after it starts."


def _there(names: Mapping[str, str] | set[str], what: str) -> str:
    return f"Use one of {', '.join(sorted(names))}." if names else f"The file has no {what}."
