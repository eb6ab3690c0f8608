"""What `check` finds in a campaign's questions and answers, each planted in the energy example."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.campaign import Campaign, load_campaign
from generator.pipeline.copylint import CopyLint
from generator.pipeline.faq import faq_errors
from generator.privacy import check_needs

Plant = Callable[..., Campaign]


@pytest.fixture
def plant(checkout: Path, tmp_path: Path) -> Plant:
    def make(old: str = "", new: str = "", file: str = "faq.yaml") -> Campaign:
        folder = tmp_path / "energy"
        shutil.copytree(checkout / "examples" / "energy", folder, ignore=shutil.ignore_patterns(".secret"))
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return load_campaign(folder)

    return make


def test_the_example_is_sound(plant: Plant) -> None:
    assert list(faq_errors(plant())) == []


def test_a_branch_of_the_film_may_be_named(plant: Plant) -> None:
    campaign = plant()
    (branch, *_) = campaign.plan.branches
    assert list(faq_errors(campaign)) == []
    file = campaign.root / "faq.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("place: history", f"play: {branch.key}", 1))
    assert list(faq_errors(load_campaign(campaign.root))) == []


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("link: contact", "link: contct", "the campaign has no link 'contct'"),
        ("place: history", "place: histery/2026-03", "the page has no place 'histery/2026-03'"),
        ("place: history", "play: histery", "the film has no scene and no branch 'histery'"),
    ],
)
def test_what_does_not_exist_is_found(plant: Plant, old: str, new: str, cause: str) -> None:
    (found,) = faq_errors(plant(old, new))
    assert cause in found.cause
    assert "faq.yaml:" in found.place


def test_a_translation_that_asks_for_another_fact_is_found(plant: Plant) -> None:
    said = "Sag uns vor dem {due:long} Bescheid."
    (found,) = faq_errors(plant(said, said.replace("due", "deu"), "locale/de.po"))
    assert "its translation (de) asks for 'deu'" in found.cause


@pytest.mark.parametrize(
    ("new", "cause"),
    [
        ("Tell us before {deu:long}.", "'deu', which the campaign does not declare"),
        ("Tell {religion}.", "religion"),
    ],
)
def test_facts_that_are_not_released_are_found(plant: Plant, new: str, cause: str) -> None:
    campaign = plant("Tell us before {due:long}.", new)
    found = check_needs(campaign.policy, campaign.facts, campaign.need_uses(), None)
    assert any(cause in fault.cause and "faq.yaml:" in fault.place for fault in found)


def test_words_that_give_a_source_away_are_found(plant: Plant) -> None:
    campaign = plant("All of it comes from wind, sun and water.", "We know from your profile that you like wind.")
    found = CopyLint(campaign).templates()
    assert any("faq.yaml" in fault.place for fault in found)
