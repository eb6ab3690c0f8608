"""The story as written: which scenes and branches, in which order, under which conditions, with whose words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.story import Music, SceneTemplate, Sound, Transition
from generator.scenes.asks import AskSpec
from generator.scenes.specs import LayerSpec, TapSpec
from generator.scenes.wording import Variant, condition

SEGMENT = "segment"
"""The name under which conditions see the recipient's segment."""


@dataclass(frozen=True, slots=True)
class PlannedScene:
    """One entry of the story with its template. `facts`: every need → the campaign's fact. `place`: where it stands.

    `transition`: how it takes over from whichever scene comes before it in a film; None is a cut. `taps`: what touches
    do in place of the template's, by layer id, False for nothing; `tap_places`: where that stands. `ask`: the questions
    in place of the template's.
    """

    key: str
    template: SceneTemplate
    purpose: str | None
    when: str | None
    facts: Mapping[str, str]
    texts: Mapping[str, tuple[Variant, ...]]
    duration_s: float | None
    place: str
    transition: Transition | None = None
    sounds: tuple[Sound, ...] = ()
    taps: Mapping[str, TapSpec | bool] = field(default_factory=dict)
    tap_places: Mapping[str, str] = field(default_factory=dict)
    ask: tuple[AskSpec, ...] | None = None

    @property
    def length_s(self) -> float:
        """How long the scene lasts."""
        return self.duration_s or self.template.duration_s

    def condition_names(self) -> frozenset[str]:
        """The facts (and `segment`) that the entry's condition reads."""
        return condition(self.when).names if self.when else frozenset()

    def tap_of(self, spec: LayerSpec) -> TapSpec | None:
        """What a touch of one of its layers does: the story's own, else the template's."""
        change = self.taps.get(spec.id, True)
        return change if isinstance(change, TapSpec) else spec.tap if change else None

    def taps_written(self) -> Iterator[tuple[str, LayerSpec, TapSpec]]:
        """(aspect, layer, tap) of every layer that can be touched."""
        for aspect, layers in self.template.layers.items():
            for spec in layers:
                if (tap := self.tap_of(spec)) is not None:
                    yield aspect, spec, tap


@dataclass(frozen=True, slots=True)
class PlannedBranch:
    """A branch of the story. `then`: RETURN, END or the key of another one. `place`: where it stands."""

    key: str
    title: str
    scenes: tuple[PlannedScene, ...]
    when: str | None
    then: str
    place: str

    def condition_names(self) -> frozenset[str]:
        """The facts (and `segment`) that its condition reads."""
        return condition(self.when).names if self.when else frozenset()


@dataclass(frozen=True, slots=True)
class StoryPlan:
    """The story as written. `plays`: (place in the page, key of a branch or scene), of which a place plays the first
    that a recipient has."""

    path: Path
    scenes: tuple[PlannedScene, ...]
    music: Music | None = None
    branches: tuple[PlannedBranch, ...] = ()
    plays: tuple[tuple[str, str], ...] = ()

    @property
    def every_scene(self) -> tuple[PlannedScene, ...]:
        """The scenes of the film, then those of its branches."""
        return (*self.scenes, *(scene for branch in self.branches for scene in branch.scenes))

    def conditions(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Where a scene or a branch stands, and what its condition reads."""
        yield from ((scene.place, scene.condition_names()) for scene in self.every_scene)
        yield from ((branch.place, branch.condition_names()) for branch in self.branches)
