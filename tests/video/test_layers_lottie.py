"""Lottie: colours, words and pace of a designer's file, and what is wrong with one."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import layer_parts as parts
import numpy as np
import pytest

from generator.errors import SceneError
from generator.model.layers import LottieLayer, LottieText
from generator.scenes.template import facts_of, load_scene
from generator.story.resolve import sample_scene
from generator.video.draw import Painter
from generator.video.lottie.properties import value

WIDTH, HEIGHT = parts.WIDE
BADGE = Path(__file__).parents[2] / "docs" / "specimens" / "lottie" / "badge.json"
TEXTS = ("count", "title", "line")


def still(k: Any) -> dict[str, Any]:
    return {"a": 0, "k": k}


def at_rest(x: float, y: float) -> dict[str, Any]:
    """A transform that does not change."""
    whole = still([100, 100, 100])
    return {"p": still([x, y, 0]), "a": still([0, 0, 0]), "s": whole, "o": still(100), "r": still(0)}


def text_layer(words: str, at: tuple[float, float], **keys: Any) -> dict[str, Any]:
    document = {"s": 40, "f": "Bold", "t": words, "j": 0, "tr": 0, "lh": 48, "fc": [1, 0, 0]}
    return {
        **{"ty": 5, "nm": "words", "ind": 9, "ip": 0, "op": 60, "st": 0, "sr": 1},
        "ks": {
            "p": still([*at, 0]),
            "a": still([0, 0, 0]),
            "s": still([100, 100, 100]),
            "o": still(100),
            "r": still(0),
        },
        "t": {"d": {"k": [{"t": 0, "s": {**document, **keys.pop("document", {})}}]}, "a": []},
        **keys,
    }


def plate(name: str, color: str, **keys: Any) -> dict[str, Any]:
    """A solid of the whole file."""
    return {
        **{"ty": 1, "nm": name, "ind": 1, "ip": 0, "op": 60, "st": 0, "sr": 1, "sc": color, "sw": 640, "sh": 360},
        "ks": {
            "p": still([0, 0, 0]),
            "a": still([0, 0, 0]),
            "s": still([100, 100, 100]),
            "o": still(100),
            "r": still(0),
        },
        **keys,
    }


def write(folder: Path, *layers: dict[str, Any], **keys: Any) -> Path:
    path = folder / "made.json"
    file = {"v": "5.9.0", "fr": 30, "ip": 0, "op": 60, "w": 640, "h": 360, "assets": [], "layers": layers, **keys}
    path.write_text(json.dumps(file), encoding="utf-8")
    return path


def sprite(path: Path, **keys: Any) -> Any:
    return Painter(parts.brand(), parts.WIDE).prepare(
        LottieLayer(**{"id": "l", "box": parts.FULL, "path": str(path), **keys}), 5.0
    )


def said(text: str) -> tuple[LottieText, ...]:
    return (LottieText("words", text),)


def of_color(picture: parts.Rgb, color: str) -> tuple[int, int, int, int]:
    """(left, top, right, bottom) of a colour."""
    found = np.argwhere((picture == np.frombuffer(bytes.fromhex(color[1:]), np.uint8)).all(axis=2))
    assert len(found), f"nothing is {color}"
    (top, left), (bottom, right) = found.min(axis=0), found.max(axis=0) + 1
    return int(left), int(top), int(right), int(bottom)


def test_a_trimmed_ring_grows_in_the_colour_of_the_brand() -> None:
    badge = sprite(
        BADGE, colors=(("ring", "#ff00ff"), ("track", "#00ff00")), texts=tuple(LottieText(n, "") for n in TEXTS)
    )
    shares = [(parts.drawn(badge, t) == (255, 0, 255)).all(axis=2).sum() for t in (0.05, 0.3, 2.0)]
    assert 0 < shares[0] < shares[1] < shares[2]
    assert not (parts.drawn(badge, 2.0) == (0, 255, 0)).all(axis=2).sum() > shares[2] / 10, (
        "the ring lies over its track"
    )


def test_it_is_transparent_where_it_draws_nothing() -> None:
    frame = parts.drawn(sprite(BADGE), 2.0, ground=0xFF00FF00)
    assert parts.color_at(frame, 5, 5) == "#00ff00"


@pytest.mark.parametrize(("j", "near"), [(0, "left"), (1, "right"), (2, "middle")])
@pytest.mark.parametrize("words", ["Lucia", "שלום", "مرحبا لوسي", "日本語"])
def test_words_stand_where_the_file_says_in_every_script(tmp_path: Path, words: str, j: int, near: str) -> None:
    path = write(tmp_path, text_layer("Ag", (320, 180), document={"j": j}))
    left, top, right, bottom = parts.ink_box(parts.drawn(sprite(path, texts=said(words)), 0.5))
    assert {"left": left, "right": right, "middle": (left + right) / 2}[near] == pytest.approx(640, abs=12)
    assert top < 360 < bottom + 8, "the baseline is at the layer's place"


def test_long_words_shrink_rather_than_leave_the_frame(tmp_path: Path) -> None:
    path = write(tmp_path, text_layer("Ag", (320, 180), document={"j": 2}))
    left, _, right, _ = parts.ink_box(
        parts.drawn(sprite(path, texts=said("Maximiliane-Friederike of a very long name")), 0.5)
    )
    assert left > 5 and right < WIDTH - 5


def test_words_in_a_box_wrap_in_it(tmp_path: Path) -> None:
    path = write(tmp_path, text_layer("Ag", (320, 180), document={"sz": [200, 160], "ps": [-100, -80]}))
    left, top, right, bottom = parts.ink_box(
        parts.drawn(sprite(path, texts=said("three lines of words in a box")), 0.5)
    )
    assert left >= 440 and right <= 840 and top >= 200 and bottom <= 520
    assert bottom - top > 100


def test_words_lie_between_the_layers_above_and_below(tmp_path: Path) -> None:
    half = plate("above", "#0000ff", sw=320)
    path = write(tmp_path, half, text_layer("mmmmmmmm", (240, 180)), plate("below", "#ffff00"))
    frame = parts.drawn(sprite(path), 0.5)
    left, _, right, _ = of_color(frame, "#ff0000")
    assert left == pytest.approx(640, abs=3) and right > 700
    assert parts.color_at(frame, 1200, 50) == "#ffff00" and parts.color_at(frame, 50, 50) == "#0000ff"


def test_words_move_fade_and_come_with_their_layer_parents_and_compositions(tmp_path: Path) -> None:
    keys = [{"t": 0, "s": [0, 0, 0], "o": {"x": [0], "y": [0]}, "i": {"x": [1], "y": [1]}}, {"t": 30, "s": [320, 0, 0]}]
    parent = {"ty": 3, "nm": "null", "ind": 2, "ip": 0, "op": 60, "ks": {"p": {"a": 1, "k": keys}}}
    inner = {"id": "comp", "layers": [text_layer("Ag", (10, 180), parent=2), parent]}
    outer = {
        **{"ty": 0, "nm": "outer", "ind": 1, "refId": "comp", "w": 640, "h": 360, "ip": 15, "op": 60, "st": 15},
        "ks": {"p": still([0, 0, 0])},
    }
    made = sprite(write(tmp_path, outer, assets=[inner]))
    assert (parts.drawn(made, 0.2) == 255).all(), "its composition has not begun"
    places = [of_color(parts.drawn(made, t), "#ff0000")[0] for t in (0.5, 1.0, 1.6)]
    assert places[1] - places[0] == pytest.approx(320, abs=4) and places[2] - places[0] == pytest.approx(640, abs=4)


@pytest.mark.parametrize(
    ("keys", "t", "frame"),
    [({}, 1.0, 30), ({}, 9.0, 54), ({"speed": 2.0}, 0.5, 30), ({"start_s": 0.5}, 0.1, 3), ({"end_s": 1.0}, 4.0, 29)],
)
def test_the_pace_of_a_file(keys: dict[str, Any], t: float, frame: int) -> None:
    # Nothing of the badge moves after frame 54 (the last key), so that is where it rests.
    assert sprite(BADGE, **keys).content_state(t) in (frame, frame + 2)


def test_a_loop_starts_again() -> None:
    looped = sprite(BADGE, loop=True)
    assert looped.content_state(3.5) == looped.content_state(0.5) == 15
    assert (parts.drawn(looped, 3.5) == parts.drawn(sprite(BADGE, loop=True), 0.5)).all()


def test_values_between_keys() -> None:
    prop = {"a": 1, "k": [{"t": 0, "s": [0], "h": 1}, {"t": 10, "s": [4]}, {"t": 20, "s": [8]}]}
    assert [value(prop, frame, (0.0,))[0] for frame in (-5, 5, 10, 15, 99)] == pytest.approx([0, 0, 4, 6, 8])
    split = {"s": True, "x": still(3), "y": still([4])}
    assert value(split, 0, (0.0, 0.0)) == (3, 4)
    curved = {"a": 1, "k": [{"t": 0, "s": [0, 0], "to": [0, 10], "ti": [0, 10]}, {"t": 10, "s": [10, 0]}]}
    assert value(curved, 5, (0.0, 0.0)) == pytest.approx((5, 7.5))


SCENE = """\
summary: A test.
title: Test
needs: {first_name: {type: text, sample: Lucia}}
duration: 2s
layers:
  - {id: ground, fill: paper}
  - {id: film, lottie: FILE}
"""


def scene(folder: Path, layer: str) -> Any:
    (folder / "scene.yaml").write_text(SCENE.replace("FILE", layer), encoding="utf-8")
    return load_scene(folder)


def test_bound_words_make_it_personal_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "badge.json").write_bytes(BADGE.read_bytes())
    template = scene(tmp_path, 'badge.json, texts: {title: "For {first_name}"}')
    assert facts_of(template.layers["16:9"][1]) == {"first_name"}
    layer = sample_scene(template, parts.brand(), parts.phrasing()).layers["16:9"][1]
    assert isinstance(layer, LottieLayer) and layer.personal
    assert {text.id: text.text.strip("\u2068\u2069") for text in layer.texts} | {"title": ""} == {
        "count": "12", "title": "", "line": "months in a row",
    }  # fmt: skip
    assert "Lucia" in next(text.text for text in layer.texts if text.id == "title")
    assert not facts_of(scene(tmp_path, "badge.json").layers["16:9"][1])


@pytest.mark.parametrize(
    ("layer", "said"),
    [
        ("badge.json, texts: {titel: Hello}", "has no text layer 'titel'. Use one of count, line, title"),
        ("badge.json, styles: {ring: body}", "has no text layer 'ring'"),
        ("badge.json, colors: {rim: sun}", "has no layer or group 'rim'"),
        ("badge.json, from: 4s", "is over after 3.0 s"),
        ("badge.json, texts: {title: '{nickname}'}", "names 'nickname'"),
        ("broken.json", "is broken"),
        ("none.json", "is broken"),
        ("broken.lottie", "is broken"),
        ("nowhere.json", "does not exist"),
    ],
)
def test_what_is_wrong_is_told_at_the_layer(tmp_path: Path, layer: str, said: str) -> None:
    (tmp_path / "badge.json").write_bytes(BADGE.read_bytes())
    (tmp_path / "broken.json").write_bytes(BADGE.read_bytes()[:5000])
    (tmp_path / "broken.lottie").write_bytes(b"PK no archive")
    (tmp_path / "none.json").write_text('{"layers": []}', encoding="utf-8")
    with pytest.raises(Exception, match=r"scene\.yaml:7:5") as caught:
        scene(tmp_path, layer)
    assert said in str(caught.value)


def test_an_archive_is_read_like_its_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "badge.lottie", "w") as archive:
        archive.writestr("manifest.json", "{}")
        archive.writestr("animations/badge.json", BADGE.read_bytes())
    assert (parts.drawn(sprite(tmp_path / "badge.lottie"), 1.0) == parts.drawn(sprite(BADGE), 1.0)).all()


def test_frames_are_the_same_in_another_process_and_in_any_order() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests/video'); import test_layers_lottie as t, layer_parts as p;"
        "s = t.sprite(t.BADGE); print(*(hashlib.sha256(p.drawn(s, at).tobytes()).hexdigest() for at in {}))"
    )
    root = Path(__file__).parents[2]
    runs = [
        subprocess.run([sys.executable, "-c", code.format(order)], cwd=root, capture_output=True, text=True, check=True)
        for order in ("(0.2, 0.7, 1.1)", "(1.1, 0.7, 0.2)")
    ]
    assert runs[0].stdout.split() == runs[1].stdout.split()[::-1]
    assert not runs[0].stderr


def test_scene_errors_are_scene_errors(tmp_path: Path) -> None:
    (tmp_path / "badge.json").write_bytes(b"{}")
    with pytest.raises(SceneError):
        scene(tmp_path, "badge.json")
