"""Poster and preview: what a mail shows before the film is opened."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from engine_parts import COLORS, greeting_story, ground, name, scene, slider, story, studio
from PIL import Image, ImageSequence

from generator.model.layers import Motion
from generator.model.story import Transition
from generator.video import gif, webp
from generator.video.compose import Board, Pixels
from generator.video.palette import palette_of
from generator.video.poster import jpeg
from generator.video.previews import LIMIT_BYTES, Kept, Previews, Shown
from generator.video.settings import VideoSettings
from generator.video.stills import landed_s
from generator.video.storyboard import preview_size, storyboard, thinned
from generator.video.timeline import Place, timeline

GIF = VideoSettings(height_px=360)


def test_the_poster_is_the_first_scene_as_it_has_landed_and_says_nothing_else(tmp_path: Path) -> None:
    maker = studio(tmp_path / "cache", GIF)
    told = greeting_story("Lucia")
    maker.render(told, tmp_path / "out")
    with Image.open(tmp_path / "out" / "poster.jpg") as poster:
        assert poster.format == "JPEG" and poster.size == (640, 360)
        assert not poster.getexif() and "comment" not in poster.info
        shown = np.asarray(poster.convert("RGB")).astype(int)
    expected = maker.frame(told.scenes[0], "16:9", 1.5, told.brand).astype(int)
    assert np.abs(shown - expected).mean() < 2
    start = maker.frame(told.scenes[0], "16:9", 0.0, told.brand).astype(int)
    assert np.abs(start - expected).max() > 100


def test_what_leaves_is_still_there_when_a_scene_has_landed() -> None:
    leaving = replace(name("Lucia"), exit=Motion(duration_s=0.3, delay_s=0.1))
    assert landed_s((ground(), leaving), 3.0) < 2.6
    assert 2.5 < landed_s((ground(),), 3.0) < 3.0


def test_the_preview_is_small_short_and_meaningful_from_its_first_frame(tmp_path: Path) -> None:
    studio(tmp_path / "cache", GIF).render(greeting_story("Lucia"), tmp_path / "out")
    path = tmp_path / "out" / "preview.gif"
    assert path.stat().st_size < LIMIT_BYTES
    with Image.open(path) as preview:
        assert preview.format == "GIF" and preview.size == (480, 270) and preview.info["loop"] == 0
        durations = [frame.info["duration"] for frame in ImageSequence.Iterator(preview)]
        preview.seek(0)
        first = np.asarray(preview.convert("RGB")).astype(int)
        assert "comment" not in preview.info
    assert 4000 <= sum(durations) <= 6500
    ink = np.array([int(COLORS["ink"][at : at + 2], 16) for at in (1, 3, 5)])
    assert (np.abs(first - ink).max(axis=2) < 40).sum() > 200


def test_a_film_of_one_scene_has_a_preview_that_moves(tmp_path: Path) -> None:
    told = story(scene("greeting", ground(), slider(), name("Lucia")))
    studio(tmp_path / "cache", GIF).render(told, tmp_path / "out")
    with Image.open(tmp_path / "out" / "preview.gif") as preview:
        assert getattr(preview, "n_frames", 1) > 3


def test_previews_keep_the_films_shape() -> None:
    assert preview_size((1280, 720)) == (480, 270)
    assert preview_size((720, 1280)) == (270, 480)
    assert preview_size((1080, 1080)) == (360, 360)
    assert preview_size((320, 180)) == (320, 180)


def test_entrances_are_walked_through_more_closely_where_it_costs_nothing() -> None:
    personal, shared = ((layers, 4.0) for layers in ((ground(), name("Lucia", 2.0)), (ground(), slider(2.0))))
    (_, first), (one, own), (two, common) = storyboard([personal, personal, shared])
    assert (one, two, len(first)) == (1, 2, 1)
    assert [still.at_s for still in own[:-1]] == [0.15, 0.3, 0.45, 0.6, 0.9, 1.2]
    assert [still.at_s for still in common[:-1]] == [round(0.1 * step, 2) for step in range(1, 15)]
    for stills in (own, common):
        assert [still.rests for still in stills] == [False] * (len(stills) - 1) + [True]
        for stride in (1, 2, 3, 4):
            fewer = thinned(stills, stride)
            assert sum(still.hold_s for still in fewer) == pytest.approx(sum(still.hold_s for still in stills))
            assert fewer[-1].rests and len(fewer) <= len(stills) // stride + 2


def walk(stripe: Sequence[int]) -> list[Pixels]:
    """Pictures of a stripe that is at these places, over two colours that differ little."""
    pictures = []
    for at in stripe:
        picture = np.full((90, 160, 4), 255, np.uint8)
        picture[:, :80, :3] = (238, 246, 251)
        picture[:, 80:, :3] = (234, 242, 247)
        picture[20:50, at : at + 7, :3] = (32, 32, 16)
        pictures.append(picture)
    return pictures


def shown(data: bytes) -> list[tuple[int, Pixels]]:
    """The pictures of an animation, in milliseconds and RGB, as a viewer of others puts them together."""
    found = []
    with Image.open(io.BytesIO(data)) as animation:
        for number in range(animation.n_frames):  # type: ignore[attr-defined]
            animation.seek(number)
            picture = np.asarray(animation.convert("RGB"))
            found.append((int(animation.info["duration"]), picture))
        assert animation.info["loop"] == 0
    return found


@pytest.mark.parametrize(("form", "worst", "mean"), [(gif, 0, 0), (webp, 90, 2)])
def test_parts_of_scenes_play_one_after_the_other(form: object, worst: int, mean: float) -> None:
    part: Callable[..., bytes] = form.part  # type: ignore[attr-defined]
    quality = form.LADDER[0][0]  # type: ignore[attr-defined]
    first, second = walk([0, 30, 30, 153]), walk([81])
    data = form.join((160, 90), [part(first, [0.1, 0.2, 0.3, 0.4], quality), part(second, [0.5], quality)])  # type: ignore[attr-defined]
    frames = shown(data)
    assert [duration for duration, _ in frames] == [100, 500, 400, 500]
    for (_, seen), picture in zip(frames, (first[0], first[1], first[3], second[0]), strict=True):
        difference = np.abs(seen.astype(int) - picture[..., 2::-1])
        assert difference.max() <= worst and difference.mean() <= mean


def test_colours_of_a_drawing_are_kept_and_those_of_a_photograph_are_near() -> None:
    drawing = walk([40])[0]
    palette = palette_of([drawing])
    colours = np.frombuffer(palette.table, np.uint8).reshape(-1, 3)
    assert palette.unchanged == 3 and len(colours) == 4
    assert np.array_equal(colours[palette.indices(drawing)], drawing[..., 2::-1])
    across, down = np.meshgrid(np.linspace(0, 255, 320), np.linspace(0, 255, 180))
    photograph = np.stack([across, down, 255 - across, np.full_like(across, 255)], axis=2).astype(np.uint8)
    for most, error in ((255, 8), (16, 30)):
        palette = palette_of([photograph], most)
        assert palette.unchanged <= most
        near = np.frombuffer(palette.table, np.uint8).reshape(-1, 3)[palette.indices(photograph)]
        assert np.abs(near.astype(int) - photograph[..., 2::-1]).mean() < error


def unshared(_key: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
    return make()


def test_a_film_pays_for_its_own_pictures_alone() -> None:
    scenes = [scene(key, ground(), name(key, 1.5)) for key in ("hello", "own", "shared")]
    drawn: list[str] = []

    def draw(place: Place, at_s: float, board: Board) -> None:
        drawn.append(place.scene.key)
        board.pixels[:] = 255
        board.pixels[:, : 1 + round(at_s * 100), :3] = len(drawn)

    previews = Previews(GIF, Board(GIF.size_px), unshared)
    places = timeline(story(*scenes), 30)
    counts = []
    for names in ("abc", "adc", "edc", "abc"):
        dict(previews.files(Shown(places, dict(enumerate(names)), draw)))
        counts.append([drawn.count(each.key) for each in scenes])
        drawn.clear()
    # The first scene is drawn for the poster too.
    every = counts[0][1]
    assert every > 3
    assert counts == [[2, every, every], [0, every, 0], [2, 0, 0], [0, 0, 0]]


def test_who_was_rendered_before_does_not_show(tmp_path: Path) -> None:
    maker = studio(tmp_path / "cache", GIF)
    for who in ("Lucia", "Marek"):
        maker.render(greeting_story(who), tmp_path / who)
    studio(tmp_path / "other", GIF).render(greeting_story("Marek"), tmp_path / "alone")
    for file in ("poster.jpg", "preview.gif"):
        ours, theirs, alone = ((tmp_path / each / file).read_bytes() for each in ("Marek", "Lucia", "alone"))
        assert ours == alone != theirs


def test_what_is_kept_in_memory_has_an_end() -> None:
    kept = Kept(100)
    assert kept.get(("a",), lambda: b"x" * 60) == kept.get(("a",), lambda: b"never") == b"x" * 60
    kept.get(("b",), lambda: b"y" * 60)
    assert kept.get(("a",), lambda: b"again") == b"again"
    assert kept.get(("c",), lambda: b"z" * 200) == b"z" * 200


def test_by_choice_there_is_webp_too(tmp_path: Path) -> None:
    settings = replace(GIF, gif=False, webp=True, poster_webp=True)
    film = studio(tmp_path / "cache", settings).render(greeting_story("Lucia"), tmp_path / "out")
    assert film.files[:4] == ("video.mp4", "poster.jpg", "poster.webp", "preview.webp")
    with Image.open(tmp_path / "out" / "poster.webp") as poster:
        assert (poster.format, poster.size) == ("WEBP", (640, 360))
        assert "exif" not in poster.info and "xmp" not in poster.info
    path = tmp_path / "out" / "preview.webp"
    assert path.stat().st_size < LIMIT_BYTES
    with Image.open(path) as preview, Image.open(tmp_path / "out" / "poster.jpg") as poster:
        assert (preview.format, preview.size, preview.info["loop"]) == ("WEBP", (480, 270), 0)
        assert preview.n_frames > 10  # type: ignore[attr-defined]
        first = np.asarray(preview.convert("RGB")).astype(int)
        same = np.asarray(poster.convert("RGB").resize(preview.size)).astype(int)
    assert np.abs(first - same).mean() < 3


def test_a_busy_poster_gives_way_in_quality() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (90, 160, 3), dtype=np.uint8)
    busy = Image.fromarray(np.repeat(np.repeat(noise, 8, 0), 8, 1))
    assert len(jpeg(busy)) < 150_000
    calm = np.full((720, 1280, 3), 200, np.uint8)
    calm[100:300, 200:600] = (255, 181, 71)
    assert len(jpeg(Image.fromarray(calm))) < 60_000


@pytest.mark.parametrize("busy_rows", [0, 100, 200, 360, 720])
def test_a_poster_keeps_to_its_size_wherever_it_is_busy(busy_rows: int) -> None:
    """The quality is told from some rows of the picture: what they miss or overrate must not make the poster large."""
    noise = np.random.default_rng(1).integers(0, 120, (720, 1280, 3), dtype=np.uint8)
    picture = np.full((720, 1280, 3), 200, np.uint8)
    picture[:busy_rows, ::6] = noise[:busy_rows, ::6]
    image = Image.fromarray(picture)
    least = io.BytesIO()
    image.save(least, "JPEG", quality=40, optimize=True)
    assert len(jpeg(image)) <= max(60_000, len(least.getvalue()))


def test_a_poster_is_no_worse_for_what_its_rows_do_not_show() -> None:
    """Busy only between the rows that are looked at: found out, and the quality still comes down."""
    noise = np.random.default_rng(1).integers(0, 255, (720, 1280, 3), dtype=np.uint8)
    noise[np.arange(720) // 16 % 4 == 0] = 128
    assert len(jpeg(Image.fromarray(noise))) < len(_best(Image.fromarray(noise))) / 2


def _best(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["preview.gif", "preview.webp"])
def test_even_noise_fits_into_a_megabyte(kind: str) -> None:
    told = story(*(scene(key, ground(), slider(2.0), seconds=4.0) for key in ("a", "b", "c")))
    random = np.random.default_rng(1)

    def noise(_place: object, _at_s: float, board: Board) -> None:
        height, width, _ = board.pixels.shape
        coarse = random.integers(0, 255, (-(-height // 5), -(-width // 5), 4), dtype=np.uint8)
        board.pixels[:] = np.repeat(np.repeat(coarse, 5, 0), 5, 1)[:height, :width]

    settings = replace(GIF, gif=kind == "preview.gif", webp=kind == "preview.webp")
    previews = Previews(settings, Board(settings.size_px), unshared)
    files = dict(previews.files(Shown(timeline(told, 30), {0: "a", 1: "b", 2: "c"}, noise)))
    assert 100_000 < len(files[kind]) < LIMIT_BYTES


def test_a_first_scene_that_is_all_transition_has_its_poster(tmp_path: Path) -> None:
    crossing = replace(scene("two", ground("ink"), slider()), transition=Transition("crossfade", 1.0))
    told = story(scene("one", ground(), name("Lucia"), seconds=1.0), crossing)
    assert timeline(told, 30)[0].body == range(0)
    film = studio(tmp_path / "cache", GIF).render(told, tmp_path / "out")
    assert {"poster.jpg", "preview.gif"} <= set(film.files)
