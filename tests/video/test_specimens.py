"""Every kind of layer, motion and effect is shown by a specimen: drawn as it was approved, told of in the reference.

SERENDIP_GOLDEN=update rewrites the golden pictures (add -k NAME for one); look at them before committing them. The
pictures of the reference are made by `python docs/pictures/specimens.py NAME`.
"""

from __future__ import annotations

import io
import os
import random
import re
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import specimens
from golden_compare import ALLOWED, compare, worst_tile
from numpy.typing import NDArray
from PIL import Image

from generator.scenes import specs, transitions
from generator.video.compose import Board, Composition
from generator.video.recording import Cast
from generator.video.sheet import arrived_s

UPDATE = os.environ.get("SERENDIP_GOLDEN") == "update"
ROOT = Path(__file__).parents[2]
GOLDENS = Path(__file__).parents[1] / "golden" / "specimens"
REFERENCE = (ROOT / "docs" / "scenes.md").read_text(encoding="utf-8")
NAMES = specimens.names()
SCENES = [name for name in NAMES if not specimens.is_transition(name)]
# The reference's pictures are made small, which blurs the edges of strong colours.
LOSSY = 0.12
# Skia draws the edge of a curved window a little differently where a rectangle cuts it.
BIT_BY_BIT = 0.01
ENDLESS = {"FootageLayer"}
# What says where and when a layer is there and what touching it does, not how it looks or moves.
PLAIN = {"id", "box", "when", "hide", "enter", "bleed", "tap"}
MOTIONS = {field.alias or name for name, field in specs.MotionSpec.model_fields.items()}
KEYS = {*specs.KINDS, *MOTIONS, *specs.LayerSpec.model_fields} - PLAIN


def frames_of(name: str) -> list[NDArray[np.uint8]]:
    """All instants in 16:9, then the landed one (the middle of a transition) in 9:16 and 1:1."""
    landed = specimens.instants_of(name)[-1]
    return [*specimens.wide_frames(name), *(specimens.frame(name, aspect, landed) for aspect in ("9:16", "1:1"))]


def side_by_side(frames: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    height = max(len(frame) for frame in frames)
    return np.hstack([np.pad(frame, ((0, height - len(frame)), (0, 0), (0, 0))) for frame in frames])


def golden(name: str) -> Path | None:
    return next(GOLDENS.glob(f"{name}.*"), None)


def save(picture: NDArray[np.uint8], name: str) -> None:
    """As small as it can be while it still is the picture: flat drawings without loss, photographs as AVIF."""
    GOLDENS.mkdir(exist_ok=True)
    for old in GOLDENS.glob(f"{name}.*"):
        old.unlink()
    image = Image.fromarray(picture)
    flat, photo = io.BytesIO(), io.BytesIO()
    image.save(flat, "WEBP", lossless=True, method=6)
    image.save(photo, "AVIF", quality=80, subsampling="4:4:4")
    faithful = worst_tile(picture, np.asarray(Image.open(photo).convert("RGB"))) < ALLOWED / 2
    smaller = len(photo.getvalue()) < 0.7 * len(flat.getvalue())
    ending, file = (".avif", photo) if faithful and smaller else (".webp", flat)
    (GOLDENS / f"{name}{ending}").write_bytes(file.getvalue())


def stale(shown: Path, fresh: NDArray[np.uint8]) -> bool:
    return worst_tile(np.asarray(Image.open(shown).convert("RGB")), fresh) > LOSSY


@pytest.mark.parametrize("name", NAMES)
def test_a_specimen_is_its_golden_picture_and_its_picture_in_the_reference_is_fresh(name: str) -> None:
    frames = frames_of(name)
    if UPDATE:
        save(side_by_side(frames), name)
        specimens.write(name)
    path = golden(name)
    assert path is not None, f"there is no golden picture of {name}; make it with SERENDIP_GOLDEN=update"
    compare(f"specimen-{name}", np.asarray(Image.open(path).convert("RGB")), side_by_side(frames))
    shown = specimens.PICTURES / f"{name}.webp"
    assert shown.is_file(), f"there is no picture {shown.name}; make it with python docs/pictures/specimens.py {name}"
    fresh = np.asarray(specimens.strip(name, frames[: len(specimens.instants_of(name))]))
    assert not stale(shown, fresh), (
        f"{shown.name} is stale; make it again with python docs/pictures/specimens.py {name}"
    )


@pytest.mark.parametrize("name", NAMES)
def test_equal_states_are_equal_pixels(name: str) -> None:
    """Random pairs of instants, and the frames at the end, where a scene rests."""
    composed = specimens.composition(name, "16:9")
    chance = random.Random(name)
    end = composed.frames - 1
    wanted = [*(chance.randrange(composed.frames) for _ in range(10)), end, max(0, end - 1)]
    board = Board(specimens.size_px("16:9"))
    seen: dict[object, NDArray[np.uint8]] = {}
    for number in wanted:
        state = composed.state(number)
        composed.draw(number, board)
        assert np.array_equal(seen.setdefault(state, board.rgb()), board.rgb()), number


@pytest.mark.parametrize("name", SCENES)
def test_drawn_bit_by_bit_it_is_the_same(name: str) -> None:
    """What the engine draws of a frame, the rectangles that changed, adds up to the whole frame."""
    composed, size = specimens.composition(name, "16:9"), specimens.size_px("16:9")
    assert isinstance(composed, Composition)
    cast, whole, parts = Cast(composed.sprites, size), Board(size), Board(size)
    parts.clear()
    for number in [*range(0, composed.frames, max(1, composed.frames // 5)), composed.frames - 1]:
        for left, top, right, bottom in cast.move_to(composed.seconds(number)):
            parts.pixels[top:bottom, left:right] = (0, 0, 0, 255)
            cast.draw(parts.canvas, (left, top, right, bottom))
        composed.draw(number, whole)
        assert worst_tile(whole.rgb(), parts.rgb()) < BIT_BY_BIT, number


@pytest.mark.parametrize("name", SCENES)
def test_a_specimen_moves_and_then_rests_unless_it_has_no_end(name: str) -> None:
    scene, composed = specimens.scene_of(name), specimens.composition(name, "16:9")
    states = [composed.state(number) for number in range(composed.frames)]
    assert len(set(states)) > 1, "nothing moves"
    layers = scene.layers["16:9"]
    if any(layer.drift or type(layer).__name__ in ENDLESS for layer in layers):
        return
    arrived = min(composed.frames - 2, round(arrived_s(layers, scene.duration_s) * specimens.FPS) + 1)
    assert any(first == second for first, second in zip(states[arrived:], states[arrived + 1 :], strict=False))


def test_every_kind_motion_and_effect_has_a_specimen() -> None:
    assert KEYS - set(SCENES) == set()
    kinds = {kind for kind in get_args(transitions.Kind) if kind != "cut"}
    assert kinds == set(NAMES) - set(SCENES)


@pytest.mark.parametrize("name", sorted(KEYS & set(SCENES)))
def test_a_specimen_shows_what_it_is_called_after(name: str) -> None:
    text = (specimens.SPECIMENS / name / "scene.yaml").read_text(encoding="utf-8")
    assert re.search(rf"\b{name}: ", text)


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_has_a_line_with_the_picture(name: str) -> None:
    lines = [line for line in REFERENCE.splitlines() if f"(pictures/specimens/{name}.webp)" in line]
    assert len(lines) == 1
    assert f"`{name}`" in lines[0]


@pytest.mark.parametrize("folder", [GOLDENS, specimens.PICTURES])
def test_no_picture_is_left_over(folder: Path) -> None:
    assert {path.stem for path in folder.iterdir()} == set(NAMES)


def test_another_colour_of_a_small_shape_is_caught(tmp_path: Path) -> None:
    picture = specimens.frame("shape", "16:9", 2.0)
    planted = picture.copy()
    planted[120:140, 120:140] = 255 - planted[120:140, 120:140]
    with pytest.raises(AssertionError, match="worst tile"):
        compare("planted", picture, planted, tmp_path)


def test_a_picture_of_another_instant_is_stale() -> None:
    frames = specimens.wide_frames("fade")
    fresh = np.asarray(specimens.strip("fade", frames))
    other = np.asarray(specimens.strip("fade", [frames[0], frames[0], frames[2]]))
    shown = specimens.PICTURES / "fade.webp"
    assert not stale(shown, fresh)
    assert stale(shown, other)


def test_a_state_that_forgets_something_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    specimens.composition.cache_clear()
    forgetful = specimens.composition("rise", "16:9")
    assert isinstance(forgetful, Composition)
    monkeypatch.setattr(forgetful.sprites[1], "state", lambda t: 0)
    monkeypatch.setattr(specimens, "composition", lambda name, aspect: forgetful)
    with pytest.raises(AssertionError):
        test_drawn_bit_by_bit_it_is_the_same("rise")
    monkeypatch.setattr(forgetful, "state", lambda number: 0)
    with pytest.raises(AssertionError):
        test_equal_states_are_equal_pixels("rise")
