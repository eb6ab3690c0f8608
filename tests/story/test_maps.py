"""Maps out of facts: which regions are lit, how strongly, what the tag says; what is refused, what `check` tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import AssetError, SceneError
from generator.model.facts import FactValue, Money, Part, Parts
from generator.model.layers import MapLayer
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.template import load_scene
from generator.story.formats import Formats
from generator.story.phrasing import Phrasing
from generator.story.resolve import resolve, sample_facts
from generator.story.words import Words

REGIONS = """\
regions:
  - {id: north, name: "The North", path: "M0 0H10V4H0Z"}
  - {id: isles, path: "M0 6H2V8H0Z"}
  - {id: south, path: "M0 9H10V10H0Z"}
"""
SCENE = """\
summary: A test.
title: "Test"
needs:
  home: {type: text, sample: north, stress: Atlantis}
  shares: {type: parts, sample: [{label: north, amount: 5.00 EUR}, {label: isles, amount: 20.00 EUR}]}
  counts: {type: series, unit: kWh, sample: [{label: south, value: 7}]}
duration: 3s
layers:
  - {id: one, map: home, regions: map.yaml}
  - {id: all, map: shares, regions: map.yaml}
  - {id: sums, map: counts, regions: map.yaml, label: false}
"""


def maps(folder: Path, text: str = SCENE, **changed: FactValue) -> dict[str, MapLayer]:
    (folder / "scene.yaml").write_text(text, encoding="utf-8")
    (folder / "map.yaml").write_text(REGIONS, encoding="utf-8")
    template = load_scene(folder)
    words = Words("it", {"The North": "Il Nord"})
    facts = {**sample_facts(template.needs), **changed}
    told = resolve(template, facts, load_brand("solena", templates_dir()), Phrasing(words, Formats("it_IT")))
    return {layer.id: layer for layer in told.layers["16:9"] if isinstance(layer, MapLayer)}


def test_the_named_region_is_lit_with_its_name_in_the_recipients_words(tmp_path: Path) -> None:
    layer = maps(tmp_path)["one"]
    assert (layer.lit, layer.label, layer.lifted) == ((("north", 1.0),), "Il Nord", True)
    assert layer.personal


def test_values_are_strengths_the_strongest_last(tmp_path: Path) -> None:
    layer = maps(tmp_path)["all"]
    assert layer.lit == (("north", 0.25), ("isles", 1.0))
    assert layer.label == "isles  20,00\u202f€"
    assert not layer.lifted
    assert maps(tmp_path)["sums"].label == ""


@pytest.mark.parametrize("home", ["Atlantis", "", "nort"])
def test_an_unknown_region_draws_the_plain_map(tmp_path: Path, home: str) -> None:
    layer = maps(tmp_path, home=home)["one"]
    assert (layer.lit, layer.label) == ((), "")


def test_nothing_and_less_are_as_quiet_as_no_value(tmp_path: Path) -> None:
    amounts = {"north": 0, "isles": -5, "Atlantis": 9}
    shares = Parts(tuple(Part(name, Money(amount, "EUR")) for name, amount in amounts.items()))  # type: ignore[arg-type]
    assert maps(tmp_path, shares=shares)["all"].lit == ()


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("sample: north", "sample: Atlantis", "names 'Atlantis'"),
        ("label: isles", "label: Isle", "names 'Isle'"),
        ("label: south", "label: 2026-04-01", "names '2026-04-01'"),
        ("map: home", "map: house", "names 'house'"),
    ],
)
def test_a_sample_that_is_not_on_the_map_is_refused(tmp_path: Path, old: str, new: str, cause: str) -> None:
    assert old in SCENE
    with pytest.raises(SceneError, match=cause):
        maps(tmp_path, SCENE.replace(old, new))


def test_a_missing_map_is_told_at_the_layer(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"'other\.yaml' does not exist") as caught:
        maps(tmp_path, SCENE.replace("home, regions: map.yaml", "home, regions: other.yaml"))
    assert caught.value.place.endswith("scene.yaml:9:5")
