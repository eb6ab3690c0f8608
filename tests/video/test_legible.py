"""contrast: auto — the colour that reads on what lies beneath, the same for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import layer_parts as parts
import numpy as np
import pytest
from PIL import Image

from generator.model.layers import Box, FillLayer, LogoLayer, Motion, PictureLayer, ShapeLayer, TextLayer
from generator.scenes.template import load_scene
from generator.story.resolve import sample_scene
from generator.video.draw import Painter
from generator.video.legible import Choice, contrast
from generator.video.plates import impersonal_prefix

BOX = Box(0.1, 0.1, 0.6, 0.3)


def text(*ground: Any, **keys: Any) -> TextLayer:
    own: dict[str, Any] = {"id": "t", "box": BOX, "text": "Lucia", "style": "body", "color": "ink"}
    return TextLayer(**{**own, "contrast": "auto", "ground": ground, **keys})


def fill(color: str, **keys: Any) -> FillLayer:
    return FillLayer(**{"id": "f", "box": parts.FULL, "paint": color, **keys})


def choice(layer: Any) -> Choice:
    return Painter(parts.brand(), parts.WIDE)._choice(layer, 5.0)


@pytest.mark.parametrize(
    ("ground", "color"), [("#ffffff", "ink"), ("#000000", "paper"), ("#10203a", "paper"), ("#ffb547", "ink")]
)
def test_light_on_dark_and_dark_on_light(ground: str, color: str) -> None:
    assert choice(text(fill(ground))) == Choice(color)


def test_a_veil_where_neither_reads_and_just_as_dense_as_it_must_be(tmp_path: Path) -> None:
    board = np.indices((72, 128)).sum(axis=0) % 2 * 255
    pixels = board.astype(np.uint8).repeat(20, 0).repeat(20, 1)
    Image.fromarray(pixels).convert("RGB").save(tmp_path / "board.png")
    ground = PictureLayer(id="p", box=parts.FULL, path=str(tmp_path / "board.png"))
    small, large = choice(text(ground, style="label")), choice(text(ground, style="title"))
    assert small.veil and 0 < large.density < small.density < 0.95
    frame = parts.drawn([parts.sprite(ground), parts.sprite(text(ground, style="title", text="Ill"))], 1.0)
    own = parts.sprite(text(ground, style="title", text="Ill"))
    inside = own.covered().makeInset(4, 4)
    around = frame[int(inside.top()) : int(inside.bottom()), int(inside.left()) : int(inside.right())]
    shown = np.frombuffer(bytes.fromhex(parts.brand().colors[large.color][1:]), np.uint8)
    without_words = around[np.abs(around.astype(int) - shown).sum(axis=2) > 150].reshape(-1, 3) / 255
    argb = 0xFF000000 | int(parts.brand().colors[large.color][1:], 16)
    assert contrast(argb, [without_words]) >= 2.5, "and on the board without a veil it is about 1"
    assert contrast(argb, [pixels.reshape(-1, 1).repeat(3, 1) / 255]) < 1.5


def test_what_comes_while_the_words_are_there_counts() -> None:
    rising = ShapeLayer(
        id="s", box=parts.FULL, shape="rect", paint="#ffffff", enter=Motion(delay_s=2.0, duration_s=1.0, fade=True)
    )
    still_dark = text(fill("#000000"), enter=Motion(duration_s=0.5), exit=None)
    assert not choice(still_dark).veil
    assert choice(text(fill("#000000"), rising, enter=Motion(duration_s=0.5))).veil
    gone = text(fill("#000000"), rising, enter=Motion(duration_s=0.5), exit=Motion(duration_s=0.5, delay_s=3.0))
    assert choice(gone) == Choice("paper"), "it leaves before the ground turns white"


def test_the_mark_too() -> None:
    layer = LogoLayer(id="l", box=BOX, color="paper", contrast="auto", ground=(fill("#ffffff"),))
    assert choice(layer).color == "ink"


SCENE = """\
summary: A test.
title: Test
needs: {first_name: {type: text, sample: Lucia}}
duration: 2s
layers:
  - {id: ground, fill: ink}
  - {id: own, fill: "#ffffff", when: "first_name == 'Lucia'"}
  - {id: hello, text: "Ciao", contrast: auto, box: [7%, 10%, 60%, 30%]}
  - {id: name, text: "{first_name}", contrast: auto, box: [7%, 40%, 60%, 60%]}
"""


def test_personal_layers_are_no_ground_and_plates_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "scene.yaml").write_text(SCENE, encoding="utf-8")
    layers = sample_scene(load_scene(tmp_path), parts.brand(), parts.phrasing()).layers["16:9"]
    assert [layer.id for layer in layers[3].ground] == ["ground"] == [layer.id for layer in layers[2].ground]  # type: ignore[union-attr]
    assert len(impersonal_prefix(layers)) == 1
    assert choice(layers[3]) == choice(layers[2]) == Choice("paper")
    # A layer alone, as above a plate, is drawn as it is among the others.
    apart, together = parts.painter(), Painter(parts.brand(), parts.WIDE)
    for layer in layers[:3]:
        together.prepare(layer, 2.0)
    frames = [parts.drawn(each.prepare(layers[3], 2.0), 1.0) for each in (apart, together)]
    assert (frames[0] == frames[1]).all()


def test_a_veil_comes_and_goes_with_its_words(tmp_path: Path) -> None:
    half = ShapeLayer(id="s", box=Box(0, 0, 0.3, 1), shape="rect", paint="#ffffff")
    layer = text(fill("#000000"), half, enter=Motion(duration_s=1.0, ease="linear"), by_line=True)
    sprite = Painter(parts.brand(), parts.WIDE).prepare(layer, 5.0)
    assert sprite.under is not None
    assert (parts.drawn(sprite, 0.0) == 255).all()
    assert sprite.state(0.3) != sprite.state(0.6) and sprite.state(2.0) == sprite.state(3.0)
