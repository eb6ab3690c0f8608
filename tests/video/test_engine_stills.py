"""Poster and preview: what a mail shows before the film is opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from engine_parts import COLORS, greeting_story, ground, name, scene, slider, story, studio
from PIL import Image, ImageSequence

from generator.model.layers import Motion
from generator.video.gif import LIMIT_BYTES, Still, preview_size, storyboard, write_gif
from generator.video.poster import write_poster
from generator.video.settings import VideoSettings
from generator.video.stills import landed_s

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


def test_a_busy_poster_gives_way_in_quality(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (90, 160, 3), dtype=np.uint8)
    busy = np.repeat(np.repeat(noise, 8, 0), 8, 1)
    write_poster(busy, tmp_path / "poster.jpg")
    assert (tmp_path / "poster.jpg").stat().st_size < 150_000
    calm = np.full((720, 1280, 3), 200, np.uint8)
    calm[100:300, 200:600] = (255, 181, 71)
    write_poster(calm, tmp_path / "calm.jpg")
    assert (tmp_path / "calm.jpg").stat().st_size < 60_000


def test_even_noise_fits_into_a_megabyte(tmp_path: Path) -> None:
    layers = (ground(), name("Lucia", 2.0))
    stills = storyboard([(layers, 4.0), (layers, 4.0), (layers, 4.0)])
    random = np.random.default_rng(1)

    def noise(_: Still) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        coarse = random.integers(0, 255, (54, 96, 3), dtype=np.uint8)
        return np.repeat(np.repeat(coarse, 5, 0), 5, 1)

    write_gif(stills, noise, tmp_path / "preview.gif")
    assert 100_000 < (tmp_path / "preview.gif").stat().st_size < LIMIT_BYTES
