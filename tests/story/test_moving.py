"""Motions filled in from the brand: tempos by name, springs with their time, sides with their distance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import BrandError
from generator.model.brand import Brand
from generator.model.layers import Motion
from generator.motion.spring import Spring
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.specs import FillSpec
from generator.story.moving import motions_of


@pytest.fixture(scope="module")
def brand() -> Brand:
    return load_brand("solena", templates_dir())


def entered(brand: Brand, enter: object) -> Motion:
    spec = FillSpec.model_validate({"id": "a", "fill": "ink", "enter": enter})
    found = motions_of(spec, brand)["enter"]
    assert isinstance(found, Motion)
    return found


def test_what_is_left_out_is_the_brand_s(brand: Brand) -> None:
    motion = entered(brand, True)
    assert (motion.duration_s, motion.stagger_s, motion.ease) == (0.6, 0.1, brand.motion.ease)


@pytest.mark.parametrize(("tempo", "seconds"), [("quick", 0.3), ("slow", 1.2), ("750ms", 0.75)])
def test_a_tempo_has_a_name_or_a_duration(brand: Brand, tempo: str, seconds: float) -> None:
    assert entered(brand, {"duration": tempo}).duration_s == seconds


def test_a_brand_may_have_its_own_tempos(tmp_path: Path) -> None:
    text = (templates_dir() / "brands" / "solena" / "brand.yaml").read_text(encoding="utf-8")
    assert "motion: {enter" in text
    (tmp_path / "brand.yaml").write_text(
        text.replace("motion: {enter", "motion: {tempos: {slow: 2s, solemn: 3s}, enter"), encoding="utf-8"
    )
    (tmp_path / "logo.svg").write_bytes((templates_dir() / "brands" / "solena" / "logo.svg").read_bytes())
    own = load_brand(str(tmp_path / "brand.yaml"), tmp_path)
    assert [entered(own, {"duration": name}).duration_s for name in ("quick", "slow", "solemn")] == [0.3, 2.0, 3.0]


def test_an_unknown_tempo_is_told_with_those_that_exist(brand: Brand) -> None:
    with pytest.raises(BrandError, match="the tempo 'glacial'") as caught:
        entered(brand, {"duration": "glacial"})
    assert "quick, slow" in caught.value.remedy


@pytest.mark.parametrize(
    ("written", "spring"),
    [
        (True, Spring()),
        ({"stiffness": 300, "damping": 12, "mass": 2}, Spring(300.0, 12.0, 2.0)),
        ({"bounce": 0.4}, Spring.bouncing(0.4, 0.6)),
    ],
)
def test_a_spring_lasts_as_long_as_it_takes(brand: Brand, written: object, spring: Spring) -> None:
    motion = entered(brand, {"spring": written})
    assert motion.duration_s == pytest.approx(spring.settling_s)
    assert motion.ease == f"spring({spring.stiffness!r}, {spring.damping!r}, {spring.mass!r})"


def test_a_bounce_feels_as_long_as_the_duration(brand: Brand) -> None:
    short, long = (entered(brand, {"spring": {"bounce": 0.4}, "duration": tempo}) for tempo in ("quick", "slow"))
    assert long.duration_s == pytest.approx(4 * short.duration_s)


@pytest.mark.parametrize(
    ("side", "start"), [("left", (-0.3, 0)), ("right", (0.3, 0)), ("up", (0, -0.3)), ("down", (0, 0.3))]
)
def test_a_side_and_a_distance_are_where_it_starts(brand: Brand, side: str, start: tuple[float, float]) -> None:
    motion = entered(brand, {"from": side, "distance": "30%"})
    assert (motion.slide_x, motion.slide_y) == start
    assert replace(motion, slide_x=0.0, slide_y=0.0) == entered(brand, True)
