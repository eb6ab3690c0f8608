"""What counts as plain: flat colours and words, never a gradient or a photograph."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from generator.model.layers import AnyLayer, Box, FillLayer, TextLayer
from generator.model.layers.effects import Shadow
from generator.model.layers.paint import Gradient
from generator.resources import assets_dir
from generator.video.plain import plain_layers, plain_picture

WORDS = TextLayer(id="words", box=Box(0, 0, 1, 1), text="Ann", style="hero", color="ink")
FADE = Gradient(((0.0, "ink"), (1.0, "paper")))


def test_words_and_flat_colours_are_plain() -> None:
    assert plain_layers([FillLayer(id="fill", box=Box(0, 0, 1, 1), paint="ink/40"), WORDS])


@pytest.mark.parametrize(
    "layer",
    [
        FillLayer(id="fill", box=Box(0, 0, 1, 1), paint=FADE),
        replace(WORDS, color=FADE),
        replace(WORDS, shadow=Shadow()),
        replace(WORDS, blur=0.1),
        replace(WORDS, contrast="auto"),
    ],
)
def test_what_fades_from_colour_to_colour_is_not(layer: AnyLayer) -> None:
    assert not plain_layers([WORDS, layer])


def test_a_picture_of_flat_colours_is_plain() -> None:
    picture = np.full((360, 640, 4), 250, np.uint8)
    picture[100:200, 100:300] = 20
    assert plain_picture(picture)


@pytest.mark.parametrize("axis", [0, 1])
def test_a_slow_gradient_is_not(axis: int) -> None:
    ramp = np.linspace(40, 90, (360, 640)[axis]).astype(np.uint8)
    picture = np.broadcast_to(np.expand_dims(ramp, (1 - axis, 2)), (360, 640, 4))
    assert not plain_picture(picture)


def test_a_photograph_is_not() -> None:
    with Image.open(assets_dir() / "pictures" / "valley.jpg") as photograph:
        assert not plain_picture(np.asarray(photograph.convert("RGBA")))
