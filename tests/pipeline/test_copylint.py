"""The words of a campaign: templates, pages, products and values, each judged by what it is for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.campaign import load_campaign
from generator.pipeline.copylint import contract_places, raw_words
from generator.pipeline.preparation import Preparation


@pytest.fixture
def starter(tmp_path: Path, checkout: Path) -> Path:
    folder = tmp_path / "starter"
    shutil.copytree(checkout / "templates" / "starter", folder, ignore=shutil.ignore_patterns(".secret"))
    return folder


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def found(folder: Path) -> list[tuple[str, str]]:
    with Preparation(load_campaign(folder)) as preparation:
        return [(Path(fault.place.split(":")[0]).name, fault.cause) for fault in preparation.copy_errors()]


def test_the_starter_says_nothing_wrong(starter: Path) -> None:
    assert found(starter) == []


def test_places_that_may_speak_of_a_contract(starter: Path) -> None:
    campaign = load_campaign(starter)
    scenes = {f"scene {planned.key}" for planned in campaign.plan.scenes if planned.purpose == "invoice"}
    assert scenes
    assert contract_places(campaign) == {"page", "document", "email"} | scenes
    edit(starter, "campaign.yaml", "purpose: [invoice, offers]", "purpose: [invoice]")
    edit(starter, "story.yaml", "purpose: offers", "purpose: invoice")
    every = load_campaign(starter)
    assert contract_places(every) == {"page", "document", "email"} | {
        f"scene {planned.key}" for planned in every.plan.scenes
    }


def test_the_words_of_the_campaign_itself(starter: Path) -> None:
    edit(starter, "campaign.yaml", "title: Your month", "title: Picked for you")
    edit(starter, "products.yaml", "text: Pay for what you use, and nothing else.", "text: Customers also bought this.")
    faults = found(starter)
    assert {place for place, _ in faults} >= {"page.yaml", "products.yaml"}
    assert any("'Picked for you' (en)" in cause for _, cause in faults)


def test_what_a_page_says_in_its_markup(tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text(
        '<p>{{ say("lead") }} We <b>noticed that</b> you run.</p>{# a note #}<img alt="Picked for you">'
        "<script>people like you</script><style>a{}</style>",
        encoding="utf-8",
    )
    assert raw_words(tmp_path).split(" · ") == ["Picked for you", "We noticed that you run."]
