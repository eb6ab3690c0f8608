"""The peers' program shows the same as Serendip: pictures compared in every scene, at rest and under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import moviepy_story
import numpy as np
import pytest
from campaign.make_data import Person, people
from engine import record, settings_of, stories_of
from footage import make_footage
from moviepy import VideoClip
from quality import shown
from serendip import CAMPAIGN, write_campaign

from generator.video.studio import Studio

INSTANTS = (("hello", 0, 0.8), ("hello", 0, 4.0), ("balance", 1, 0.6), ("balance", 1, 4.0), ("offers", 3, 0.6))


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("peers")
    footage = root / "evening.mp4"
    make_footage(CAMPAIGN / "scenes" / "views" / "sunset.jpg", footage, frames=3)
    return write_campaign(people(1, distinct=True), root / "campaign", footage)


def differences(
    campaign: Path, tmp_path: Path, person: Person, instants: Sequence[tuple[str, int, float]]
) -> list[float]:
    """The mean difference of pictures (0…255) at each instant: of the campaign's first film, and a MoviePy film's."""
    studio = Studio(settings_of(campaign), tmp_path, b"key")
    (story,) = stories_of(campaign, 1)
    found = []
    for name, scene, t_s in instants:
        ours = studio.frame(story.scenes[scene], "16:9", t_s, story.brand)
        clip: VideoClip = getattr(moviepy_story, name)(person)
        found.append(float(np.abs(ours.astype(int) - clip.get_frame(t_s)).mean()))
    return found


def test_moviepy_shows_what_serendip_shows(campaign: Path, tmp_path: Path) -> None:
    (person,) = people(1, distinct=True)
    assert max(differences(campaign, tmp_path, person, INSTANTS)) < 3.5


def test_another_persons_film_is_told_apart(campaign: Path, tmp_path: Path) -> None:
    (person,), (other,) = people(1, distinct=True), people(1, distinct=True, seed=2)
    at = [("balance", 1, 4.0)]
    (own,), (others,) = (differences(campaign, tmp_path, each, at) for each in (person, other))
    assert others > 4 * own


def test_recorded_frames_are_those_of_the_film(campaign: Path, tmp_path: Path) -> None:
    (story,) = stories_of(campaign, 1)
    settings = replace(settings_of(campaign), height_px=180, gif=False)
    recorded = record(story, settings, tmp_path)
    assert [segment.length for segment in recorded.segments] == [150] * 4
    assert [segment.shared for segment in recorded.segments] == [False, False, True, False]
    before = list(recorded.luma())
    after = list(shown(recorded.path, settings.fps))
    assert len(before) == len(after) == 600
    for number in range(0, 600, 40):
        assert np.abs(before[number].astype(int) - after[number]).mean() < 4
    # The same frames, one scene later, are not.
    assert np.abs(before[10].astype(int) - after[160]).mean() > 20
