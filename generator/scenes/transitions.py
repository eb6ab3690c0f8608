"""How transitions are written: "crossfade", or {kind: slide, towards: up, duration: 500ms, ease: ease-out}."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from generator.model.story import Transition
from generator.scenes.specs.motion import Ease
from generator.scenes.units import Duration
from generator.sourcefile import Strict

DEFAULT_S = 0.4
_LEAST_S, _MOST_S = 0.1, 2.0
Kind = Literal["cut", "crossfade", "slide", "wipe", "zoom"]


class TransitionSpec(Strict):
    """How a scene takes over from the one before it."""

    kind: Kind = Field(description="What happens; `cut` is none.")
    towards: Literal["left", "right", "up", "down"] | None = Field(
        None, description="Of `slide` and `wipe`: where it moves; left when left out."
    )
    duration: Duration = Field(DEFAULT_S, description="How long the two scenes overlap: 100ms to 2s.")
    ease: Ease = Field("ease-in-out", description="A CSS easing.")

    @field_validator("duration")
    @classmethod
    def _short(cls, duration_s: float) -> float:
        if not _LEAST_S <= duration_s <= _MOST_S:
            raise ValueError("a transition takes 100ms to 2s; `cut` is none")
        return duration_s

    @model_validator(mode="after")
    def _sensible(self) -> TransitionSpec:
        if self.towards and self.kind not in ("slide", "wipe"):
            raise ValueError(f"a {self.kind} goes nowhere; 'towards' is for slide and wipe")
        return self

    def transition(self) -> Transition | None:
        """What the renderers get; None of a cut."""
        if self.kind == "cut":
            return None
        return Transition(self.kind, self.duration, self.towards or "left", self.ease)


def _spelt_out(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


TransitionKey = Annotated[
    TransitionSpec | None, BeforeValidator(_spelt_out, json_schema_input_type=Kind | TransitionSpec)
]
