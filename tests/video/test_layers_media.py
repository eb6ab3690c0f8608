"""Pictures and footage: what is kept when they are cropped, what is done to their colours, a zoom that is steady."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import layer_parts as parts
import numpy as np
import pytest
from PIL import Image

from generator.errors import SceneError
from generator.model.layers import Box, Drift, FootageLayer, PictureLayer, Treatment
from generator.scenes.template import load_scene
from generator.video.draw import Painter

FILLED = Box(0.25, 0.25, 0.75, 0.75)
WIDTH, HEIGHT = parts.WIDE
COLORS = ("#ff0000", "#00ff00", "#0000ff", "#ffff00")


@pytest.fixture
def stripes(tmp_path: Path) -> str:
    """Four upright stripes of different colours, 400 × 100."""
    pixels = np.zeros((100, 400, 3), np.uint8)
    for number, color in enumerate(COLORS):
        pixels[:, 100 * number : 100 * (number + 1)] = np.frombuffer(bytes.fromhex(color[1:]), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "stripes.png")
    return str(tmp_path / "stripes.png")


def drawn(path: str, **keys: Any) -> parts.Rgb:
    return parts.drawn(parts.sprite(PictureLayer(**{"id": "p", "box": FILLED, "path": path, **keys})), 0)


@pytest.mark.parametrize(("x", "color"), [(0.0, 0), (0.125, 0), (0.625, 2), (1.0, 3)])
def test_the_focal_point_stays_when_a_picture_is_cropped(stripes: str, x: float, color: int) -> None:
    box = Box(0.25, 0.25, 0.25 + 0.05 * HEIGHT / WIDTH, 0.30)
    picture = drawn(stripes, box=box, focus=(x, 0.5))
    middle = (0.25 * WIDTH + 0.025 * HEIGHT, 0.275 * HEIGHT)
    assert parts.color_at(picture, *middle) == COLORS[color]


def test_a_focal_point_never_leaves_part_of_the_box_empty(stripes: str) -> None:
    for x in (0.0, 0.3, 1.0):
        assert parts.ink_box(drawn(stripes, focus=(x, x))) == (320, 180, 960, 540)


def test_mono_has_the_luma_of_the_colours(stripes: str) -> None:
    picture = drawn(stripes, treatment=Treatment(mono=True))
    seen = picture[360, 320:960].astype(int)
    assert (np.ptp(seen, axis=1) <= 1).all()
    lumas = [round(255 * part) for part in (0.2126, 0.7152, 0.0722, 0.9278)]
    for number in (1, 2):
        value = int(drawn(stripes, treatment=Treatment(mono=True), focus=(0.125 + 0.25 * number, 0))[360, 640, 0])
        assert value == pytest.approx(lumas[number], abs=2)


def test_duotone_goes_from_one_colour_to_the_other(tmp_path: Path) -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 144, 0).repeat(3, 2)
    Image.fromarray(ramp).save(tmp_path / "ramp.png")
    picture = drawn(str(tmp_path / "ramp.png"), box=parts.FULL, treatment=Treatment(duotone=("ink", "sun")))
    colors = parts.brand().colors
    for x, token in ((2, "ink"), (WIDTH - 3, "sun")):
        wanted = np.frombuffer(bytes.fromhex(colors[token][1:]), np.uint8).astype(int)
        assert np.abs(picture[360, x].astype(int) - wanted).max() <= 3


def test_dim_goes_part_of_the_way_to_ink(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), "white").save(tmp_path / "white.png")
    picture = drawn(str(tmp_path / "white.png"), treatment=Treatment(dim=0.5))
    ink = np.frombuffer(bytes.fromhex(parts.brand().colors["ink"][1:]), np.uint8).astype(int)
    assert np.abs(picture[360, 640].astype(int) - (255 + ink) / 2).max() <= 1.5


def test_a_picture_at_rest_is_as_sharp_as_its_file(tmp_path: Path) -> None:
    board = np.indices((360, 640)).sum(axis=0) % 2 * 255
    Image.fromarray(board.astype(np.uint8)).convert("RGB").save(tmp_path / "board.png")
    assert (drawn(str(tmp_path / "board.png"))[180:540, 320:960, 0] == board).all()


def test_a_slow_zoom_neither_shimmers_nor_pulses(tmp_path: Path) -> None:
    """A fine grating, six times finer than the frame: what is left of it must be an even grey, in every frame alike."""
    wide, high = 3840, 2160
    fine = (np.arange(wide) // 3 % 2 * 255).astype(np.uint8)
    Image.fromarray(np.broadcast_to(fine, (high, wide)).copy()).convert("RGB").save(tmp_path / "fine.png")
    layer = PictureLayer(id="p", box=parts.FULL, path=str(tmp_path / "fine.png"), drift=Drift(scale=1.08))
    sprite = Painter(parts.brand(), (640, 360)).prepare(layer, 5.0)
    frames = [drawn_small(sprite, number / 30) for number in range(0, 150, 7)]
    assert max(np.abs(frame - 127.5).max() for frame in frames) < 12
    assert max(np.abs(frames[number] - frames[number - 1]).max() for number in range(1, len(frames))) < 12


def test_a_slow_zoom_stays_sharp(tmp_path: Path) -> None:
    chance = np.random.default_rng(4)
    blocks = chance.integers(0, 2, (90, 160), dtype=np.uint8).repeat(16, 0).repeat(16, 1) * 255
    Image.fromarray(blocks).convert("RGB").save(tmp_path / "blocks.png")
    layer = PictureLayer(id="p", box=parts.FULL, path=str(tmp_path / "blocks.png"), drift=Drift(scale=1.08))
    sprite = Painter(parts.brand(), (640, 360)).prepare(layer, 5.0)
    edges = [
        np.abs(np.diff(drawn_small(sprite, number / 30), axis=1)).max(axis=1).mean() for number in range(0, 150, 3)
    ]
    assert min(edges) > 150, "the sharpest edge of a row goes from dark to light within two pixels"
    assert np.std(edges) / np.mean(edges) < 0.08, "and is as sharp in every frame"


def test_a_moving_picture_keeps_its_colours_and_what_is_see_through(tmp_path: Path) -> None:
    """Half clear, half orange: the ground shows through the one as it is, and nothing of it through the other."""
    pixels = np.zeros((360, 640, 4), np.uint8)
    pixels[:, 320:] = (255, 128, 16, 255)
    Image.fromarray(pixels).save(tmp_path / "half.png")
    layer = PictureLayer(id="p", box=parts.FULL, path=str(tmp_path / "half.png"), drift=Drift(scale=1.2))
    picture = parts.drawn(parts.sprite(layer), 2.5)
    assert (picture[:, : WIDTH // 2 - 8] == picture[0, 0]).all()
    assert (picture[:, WIDTH // 2 + 8 :] == (255, 128, 16)).all()


@pytest.mark.parametrize("finer_up_to_px", [0, 10_000_000])
def test_large_and_small_moving_pictures_look_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, finer_up_to_px: int
) -> None:
    """Whether a picture is enlarged before it moves hangs on memory alone; a smooth one comes out the same."""
    across = np.linspace(0, 255, 640).round().astype(np.uint8)
    Image.fromarray(np.broadcast_to(across, (360, 640)).copy()).convert("RGB").save(tmp_path / "ramp.png")
    monkeypatch.setattr("generator.video.layers.picture._FINER_UP_TO_PX", finer_up_to_px)
    layer = PictureLayer(id="p", box=parts.FULL, path=str(tmp_path / "ramp.png"), drift=Drift(scale=1.08))
    seen = drawn_small(Painter(parts.brand(), (640, 360)).prepare(layer, 5.0), 5.0)
    wanted = (np.arange(8, 632) + 0.5 - 320) / 1.08 + 320 - 0.5
    assert np.abs(seen - wanted * 255 / 639).max() <= 1.5


def drawn_small(sprite: Any, t: float) -> Any:
    import skia

    surface = skia.Surface(640, 360)
    with surface as canvas:
        sprite.draw(canvas, t)
    return surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[8:-8, 8:-8, 0].astype(float)


class Counted:
    """Ten frames at 10 per second; frame n is grey 20 n, its left half without red."""

    def __len__(self) -> int:
        return 10

    def __getitem__(self, index: int) -> Any:
        frame = np.full((40, 80, 4), 20 * index, np.uint8)
        frame[:, :40, 2] = 0
        frame[..., 3] = 255
        return frame


def footage(**keys: Any) -> Any:
    painter = Painter(parts.brand(), parts.WIDE, footage=lambda layer, size, seconds: (Counted(), 10.0))
    return painter.prepare(FootageLayer(**{"id": "f", "box": parts.FULL, "path": "f.mp4", **keys}), 5.0)


@pytest.mark.parametrize(
    ("keys", "t", "frame"),
    [({}, 0.5, 5), ({}, 3.0, 9), ({"speed": 2.0}, 0.25, 5), ({"speed": 0.5}, 1.0, 5), ({"loop": True}, 1.3, 3)],
)
def test_footage_runs_at_its_speed_and_holds_or_starts_again(keys: dict[str, Any], t: float, frame: int) -> None:
    sprite = footage(**keys)
    assert sprite.content_state(t) == frame
    assert parts.drawn(sprite, t)[360, 1000, 1] == 20 * frame


def test_footage_has_its_colours() -> None:
    picture = parts.drawn(footage(), 0.9)
    assert (picture[360, 300] == (0, 180, 180)).all()
    assert (picture[360, 1000] == (180, 180, 180)).all()


def test_footage_is_cropped_and_treated() -> None:
    right = parts.drawn(footage(crop=Box(0.5, 0, 1, 1)), 0.9)
    assert (right[..., 0] == 180).all()
    grey = parts.drawn(footage(treatment=Treatment(mono=True)), 0.9)
    assert (np.ptp(grey.astype(int), axis=2) <= 1).all()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("from: 2s, to: 1s", "'to' is not after 'from'"),
        ("crop: [50%, 0, 40%, 100%]", "'crop' is no part"),
        ("treatment: {mono: true, duotone: [ink, sun]}", "mono or duotone, not both"),
        ("treatment: sepia", "treatment"),
        ("focus: [140%, 50%]", "less than or equal"),
    ],
)
def test_keys_that_make_no_sense_are_told_at_their_line(tmp_path: Path, keys: str, said: str) -> None:
    (tmp_path / "film.mp4").write_bytes(b"")
    (tmp_path / "scene.yaml").write_text(
        f"summary: A.\ntitle: A\nduration: 2s\nlayers:\n  - {{id: film, footage: film.mp4, {keys}}}\n", encoding="utf-8"
    )
    with pytest.raises(SceneError) as caught:
        load_scene(tmp_path)
    assert ":5:" in caught.value.place and said in str(caught.value)
