"""Pictures, icons, colours, easing, motion and footage: files that are wrong, and curves that must land."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import layer_parts as parts
import numpy as np
import pytest
from PIL import Image

from generator.errors import AssetError, BrandError
from generator.model.layers import (
    Box,
    Drift,
    FillLayer,
    FootageLayer,
    Gradient,
    LogoLayer,
    Motion,
    PictureLayer,
    ShapeLayer,
)
from generator.motion.easing import easing
from generator.video.draw import Painter

WIDTH, HEIGHT = parts.WIDE


def picture(tmp_path: Path, orientation: int = 1) -> Path:
    """Left half red, right half blue, 80 × 40."""
    pixels = np.zeros((40, 80, 3), np.uint8)
    pixels[:, :40, 0] = pixels[:, 40:, 2] = 255
    path = tmp_path / "half.png"
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(pixels).save(path, exif=exif)
    return path


def test_a_picture_is_turned_as_the_camera_says(tmp_path: Path) -> None:
    layer = PictureLayer(id="p", box=parts.FULL, path=str(picture(tmp_path, 3)))
    frame = parts.drawn(parts.sprite(layer), 0)
    assert parts.color_at(frame, 100, 360) == "#0000ff"
    assert parts.color_at(frame, 1180, 360) == "#ff0000"


def test_contain_shows_all_and_cover_fills(tmp_path: Path) -> None:
    path = str(picture(tmp_path))
    box = Box(0, 0, 0.5, 1)
    contained = parts.ink_box(parts.drawn(parts.sprite(PictureLayer(id="p", box=box, path=path, fit="contain")), 0))
    covered = parts.ink_box(parts.drawn(parts.sprite(PictureLayer(id="p", box=box, path=path)), 0))
    assert contained[3] - contained[1] == pytest.approx(320, abs=2)
    assert covered == (0, 0, 640, 720)


def test_an_undecodable_or_missing_picture_names_its_place(tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG no picture")
    with pytest.raises(AssetError, match=r"broken\.png: the picture can't be decoded"):
        parts.sprite(PictureLayer(id="p", box=parts.FULL, path=str(broken)))
    with pytest.raises(AssetError, match="does not exist"):
        parts.sprite(PictureLayer(id="p", box=parts.FULL, path=str(tmp_path / "none.png")))
    svg = tmp_path / "broken.svg"
    svg.write_text("<svg", encoding="utf-8")
    with pytest.raises(AssetError, match="not an SVG"):
        parts.sprite(PictureLayer(id="p", box=parts.FULL, path=str(svg)))


def test_path_data_that_is_no_path_names_the_layer() -> None:
    layer = ShapeLayer(id="hill", box=parts.FULL, shape="path", paint="ink", path="M0 0 L1")
    with pytest.raises(AssetError, match="layer 'hill'"):
        parts.sprite(layer)


def test_an_unknown_colour_or_style_is_told_with_those_that_exist() -> None:
    with pytest.raises(BrandError, match=r"'lilac'.*sun"):
        parts.sprite(FillLayer(id="f", box=parts.FULL, paint="lilac"))
    with pytest.raises(BrandError, match="101"):
        parts.sprite(FillLayer(id="f", box=parts.FULL, paint="sun/101"))


def test_opacity_and_gradients() -> None:
    half = parts.drawn(parts.sprite(FillLayer(id="f", box=parts.FULL, paint="#000000/50")), 0)
    assert 125 <= int(half[10, 10, 0]) <= 130
    across = Gradient(((0.0, "#000000"), (1.0, "#ffffff")), "linear", 0.0)
    row = parts.drawn(parts.sprite(FillLayer(id="f", box=parts.FULL, paint=across)), 0)[360, :, 0].astype(int)
    assert row[5] < 10 and row[-5] > 245
    assert abs(row[640] - 128) < 4


@pytest.mark.parametrize("name", ["linear", "ease", "ease-in", "ease-out", "ease-in-out", "cubic-bezier(.2,.8,.2,1)"])
def test_an_easing_starts_at_0_ends_at_1_and_only_rises(name: str) -> None:
    values = [easing(name)(step / 100) for step in range(101)]
    assert values[0] == 0 and values[-1] == 1
    assert values == sorted(values)


def test_easing_is_that_of_css() -> None:
    # Reference values of the CSS easing functions at a quarter and a half.
    assert easing("ease")(0.5) == pytest.approx(0.8024, abs=1e-3)
    assert easing("ease-in-out")(0.25) == pytest.approx(0.1292, abs=1e-3)
    assert max(easing("overshoot")(step / 100) for step in range(101)) > 1.02


@pytest.mark.parametrize("name", ["bounce", "cubic-bezier(2,0,0,1)", "cubic-bezier(1,2,3)", ""])
def test_an_easing_that_css_does_not_know_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        easing(name)


def square(**keys: Any) -> ShapeLayer:
    return ShapeLayer(**{"id": "s", "box": Box(0.4, 0.4, 0.6, 0.6), "shape": "rect", "paint": "ink", **keys})


def test_rise_scale_exit_and_drift_move_the_layer() -> None:
    rest = parts.ink_box(parts.drawn(parts.sprite(square()), 1))
    risen = parts.sprite(square(enter=Motion(rise=0.1, fade=False, duration_s=1, ease="linear")))
    assert parts.ink_box(parts.drawn(risen, 0.5))[1] - rest[1] == pytest.approx(36, abs=1)
    assert parts.ink_box(parts.drawn(risen, 1.0)) == rest
    scaled = parts.ink_box(
        parts.drawn(parts.sprite(square(enter=Motion(scale=0.5, fade=False, duration_s=1, ease="linear"))), 0)
    )
    assert scaled[2] - scaled[0] == pytest.approx((rest[2] - rest[0]) / 2, abs=1)
    leaving = parts.sprite(square(exit=Motion(duration_s=0.5)), duration_s=2)
    assert (parts.drawn(leaving, 2.0) == 255).all()
    assert parts.ink_box(parts.drawn(leaving, 1.4)) == rest
    drifting = parts.sprite(square(drift=Drift(dx=0.02)), duration_s=2)
    assert parts.ink_box(parts.drawn(drifting, 2.0))[0] - rest[0] == pytest.approx(0.02 * WIDTH, abs=1)
    assert drifting.state(0.5) != drifting.state(0.6)


def test_an_outline_is_traced() -> None:
    ring = square(shape="circle", stroke=0.02, enter=Motion(draw=True, fade=False, duration_s=1, ease="linear"))
    sprite = parts.sprite(ring)
    inked = [(parts.drawn(sprite, t) < 128).sum() for t in (0.0, 0.25, 0.5, 1.0)]
    assert inked[0] == 0
    assert inked[1] == pytest.approx(inked[3] / 4, rel=0.1)
    assert inked[2] == pytest.approx(inked[3] / 2, rel=0.1)


def test_the_mark_has_its_own_colours_or_one() -> None:
    box = Box(0.1, 0.1, 0.6, 0.3)
    own = parts.drawn(parts.sprite(LogoLayer(id="l", box=box, color="ink")), 0)
    flat = parts.drawn(parts.sprite(LogoLayer(id="l", box=box, color="ink", mark="teal")), 0)
    x, y = 0.1 * WIDTH + 15, 0.1 * HEIGHT + 16
    assert parts.color_at(flat, x, y) == parts.brand().colors["teal"]
    assert parts.color_at(own, x, y) != parts.color_at(flat, x, y)


def test_footage_shows_frame_by_frame_and_holds_the_last() -> None:
    frames = [np.full((72, 128, 4), (value, value, value, 255), np.uint8) for value in (10, 120, 230)]
    painter = Painter(parts.brand(), parts.WIDE, footage=lambda layer, size, duration: (frames, 1.0))
    sprite = painter.prepare(FootageLayer(id="f", box=parts.FULL, path="x.mp4"), 5)
    assert [int(parts.drawn(sprite, t)[300, 300, 0]) for t in (0.0, 1.0, 2.0, 4.9)] == [10, 120, 230, 230]
    assert sprite.state(2.0) == sprite.state(4.9)


def test_the_same_clip_draws_the_same_frame_twice() -> None:
    scene = parts.scene("shared")
    assert np.array_equal(parts.frame(scene, 1.0), parts.frame(scene, 1.0))
    assert not np.array_equal(parts.frame(scene, 1.0), parts.frame(scene, 1.5))
