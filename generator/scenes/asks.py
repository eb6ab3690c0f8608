"""`ask:` of scene.yaml and story.yaml: questions that are asked while the film plays in the page."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from generator.model.interactions import QuestionKind
from generator.scenes.specs.taps import KeyName
from generator.scenes.units import Duration
from generator.scenes.wording import Variant, Wording, names_of
from generator.sourcefile import Key, SourceFile, Strict

THANKS = "Thank you."
_LONGEST_SCALE = 11
"""From 0 to 10: more would not stand side by side on a phone."""


def _from_one(value: Any) -> Any:
    return (1, value) if isinstance(value, int) and not isinstance(value, bool) else value


Scale = Annotated[tuple[int, int], BeforeValidator(_from_one, json_schema_input_type=int | tuple[int, int])]


class AskSpec(Strict):
    """One question."""

    id: KeyName = Field(description="Its name in the answers.")
    kind: QuestionKind = Field(description="rating, choice or number.")
    text: Wording = Field(description="The question.")
    at: Duration | None = Field(None, description="When it is asked, after the scene starts; at its end when left out.")
    options: tuple[Wording, ...] = Field((), description="Of a choice: the answers, two or more.")
    scale: Scale = Field((1, 5), description="Of a rating: the last number, or the first and the last.")
    low: Wording = Field((), description="Of a rating: what the first number means.")
    high: Wording = Field((), description="Of a rating: what the last number means.")
    least: float | None = Field(None, description="Of a number: the smallest that is taken.")
    most: float | None = Field(None, description="Of a number: the largest that is taken.")
    step: float = Field(1.0, gt=0, description="Of a number: what it is counted in.")
    unit: Wording = Field((), description="Of a number: what stands behind it.")
    optional: bool = Field(True, description="Whether there is a way past it.")
    thanks: Wording = Field((Variant(text=THANKS),), description="What is said after the answer.")
    form: KeyName = Field("film", description="What the form is called, for whoever gets the answers.")

    @model_validator(mode="after")
    def _sensible(self) -> AskSpec:
        if not self.text:
            raise ValueError("a question has a text")
        if self.kind == "choice" and len(self.options) < 2:
            raise ValueError("a choice has two options or more")
        if self.kind != "choice" and self.options:
            raise ValueError(f"a {self.kind} has no options")
        first, last = self.scale
        if not 1 <= last - first < _LONGEST_SCALE:
            raise ValueError(f"a scale has 2 to {_LONGEST_SCALE} numbers")
        if self.least is not None and self.most is not None and self.least >= self.most:
            raise ValueError("the smallest number is less than the largest")
        return self

    @property
    def wordings(self) -> tuple[Variant, ...]:
        """All that it says."""
        said = (self.text, *self.options, self.low, self.high, self.unit, self.thanks)
        return tuple(variant for wording in said for variant in wording)


def check_asks(
    file: SourceFile, keys: Sequence[Key], asks: Sequence[AskSpec], needs: Container[str], scene_s: float
) -> tuple[AskSpec, ...]:
    """The questions that stand at `keys` of a file, for a scene that lasts `scene_s`, in; the same out, checked."""
    for index, ask in enumerate(asks):
        here = (*keys, index)
        if any(other.id == ask.id for other in asks[:index]):
            raise file.fail((*here, "id"), f"two questions are called '{ask.id}'.", "Give each its own id.")
        for name in sorted(names_of(ask.wordings)):
            if name not in needs:
                cause = f"the question names '{name}', which the scene does not need."
                raise file.fail(here, cause, "Add it to 'needs'.")
        if ask.at is not None and ask.at > scene_s:
            raise file.fail((*here, "at"), "it is asked when the scene is over.", f"Ask it within {scene_s:g}s.")
    return tuple(asks)
