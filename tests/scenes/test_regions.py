"""Files of regions: SVG as drawing programs write it, YAML, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import AssetError
from generator.scenes.regions import read_regions, region_of

SVG = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">
  <defs><path id="clip" d="M0 0H1"/></defs>
  <g id="all">
    <path id="north" d="M0 0H10V4H0Z"><title>The North</title></path>
    <g id="isles" data-name="Isles"><path d="M0 6H2V8H0Z"/><polygon points="4,6 6,6 6,8"/></g>
    <rect id="south" x="0" y="9" width="10" height="1"/>
  </g>
  <path d="M0 0H1V1Z"/>
</svg>
"""
YAML = """\
regions:
  - {id: north, name: "The North", path: "M0 0H10V4H0Z"}
  - {id: south, path: "M0 9H10V10H0Z"}
"""


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_shapes_and_groups_with_ids_are_regions(tmp_path: Path) -> None:
    regions = read_regions(write(tmp_path, "map.svg", SVG))
    assert [(region.id, region.name) for region in regions] == [
        ("north", "The North"),
        ("isles", "Isles"),
        ("south", "south"),
    ]
    assert regions[1].path == "M0 6H2V8H0Z M4,6 6,6 6,8Z"
    assert regions[2].path == "M0 9h10v1h-10Z"


def test_yaml_says_the_same(tmp_path: Path) -> None:
    drawn, written = read_regions(write(tmp_path, "m.svg", SVG)), read_regions(write(tmp_path, "m.yaml", YAML))
    assert written[0] == drawn[0]
    assert (written[1].id, written[1].name) == ("south", "south")


@pytest.mark.parametrize("label", ["north", "NORTH", " The north ", "the north"])
def test_a_fact_may_use_id_or_name_in_any_case(tmp_path: Path, label: str) -> None:
    found = region_of(read_regions(write(tmp_path, "map.svg", SVG)), label)
    assert found is not None and found.id == "north"


def test_what_is_not_there_is_none(tmp_path: Path) -> None:
    regions = read_regions(write(tmp_path, "map.svg", SVG))
    assert region_of(regions, "nort") is None
    assert region_of(regions, "") is None


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    assert len(read_regions(write(tmp_path, "m.yaml", YAML))) == 2
    assert len(read_regions(write(tmp_path, "m.yaml", YAML.replace("  - {id: south", "  # {id: south")))) == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "cause"),
    [
        ("m.svg", "</svg>", "", "not an SVG"),
        ("m.svg", 'id="south"', 'id="North"', "two regions"),
        ("m.svg", "M0 0H10V4H0Z", "M0 0 Q1", "outline of 'north'"),
        ("m.svg", '<g id="all">', '<g id="all" transform="scale(2)">', "transform"),
        ("m.svg", " id=", " class=", "has an id"),
        ("m.yaml", "path: ", "d: ", "unknown key 'd'"),
        ("m.yaml", "M0 0H10V4H0Z", "zigzag", "outline of 'north'"),
        ("m.yaml", "regions:", "areas:", "unknown key"),
    ],
)
def test_a_fault_is_told_with_its_file(tmp_path: Path, name: str, old: str, new: str, cause: str) -> None:
    text = SVG if name == "m.svg" else YAML
    assert old in text
    with pytest.raises(AssetError, match=cause) as caught:
        read_regions(write(tmp_path, name, text.replace(old, new)))
    assert caught.value.place.startswith(str(tmp_path / name))
    assert caught.value.remedy


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="can't be read"):
        read_regions(tmp_path / "none.svg")
