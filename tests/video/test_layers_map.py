"""Maps: proportions kept, the lit region in its colour with its name, the plain map for a name that is not on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import layer_parts as parts
import numpy as np
import pytest

from generator.model.layers import Box, MapLayer, Motion
from generator.video.canonical import canonical

WIDTH, HEIGHT = parts.WIDE
SVG = """<svg xmlns="http://www.w3.org/2000/svg">
  <path id="north" d="M100 100H300V180H100Z"/>
  <path id="isles" d="M100 190H150V240H100Z M200 190H250V240H200Z"/>
  <path id="south" d="M160 250H300V300H160Z"/>
</svg>"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    (tmp_path / "map.svg").write_text(SVG, encoding="utf-8")
    return str(tmp_path / "map.svg")


def layer(file: str, *lit: tuple[str, float], **keys: Any) -> MapLayer:
    fixed = {"id": "m", "box": Box(0.1, 0.1, 0.9, 0.9), "path": file, "lit": lit, "color": "haze", "edge_color": "ink"}
    return MapLayer(**{**fixed, **keys})


def near(picture: parts.Rgb, token: str) -> int:
    wanted = np.array([int(parts.brand().colors[token][index : index + 2], 16) for index in (1, 3, 5)])
    return int((np.abs(picture.astype(int) - wanted).max(axis=2) < 4).sum())


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_the_map_fills_its_box_in_proportion(file: str, aspect: str) -> None:
    sprite = parts.sprite(layer(file), aspect=aspect)
    left, top, right, bottom = parts.ink_box(parts.drawn(sprite, 9, aspect))
    rect = sprite.rect
    assert (right - left) / (bottom - top) == pytest.approx(1.0, abs=0.02)
    assert max((right - left) / rect.width(), (bottom - top) / rect.height()) == pytest.approx(1.0, abs=0.03)
    assert (left + right) / 2 == pytest.approx(rect.centerX(), abs=2)
    assert (top + bottom) / 2 == pytest.approx(rect.centerY(), abs=2)


def test_the_named_region_alone_is_lit(file: str) -> None:
    plain = parts.drawn(parts.sprite(layer(file)), 9)
    lit = parts.drawn(parts.sprite(layer(file, ("south", 1.0), lifted=True)), 9)
    assert near(plain, "sun") == 0
    area = near(plain, "haze")
    # South is 140 × 50 of 28 000 square units, and a little larger when lifted.
    assert near(lit, "sun") / area == pytest.approx(7000 / 28000, rel=0.2)


def test_stronger_is_nearer_to_the_highlight(file: str) -> None:
    sprite = parts.sprite(layer(file, ("south", 0.1), ("isles", 0.5), ("north", 1.0)))
    picture = parts.drawn(sprite, 9).astype(int)
    sun = np.array([int(parts.brand().colors["sun"][index : index + 2], 16) for index in (1, 3, 5)])
    away = []
    for name in ("south", "isles", "north"):
        bounds = sprite.shapes[name].getBounds()
        x = bounds.left() + bounds.width() * 0.1
        away.append(np.abs(picture[round(bounds.centerY()), round(x)] - sun).sum())
    assert away[0] > away[1] > away[2] == 0


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
@pytest.mark.parametrize("region", ["north", "isles", "south"])
@pytest.mark.parametrize(
    "label", ["A", "Grundversorgungsnetzgebiet Nordwestmecklenburg und Umgebung " * 2, "الشمال  € 5"]
)
def test_the_name_stays_in_the_box_and_by_its_region(file: str, region: str, label: str, aspect: str) -> None:
    sprite = parts.sprite(layer(file, (region, 1.0), label=label, lifted=True), aspect=aspect)
    rect, tag = sprite.rect, sprite.tag
    assert tag.left() >= rect.left() - 1 and tag.right() <= rect.right() + 1
    assert tag.top() >= rect.top() - 1 and tag.bottom() <= rect.bottom() + 1
    assert sprite.shapes[region].contains(*sprite.centre)
    assert abs(tag.centerY() - sprite.centre[1]) < 80 * sprite.stage.unit


def test_the_plain_map_comes_first_and_regions_in_turn(file: str) -> None:
    enter = Motion(duration_s=1.0, draw=True, fade=False, stagger_s=0.2)
    sprite = parts.sprite(layer(file, ("south", 0.5), ("north", 1.0), label="North", enter=enter))
    seen: dict[object, parts.Rgb] = {}
    states = []
    for t in np.arange(0, 1.6, 1 / 15):
        picture = parts.drawn(sprite, t)
        assert (seen.setdefault(sprite.state(t), picture) == picture).all()
        states.append(sprite.content_state(t))
    assert states[0] == (0, (0, 0)) and states[-1] == (1024, (1024, 1024))
    assert all(plain == 1024 for plain, lit in states if any(lit))
    assert all(first >= second for _, (first, second) in states)


def test_a_map_counts_by_its_content_and_not_by_its_path(file: str, tmp_path: Path) -> None:
    (tmp_path / "copy.svg").write_text(SVG, encoding="utf-8")
    (tmp_path / "other.svg").write_text(SVG.replace("M160 250", "M170 250"), encoding="utf-8")
    texts = [canonical(layer(path)) for path in (file, str(tmp_path / "copy.svg"), str(tmp_path / "other.svg"))]
    assert texts[0] == texts[1] != texts[2]
