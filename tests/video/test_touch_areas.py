"""Where what can be touched lies: from the layout that is drawn, at a finger's size; and films are the same with it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import layer_parts as parts
import numpy as np
import pytest
import skia
from engine_parts import SMALL, ground, name, scene, slider, story, studio

from generator.errors import RenderError
from generator.model.interactions import Area, Mark
from generator.model.layers import AnyLayer, Keyframe, Tap, TapItem
from generator.model.story import ASPECTS, Offshoot, Transition
from generator.video.fingers import OUTSIDE, OVERLAP, SHORT, Spot, clumsy, grown
from generator.video.fingers import SMALL as TOO_SMALL
from generator.video.plan import every_shot
from generator.video.timeline import timeline
from generator.video.touch import Touch

TOUCHED = [("history", "bars"), ("moved", "steps"), ("breakdown", "key"), ("offer", "cards"), ("step_by_step", "lines")]
PHONE = (390, 844)
SECRET = b"a secret for tests"


def layer_of(name: str, layer_id: str, aspect: str) -> AnyLayer:
    return next(layer for layer in parts.scene(name).layers[aspect] if layer.id == layer_id)


def drawn(layer: AnyLayer, aspect: str) -> np.ndarray:
    """Where a layer has painted when it has landed: bool (height, width)."""
    width, height = ASPECTS[aspect]
    pixels = np.zeros((height, width, 4), np.uint8)
    surface = skia.Surface(pixels, colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType)
    parts.sprite(layer, 6.0, aspect).draw(surface.getCanvas(), 5.5)
    surface.flushAndSubmit()
    return pixels[..., 3] > 128


@pytest.mark.parametrize("aspect", list(ASPECTS))
@pytest.mark.parametrize(("name", "layer_id"), TOUCHED)
def test_areas_are_those_of_what_is_drawn(name: str, layer_id: str, aspect: str) -> None:
    layer = layer_of(name, layer_id, aspect)
    assert layer.tap is not None
    spots = Touch(parts.painter(aspect), ASPECTS[aspect]).spots((layer,), 6.0)
    assert [spot.item for spot in spots] == [item.item for item in layer.tap.items if item]
    painted = drawn(layer, aspect)
    width, height = ASPECTS[aspect]
    inside = np.zeros_like(painted)
    for index, spot in enumerate(spots):
        rows = slice(max(0, round(spot.y0 * height)), round(spot.y1 * height))
        columns = slice(max(0, round(spot.x0 * width)), round(spot.x1 * width))
        assert painted[rows, columns].any(), spot
        inside[rows, columns] = True
        assert all(spot.shared(other) < 1e-3 for other in spots[:index])
    # All of it but what sticks out by a hair: round corners of a swatch, the foot of a letter.
    assert painted[~inside].sum() < 0.02 * painted.sum()


@pytest.mark.parametrize("aspect", list(ASPECTS))
@pytest.mark.parametrize("name", [name for name, _ in TOUCHED])
def test_a_finger_gets_along_with_the_scenes_that_come_along(name: str, aspect: str) -> None:
    sample = parts.scene(name)
    spots = Touch(parts.painter(aspect), ASPECTS[aspect]).spots(sample.layers[aspect], sample.duration_s)
    small = frozenset(spec.id for spec in parts.template(name).layers[aspect] if spec.tap and spec.tap.small)
    assert [fault.cause for fault in clumsy(spots, ASPECTS[aspect], small)] == []


def test_an_item_can_be_touched_from_when_it_can_be_seen() -> None:
    layer = layer_of("history", "bars", "16:9")
    spots = Touch(parts.painter(), parts.WIDE).spots((layer,), 5.5)
    # 300 ms, then half of 900 ms, and 90 ms later each.
    assert [round(spot.from_s, 2) for spot in spots] == [0.75, 0.84, 0.93, 1.02, 1.11, 1.2]
    assert {spot.to_s for spot in spots} == {5.5}


def test_an_area_goes_where_its_layer_went() -> None:
    layer = replace(layer_of("closing", "go", "16:9"), tap=Tap("link", "pay", "Pay"))
    still = Touch(parts.painter(), parts.WIDE).spots((layer,), 4.0)[0]
    moved = replace(layer, keyframes=(Keyframe(0.0, x=0.0), Keyframe(0.5, x=0.25)))
    found = Touch(parts.painter(), parts.WIDE).spots((moved,), 4.0)[0]
    assert found.x0 == pytest.approx(still.x0 + 0.25, abs=1e-3)
    assert found.y0 == pytest.approx(still.y0, abs=1e-3)


def spot(x0: float, y0: float, x1: float, y1: float, name: str = "a", from_s: float = 0.0, to_s: float = 4.0) -> Spot:
    return Spot(name, "", x0, y0, x1, y1, from_s, to_s)


def rows(height: float) -> list[Spot]:
    """Three that leave nothing between them: only those outside can grow."""
    return [spot(0.2, 0.5 + n * height, 0.8, 0.5 + (n + 1) * height, "abc"[n]) for n in range(3)]


def test_small_areas_grow_to_a_finger_and_share_what_is_between_them() -> None:
    alone = grown([spot(0.5, 0.5, 0.52, 0.51)], PHONE)[0]
    assert alone.size_px(PHONE) == pytest.approx((44, 44))
    corner = grown([spot(0.0, 0.99, 0.01, 1.0)], PHONE)[0]
    assert (corner.x0, corner.y1) == (0.0, 1.0)
    assert corner.size_px(PHONE) == pytest.approx((44, 44))
    upper, lower = grown([spot(0.2, 0.5, 0.8, 0.51), spot(0.2, 0.53, 0.8, 0.54, "b")], PHONE)
    assert upper.y1 == lower.y0 == pytest.approx(0.52)
    # At different times they don't meet.
    first, then = grown([spot(0.2, 0.5, 0.8, 0.51, to_s=1), spot(0.2, 0.53, 0.8, 0.54, "b", from_s=1)], PHONE)
    assert first.y1 > then.y0


@pytest.mark.parametrize(
    ("spots", "small", "kinds"),
    [
        ([spot(0.2, 0.2, 0.6, 0.4)], [], []),
        ([spot(0.8, 0.2, 1.1, 0.4)], [], [OUTSIDE]),
        ([spot(-0.01, 0.2, 0.4, 0.4)], [], [OUTSIDE]),
        (rows(0.04), [], [TOO_SMALL]),
        (rows(0.04), ["b"], []),
        (rows(0.02), ["b"], [TOO_SMALL]),
        ([spot(0.2, 0.2, 0.6, 0.4), spot(0.4, 0.3, 0.8, 0.5, "b")], [], [OVERLAP]),
        ([spot(0.2, 0.2, 0.6, 0.4, to_s=2), spot(0.4, 0.3, 0.8, 0.5, "b", from_s=2)], [], []),
        ([spot(0.2, 0.2, 0.6, 0.4, from_s=2.6)], [], [SHORT]),
    ],
)  # fmt: skip
def test_what_is_no_match_for_a_finger_is_told(spots: list[Spot], small: list[str], kinds: list[str]) -> None:
    assert [fault.kind for fault in clumsy(spots, PHONE, frozenset(small))] == kinds


TAP = Tap("open", "history", "See it")


def test_a_film_is_the_same_bytes_with_something_to_touch_in_it(tmp_path: Path) -> None:
    plain = story(scene("hello", ground("paper"), name("Lucia")), scene("bye", ground("sun"), slider()))
    scenes = tuple(
        replace(each, layers={"16:9": (replace(each.layers["16:9"][0], tap=TAP), *each.layers["16:9"][1:])})
        for each in plain.scenes
    )  # fmt: skip
    touched = replace(plain, scenes=scenes)
    assert [shot.name for shot in every_shot(plain, SMALL, SECRET)] == [
        shot.name for shot in every_shot(touched, SMALL, SECRET)
    ]
    films = [
        studio(tmp_path / f"cache{number}").render(each, tmp_path / str(number))
        for number, each in enumerate((plain, touched))
    ]
    files = [
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / str(number)).iterdir()}
        for number in (0, 1)
    ]
    assert files[0] == files[1]
    assert films[0].reels[0].marks == ()
    assert [mark.id for mark in films[1].reels[0].marks] == ["hello.ground", "bye.ground"]
    assert films[1].reels[0].marks[0] == Mark("hello.ground", Area(0, 0, 100, 100), 0.0, films[1].reels[0].scenes[0][2])


def test_marks_stand_in_the_films_time_and_not_in_a_transition() -> None:
    crossing = Transition("crossfade", 0.4)
    first = scene("one", replace(ground("ink"), tap=TAP), seconds=2.0)
    second = replace(scene("two", replace(ground("sun"), tap=TAP), seconds=2.0), transition=crossing)
    places = timeline(story(first, second), 30)
    touch = Touch(parts.painter(), parts.WIDE)
    marks = [touch.marks(place, place.scene.layers["16:9"], 30)[0] for place in places]
    assert [(mark.from_s, mark.to_s) for mark in marks] == [(0.0, 1.8), (1.8, 3.6)]


def test_items_that_cannot_be_touched_have_no_mark() -> None:
    layer = layer_of("breakdown", "key", "16:9")
    assert layer.tap is not None
    some = replace(layer.tap, items=(TapItem("1", "lines/kind-1", "Energy"), None))
    spots = Touch(parts.painter(), parts.WIDE).spots((replace(layer, tap=some),), 5.0)
    assert [spot.item for spot in spots] == ["1"]


def test_branches_are_films_beside_the_film_and_share_its_segments(tmp_path: Path) -> None:
    hello, bye = scene("hello", ground("paper"), name("Lucia")), scene("bye", ground("sun"), slider(), seconds=1.5)
    more = Offshoot("why", "Why", (replace(bye, key="again"), scene("more", ground("ink"), slider(), seconds=1.0)))
    film = studio(tmp_path / "cache").render(replace(story(hello, bye), branches=(more,)), tmp_path / "out")
    alone = studio(tmp_path / "other").render(story(hello, bye), tmp_path / "alone")
    assert set(film.files) == {*alone.files, "branch-why.mp4", "branch-why.vtt"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(film.files)
    for file in alone.files:
        assert (tmp_path / "out" / file).read_bytes() == (tmp_path / "alone" / file).read_bytes()
    assert film.duration_s == alone.duration_s
    main, branch = film.reels
    assert (branch.branch, branch.file, branch.captions, branch.duration_s) == (
        "why", "branch-why.mp4", "branch-why.vtt", 2.5,
    )  # fmt: skip
    assert branch.scenes == (("again", 0.0, 1.5), ("more", 1.5, 2.5))
    assert main.scenes[0][0] == "hello"
    # "bye" is one piece of work in both.
    assert len(list((tmp_path / "cache" / "segments").iterdir())) == 2


def test_a_branch_that_can_not_be_drawn_fails_as_a_film_does(tmp_path: Path) -> None:
    broken = replace(scene("more"), layers={"9:16": ()})
    told = replace(story(scene("hello", ground("ink"))), branches=(Offshoot("why", "Why", (broken,)),))
    with pytest.raises(RenderError, match="no layers for 16:9"):
        studio(tmp_path / "cache").render(told, tmp_path / "out")
