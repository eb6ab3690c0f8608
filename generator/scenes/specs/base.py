"""The keys that every layer takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from generator.model.story import Need
from generator.scenes.specs.effects import ClipKey, MaskKey, ShadowKey
from generator.scenes.specs.motion import AlongSpec, DriftSpec, KeyframesKey, MotionKey, MotionSpec
from generator.scenes.specs.paint import BoxSpec, LinearSpec, PaintSpec, RadialSpec
from generator.scenes.specs.taps import TapSpec
from generator.scenes.units import Percent
from generator.scenes.wording import Condition
from generator.sourcefile import Strict

MERGED = ("enter", "exit", "drift", "along", "shadow", "clip")
"""The keys whose own keys `sizes` may replace one by one."""


class LayerSpec(Strict):
    """The keys that every layer takes.

    `shows`: the keys that name a need, with the types of need that each can show. `spare`: those of them without whose
    fact the layer is still drawn. `words`: the keys that hold a wording. `files`: the keys that name a file of the
    scene. `replaceable`: what follows the id in the names of words that a story may replace, "" for the id alone.
    `legible`: whether it has to stand inside the safe area. `divisible`: whether it has items that can be touched each.
    """

    shows: ClassVar[dict[str, tuple[str, ...]]] = {}
    spare: ClassVar[tuple[str, ...]] = ()
    words: ClassVar[tuple[str, ...]] = ()
    files: ClassVar[tuple[str, ...]] = ()
    replaceable: ClassVar[tuple[str, ...]] = ()
    legible: ClassVar[bool] = True
    divisible: ClassVar[bool] = False

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="Its name in the scene.")
    box: BoxSpec = Field((0.0, 0.0, 1.0, 1.0), description="Left, top, right, bottom in percent of the frame.")
    when: Condition | None = Field(None, description="Shown only when this holds.")
    opacity: Percent = Field(1.0, ge=0, le=1, description="100% is opaque.")
    enter: MotionKey = None
    exit: MotionKey = None
    drift: DriftSpec | None = None
    keyframes: KeyframesKey = Field((), description="What it is like at several instants.")
    along: AlongSpec | None = Field(None, description="A path that its middle follows.")
    blur: Percent = Field(0.0, ge=0, description="Of the frame's shorter side.")
    shadow: ShadowKey = Field(None, description="Below it; true for a soft one.")
    clip: ClipKey = Field(None, description="A window that it is seen through.")
    mask: MaskKey = Field(None, description="A picture or gradient whose opacity is the layer's.")
    tap: TapSpec | None = Field(None, description="What a touch of it does, in the page.")
    bleed: bool = Field(False, description="Meant to reach beyond the safe area.")
    hide: bool = Field(False, description="Left out; for `sizes`.")

    def text_names(self) -> frozenset[str]:
        """The names under which a story may replace the words of the layer."""
        return frozenset(self.id + ending for ending in self.replaceable)

    def faults(self, needs: Mapping[str, Need], root: Path) -> Iterator[tuple[str, str]]:
        """The scene's needs and folder in, what a kind finds wrong with itself out: (cause, remedy); one is told."""
        return iter(())


__all__ = [
    "MERGED",
    "BoxSpec",
    "DriftSpec",
    "LayerSpec",
    "LinearSpec",
    "MotionKey",
    "MotionSpec",
    "PaintSpec",
    "RadialSpec",
]
