"""brand.yaml: what comes with Serendip can be read, and what is wrong is told at its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.errors import BrandError
from generator.resources import templates_dir
from generator.scenes.brand import load_brand


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of a brand to break."""
    shutil.copytree(templates_dir() / "brands" / "solena", tmp_path / "own")
    return tmp_path / "own" / "brand.yaml"


def change(path: Path, old: str, new: str) -> int:
    """Replace `old` once; the line on which it stands."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize("name", ["solena", "chinook"])
def test_the_brands_that_come_along(name: str, tmp_path: Path) -> None:
    brand = load_brand(name, tmp_path)
    assert brand.name == name
    assert len(brand.icons) >= 16
    assert brand.logo.is_file()
    assert all(token in brand.colors for token in brand.charts)
    assert all(color.startswith("#") and len(color) == 7 for color in brand.colors.values())


def test_units_become_fractions_pixels_and_seconds(tmp_path: Path) -> None:
    brand = load_brand("solena", tmp_path)
    assert brand.styles["headline"].size == pytest.approx(0.089)
    assert brand.styles["headline"].tracking == pytest.approx(-0.02)
    assert brand.tall_styles["headline"].size > brand.styles["headline"].size
    assert brand.radii_px["card"] == 36
    assert (brand.motion.enter_s, brand.motion.stagger_s, brand.motion.exit_s) == (0.6, 0.1, 0.25)


def test_a_token_may_name_one_above(tmp_path: Path) -> None:
    brand = load_brand("solena", tmp_path)
    assert brand.colors["fall"] == brand.colors["teal"]


def test_a_brand_is_found_by_path_too(own: Path) -> None:
    assert load_brand("own", own.parents[1]).name == "own"
    assert load_brand("own/brand.yaml", own.parents[1]).colors == load_brand(str(own.parent), Path()).colors


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ('  sun: "#ffb547"', '  sun: "orange"', "'sun' is not a colour"),
        ("charts: [ink, sun,", "charts: [ink, lilac,", "no colour 'lilac'"),
        ("logo: logo.svg", "logo: mark.svg", "'mark.svg' does not exist"),
        ("radii: {card: 36px", "radii: {card: 36", "in pixels"),
        ("motion: {enter: 600ms", "motion: {entre: 600ms", "unknown key 'entre'"),
        ('  moon: "M20', '  moon: "<path M20', "SVG path data"),
    ],
)
def test_a_fault_is_told_at_its_line(own: Path, old: str, new: str, cause: str) -> None:
    line = change(own, old, new)
    with pytest.raises(BrandError, match=cause) as caught:
        load_brand("own", own.parents[1])
    assert caught.value.place.startswith(f"{own}:{line}:")
    assert caught.value.remedy


def test_a_colour_that_scenes_count_on_must_be_there(own: Path) -> None:
    change(own, '  teal: "#12a594"\n', "")
    text = own.read_text(encoding="utf-8").replace("fall: teal", 'fall: "#12a594"').replace(", teal", "")
    own.write_text(text, encoding="utf-8")
    with pytest.raises(BrandError, match="'colors' lacks teal"):
        load_brand("own", own.parents[1])


def test_an_unknown_brand_is_told_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(BrandError, match="chinook, solena"):
        load_brand("acme", tmp_path)
