"""Frames for the encoder, made the quick way, are those that drawing and converting everything would give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from generator.model.brand import Brand
from generator.model.story import Scene
from generator.scenes.brand import load_brand
from generator.scenes.template import load_scene
from generator.story.formats import Formats
from generator.story.phrasing import Phrasing
from generator.story.resolve import sample_scene
from generator.story.words import load_words
from generator.video.cache import Cache
from generator.video.compose import Board, Composition
from generator.video.draw import Painter
from generator.video.footage import read_footage
from generator.video.frames import MovingGround, StillGround, frames_of
from generator.video.plates import LivePlate, Plates
from generator.video.settings import Aspect, VideoSettings
from generator.video.timeline import frame_count
from generator.video.timing import Profile
from generator.video.yuv import YuvConverter

ROOT = Path(__file__).resolve().parents[2]
SCENES = sorted(path.parent.name for path in (ROOT / "templates" / "scenes").glob("*/scene.yaml"))
EVERY = 9


@pytest.fixture(scope="module")
def brand() -> Brand:
    return load_brand("solena", ROOT)


def told(name: str, brand: Brand) -> Scene:
    return sample_scene(
        load_scene(ROOT / "templates" / "scenes" / name), brand, Phrasing(load_words("en"), Formats("en_GB"))
    )


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
@pytest.mark.parametrize("name", SCENES)
def test_drawing_what_changed_equals_drawing_it_all(name: str, aspect: Aspect, brand: Brand, tmp_path: Path) -> None:
    settings = VideoSettings(aspect=aspect, height_px=270 if aspect == "16:9" else 480)
    scene = told(name, brand)
    layers, frames = scene.layers[aspect], frame_count(scene.duration_s, settings.fps)
    painter = Painter(brand, settings.size_px, footage=read_footage)
    plates = Plates(Cache(tmp_path), settings.size_px, settings.fps, 10**9, b"a secret for tests")
    quick = frames_of(
        Composition(layers, painter, frames, settings.fps, plates.plate(layers, frames, brand, painter)),
        Board(settings.size_px),
        Profile(),
    )
    whole, board = Composition(layers, painter, frames, settings.fps), Board(settings.size_px)
    states = [whole.state(number) for number in range(frames)]
    for number in range(frames):
        frame, differs = quick.at(number)
        assert differs or states[number] == states[number - 1]
        if number % EVERY and number != frames - 1:
            continue
        whole.draw(number, board)
        expected = YuvConverter(settings.size_px).frame(board.pixels).av_frame.to_ndarray().astype(int)
        difference = np.abs(expected - frame.av_frame.to_ndarray())
        assert difference.max() <= 24
        assert np.count_nonzero(difference > 3) <= difference.size // 5000


def test_each_kind_of_ground_is_met(brand: Brand, tmp_path: Path) -> None:
    kinds = set()
    settings = VideoSettings(height_px=180)
    plates = Plates(Cache(tmp_path), settings.size_px, settings.fps, 10**9, b"a secret for tests")
    for name in ("postcard", "amount"):
        layers = told(name, brand).layers["16:9"]
        painter = Painter(brand, settings.size_px)
        ground = plates.plate(layers, 150, brand, painter)
        kinds.add(type(frames_of(Composition(layers, painter, 150, 30, ground), Board(settings.size_px), Profile())))
    assert kinds == {StillGround, MovingGround}


def test_a_personal_layer_over_a_moving_ground_is_blended_exactly_enough(brand: Brand, tmp_path: Path) -> None:
    """A planted fault: a ground one picture behind is told apart."""
    settings = VideoSettings(height_px=180)
    layers = told("postcard", brand).layers["16:9"]
    painter = Painter(brand, settings.size_px)
    plates = Plates(Cache(tmp_path), settings.size_px, settings.fps, 0, b"a secret for tests")
    ground = plates.plate(layers, 60, brand, painter)
    assert isinstance(ground, LivePlate)
    quick = frames_of(Composition(layers, painter, 60, 30, ground), Board(settings.size_px), Profile())
    whole, board = Composition(layers, painter, 60, 30), Board(settings.size_px)
    apart = []
    for number in range(40):
        frame, _ = quick.at(number)
        for shift in (0, 8):
            whole.draw(number + shift, board)
            expected = YuvConverter(settings.size_px).frame(board.pixels).av_frame.to_ndarray().astype(int)
            apart.append(np.abs(expected - frame.av_frame.to_ndarray()).max())
    assert max(apart[::2]) <= 4 < min(apart[1::2])
