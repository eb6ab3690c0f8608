"""Tables and lists out of facts: columns, formats, items, what is left out, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SceneError
from generator.model.facts import FactValue, Table
from generator.model.layers import ListLayer, TableLayer
from generator.model.story import Scene
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.template import load_scene
from generator.scenes.wording import literal
from generator.story.formats import Formats
from generator.story.phrasing import Phrasing
from generator.story.resolve import resolve, sample_facts
from generator.story.words import load_words

SCENE = """\
summary: A test.
title: "Test"
needs:
  lines:
    type: table
    sample:
      - {what: Energy, quantity: 118, unit_price: 0.2140, day: 2026-04-01, paid: true, amount: 25.25 EUR}
      - {what: Grid, quantity: 30.5, unit_price: null, day: 2026-04-30, paid: false, amount: -19.90 EUR}
      - {what: Taxes, quantity: 1, unit_price: 1.5, day: 2026-05-02, paid: true, amount: 7.65 EUR}
  parts: {type: parts, sample: [{label: Energy, amount: 38.60 EUR}, {label: 2026-04-01, amount: 19.90 EUR}]}
  ideas: {type: choices, sample: [{title: Sunny, figure: less, icon: sun}, {title: Steady}]}
  months: {type: series, unit: kWh, sample: [{label: 2026-04-01, value: 205}]}
  name: {type: text, sample: Ada}
duration: 3s
layers:
  - {id: all, table: lines, at_most: 2}
  - {id: some, table: lines, columns: [what, {column: amount, title: "For {name}", format: round}]}
  - {id: rows, list: lines, figures: amount}
  - {id: shares, list: parts}
  - {id: plans, list: ideas, marker: icon, icon: bolt}
  - {id: year, list: months, figures: false}
  - {id: said, list: ["Hello {name}", {when: "name == 'Bob'", text: "Bob only"},
      [{when: "name == 'Ada'", text: "Ada"}, {text: "Other"}]]}
"""


def scene(folder: Path, text: str = SCENE, locale: str = "en_IE", **changed: FactValue) -> Scene:
    (folder / "test").mkdir(exist_ok=True)
    (folder / "test" / "scene.yaml").write_text(text, encoding="utf-8")
    template = load_scene(folder / "test")
    brand, phrasing = load_brand("solena", templates_dir()), Phrasing(load_words(locale[:2]), Formats(locale))
    facts = {**sample_facts(template.needs), **changed}
    return resolve(template, facts, brand, phrasing, aspects=("16:9",), texts={"said_1": literal("Dear {name}")})


def table(found: Scene, name: str) -> TableLayer:
    layer = next(layer for layer in found.layers["16:9"] if layer.id == name)
    assert isinstance(layer, TableLayer)
    return layer


def items(found: Scene, name: str) -> list[tuple[str, str, str]]:
    layer = next(layer for layer in found.layers["16:9"] if layer.id == name)
    assert isinstance(layer, ListLayer)
    return [(item.text, item.figure, item.icon) for item in layer.items]


def test_all_columns_with_their_names_aligned_by_type(tmp_path: Path) -> None:
    layer = table(scene(tmp_path), "all")
    assert [column.title for column in layer.columns] == ["What", "Quantity", "Unit price", "Day", "Paid", "Amount"]
    assert [column.align for column in layer.columns] == ["start", "end", "end", "start", "center", "end"]
    assert [column.weight for column in layer.columns] == ["lead", *["quiet"] * 4, "strong"]
    assert layer.rows[0] == ("Energy", "118.0", "0.214", "1 Apr", "✓", "€\u202f25.25")
    assert layer.rows[1] == ("Grid", "30.5", "", "30 Apr", "–", "−€\u202f19.90")
    assert (len(layer.rows), layer.total) == (2, 3)


def test_chosen_columns_with_titles_and_formats(tmp_path: Path) -> None:
    layer = table(scene(tmp_path), "some")
    assert [column.title for column in layer.columns] == ["What", "For Ada"]
    assert [row[1] for row in layer.rows] == ["€\u202f25", "−€\u202f20", "€\u202f8"]


def test_items_of_every_type_of_need(tmp_path: Path) -> None:
    found = scene(tmp_path)
    assert items(found, "rows")[1] == ("Grid", "−€\u202f19.90", "")
    assert items(found, "shares") == [("Energy", "€\u202f38.60", ""), ("Apr", "€\u202f19.90", "")]
    assert items(found, "plans") == [("Sunny", "less", "sun"), ("Steady", "", "bolt")]
    assert items(found, "year") == [("Apr", "", "")]


def test_fixed_texts_with_conditions_and_the_storys_own(tmp_path: Path) -> None:
    found = scene(tmp_path)
    assert [text for text, _, _ in items(found, "said")] == ["Dear Ada", "Ada"]
    assert [text for text, _, _ in items(scene(tmp_path, name="Bob"), "said")] == ["Dear Bob", "Bob only", "Other"]


@pytest.mark.parametrize("language", ["it", "es", "de", "fr"])
def test_words_that_come_along_are_translated(tmp_path: Path, language: str) -> None:
    found = scene(tmp_path, locale=f"{language}_{language.upper()}")
    for layer in found.layers["16:9"]:
        assert isinstance(layer, TableLayer | ListLayer)
        assert "more" not in " ".join(layer.more).replace("{more}", "")
        assert "{more}" in layer.more[1]


def test_a_table_without_rows_is_left_out(tmp_path: Path) -> None:
    found = scene(tmp_path, lines=Table(("what",), ()))
    assert {layer.id for layer in found.layers["16:9"]} == {"shares", "plans", "year", "said"}


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("columns: [what,", "columns: [waht,", "no column 'waht'"),
        ("figures: amount", "figures: sum", "no column 'sum'"),
        ("list: parts", "list: name", "of type text"),
        ("list: parts", "list: []", "empty"),
        ("Hello {name}", "Hello {nmae}", "names 'nmae'"),
        ("For {name}", "For {nmae}", "names 'nmae'"),
        ("list: parts", "list: parts, marker: star", "'marker'"),
    ],
)
def test_a_fault_is_told_at_its_line(tmp_path: Path, old: str, new: str, cause: str) -> None:
    assert old in SCENE
    with pytest.raises(SceneError, match=cause) as caught:
        scene(tmp_path, SCENE.replace(old, new))
    assert f"scene.yaml:{SCENE[: SCENE.index(old)].count(chr(10)) + 1}:" in caught.value.place
