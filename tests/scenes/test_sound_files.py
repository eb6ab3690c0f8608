"""`sound:` and `music:`: what is wrong is told at its line before anything renders."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from generator.errors import AssetError, InputError
from generator.model.story import Music, Sound
from generator.scenes.catalogue import folders
from generator.scenes.template import load_scene
from generator.story.plan import load_story

SCENE = """\
summary: A test.
title: "Test"
duration: 5s
layers:
  - {id: ground, fill: paper}
sound:
  - {file: ding.wav, at: 1200ms, volume: 40%, fade_in: 50ms, fade_out: 100ms}
"""
STORY = """\
scenes:
  - scene: demo
  - {scene: demo, id: again, sound: [{file: dong.wav}]}
  - {scene: demo, id: quiet, sound: []}
  - {scene: demo, id: short, duration: 2s}
music: {file: bed.wav, volume: 30%, fade_in: 1s, duck: 50%}
"""


def wav(path: Path, seconds: float) -> None:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(b"\1\0" * round(8000 * seconds))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "scenes" / "demo").mkdir(parents=True)
    (tmp_path / "scenes" / "demo" / "scene.yaml").write_text(SCENE, encoding="utf-8")
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    wav(tmp_path / "scenes" / "demo" / "ding.wav", 1)
    wav(tmp_path / "dong.wav", 1)
    wav(tmp_path / "bed.wav", 4)
    return tmp_path


def test_a_scene_says_what_is_heard(root: Path) -> None:
    template = load_scene(root / "scenes" / "demo")
    path = root / "scenes" / "demo" / "ding.wav"
    assert template.sounds == (Sound(str(path), 1.2, 0.4, 0.05, 0.1),)


def test_a_story_lays_music_and_replaces_sounds(root: Path) -> None:
    plan = load_story(root / "story.yaml", folders("scenes", "scene.yaml", [root]))
    assert plan.music == Music(str(root / "bed.wav"), 0.3, 1.0, 1.0, loop=True, duck=0.5)
    own, other, none, short = (scene.sounds for scene in plan.scenes)
    assert own == short == load_scene(root / "scenes" / "demo").sounds
    assert other == (Sound(str(root / "dong.wav")),)
    assert none == ()


def test_the_sounds_that_come_with_serendip_are_found(root: Path, checkout: Path) -> None:
    (root / "scenes" / "demo" / "scene.yaml").write_text(SCENE.replace("ding.wav", "chime.m4a"), encoding="utf-8")
    assert load_scene(root / "scenes" / "demo").sounds[0].path == str(checkout / "assets" / "sounds" / "chime.m4a")
    (root / "story.yaml").write_text(STORY.replace("bed.wav", "daybreak.m4a"), encoding="utf-8")
    music = load_story(root / "story.yaml", folders("scenes", "scene.yaml", [root])).music
    assert music is not None and music.path == str(checkout / "assets" / "music" / "daybreak.m4a")


@pytest.mark.parametrize(
    ("old", "new", "place", "cause", "remedy"),
    [
        ("ding.wav", "ping.wav", "7:6", "'ping.wav' does not exist", "assets/sounds"),
        ("ding.wav", "scene.yaml", "7:6", "can't be decoded", "WAV"),
        ("ding.wav", "long.wav", "7:6", "longer than 60s", "music"),
        ("ding.wav", "half.wav", "7:6", "can't be decoded", "WAV"),
        ("ding.wav", "empty.wav", "7:6", "can't be decoded", "WAV"),
        ("at: 1200ms", "at: 5s", "7:22", "when the scene is over", "before 5s"),
        ("fade_in: 50ms", "fade_in: 950ms", "7:5", "fades are longer", "Shorten"),
        ("volume: 40%", "volume: 401%", "7:34", "'volume' is wrong", "Correct"),
        ("volume: 40%", "volume: loud", "7:34", "'volume' is wrong", "Correct"),
        ("volume: 40%", "volumme: 40%", "7:34", "unknown key", "'volume'"),
    ],
)
def test_a_fault_of_a_sound_is_told_where_it_stands(
    root: Path, old: str, new: str, place: str, cause: str, remedy: str
) -> None:
    folder = root / "scenes" / "demo"
    (folder / "scene.yaml").write_text(SCENE.replace(old, new, 1), encoding="utf-8")
    wav(folder / "long.wav", 61)
    wav(folder / "empty.wav", 0)
    (folder / "half.wav").write_bytes((folder / "ding.wav").read_bytes()[:8000])
    with pytest.raises(InputError) as caught:
        load_scene(folder)
    assert caught.value.place == f"{folder / 'scene.yaml'}:{place}"
    assert cause in caught.value.cause
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "place", "cause"),
    [
        ("bed.wav", "bad.wav", "6:9", "does not exist"),
        ("bed.wav", "short.wav", "6:1", "too short"),
        ("bed.wav", "long.wav", "6:9", "longer than 600s"),
        ("duck: 50%", "duck: 120%", "6:50", "'duck' is wrong"),
        ("dong.wav", "none.wav", "3:39", "does not exist"),
        ("{file: dong.wav}", "{file: dong.wav, at: 6s}", "3:55", "when the scene is over"),
    ],
)
def test_a_fault_of_a_story_is_told_where_it_stands(root: Path, old: str, new: str, place: str, cause: str) -> None:
    (root / "story.yaml").write_text(STORY.replace(old, new, 1), encoding="utf-8")
    wav(root / "short.wav", 1)
    wav(root / "long.wav", 601)
    with pytest.raises(InputError) as caught:
        load_story(root / "story.yaml", folders("scenes", "scene.yaml", [root]))
    assert caught.value.place == f"{root / 'story.yaml'}:{place}"
    assert cause in caught.value.cause


def test_half_an_m4a_is_no_sound(root: Path, checkout: Path) -> None:
    data = (checkout / "assets" / "sounds" / "chime.m4a").read_bytes()
    folder = root / "scenes" / "demo"
    (folder / "ding.wav").write_bytes(data[: len(data) // 2])
    with pytest.raises(AssetError, match="can't be decoded"):
        load_scene(folder)
