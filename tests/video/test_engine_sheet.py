"""Contact sheets: every scene a row, every picture where it belongs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from engine_parts import SMALL, brand, ground, name, scene, slider, studio
from PIL import Image

from generator.model.story import Transition
from generator.video.sheet import Row, instants, scene_row, scene_sheet, write_sheet


def test_a_row_shows_a_scene_coming_in_and_landed_in_every_aspect(tmp_path: Path) -> None:
    row = scene_row(studio(tmp_path, SMALL), scene("one", ground(), slider(1.0), name("Lucia")), brand())
    assert row.label == "one"
    assert [label.split()[0] for label, _ in row.pictures] == ["16:9"] * 3 + ["1:1"] * 3 + ["9:16"] * 3
    shapes = {label.split()[0]: picture.shape for label, picture in row.pictures}
    assert shapes == {"16:9": (180, 320, 3), "1:1": (180, 180, 3), "9:16": (180, 102, 3)}
    first, _, landed = (picture.astype(int) for _, picture in row.pictures[:3])
    assert np.abs(first - landed).max() > 100
    assert instants((ground(), slider(1.0)), 3.0) == (0.25, 0.6, 2.95)


def test_pictures_stand_side_by_side_on_the_ground(tmp_path: Path) -> None:
    red, blue = (np.full((90, 160, 3), color, np.uint8) for color in ((255, 0, 0), (0, 0, 255)))
    write_sheet([Row("first", (("a", red), ("b", blue))), Row("second", (("c", blue),))], tmp_path / "s.png", 90)
    with Image.open(tmp_path / "s.png") as image:
        assert image.format == "PNG"
        pixels = np.asarray(image.convert("RGB"))
    reds, blues = (pixels == (255, 0, 0)).all(axis=2), (pixels == (0, 0, 255)).all(axis=2)
    assert reds.sum() == 90 * 160 and blues.sum() == 2 * 90 * 160
    assert tuple(pixels[2, 2]) == (0xD8, 0xD3, 0xC8)


def test_a_sheet_of_scenes(tmp_path: Path) -> None:
    scenes = [("one, sample", scene("one", ground())), ("one, stress", scene("one", ground("ink")))]
    scene_sheet(studio(tmp_path / "cache", SMALL), scenes, brand(), tmp_path / "sheet.png")
    with Image.open(tmp_path / "sheet.png") as image:
        assert image.width > 1000 and image.height > 600


def test_a_transition_is_shown_half_way_where_the_scene_before_is_known(tmp_path: Path) -> None:
    maker = studio(tmp_path, SMALL)
    coming = replace(scene("two", ground("ink")), transition=Transition("slide", 0.4, "left", "linear"))
    row = scene_row(maker, coming, brand(), before=scene("one", ground()))
    assert [label for label, _ in row.pictures][:2] == ["16:9  slide", "16:9  0 s"]
    half = row.pictures[0][1]
    assert tuple(half[90, 150]) == (0xFB, 0xF6, 0xEE) and tuple(half[90, 170]) == (0x10, 0x20, 0x3A)
    assert len(scene_row(maker, coming, brand()).pictures) == 9
