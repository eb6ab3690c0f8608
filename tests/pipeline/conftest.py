"""Stories that render in a moment: one scene of a flat colour, 214 × 120 px, a fifth of a second."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

from generator.model.brand import Brand, MotionTempo, TypeStyle
from generator.model.layers import AnyLayer, Box, FillLayer
from generator.model.story import Links, Scene, Story
from generator.pipeline.jobs import Job
from generator.pipeline.setting import Setting
from generator.video.settings import VideoSettings

MakeJob = Callable[..., Job]


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    video = VideoSettings(height_px=120, gif=False)
    return Setting(str(tmp_path / "cache"), b"0123456789abcdef", video, None)


@pytest.fixture
def make_job(tmp_path: Path) -> MakeJob:
    """A job's number and, if wished, the layers of its scene in; the job out, its folder made."""
    brand = _brand(tmp_path)
    ground = FillLayer(id="ground", box=Box(0, 0, 1, 1), paint="ink")

    def make(number: int, *layers: AnyLayer, duration_s: float = 0.2) -> Job:
        scene = Scene(
            "greeting", "greeting", "d", "Hello", duration_s, "Hello.", {"16:9": layers or (ground,)}, tmp_path
        )
        story = Story(
            "p" * 26, f"{number}" * 32, (scene,), None, None, "en_GB", "en", brand, Links(MappingProxyType({})), 7
        )
        folder = tmp_path / "staging" / str(number)
        folder.mkdir(parents=True)
        return Job(number, f"row {number}", str(folder), story, (("film", f"print {number}"),))

    return make


def _brand(root: Path) -> Brand:
    (root / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>')
    return Brand(
        name="plain",
        title="Plain",
        colors=MappingProxyType({"ink": "#102030"}),
        dark_colors=MappingProxyType({}),
        display_family="Inter",
        text_family="Inter",
        styles=MappingProxyType({"headline": TypeStyle("Inter", 700, 0.1)}),
        tall_styles=MappingProxyType({}),
        radii_px=MappingProxyType({}),
        logo=root / "logo.svg",
        icons=MappingProxyType({}),
        charts=(),
        motion=MotionTempo(),
        root=root,
    )
