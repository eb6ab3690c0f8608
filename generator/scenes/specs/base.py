"""The keys that every layer takes, and how motion and paint are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field

from generator.model.story import Need
from generator.scenes.units import Duration, Percent
from generator.scenes.wording import Condition
from generator.sourcefile import Strict

BoxSpec = tuple[Percent, Percent, Percent, Percent]
_EASES = ("linear", "ease", "ease-in", "ease-out", "ease-in-out", "overshoot")


def _checked_ease(text: str) -> str:
    if text in _EASES or (text.startswith("cubic-bezier(") and text.endswith(")") and text.count(",") == 3):
        return text
    raise ValueError(f"an easing is one of {', '.join(_EASES)} or cubic-bezier(a, b, c, d), as in CSS")


Ease = Annotated[str, AfterValidator(_checked_ease)]


class MotionSpec(Strict):
    """How a layer comes in, or goes out. What is left out takes the brand's tempo."""

    fade: bool = Field(True, description="From transparent.")
    rise: Percent = Field(0.0, description="How far it travels up, of the frame's height.")
    scale: float = Field(1.0, gt=0, description="The size it starts from; 1 is its own.")
    draw: bool = Field(False, description="Outlines are traced, bars and rings grow, counters count.")
    delay: Duration = Field(0.0, description="When it starts, after the scene does.")
    duration: Duration | None = Field(None, description="How long it takes; the brand's tempo when left out.")
    stagger: Duration | None = Field(None, description="The delay between the items of the layer.")
    ease: Ease | None = Field(None, description="A CSS easing.")


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
    """The keys that every layer takes.

    `shows`: the keys that name a need, with the types of need that each can show. `spare`: those of them without whose
    fact the layer is still drawn. `words`: the keys that hold a wording. `files`: the keys that name a file of the
    scene. `replaceable`: what follows the id in the names of words that a story may replace, "" for the id alone.
    """

    shows: ClassVar[dict[str, tuple[str, ...]]] = {}
    spare: ClassVar[tuple[str, ...]] = ()
    words: ClassVar[tuple[str, ...]] = ()
    files: ClassVar[tuple[str, ...]] = ()
    replaceable: ClassVar[tuple[str, ...]] = ()

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="Its name in the scene.")
    box: BoxSpec = Field((0.0, 0.0, 1.0, 1.0), description="Left, top, right, bottom in percent of the frame.")
    when: Condition | None = Field(None, description="Shown only when this holds.")
    opacity: Percent = Field(1.0, description="100% is opaque.")
    enter: MotionKey = None
    exit: MotionKey = None
    drift: DriftSpec | None = None
    hide: bool = Field(False, description="Left out; for `sizes`.")

    def text_names(self) -> frozenset[str]:
        """The names under which a story may replace the words of the layer."""
        return frozenset(self.id + ending for ending in self.replaceable)

    def faults(self, needs: Mapping[str, Need], root: Path) -> Iterator[tuple[str, str]]:
        """The scene's needs and folder in, what a kind finds wrong with itself out: (cause, remedy); one is told."""
        return iter(())
