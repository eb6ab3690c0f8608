"""scene.yaml: what is wrong is told at its line, with cause and remedy."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from generator.errors import AssetError, SceneError
from generator.model.facts import Money, Parts, Series
from generator.scenes.specs import FillSpec, TextSpec
from generator.scenes.template import facts_of, load_scene

GOOD = """\
summary: A test.
title: "Your balance"
needs:
  balance: {type: money, sample: "84.20 EUR", stress: "98765432.10 EUR"}
  month: {type: date, sample: 2026-04-01}
  months: {type: series, unit: kWh, sample: [{label: 2026-03-01, value: 241}, {label: May, value: 205}]}
  parts: {type: parts, sample: [{label: Energy, amount: 38.60 EUR}], optional: true}
duration: 5s
layers:
  - {id: ground, fill: paper}
  - {id: headline, text: "{month:month}, all in", box: [7%, 10%, 90%, 20%], enter: {rise: 4%, delay: 300ms}}
  - {id: amount, counter: balance, when: "balance is defined"}
say: "Your balance is {balance}."
sizes:
  "9:16": {headline: {box: [8%, 20%, 92%, 40%]}, ground: {hide: true}}
"""


def write(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "scene.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_scene_is_parsed_once_for_every_aspect(tmp_path: Path) -> None:
    template = load_scene(write(tmp_path / "demo", GOOD))
    assert template.name == "demo"
    assert template.duration_s == 5.0
    assert [spec.id for spec in template.layers["16:9"]] == ["ground", "headline", "amount"]
    assert [spec.id for spec in template.layers["9:16"]] == ["headline", "amount"]
    wide, tall = template.layers["16:9"][1], template.layers["9:16"][0]
    assert isinstance(wide, TextSpec)
    assert isinstance(tall, TextSpec)
    assert wide.box == (0.07, 0.1, 0.9, 0.2)
    assert tall.box == (0.08, 0.2, 0.92, 0.4)
    assert tall.enter == wide.enter
    assert wide.enter is not None
    assert (wide.enter.rise, wide.enter.delay) == (0.04, 0.3)


def test_samples_become_facts(tmp_path: Path) -> None:
    needs = load_scene(write(tmp_path / "demo", GOOD)).needs
    assert needs["balance"].sample == Money(Decimal("84.20"), "EUR")
    assert needs["balance"].stress == Money(Decimal("98765432.10"), "EUR")
    assert needs["month"].sample == needs["month"].stress == datetime.date(2026, 4, 1)
    months = needs["months"].sample
    assert isinstance(months, Series)
    assert months.unit == "kWh"
    assert [point.label for point in months.points] == [datetime.date(2026, 3, 1), "May"]
    assert isinstance(needs["parts"].sample, Parts)
    assert needs["parts"].optional
    assert needs["balance"].line == 4


def test_only_layers_that_show_facts_are_personal(tmp_path: Path) -> None:
    layers = load_scene(write(tmp_path / "demo", GOOD)).layers["16:9"]
    assert [facts_of(spec) for spec in layers] == [set(), {"month"}, {"balance"}]
    assert isinstance(layers[0], FillSpec)


@pytest.mark.parametrize(
    ("old", "new", "place", "cause", "remedy"),
    [
        ("duration: 5s", "duration: 5", "8:1", "'duration' is wrong", "Correct"),
        ("duration: 5s", "durration: 5s", "8:1", "unknown key 'durration'", "'duration'"),
        ("fill: paper}", "fill: paper, colour: ink}", "10:31", "unknown key 'colour'", "reference"),
        ("fill: paper}", "fil: paper}", "10:5", "says nothing to draw", "fill"),
        ("fill: paper}", "fill: paper, text: x}", "10:5", "fill and text at once", "one of"),
        ("{id: amount,", "{id: headline,", "12:5", "two layers are called", "own id"),
        ("{month:month}", "{moth:month}", "11:5", "names 'moth'", "needs"),
        ("{month:month}", "{month:month", "11:20", "braces", "Correct"),
        ("counter: balance", "counter: month", "12:5", "which is of type date", "money or number"),
        ('when: "balance is defined"', 'when: "balance is"', "12:36", "condition", "Correct"),
        ("sample: 2026-04-01", "sample: soon", "5:23", "sample of 'month'", "2026-05-28"),
        ('sample: "84.20 EUR"', "sample: 84.20", "4:26", "currency code", "84.20 EUR"),
        ('"9:16":', '"9:17":', "15:3", "not an aspect", "9:16"),
        ("ground: {hide: true}", "grund: {hide: true}", "15:50", "no layer is called 'grund'", "id"),
        ("box: [8%, 20%, 92%, 40%]", "box: [8%, 20%]", "15:23", "box", "missing"),
        ("{balance}.", "{ballance}.", "13:1", "caption names 'ballance'", "needs"),
    ],
)
def test_a_fault_is_told_where_it_stands(
    tmp_path: Path, old: str, new: str, place: str, cause: str, remedy: str
) -> None:
    assert old in GOOD
    with pytest.raises(SceneError) as caught:
        load_scene(write(tmp_path / "demo", GOOD.replace(old, new, 1)))
    assert caught.value.place == f"{tmp_path / 'demo' / 'scene.yaml'}:{place}"
    assert cause in caught.value.cause
    assert remedy in caught.value.remedy


def test_a_missing_picture_is_told_before_anything_renders(tmp_path: Path) -> None:
    broken = GOOD.replace("fill: paper", "picture: nowhere.png")
    with pytest.raises(AssetError) as caught:
        load_scene(write(tmp_path / "demo", broken))
    assert caught.value.place.endswith("scene.yaml:10:5")
    assert "nowhere.png" in caught.value.cause


def test_a_broken_picture_is_told_before_anything_renders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "demo", GOOD.replace("fill: paper", "picture: photo.png"))
    Image.new("RGB", (64, 64), "red").save(folder / "photo.png")
    assert load_scene(folder).name == "demo"
    whole = (folder / "photo.png").read_bytes()
    # As WeasyPrint sets it for the whole process.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for broken in (whole[: len(whole) // 2], b"", b"no picture at all" * 99):
        (folder / "photo.png").write_bytes(broken)
        with pytest.raises(AssetError) as caught:
            load_scene(folder)
        assert caught.value.place.endswith("scene.yaml:10:5")
        assert "can't be decoded" in caught.value.cause


def test_the_digest_follows_every_file_of_the_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "demo", GOOD)
    before = load_scene(folder).digest
    assert load_scene(folder).digest == before
    (folder / "extra.txt").write_text("x", encoding="utf-8")
    assert load_scene(folder).digest != before


MOVING = GOOD.replace(
    "ground, fill: paper}",
    "ground, fill: paper, enter: {from: left, ease: ease-in}, exit: {spring: {bounce: 0.2}}, along: {path: M0 0 L1 1}, "
    "keyframes: [{at: 0s, x: 10%}, {at: 500ms, x: 0%}], clip: circle, shadow: true}",
)


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("from: left", "from: behind", "'from' is wrong"),
        ("from: left", "distance: 10%", "'enter' is wrong: a distance needs a side"),
        ("from: left", "from: left, distance: -10%", "'distance' is wrong"),
        ("from: left", "from: left, duration: -1s", "'duration' is wrong: a duration is written like 300ms"),
        ("from: left", "reveal: below", "'reveal' is wrong"),
        ("from: left", "blur: -1%", "'blur' is wrong"),
        ("from: left", "from: left, spring: true", "'enter' is wrong: it has either an ease or a spring"),
        ("ease-in}", "ease-inn}", "'ease' is wrong: an easing is one of"),
        ("ease-in}", '"cubic-bezier(2,0,0,1)"}', "'ease' is wrong: the x values"),
        ("ease-in}", '"steps(0)"}', "'ease' is wrong: steps"),
        ("bounce: 0.2", "bounce: 1.2", "'bounce' is wrong"),
        ("bounce: 0.2", "bounce: 0.2, mass: 2", "'spring' is wrong: a spring has either"),
        ("bounce: 0.2", "damping: 0.1", "'spring' is wrong: this spring moves for more than 10 s"),
        ("{bounce: 0.2}", "true, duration: 1s", "'exit' is wrong: a spring lasts as long"),
        ("M0 0 L1 1", "M0 0 L1", "'path' is wrong: path data are"),
        ("M0 0 L1 1", "M0 0", "'path' is wrong: this path data draws nothing"),
        ("at: 500ms", "at: 0ms", "'keyframes' is wrong: keyframes are two or more"),
        (", {at: 500ms, x: 0%}]", "]", "'keyframes' is wrong: keyframes are two or more"),
        ("at: 500ms", "at: 500ms, z: 3", "unknown key 'z'"),
        ("x: 0%", "opacity: 120%", "'opacity' is wrong"),
        ("clip: circle", "clip: oval", "'shape' is wrong"),
        ("clip: circle", "clip: {shape: path}", "'clip' is wrong: a clip has a path exactly when"),
        ("shadow: true", "shadow: {blur: -1%}", "'blur' is wrong"),
        ("fill: paper", "fill: paper, opacity: 130%", "'opacity' is wrong"),
    ],
)
def test_a_wrong_motion_or_effect_is_told_at_its_line(tmp_path: Path, old: str, new: str, cause: str) -> None:
    assert load_scene(write(tmp_path / "demo", MOVING)).layers["16:9"][0].along is not None
    assert MOVING.count(old) == 1
    with pytest.raises(SceneError) as caught:
        load_scene(write(tmp_path / "demo", MOVING.replace(old, new)))
    assert caught.value.place.startswith(f"{tmp_path / 'demo' / 'scene.yaml'}:10:")
    assert cause in caught.value.cause


@pytest.mark.parametrize("name", ["nowhere.png", "scene.yaml"])
def test_a_mask_that_is_no_picture_is_told_before_anything_renders(tmp_path: Path, name: str) -> None:
    with pytest.raises(AssetError) as caught:
        load_scene(write(tmp_path / "demo", GOOD.replace("fill: paper", f"fill: paper, mask: {name}")))
    assert caught.value.place.endswith("scene.yaml:10:5")


def test_an_aspect_may_replace_one_key_of_a_motion(tmp_path: Path) -> None:
    text = GOOD.replace("{headline: {box: [8%, 20%, 92%, 40%]}", "{headline: {enter: {rise: 9%}}")
    wide, tall = (load_scene(write(tmp_path / "demo", text)).layers[aspect][-2] for aspect in ("16:9", "9:16"))
    assert wide.enter is not None and tall.enter is not None
    assert (wide.enter.rise, wide.enter.delay) == (0.04, 0.3)
    assert (tall.enter.rise, tall.enter.delay) == (0.09, 0.3)
    assert tall.box == wide.box


def test_another_paint_in_one_aspect_replaces_the_whole_paint(tmp_path: Path) -> None:
    text = GOOD.replace("fill: paper", "fill: {linear: [[0, paper], [1, sun]], angle: 30}")
    text = text.replace("ground: {hide: true}", "ground: {fill: {radial: [[0, paper], [1, sun]]}}")
    layer = load_scene(write(tmp_path / "demo", text)).layers["9:16"][0]
    assert isinstance(layer, FillSpec)
    assert type(layer.fill).__name__ == "RadialSpec"


def test_a_wrong_key_of_a_motion_in_one_aspect_is_told_there(tmp_path: Path) -> None:
    text = GOOD.replace("{headline: {box: [8%, 20%, 92%, 40%]}", "{headline: {enter: {rize: 9%}}")
    with pytest.raises(SceneError, match="unknown key 'rize'") as caught:
        load_scene(write(tmp_path / "demo", text))
    assert ":15:" in caught.value.place
