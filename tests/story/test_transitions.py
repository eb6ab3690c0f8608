"""Transitions as they are written: who says them, and which faults are told where."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest

from generator.errors import SceneError, StoryError
from generator.model.facts import Fact, SafeProfile
from generator.model.story import Links, Story, Transition
from generator.scenes.brand import load_brand
from generator.scenes.template import load_scene
from generator.story.plan import load_story
from generator.story.planned import StoryPlan
from generator.story.teller import Storyteller

SCENE = """\
summary: A card.
title: "Card"
needs:
  name: {type: text, sample: Ada, optional: true}
duration: 4s
layers:
  - {id: ground, fill: paper}
"""
ROOM = "scenes:\n  - {scene: card}"
SLOW = "{kind: wipe, duration: 600ms}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "card").mkdir()
    (tmp_path / "card" / "scene.yaml").write_text(SCENE, encoding="utf-8")
    return tmp_path


def plan_of(folder: Path, story: str) -> StoryPlan:
    (folder / "story.yaml").write_text(story, encoding="utf-8")
    return load_story(folder / "story.yaml", {"card": folder / "card"})


def told(folder: Path, story: str, **facts: str) -> Story:
    teller = Storyteller(plan_of(folder, story), load_brand("solena", folder), None, None, Links({}))
    known = {name: Fact(value, ("invoice",)) for name, value in facts.items()}
    return teller.tell(SafeProfile("p1", "en_GB", "everyone", MappingProxyType(known)), "t")


@pytest.mark.parametrize(
    ("story", "place", "cause"),
    [
        ("transition: fade\nscenes: [{scene: card}]", "1:1", "should be 'cut', 'crossfade'"),
        ("transition: {kind: slide, to: up}\nscenes: [{scene: card}]", "1:27", "unknown key 'to'"),
        ("transition: {kind: zoom, towards: up}\nscenes: [{scene: card}]", "1:1", "a zoom goes nowhere"),
        ("transition: {kind: wipe, duration: 9s}\nscenes: [{scene: card}]", "1:26", "100ms to 2s"),
        ("transition: {kind: wipe, ease: slow}\nscenes: [{scene: card}]", "1:26", "an easing is one of"),
        ("scenes:\n  - {scene: card, transition: wipe}", "2:19", "nothing comes before"),
        (
            f"{ROOM}\n  - {{scene: card, id: b, duration: 500ms, transition: {SLOW}}}",
            "3:43",
            "take 0.6 s of the scene 'b', which lasts 0.5 s",
        ),
        (
            f"{ROOM}\n  - {{scene: card, id: b, duration: 1s, transition: {SLOW}}}"
            f"\n  - {{scene: card, id: c, transition: {SLOW}}}",
            "4:26",
            "take 1.2 s of the scene 'b', which lasts 1 s",
        ),
        (
            f"transition: {SLOW}\nscenes:\n  - {{scene: card, duration: 500ms}}\n  - {{scene: card, id: b}}",
            "4:5",
            "take 0.6 s of the scene 'card'",
        ),
    ],
)
def test_faults_are_told_where_they_stand(folder: Path, story: str, place: str, cause: str) -> None:
    with pytest.raises(StoryError) as caught:
        plan_of(folder, story)
    assert cause in caught.value.cause
    assert caught.value.place.split("story.yaml:")[1] == place


def test_a_fault_of_a_template_is_told_there(folder: Path) -> None:
    path = folder / "card" / "scene.yaml"
    path.write_text(SCENE.replace("duration: 4s", "transition: spin\nduration: 4s"), encoding="utf-8")
    with pytest.raises(SceneError, match=r"scene\.yaml:5:1"):
        load_scene(folder / "card")


def test_transitions_that_fill_a_scene_exactly_are_fine(folder: Path) -> None:
    third = "{scene: card, id: c, transition: {kind: wipe, duration: 300ms}}"
    plan = plan_of(folder, f"{ROOM}\n  - {{scene: card, id: b, duration: 900ms, transition: {SLOW}}}\n  - {third}")
    assert [scene.transition.duration_s for scene in plan.scenes if scene.transition] == [0.6, 0.3]


@pytest.mark.parametrize(
    ("top", "last", "expected"),
    [
        ("", "zoom", ["wipe up 0.4", "wipe up 0.4", "zoom left 0.4"]),
        (
            "transition: {kind: slide, towards: right, duration: 1s}\n",
            "cut",
            ["slide right 1.0", "slide right 1.0", "cut"],
        ),
        ("transition: cut\n", "crossfade", ["cut", "cut", "crossfade left 0.4"]),
        ("transition: cut\n", "null", ["cut", "cut", "cut"]),
    ],
)
def test_a_scene_counts_before_the_story_and_the_story_before_the_template(
    folder: Path, top: str, last: str, expected: list[str]
) -> None:
    path = folder / "card" / "scene.yaml"
    own = "transition: {kind: wipe, towards: up}\nduration: 4s"
    path.write_text(SCENE.replace("duration: 4s", own), encoding="utf-8")
    entries = f"scenes: [{{scene: card}}, {{scene: card, id: b}}, {{scene: card, id: c, transition: {last}}}]"

    def in_words(transition: Transition | None) -> str:
        return f"{transition.kind} {transition.towards} {transition.duration_s}" if transition else "cut"

    assert [in_words(scene.transition) for scene in plan_of(folder, top + entries).scenes] == expected


def test_the_scene_that_comes_first_in_a_film_takes_over_from_nothing(folder: Path) -> None:
    story = "transition: slide\nscenes:\n  - {scene: card, when: name is defined}\n  - {scene: card, id: b}"
    both, one = told(folder, story, name="Ada"), told(folder, story)
    assert [scene.transition and scene.transition.kind for scene in both.scenes] == [None, "slide"]
    assert both.duration_s == pytest.approx(4 + 4 - 0.4)
    assert [scene.transition for scene in one.scenes] == [None]


def test_scenes_that_meet_because_one_is_left_out_have_their_transitions_shortened(folder: Path) -> None:
    story = (
        "scenes:\n  - {scene: card}\n"
        "  - {scene: card, id: b, duration: 500ms, transition: {kind: wipe, duration: 300ms}}\n"
        "  - {scene: card, id: c, when: name is defined}\n"
        "  - {scene: card, id: d, transition: {kind: wipe, duration: 400ms}}"
    )
    assert told(folder, story, name="Ada").duration_s == pytest.approx(4 + 0.5 + 4 + 4 - 0.7)
    assert told(folder, story).duration_s == pytest.approx(4 + 0.5 + 4 - 0.5)
