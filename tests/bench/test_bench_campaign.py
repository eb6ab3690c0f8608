"""The reference story's people are as different, and as alike, as the benchmark says."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from campaign.make_data import PAIRS, Person, people, write_csv
from footage import make_footage
from serendip import CAMPAIGN, write_campaign

from generator.campaign import load_campaign
from generator.pipeline.check import check
from generator.pipeline.preparation import Preparation
from generator.video.plan import shots


def shown(person: Person) -> list[object]:
    """What a film shows of a person, scene by scene."""
    return [person.name, person.cents, person.kwh, person.offers[0].figure, person.offers[1].figure]


def test_distinct_people_share_nothing_that_is_shown() -> None:
    crowd = people(100, distinct=True)
    for values in zip(*map(shown, crowd), strict=True):
        assert len(set(values)) == 100


def test_a_realistic_crowd_shares_names_and_six_pairs_of_offers() -> None:
    crowd = people(1000, distinct=False)
    names = Counter(person.name for person in crowd)
    assert 300 < len(names) < 700
    # Nearly 1.7% of Americans of either sex were called James in 1990.
    assert 5 <= names["James"] <= 40
    assert {person.offers for person in crowd} == set(PAIRS)
    assert len({person.cents for person in crowd}) == len({person.kwh for person in crowd}) == 1000


def test_seeds_give_other_people_and_the_same_seed_the_same() -> None:
    assert people(9, distinct=True, seed=2) == people(9, distinct=True, seed=2)
    assert not {each.cents for each in people(9, distinct=True)} & {
        each.cents for each in people(9, distinct=True, seed=2)
    }


def test_the_files_hold_everybody(tmp_path: Path) -> None:
    crowd = people(3, distinct=False)
    write_csv(crowd, tmp_path)
    with (tmp_path / "customers.csv").open(newline="", encoding="utf-8") as file:
        assert [row["first_name"] for row in csv.DictReader(file)] == [person.name for person in crowd]
    with (tmp_path / "months.csv").open(newline="", encoding="utf-8") as file:
        assert [int(row["kwh"]) for row in csv.DictReader(file)] == [kwh for person in crowd for kwh in person.kwh]


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("reference")
    footage = root / "evening.mp4"
    make_footage(CAMPAIGN / "scenes" / "views" / "sunset.jpg", footage, frames=3)
    return write_campaign(people(4, distinct=True), root / "campaign", footage)


def test_the_campaign_passes_its_own_check(campaign: Path) -> None:
    assert not check(load_campaign(campaign)).errors


def test_only_the_footage_is_a_segment_that_distinct_people_share(campaign: Path) -> None:
    loaded = load_campaign(campaign)
    assert loaded.video is not None
    with Preparation(loaded) as preparation:
        stories = [preparation.prepare(row, str(n)).story for n, row in enumerate(preparation.rows())]
    names = Counter(shot.name for story in stories for shot in shots(story, loaded.video, b"key"))
    assert sorted(names.values()) == [1] * 12 + [4]
    assert {scene.duration_s for story in stories for scene in story.scenes} == {5.0}
