"""Sharing: equal names are one piece of work, in one worker or several, and nobody can guess a name."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import engine_parts
import pytest
from engine_parts import (
    SECRET,
    SMALL,
    FlatPainter,
    brand,
    greeting_story,
    ground,
    name,
    scene,
    slider,
    story,
    studio,
)

from generator.model.brand import Brand
from generator.model.layers import Motion, ShapeLayer
from generator.model.story import Scene, Transition
from generator.video.cache import PLATES, REPEATED, SEGMENTS, Cache
from generator.video.census import plan_batch
from generator.video.compose import Board, Composition
from generator.video.encode import encode
from generator.video.plan import shots
from generator.video.plates import LivePlate, Plate, Plates
from generator.video.segments import from_bytes, to_bytes
from generator.video.settings import VideoSettings
from generator.video.timing import Profile

HERE = Path(__file__).parent


def run(cache: Path, out: Path, *names: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(HERE / "engine_parts.py"), str(cache), str(out), *names]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parent.parent)


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_equal_stories_give_equal_bytes_in_one_process_and_in_several(tmp_path: Path) -> None:
    alone = run(tmp_path / "cache1", tmp_path / "one", "Lucia", "Marek")
    assert alone.wait() == 0
    together = [run(tmp_path / "cache2", tmp_path / "two", who) for who in ("Lucia", "Marek")]
    assert [worker.wait() for worker in together] == [0, 0]
    one, two = digests(tmp_path / "one"), digests(tmp_path / "two")
    assert len(one) == 2 * 4
    assert one == two
    drawn = [json.loads(worker.stdout.read() if worker.stdout else "") for worker in together]
    # the impersonal scene was drawn by one of the two workers, the other took its packets
    sliders = [names.count("slider") for names in drawn]
    assert json.loads(alone.stdout.read() if alone.stdout else "").count("slider") <= sum(sliders)
    assert digests(tmp_path / "cache1" / SEGMENTS) == digests(tmp_path / "cache2" / SEGMENTS)


def test_an_impersonal_scene_is_encoded_once(tmp_path: Path) -> None:
    maker = studio(tmp_path / "cache")
    maker.render(greeting_story("Lucia"), tmp_path / "a")
    stamp = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "cache" / SEGMENTS).iterdir()}
    assert len(stamp) == 1
    engine_parts.DRAWN.clear()
    studio(tmp_path / "cache").render(story(scene("shared", ground("ink"), slider(), seconds=1.5)), tmp_path / "b")
    # only its poster was drawn, which everybody shares too
    assert engine_parts.DRAWN == ["ground", "slider"]
    assert len(list((tmp_path / "cache" / SEGMENTS).iterdir())) == 2
    engine_parts.DRAWN.clear()
    studio(tmp_path / "cache").render(story(scene("shared", ground("ink"), slider(), seconds=1.5)), tmp_path / "c")
    assert engine_parts.DRAWN == []
    assert digests(tmp_path / "b") == digests(tmp_path / "c")


def test_what_everybody_sees_of_a_preview_is_drawn_by_one_worker_and_nothing_personal_is_kept(tmp_path: Path) -> None:
    moving = replace(SMALL, gif=True)
    drawn = []
    for who in ("Lucia", "Marek"):
        engine_parts.DRAWN.clear()
        studio(tmp_path / "cache", moving).render(greeting_story(who), tmp_path / who)
        drawn.append(engine_parts.DRAWN.count("slider"))
    # The scene itself, and what its preview shows; the last scene's slider is in its plate.
    kept = len(list((tmp_path / "cache" / SEGMENTS).iterdir()))
    assert (drawn[0] > 10, drawn[1], kept) == (True, 0, 2)
    studio(tmp_path / "other", moving).render(greeting_story("Marek"), tmp_path / "alone")
    assert digests(tmp_path / "Marek") == digests(tmp_path / "alone")


def test_a_personal_scene_is_shared_only_when_the_plan_says_that_it_repeats(tmp_path: Path) -> None:
    twins = [greeting_story("Anna"), greeting_story("Anna"), greeting_story("Lucia")]
    maker = studio(tmp_path / "cache")
    maker.render(twins[0], tmp_path / "before")
    assert list((tmp_path / "cache" / REPEATED).iterdir()) == []
    plan = plan_batch(iter(twins), SMALL, SECRET, tmp_path / "plan")
    # Two of each film are personal, and Anna has two films.
    assert len(plan.repeated) == 2
    maker.use(plan)
    for number, told in enumerate(twins):
        engine_parts.DRAWN.clear()
        maker.render(told, tmp_path / str(number))
        # frames of one name are drawn for the first of the twins only
        drawn = engine_parts.DRAWN.count("name")
        assert (drawn > 10, drawn) == ((True, drawn) if number != 1 else (False, 0))
    assert len(list((tmp_path / "cache" / REPEATED).iterdir())) == 2
    assert (tmp_path / "before" / "video.mp4").read_bytes() == (tmp_path / "1" / "video.mp4").read_bytes()
    assert len(list((tmp_path / "cache" / SEGMENTS).iterdir())) == 1


def named(*scenes: Scene, settings: VideoSettings = SMALL, secret: bytes = SECRET, look: Brand | None = None) -> str:
    """The name of the last segment of a film."""
    return shots(replace(story(*scenes), brand=look or brand()), settings, secret)[-1].name


def test_a_name_covers_all_that_decides_the_picture_and_is_keyed() -> None:
    base = scene("greeting", ground(), name("Lucia"))
    before = scene("before", ground("ink"))
    crossing = replace(base, transition=Transition("slide"))
    names = {
        named(base),
        named(base, secret=b"another campaign"),
        named(scene("greeting", ground(), name("Marek"))),
        named(scene("greeting", ground("ink"), name("Lucia"))),
        named(replace(base, duration_s=2.1)),
        named(replace(base, digest="1" * 64)),
        named(base, look=replace(brand(), colors={"paper": "#ffffff", "ink": "#000000"})),
        named(base, settings=replace(SMALL, fps=25)),
        named(base, settings=replace(SMALL, crf=24)),
        named(base, settings=replace(SMALL, height_px=240)),
        named(base, settings=replace(SMALL, constant_frame_rate=True)),
        # what is left of a scene after a transition
        named(before, crossing),
    }
    assert len(names) == 12
    # what is said, where the brand's folder is, and how the film came there, does not show in the picture
    assert named(replace(base, caption="Other.")) in names
    assert named(base, look=replace(brand(), root=Path("/elsewhere"))) in names
    assert named(before, base) in names
    assert named(scene("other", ground("sun")), before, replace(base, transition=Transition("wipe"))) in names


def test_a_damaged_segment_is_made_again(tmp_path: Path) -> None:
    studio(tmp_path / "cache").render(greeting_story("Lucia"), tmp_path / "a")
    (path,) = (tmp_path / "cache" / SEGMENTS).iterdir()
    good = path.read_bytes()
    assert to_bytes(from_bytes(good)) == good
    for bad in (b"", good[:-1], good[:100] + bytes([good[100] ^ 1]) + good[101:]):
        with pytest.raises(ValueError, match="segment"):
            from_bytes(bad)
    path.write_bytes(good[:-1])
    studio(tmp_path / "cache").render(greeting_story("Lucia"), tmp_path / "b")
    assert path.read_bytes() == good
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def plates(cache: Path, budget_bytes: int = 10**9) -> Plates:
    return Plates(Cache(cache), SMALL.size_px, 30, budget_bytes, SECRET)


def test_a_plate_holds_the_still_layers_below_the_first_personal_one(tmp_path: Path) -> None:
    painter = FlatPainter(brand(), SMALL.size_px)
    layers = (ground(), replace(ground("sun"), id="second"), slider(), name("Lucia"))
    plate = plates(tmp_path).plate(layers, 60, brand(), painter)
    assert plate is not None
    assert plate.layers == 2
    assert {plate.picture_of(frame) for frame in range(60)} == {0}
    assert tuple(plate.bgra(0)[0, 0]) == (0x47, 0xB5, 0xFF, 0xFF)
    assert plates(tmp_path).plate((name("Lucia"), ground()), 60, brand(), painter) is None


def long_slide() -> ShapeLayer:
    return replace(slider(), enter=Motion(duration_s=1.8, fade=False))


def test_layers_that_move_most_of_the_time_are_stored_as_the_encoder_wants_them(tmp_path: Path) -> None:
    painter = FlatPainter(brand(), SMALL.size_px)
    layers = (ground(), long_slide(), name("Lucia"))
    plate = plates(tmp_path / "a").plate(layers, 60, brand(), painter)
    assert isinstance(plate, Plate) and plate.moving and plate.layers == 2
    assert len({plate.picture_of(frame) for frame in range(60)}) == 55
    short = plates(tmp_path / "b").plate((ground(), slider(), name("Lucia")), 60, brand(), painter)
    assert short is not None and not short.moving and short.layers == 1


def test_without_room_for_a_plate_the_film_is_the_same(tmp_path: Path) -> None:
    painter = FlatPainter(brand(), SMALL.size_px)
    layers = (ground(), long_slide(), name("Lucia"))
    board = Board(SMALL.size_px)
    segments = []
    for number, budget in enumerate((10**9, 3 * 320 * 180, 0)):
        plate = plates(tmp_path / str(number), budget).plate(layers, 60, brand(), painter)
        assert isinstance(plate, Plate if number == 0 else LivePlate)
        segments.append(to_bytes(encode(Composition(layers, painter, 60, 30, plate), board, SMALL, Profile())))
        assert len(list((tmp_path / str(number) / PLATES).iterdir())) == (number == 0)
    assert segments[0] == segments[1] == segments[2]


def test_what_a_killed_worker_left_is_cleared_and_made_again(tmp_path: Path) -> None:
    Cache(tmp_path)
    dead = subprocess.Popen([sys.executable, "-c", "pass"])
    dead.wait()
    left = tmp_path / PLATES / f".{'a' * 64}.{dead.pid}.01234567.part"
    left.write_bytes(b"half")
    Cache(tmp_path)
    assert not left.exists()
    maker = studio(tmp_path)
    told = greeting_story("Lucia")
    maker.render(told, tmp_path / "out")
    whole_plate = max((tmp_path / PLATES).iterdir(), key=lambda path: path.stat().st_size)
    content = whole_plate.read_bytes()
    for length in (10, 5000):
        whole_plate.write_bytes(content[:length])
        studio(tmp_path).render(told, tmp_path / "again")
        assert whole_plate.read_bytes() == content
        assert digests(tmp_path / "out") == digests(tmp_path / "again")


def test_shots_are_on_the_frame_grid() -> None:
    told = story(scene("a", ground(), seconds=0.05), scene("b", ground(), seconds=1.02), scene("c", ground()))
    planned = shots(told, SMALL, SECRET)
    assert [(shot.first, shot.frames) for shot in planned] == [(0, 2), (2, 31), (33, 60)]
    assert not any(shot.personal for shot in planned)
