"""Every scene in every aspect against a golden picture, before encoding.

SERENDIP_GOLDEN=update rewrites the pictures; look at the difference before committing them.
"""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import layer_parts as parts
import numpy as np
import pytest
from golden_compare import ALLOWED, compare, worst_tile
from numpy.typing import NDArray
from PIL import Image

from generator.model.facts import Money, Point, Series
from generator.model.story import ASPECTS
from generator.story.resolve import resolve, sample_facts

UPDATE = os.environ.get("SERENDIP_GOLDEN") == "update"
INSTANTS = {"first": 0.0, "transition": 0.55, "middle": 1.4}
SHRINK = 2


def shrunk(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Half the size: enough for a digit, and a quarter of the bytes."""
    height, width = frame.shape[:2]
    return np.asarray(Image.fromarray(frame).resize((width // SHRINK, height // SHRINK), Image.Resampling.BOX))


def check(name: str, frame: NDArray[np.uint8]) -> None:
    path = parts.goldens() / f"{name}.png"
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        picture = Image.fromarray(shrunk(frame))
        # A palette makes flat drawings small; for a photograph it would be a difference in itself.
        palette = picture.quantize(256, dither=Image.Dither.NONE)
        faithful = worst_tile(shrunk(frame), np.asarray(palette.convert("RGB"))) < ALLOWED / 4
        (palette if faithful else picture).save(path, optimize=True)
    assert path.is_file(), f"there is no golden picture {path.name}; make it with SERENDIP_GOLDEN=update"
    expected = np.asarray(Image.open(path).convert("RGB"))
    compare(name, expected, shrunk(frame))


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("name", parts.scene_names())
def test_a_landed_scene_is_its_golden_picture(name: str, aspect: str) -> None:
    scene = parts.scene(name)
    check(f"{name}-{aspect.replace(':', 'x')}-landed", parts.frame(scene, scene.duration_s - 0.1, aspect))


@pytest.mark.parametrize("instant", INSTANTS)
@pytest.mark.parametrize("name", parts.scene_names())
def test_a_scene_on_its_way_is_its_golden_picture(name: str, instant: str) -> None:
    check(f"{name}-16x9-{instant}", parts.frame(parts.scene(name), INSTANTS[instant]))


def test_no_golden_picture_is_left_over() -> None:
    names = parts.scene_names()
    wanted = {f"{name}-{aspect.replace(':', 'x')}-landed.png" for name in names for aspect in ASPECTS}
    wanted |= {f"{name}-16x9-{instant}.png" for name in names for instant in INSTANTS}
    assert {path.name for path in parts.goldens().glob("*.png")} == wanted


def landed(name: str, **changed: object) -> NDArray[np.uint8]:
    """A scene's samples with some facts changed."""
    facts = {**sample_facts(parts.template(name).needs), **changed}
    scene = resolve(parts.template(name), facts, parts.brand(), parts.phrasing())  # type: ignore[arg-type]
    return shrunk(parts.frame(scene, scene.duration_s - 0.1))


def test_one_wrong_digit_in_the_amount_is_caught(tmp_path: Path) -> None:
    right, wrong = landed("amount"), landed("amount", balance=Money(Decimal("84.30"), "EUR"))
    with pytest.raises(AssertionError, match="worst tile"):
        compare("planted", right, wrong, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "planted-expected.png",
        "planted-actual.png",
        "planted-difference.png",
    }


def test_one_wrong_digit_on_a_bar_is_caught() -> None:
    months = sample_facts(parts.template("history").needs)["months"]
    assert isinstance(months, Series)
    other = Point(months.points[4].label, Decimal(247))
    wrong = Series((*months.points[:4], other, months.points[5]), months.unit)
    assert worst_tile(landed("history"), landed("history", months=wrong)) > ALLOWED


def test_noise_is_not_a_difference() -> None:
    right = landed("greeting")
    noise = np.random.default_rng(1).integers(-4, 5, right.shape)
    noisy = np.clip(right + noise, 0, 255).astype(np.uint8)
    assert worst_tile(right, noisy) < ALLOWED


def test_another_size_is_a_difference(tmp_path: Path) -> None:
    picture = landed("closing")
    with pytest.raises(AssertionError, match="the size is"):
        compare("planted", picture, picture[:-1], tmp_path)
