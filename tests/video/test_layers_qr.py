"""QR codes: a reader of others reads what is drawn, in every aspect, square or rounded, on any ground."""

from __future__ import annotations

from typing import Any

import layer_parts as parts
import numpy as np
import pytest
import zxingcpp
from PIL import Image

from generator.errors import RenderError
from generator.model.layers import Box, Motion, QrLayer
from generator.story.codes import modules_of

SHORT = "https://pay.solena.example/"
PAGE = "https://bill.solena.example/" + "a7" * 16 + "/"
TEXTS = {"short": SHORT, "page": PAGE, "long": "https://example.com/" + "offer/" * 30, "Arabic": "قسيمة ٤٢"}


def code(text: str = SHORT, **keys: Any) -> QrLayer:
    modules = modules_of(text)
    assert modules is not None
    return QrLayer(**{"id": "q", "box": Box(0.2, 0.2, 0.8, 0.8), "modules": modules, **keys})


def read(picture: parts.Rgb) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]


@pytest.mark.parametrize("rounded", [False, True])
@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_drawn_code_is_read(name: str, aspect: str, rounded: bool) -> None:
    sprite = parts.sprite(code(TEXTS[name], rounded=rounded), aspect=aspect)
    assert read(parts.drawn(sprite, 9, aspect, ground=0xFF10203A)) == [TEXTS[name]]


@pytest.mark.parametrize("rounded", [False, True])
def test_it_is_read_at_half_the_size_and_from_a_poor_jpeg(rounded: bool, tmp_path: Any) -> None:
    picture = parts.drawn(parts.sprite(code(PAGE, rounded=rounded)), 9, ground=0xFFFFB547)
    small = Image.fromarray(picture).resize((640, 360), Image.Resampling.BILINEAR)
    small.save(tmp_path / "poor.jpg", quality=30)
    assert read(np.asarray(Image.open(tmp_path / "poor.jpg"))) == [PAGE]


@pytest.mark.parametrize(
    ("color", "ground"), [("white", "ink"), ("sun", "white"), ("ink/50", "white"), ("ink", "coral"), ("paper", "white")]
)
def test_it_is_dark_on_light_always(color: str, ground: str) -> None:
    sprite = parts.sprite(code(color=color, ground=ground))
    picture = parts.drawn(sprite, 9, ground=0xFF10203A)
    inside = picture[round(sprite.card.top()) + 9 : round(sprite.card.bottom()) - 9, round(sprite.card.left()) + 9 :][
        :, : round(sprite.card.width()) - 18
    ]
    assert {tuple(pixel) for pixel in inside.reshape(-1, 3)} == {(0, 0, 0), (255, 255, 255)}
    assert read(picture) == [SHORT]


def test_colours_of_the_brand_stay_where_a_camera_tells_them_apart() -> None:
    picture = parts.drawn(parts.sprite(code(color="ink", ground="paper")), 9, ground=0xFF10203A)
    assert {(16, 32, 58), (251, 246, 238)} <= {tuple(pixel) for pixel in picture.reshape(-1, 3)}


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
def test_four_modules_of_margin_and_whole_pixels(aspect: str) -> None:
    sprite = parts.sprite(code(PAGE), aspect=aspect)
    picture = parts.drawn(sprite, 9, aspect)
    dark = np.argwhere((picture < 128).all(axis=2))
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0) + 1
    size = sprite.module_px
    assert size == int(size) and size >= 4
    assert (right - left) == (bottom - top) == len(sprite.layer.modules) * size
    assert (left - sprite.card.left(), top - sprite.card.top()) == (4 * size, 4 * size)
    # Every module is one colour through and through: nothing is blurred between pixels.
    grid = picture[top:bottom, left:right, 0].reshape(len(sprite.layer.modules), size, -1, size)
    assert (grid.min(axis=(1, 3)) == grid.max(axis=(1, 3))).all()
    rows = ["".join("1" if value < 128 else "0" for value in row) for row in grid[:, 0, :, 0]]
    assert tuple(rows) == sprite.layer.modules


def test_a_planted_fault_is_not_read() -> None:
    layer = code(PAGE)
    blank = tuple("0" * 12 + row[12:] for row in layer.modules)
    broken = QrLayer(id="q", box=layer.box, modules=blank)
    assert read(parts.drawn(parts.sprite(broken), 9)) == []


def test_a_box_too_small_is_an_error_and_no_unreadable_code() -> None:
    with pytest.raises(RenderError, match="pixels") as caught:
        parts.sprite(code(PAGE, box=Box(0.4, 0.4, 0.45, 0.5)))
    assert PAGE not in str(caught.value)


def test_it_opens_from_its_middle_and_equal_states_are_equal_pictures() -> None:
    sprite = parts.sprite(code(enter=Motion(duration_s=0.8, draw=True)))
    seen: dict[object, parts.Rgb] = {}
    dark = []
    for t in np.arange(0, 1.2, 0.1):
        picture = parts.drawn(sprite, t)
        assert (seen.setdefault(sprite.state(t), picture) == picture).all()
        dark.append(int((picture < 100).all(axis=2).sum()))
    assert dark[0] == 0 and dark[2] < dark[-1] == dark[-2]
    assert read(parts.drawn(sprite, 1.0)) == [SHORT]
