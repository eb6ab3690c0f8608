"""story.yaml in, StoryPlan out: which scenes, in which order, under which conditions, with whose words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from generator.errors import StoryError
from generator.model.interactions import RETURN
from generator.model.story import SceneTemplate, Sound
from generator.scenes.asks import AskSpec, check_asks
from generator.scenes.sounds import MusicSpec, SoundSpec, read_music, read_sounds
from generator.scenes.specs.taps import KeyName, PlaceName, TapSpec
from generator.scenes.template import load_scene
from generator.scenes.touch import tap_faults
from generator.scenes.transitions import TransitionKey, TransitionSpec
from generator.scenes.units import Duration
from generator.scenes.wording import Condition, Wording, names_of
from generator.sourcefile import Key, SourceFile, Strict, read
from generator.story.planned import PlannedBranch, PlannedScene, StoryPlan
from generator.story.ways import check_ways


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
    taps: dict[str, TapSpec | Literal[False]] = Field(
        default_factory=dict, description="What touches do by layer id, in place of the template's; false for nothing."
    )
    ask: tuple[AskSpec, ...] | None = Field(None, description="What is asked, in place of the template's questions.")


class BranchEntry(Strict):
    """Scenes that are no part of the film: they play when they are asked for."""

    title: str = Field(min_length=1, description="What it is called: a message id without placeholders.")
    scenes: tuple[SceneEntry, ...] = Field(min_length=1, description="Its scenes in order.")
    when: Condition | None = Field(None, description="Made only when this holds, over facts and `segment`.")
    then: str = Field(RETURN, description="What comes after it: return, end, or another branch.")


class StoryFile(Strict):
    """The keys of story.yaml."""

    scenes: tuple[SceneEntry, ...] = Field(min_length=1, description="The scenes in order.")
    branches: dict[KeyName, BranchEntry] = Field(
        default_factory=dict, description="Films beside the film, by name, that a touch or the page plays."
    )
    plays: dict[PlaceName, KeyName | tuple[KeyName, ...]] = Field(
        default_factory=dict,
        description="Place in the page → the branch or scene that it plays; the first that is there.",
    )
    transition: TransitionKey = Field(None, description="The same for all scenes that don't say their own.")
    music: MusicSpec | None = Field(None, description="The music below the film.")


def load_story(path: Path, catalogue: Mapping[str, Path]) -> StoryPlan:
    """A story file and the folders of all scenes by name in, StoryPlan out; StoryError or SceneError with the line."""
    file = read(path, StoryError)
    parsed = file.parse(StoryFile)
    templates: dict[str, SceneTemplate] = {}

    def planned(keys: tuple[Key, ...], entries: Sequence[SceneEntry]) -> tuple[PlannedScene, ...]:
        found = []
        for index, entry in enumerate(entries):
            here = (*keys, index)
            template = _template(file, here, entry.scene, catalogue, templates)
            found.append(_planned(file, here, entry, template, parsed.transition))
        _check_room(file, keys, entries, found)
        return tuple(found)

    scenes = planned(("scenes",), parsed.scenes)
    branches = tuple(
        PlannedBranch(
            key,
            entry.title,
            planned(("branches", key, "scenes"), entry.scenes),
            entry.when,
            entry.then,
            file.place("branches", key),
        )
        for key, entry in parsed.branches.items()
    )
    music = read_music(file, ("music",), parsed.music) if parsed.music else None
    plan = StoryPlan(path, scenes, music, branches, tuple(_plays(parsed)))
    _check_keys(plan)
    check_ways(file, plan)
    return plan


def _plays(parsed: StoryFile) -> Iterator[tuple[str, str]]:
    for place, keys in parsed.plays.items():
        for key in (keys,) if isinstance(keys, str) else keys:
            yield place, key


def _template(
    file: SourceFile, keys: tuple[Key, ...], name: str, catalogue: Mapping[str, Path], known: dict[str, SceneTemplate]
) -> SceneTemplate:
    if name not in catalogue:
        raise file.fail(
            (*keys, "scene"),
            f"there is no scene '{name}'.",
            f"Use one of {', '.join(sorted(catalogue))}, or add a folder scenes/{name}/.",
        )
    if name not in known:
        known[name] = load_scene(catalogue[name])
    return known[name]


def _check_keys(plan: StoryPlan) -> None:
    """Scenes are called apart, and so are branches and the scenes of the film: the page plays either."""
    scenes = {scene.key for scene in plan.scenes}
    for branch in plan.branches:
        if branch.key in scenes:
            cause = f"a branch and a scene of the film are both called '{branch.key}'."
            raise StoryError(branch.place, cause, "Give the scene an 'id', or call the branch otherwise.")
    keys: set[str] = set()
    for scene in plan.every_scene:
        if scene.key in keys:
            raise StoryError(scene.place, f"two scenes have the key '{scene.key}'.", "Give one of them an 'id'.")
        keys.add(scene.key)


def _check_room(
    file: SourceFile, keys: tuple[Key, ...], entries: Sequence[SceneEntry], scenes: Sequence[PlannedScene]
) -> None:
    """Two transitions may not take more of a scene than there is of it.

    Neighbours in the file are looked at. Where one is left out, others meet; what they have no room for is shortened.
    """
    first = entries[0].transition
    if first is not None and first.kind != "cut":
        raise file.fail(
            (*keys, 0, "transition"), "nothing comes before the first scene.", "Give it to the second scene."
        )
    for index, scene in enumerate(scenes):
        entering = scene.transition if index else None
        leaving = scenes[index + 1].transition if index + 1 < len(scenes) else None
        taken_s = sum(each.duration_s for each in (entering, leaving) if each)
        if taken_s > scene.length_s + 1e-9:
            told = index if (entering and entering.duration_s > scene.length_s) or leaving is None else index + 1
            raise file.fail(
                (*keys, told, "transition"),
                f"transitions take {taken_s:g} s of the scene '{scene.key}', which lasts {scene.length_s:g} s.",
                "Shorten them, or let the scene last longer.",
            )


def _planned(
    file: SourceFile, keys: tuple[Key, ...], entry: SceneEntry, template: SceneTemplate, default: TransitionSpec | None
) -> PlannedScene:
    for need in entry.facts:
        if need not in template.needs:
            raise file.fail(
                (*keys, "facts", need),
                f"the scene '{entry.scene}' has no need '{need}'.",
                f"It needs {', '.join(template.needs) or 'nothing'}.",
            )
    wordings = _wordings(template)
    for name, wording in entry.texts.items():
        if name not in wordings:
            raise file.fail(
                (*keys, "texts", name),
                f"the scene '{entry.scene}' has no words called '{name}'.",
                f"It has {', '.join(sorted(wordings))}.",
            )
        for fact in sorted(names_of(wording) - set(template.needs)):
            raise file.fail(
                (*keys, "texts", name),
                f"the words name '{fact}', which the scene '{entry.scene}' does not need.",
                f"Use {', '.join(template.needs) or 'no placeholder'}.",
            )
    length_s = entry.duration or template.duration_s
    _check_taps(file, (*keys, "taps"), entry, template, length_s)
    offers = [need.name for need in template.needs.values() if need.type == "choices"]
    if offers and entry.purpose is None:
        raise file.fail(
            keys, f"the scene '{entry.scene}' makes an offer, but does not say for which purpose.",
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
        place=file.place(*keys),
        transition=spec.transition() if (spec := entry.transition or default) else template.transition,
        sounds=_sounds(file, keys, entry, template),
        taps=MappingProxyType(dict(entry.taps)),
        tap_places=MappingProxyType({name: file.place(*keys, "taps", name) for name in entry.taps}),
        ask=None if entry.ask is None else check_asks(file, (*keys, "ask"), entry.ask, template.needs, length_s),
    )


def _check_taps(
    file: SourceFile, keys: tuple[Key, ...], entry: SceneEntry, template: SceneTemplate, length_s: float
) -> None:
    known = {spec.id: spec for layers in template.layers.values() for spec in layers}
    for name, tap in entry.taps.items():
        if name not in known:
            raise file.fail(
                (*keys, name),
                f"the scene '{entry.scene}' has no layer '{name}'.",
                f"It has {', '.join(known)}.",
            )
        for cause, remedy in tap_faults(known[name], tap, template.needs, length_s) if tap else ():
            raise file.fail((*keys, name), cause, remedy)


def _sounds(file: SourceFile, keys: tuple[Key, ...], entry: SceneEntry, template: SceneTemplate) -> tuple[Sound, ...]:
    if entry.sound is None:
        return template.sounds
    return read_sounds(file, (*keys, "sound"), entry.sound, entry.duration or template.duration_s)


def _wordings(template: SceneTemplate) -> set[str]:
    """The names under which a story may replace the words of a scene."""
    found = {"say", "title"}
    for layers in template.layers.values():
        for spec in layers:
            found |= spec.text_names()
    return found
