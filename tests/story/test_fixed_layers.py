"""Layers that no fact decides are made once for everybody; whatever may differ between recipients never is."""

from __future__ import annotations

from pathlib import Path

from generator.model.layers import FillLayer, QrLayer
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.template import load_scene
from generator.story.formats import Formats
from generator.story.phrasing import Phrasing
from generator.story.resolve import Fixed, resolve
from generator.story.words import load_words

SCENE = """\
summary: All that can differ.
title: Hello
needs:
  name: {type: text, sample: Ada}
  many: {type: flag, sample: true}
duration: 1s
layers:
  - {id: ground, fill: paper}
  - {id: again, fill: ink, when: many}
  - {id: hello, text: "Hello {name},"}
  - {id: pay, qr: pay, box: [7%, 16%, 47%, 84%]}
  - {id: own, qr: page, box: [53%, 16%, 93%, 84%]}
  - {id: open, button: "See it", link: page}
"""


def test_only_what_is_the_same_for_everybody_is_kept(tmp_path: Path) -> None:
    (tmp_path / "scene").mkdir()
    (tmp_path / "scene" / "scene.yaml").write_text(SCENE, encoding="utf-8")
    template = load_scene(tmp_path / "scene")
    brand = load_brand("solena", templates_dir())
    phrasing = Phrasing(load_words("en", None), Formats("en_GB"))
    fixed: Fixed = {}
    told = [
        resolve(
            template,
            {"name": name, "many": many},
            brand,
            phrasing,
            links={"pay": "https://pay.example/", "page": f"https://bill.example/{name}/"},
            aspects=("16:9",),
            fixed=shared,
        ).layers["16:9"]
        for shared in (fixed, {})
        for name, many in (("ada", True), ("bob", False))
    ]
    with_sharing, alone = told[:2], told[2:]
    assert with_sharing == alone
    ada, bob = ({layer.id: layer for layer in layers} for layers in with_sharing)
    assert ada["ground"] is bob["ground"] and isinstance(ada["ground"], FillLayer)
    assert ada["pay"] is bob["pay"]
    assert "again" in ada and "again" not in bob
    assert isinstance(ada["own"], QrLayer) and isinstance(bob["own"], QrLayer)
    assert ada["own"].modules != bob["own"].modules
    assert "ada" in repr(ada["open"]) and "bob" in repr(bob["open"])
    assert {template.layers["16:9"][number].id for _, number in fixed} == {"ground", "pay"}
