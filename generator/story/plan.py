"""story.yaml in, StoryPlan out: which scenes, in which order, under which conditions, with whose words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from generator.errors import StoryError
from generator.model.story import Music, SceneTemplate, Sound, Transition
from generator.scenes.sounds import MusicSpec, SoundSpec, read_music, read_sounds
from generator.scenes.template import load_scene
from generator.scenes.transitions import TransitionKey, TransitionSpec
from generator.scenes.units import Duration
from generator.scenes.wording import Condition, Variant, Wording, condition, names_of
from generator.sourcefile import SourceFile, Strict, read

SEGMENT = "segment"
"""The name under which conditions see the recipient's segment."""


class SceneEntry(Strict):
    """One scene of the story."""

    scene: str = Field(description="The name of a scene template.")
    id: str | None = Field(
        None, pattern=r"^[a-z][a-z0-9_-]*$", description="Its key in the film; the name when left out."
    )
    purpose: str | None = Field(None, description="The purpose that it serves: only facts released for it may show.")
    when: Condition | None = Field(None, description="Shown only when this holds, over facts and `segment`.")
    facts: dict[str, str] = Field(default_factory=dict, description="Need of the scene ← fact of the campaign.")
    texts: dict[str, Wording] = Field(
        default_factory=dict, description="Words by layer id, or `say` and `title`, in place of the template's."
    )
    duration: Duration | None = Field(None, description="In place of the template's.")
    transition: TransitionKey = Field(None, description="How it takes over from the scene before.")
    sound: tuple[SoundSpec, ...] | None = Field(None, description="What is heard, in place of the template's sounds.")


class StoryFile(Strict):
    """The keys of story.yaml."""

    scenes: tuple[SceneEntry, ...] = Field(min_length=1, description="The scenes in order.")
    transition: TransitionKey = Field(None, description="The same for all scenes that don't say their own.")
    music: MusicSpec | None = Field(None, description="The music below the film.")


@dataclass(frozen=True, slots=True)
class PlannedScene:
    """One entry of the story with its template. `facts`: every need → the campaign's fact. `place`: where it stands.

    `transition`: how it takes over from whichever scene comes before it in a film; None is a cut.
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

    @property
    def length_s(self) -> float:
        """How long the scene lasts."""
        return self.duration_s or self.template.duration_s

    def condition_names(self) -> frozenset[str]:
        """The facts (and `segment`) that the entry's condition reads."""
        return condition(self.when).names if self.when else frozenset()


@dataclass(frozen=True, slots=True)
class StoryPlan:
    """The story as written."""

    path: Path
    scenes: tuple[PlannedScene, ...]
    music: Music | None = None


def load_story(path: Path, catalogue: Mapping[str, Path]) -> StoryPlan:
    """A story file and the folders of all scenes by name in, StoryPlan out; StoryError or SceneError with the line."""
    file = read(path, StoryError)
    parsed = file.parse(StoryFile)
    templates: dict[str, SceneTemplate] = {}
    scenes: list[PlannedScene] = []
    for index, entry in enumerate(parsed.scenes):
        if entry.scene not in catalogue:
            raise file.fail(
                ("scenes", index, "scene"),
                f"there is no scene '{entry.scene}'.",
                f"Use one of {', '.join(sorted(catalogue))}, or add a folder scenes/{entry.scene}/.",
            )
        if entry.scene not in templates:
            templates[entry.scene] = load_scene(catalogue[entry.scene])
        scenes.append(_planned(file, index, entry, templates[entry.scene], parsed.transition))
    keys = [scene.key for scene in scenes]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            raise file.fail(("scenes", index), f"two scenes have the key '{key}'.", "Give one of them an 'id'.")
    _check_room(file, parsed, scenes)
    music = read_music(file, ("music",), parsed.music) if parsed.music else None
    return StoryPlan(path, tuple(scenes), music)


def _check_room(file: SourceFile, parsed: StoryFile, scenes: Sequence[PlannedScene]) -> None:
    """Two transitions may not take more of a scene than there is of it.

    Neighbours in the file are looked at. Where one is left out, others meet; what they have no room for is shortened.
    """
    first = parsed.scenes[0].transition
    if first is not None and first.kind != "cut":
        raise file.fail(
            ("scenes", 0, "transition"), "nothing comes before the first scene.", "Give it to the second scene."
        )
    for index, scene in enumerate(scenes):
        entering = scene.transition if index else None
        leaving = scenes[index + 1].transition if index + 1 < len(scenes) else None
        taken_s = sum(each.duration_s for each in (entering, leaving) if each)
        if taken_s > scene.length_s + 1e-9:
            told = index if (entering and entering.duration_s > scene.length_s) or leaving is None else index + 1
            raise file.fail(
                ("scenes", told, "transition"),
                f"transitions take {taken_s:g} s of the scene '{scene.key}', which lasts {scene.length_s:g} s.",
                "Shorten them, or let the scene last longer.",
            )


def _planned(
    file: SourceFile, index: int, entry: SceneEntry, template: SceneTemplate, default: TransitionSpec | None
) -> PlannedScene:
    for need in entry.facts:
        if need not in template.needs:
            raise file.fail(
                ("scenes", index, "facts", need),
                f"the scene '{entry.scene}' has no need '{need}'.",
                f"It needs {', '.join(template.needs) or 'nothing'}.",
            )
    wordings = _wordings(template)
    for name, wording in entry.texts.items():
        if name not in wordings:
            raise file.fail(
                ("scenes", index, "texts", name),
                f"the scene '{entry.scene}' has no words called '{name}'.",
                f"It has {', '.join(sorted(wordings))}.",
            )
        for fact in sorted(names_of(wording) - set(template.needs)):
            raise file.fail(
                ("scenes", index, "texts", name),
                f"the words name '{fact}', which the scene '{entry.scene}' does not need.",
                f"Use {', '.join(template.needs) or 'no placeholder'}.",
            )
    offers = [need.name for need in template.needs.values() if need.type == "choices"]
    if offers and entry.purpose is None:
        raise file.fail(
            ("scenes", index), f"the scene '{entry.scene}' makes an offer, but does not say for which purpose.",
            "Add 'purpose: …', so that only facts released for it can show.",
        )  # fmt: skip
    return PlannedScene(
        key=entry.id or entry.scene,
        template=template,
        purpose=entry.purpose,
        when=entry.when,
        facts=MappingProxyType({name: entry.facts.get(name, name) for name in template.needs}),
        texts=MappingProxyType(dict(entry.texts)),
        duration_s=entry.duration,
        place=file.place("scenes", index),
        transition=spec.transition() if (spec := entry.transition or default) else template.transition,
        sounds=_sounds(file, index, entry, template),
    )


def _sounds(file: SourceFile, index: int, entry: SceneEntry, template: SceneTemplate) -> tuple[Sound, ...]:
    if entry.sound is None:
        return template.sounds
    return read_sounds(file, ("scenes", index, "sound"), entry.sound, entry.duration or template.duration_s)


def _wordings(template: SceneTemplate) -> set[str]:
    """The names under which a story may replace the words of a scene."""
    found = {"say", "title"}
    for layers in template.layers.values():
        for spec in layers:
            found |= spec.text_names()
    return found
