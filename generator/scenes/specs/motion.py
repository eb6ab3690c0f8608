"""How motion is written: in and out, between keyframes, along a path, slowly all the time."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from generator.motion.easing import css_easing
from generator.motion.spring import Spring
from generator.scenes.units import Duration, PathData, Percent, Tempo
from generator.sourcefile import Strict

Side = Literal["left", "right", "up", "down"]
Ease = Annotated[str, AfterValidator(css_easing)]


class SpringSpec(Strict):
    """A spring: what it is made of, or how much it bounces."""

    stiffness: float = Field(170.0, gt=0, description="How hard it pulls.")
    damping: float = Field(26.0, gt=0, description="How soon it comes to rest.")
    mass: float = Field(1.0, gt=0, description="How heavy the layer is.")
    bounce: float | None = Field(None, gt=-1, lt=1, description="0: none, 0.3: some; instead of the others.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.bounce is not None and self.model_fields_set != {"bounce"}:
            raise ValueError("a spring has either a bounce, or stiffness, damping and mass")
        Spring(self.stiffness, self.damping, self.mass)
        return self


def _switch(value: Any) -> Any:
    """`true` for the usual, `false` for none."""
    if value is True:
        return {}
    return None if value is False else value


SpringKey = Annotated[SpringSpec | None, BeforeValidator(_switch, json_schema_input_type=bool | SpringSpec)]


class MotionSpec(Strict):
    """How a layer comes in, or goes out. What is left out takes the brand's tempo."""

    fade: bool = Field(True, description="From transparent.")
    rise: Percent = Field(0.0, description="How far it travels up, of the frame's height.")
    from_: Side | None = Field(None, alias="from", description="The side that it slides in from, or out to.")
    distance: Percent = Field(0.12, gt=0, description="How far it slides, of the frame's width or height.")
    scale: float = Field(1.0, gt=0, description="The size it starts from; 1 is its own.")
    blur: Percent = Field(0.0, ge=0, description="The blur it starts from, of the frame's shorter side.")
    reveal: Literal["left", "right", "up", "down", "circle"] | None = Field(
        None, description="Uncovered from a side, or in a circle from its middle."
    )
    draw: bool = Field(False, description="Outlines are traced, bars and rings grow, counters count.")
    delay: Duration = Field(0.0, description="When it starts, after the scene does.")
    duration: Tempo | None = Field(None, description="How long it takes, or a tempo of the brand; else the usual one.")
    stagger: Duration | None = Field(None, description="The delay between the items of the layer.")
    ease: Ease | None = Field(None, description="A CSS easing.")
    spring: SpringKey = Field(None, description="A spring instead of an easing; true for the usual one.")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.from_ is None and "distance" in self.model_fields_set:
            raise ValueError("a distance needs a side to come from: add 'from'")
        if self.spring is not None and self.ease is not None:
            raise ValueError("it has either an ease or a spring")
        if self.spring is not None and self.spring.bounce is None and self.duration is not None:
            raise ValueError("a spring lasts as long as it takes to settle; only one with a bounce has a duration")
        return self


class DriftSpec(Strict):
    """Slow movement over the whole scene."""

    dx: Percent = 0.0
    dy: Percent = 0.0
    scale: float = Field(1.0, gt=0)
    turn: float = 0.0


class KeyframeSpec(Strict):
    """What a layer is like at an instant; what is left out lies between the keyframes that say it."""

    at: Duration = Field(description="When, after the scene starts.")
    x: Percent | None = Field(None, description="To the right of its place, of the frame's width.")
    y: Percent | None = Field(None, description="Below its place, of the frame's height.")
    scale: float | None = Field(None, ge=0, description="Its size; 1 is its own.")
    turn: float | None = Field(None, description="Degrees, clockwise.")
    opacity: Percent | None = Field(None, ge=0, le=1, description="Of its own.")
    blur: Percent | None = Field(None, ge=0, description="Of the frame's shorter side.")
    ease: Ease = Field("ease-in-out", description="How it goes on from here: a CSS easing.")


class AlongSpec(Strict):
    """A path that the middle of the layer follows."""

    path: PathData = Field(description="SVG path data in a unit square: the frame.")
    delay: Duration = Field(0.0, description="When it sets off, after the scene starts.")
    duration: Tempo | None = Field(None, description="How long it takes; the rest of the scene when left out.")
    ease: Ease = Field("ease-in-out", description="A CSS easing.")
    orient: bool = Field(False, description="It turns with the path.")


def _in_order(keyframes: tuple[KeyframeSpec, ...]) -> tuple[KeyframeSpec, ...]:
    instants = [keyframe.at for keyframe in keyframes]
    if len(instants) == 1 or any(first >= second for first, second in pairwise(instants)):
        raise ValueError("keyframes are two or more, each later than the one before")
    return keyframes


MotionKey = Annotated[MotionSpec | None, BeforeValidator(_switch, json_schema_input_type=bool | MotionSpec)]
KeyframesKey = Annotated[tuple[KeyframeSpec, ...], AfterValidator(_in_order)]
