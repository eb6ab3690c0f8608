"""Lines and progress out of facts: labels, shares, figures, what is left out, what is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import SceneError
from generator.model.facts import FactValue, Money
from generator.model.layers import LineLayer, ProgressLayer
from generator.model.story import Scene
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.template import load_scene
from generator.story.formats import Formats
from generator.story.phrasing import Phrasing
from generator.story.resolve import resolve, sample_facts
from generator.story.words import load_words

SCENE = """\
summary: A test.
title: "Test"
needs:
  months: {type: series, unit: EUR, sample: [{label: 2026-03-01, value: 241.5}, {label: 2026-04-01, value: 205}]}
  before: {type: series, sample: [{label: A, value: 1}], optional: true}
  used: {type: number, sample: 84}
  paid: {type: money, sample: 84.20 EUR}
  plan: {type: money, sample: 100.00 EUR}
duration: 3s
layers:
  - {id: year, line: months, compare: before, name: "This year", compare_name: "Last year"}
  - {id: ring, progress: used, goal: 100, note: "of {plan:round}"}
  - {id: bar, progress: paid, goal: plan, shape: bar, figure: value}
"""


def scene(folder: Path, text: str = SCENE, locale: str = "en_IE", **changed: FactValue | None) -> Scene:
    (folder / "test").mkdir(exist_ok=True)
    (folder / "test" / "scene.yaml").write_text(text, encoding="utf-8")
    template = load_scene(folder / "test")
    facts = {**sample_facts(template.needs), **changed}
    given = {name: value for name, value in facts.items() if value is not None}
    brand = load_brand("solena", templates_dir())
    return resolve(template, given, brand, Phrasing(load_words(locale[:2]), Formats(locale)), aspects=("16:9",))


def layers(found: Scene) -> dict[str, object]:
    return {layer.id: layer for layer in found.layers["16:9"]}


def test_a_line_has_labels_and_only_its_highlight_a_value(tmp_path: Path) -> None:
    line = layers(scene(tmp_path))["year"]
    assert isinstance(line, LineLayer)
    assert [(dot.label, dot.text, dot.highlight) for dot in line.dots] == [
        ("Mar", "", False),
        ("Apr", "€\u202f205.00", True),
    ]
    assert line.names == ("This year", "Last year")
    assert line.personal


def test_without_the_second_series_the_first_is_still_drawn(tmp_path: Path) -> None:
    line = layers(scene(tmp_path, before=None))["year"]
    assert isinstance(line, LineLayer)
    assert (line.compare, line.names) == ((), ("This year", ""))


@pytest.mark.parametrize(
    ("used", "locale", "text"),
    [
        (84, "en_IE", "84%"),
        (84, "de_DE", "84\u202f%"),
        (-3, "it_IT", "−3%"),
        ("99.99", "fr_FR", "99\u202f%"),
        (1234, "en_IE", "1,234%"),
    ],
)
def test_percent_is_written_by_locale_and_never_rounded_up(
    tmp_path: Path, used: float | str, locale: str, text: str
) -> None:
    ring = layers(scene(tmp_path, locale=locale, used=Decimal(str(used))))["ring"]
    assert isinstance(ring, ProgressLayer)
    assert ring.text == text
    assert ring.format.before + "#" + ring.format.after == text.replace("−", "").replace(text.strip("−%\u202f"), "#")


def test_a_goal_may_be_a_need_and_the_figure_the_value(tmp_path: Path) -> None:
    bar = layers(scene(tmp_path))["bar"]
    assert isinstance(bar, ProgressLayer)
    assert (bar.share, bar.text, bar.value) == (pytest.approx(0.842), "€\u202f84.20", Decimal("84.20"))


@pytest.mark.parametrize("plan", [Money(Decimal(0), "EUR"), Money(Decimal(-5), "EUR"), Money(Decimal(100), "USD")])
def test_a_goal_that_says_nothing_leaves_the_layer_out(tmp_path: Path, plan: Money) -> None:
    assert "bar" not in layers(scene(tmp_path, plan=plan))


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("goal: 100", "goal: 0", "not above zero"),
        ("goal: 100", "goal: plan", "of type money"),
        ("goal: 100", "goal: plans", "names 'plans'"),
        ("goal: 100", "goal: months", "of type series"),
        ("shape: bar", "shape: pie", "'shape'"),
        ("compare: before", "compare: used", "can't show 'used'"),
    ],
)
def test_a_fault_is_told_at_its_line(tmp_path: Path, old: str, new: str, cause: str) -> None:
    assert old in SCENE
    with pytest.raises(SceneError, match=cause) as caught:
        scene(tmp_path, SCENE.replace(old, new))
    assert f"scene.yaml:{SCENE[: SCENE.index(old)].count(chr(10)) + 1}:" in caught.value.place
