"""The safe area: every scene that comes along keeps it, and a layer that does not is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.resources import templates_dir
from generator.scenes.safe import SAFE, beyond_safe_area

ROOT = Path(__file__).parents[2]
SCENES = sorted(
    path.parent
    for folder in (templates_dir() / "scenes", ROOT / "docs" / "specimens", templates_dir() / "starter")
    for path in folder.rglob("scene.yaml")
)
GOOD = """\
summary: A test.
title: Test
duration: 2s
layers:
  - {id: ground, fill: paper, box: [-10%, -10%, 110%, 110%]}
  - {id: line, text: Hello, box: [5%, 5%, 95%, 92%]}
sizes:
  "9:16": {line: {box: [5%, 6%, 95%, 92%]}}
"""


@pytest.mark.parametrize("root", SCENES, ids=lambda root: root.name)
def test_every_scene_keeps_to_it(root: Path) -> None:
    assert [str(fault) for fault in beyond_safe_area(root, SAFE)] == []


def told(folder: Path, text: str, aspects: tuple[str, ...] = tuple(SAFE)) -> list[tuple[str, str]]:
    (folder / "scene.yaml").write_text(text, encoding="utf-8")
    faults = list(beyond_safe_area(folder, aspects))
    return [(fault.place.rsplit("scene.yaml:", 1)[1], fault.cause) for fault in faults]


@pytest.mark.parametrize(
    ("old", "new", "place", "cause"),
    [
        ("95%, 92%]}\ns", "95%, 96%]}\ns", "6:29", "safe area of 16:9 at the bottom"),
        ("[5%, 5%,", "[4%, 2%,", "6:29", "safe area of 16:9 at the left and top"),
        ("[5%, 6%,", "[5%, 5%,", "8:19", "safe area of 9:16 at the top"),
        ('[5%, 6%, 95%, 92%]', '[5%, 6%, 97%, 93%]', "8:19", "safe area of 9:16 at the right and bottom"),
        (", box: [5%, 5%, 95%, 92%]", "", "6:5", "at the left and top and right and bottom"),
    ],
)  # fmt: skip
def test_what_leaves_it_is_told_at_its_line(tmp_path: Path, old: str, new: str, place: str, cause: str) -> None:
    assert told(tmp_path, GOOD) == []
    assert GOOD.count(old) == 1
    found = told(tmp_path, GOOD.replace(old, new))
    assert any(where == place and cause in what for where, what in found), found


def test_one_that_is_meant_to_is_not_told(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD.replace("text: Hello, box: [5%", "text: Hello, bleed: true, box: [-5%")) == []


def test_only_the_aspects_asked_for_are_looked_at(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD.replace("[5%, 6%,", "[5%, 0%,"), ("16:9", "1:1")) == []
