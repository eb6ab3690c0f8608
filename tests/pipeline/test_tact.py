"""Tact in every story: each rule with a campaign that would break it, and what is told then."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.audience.recipient import Recipient
from generator.campaign import load_campaign
from generator.errors import PrivacyError
from generator.pipeline.check import check
from generator.pipeline.preparation import Preparation
from generator.pipeline.tact import FEW, REMINDS, Told

Edits = dict[str, tuple[str, str]]
Make = Callable[[Edits], Path]


@pytest.fixture
def make(tmp_path: Path, checkout: Path) -> Make:
    """File → (old, new) in; a copy of the energy example with these changes out."""

    def energy(edits: Edits) -> Path:
        folder = tmp_path / "energy"
        shutil.copytree(
            checkout / "examples" / "energy", folder, ignore=shutil.ignore_patterns(".secret", "__pycache__")
        )
        # What is suggested follows the secret; the same one, the same suggestions.
        (folder / ".secret").write_text(hashlib.sha256(b"tact").hexdigest() + "\n", encoding="ascii")
        (folder / ".secret").chmod(0o600)
        for name, (old, new) in edits.items():
            path = folder / name
            text = path.read_text(encoding="utf-8")
            assert old in text, (name, old)
            path.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return energy


def told(folder: Path) -> dict[str, Told]:
    """Customer id → what is told, for everyone who may be told anything."""
    campaign = load_campaign(folder)
    with Preparation(campaign) as preparation:
        assert preparation.errors() == []
        admitted = [preparation.admit(record) for record in preparation.rows()]  # type: ignore[arg-type]
        recipients = [each for each in admitted if isinstance(each, Recipient)]
        return {each.record.customer_id: preparation.tell(each, "a" * 32) for each in recipients}


def owners(folder: Path, *products: str) -> set[str]:
    rows = (folder / "data" / "purchases.csv").read_text(encoding="utf-8").splitlines()
    return {row.split(",")[0] for row in rows if row.split(",")[2] in products}


def withheld(found: dict[str, Told]) -> dict[str, dict[str, str]]:
    return {name: dict(each.withheld) for name, each in found.items() if each.withheld}


def offered(each: Told) -> set[str]:
    return {item.id for scene in each.story.scenes for item in scene.choices}


@pytest.mark.parametrize("example", ["energy", "chinook"])
def test_the_examples_withhold_nothing_and_every_offer_leaves_a_choice(
    checkout: Path, tmp_path: Path, example: str
) -> None:
    folder = tmp_path / "project" / "examples" / example
    shutil.copytree(checkout / "examples" / example, folder, ignore=shutil.ignore_patterns(".secret", "__pycache__"))
    (tmp_path / "shared").symlink_to(checkout.parent / "shared")
    found = told(folder)
    assert withheld(found) == {}
    offers = [scene for each in found.values() for scene in each.story.scenes if scene.choices]
    assert len(offers) > 20
    assert all(len(scene.choices) >= 2 for scene in offers)


def test_a_product_that_somebody_has_is_not_offered_to_them(make: Make) -> None:
    folder = make({"policy.yaml": ("exclude_owned: true", "exclude_owned: false")})
    found = told(folder)
    held = withheld(found)
    assert held
    assert all(set(each.values()) == {REMINDS} for each in held.values())
    bought = [row.split(",") for row in (folder / "data" / "purchases.csv").read_text(encoding="utf-8").splitlines()]
    for name, each in found.items():
        assert offered(each).isdisjoint({row[2] for row in bought if row[0] == name}), name
    # The page is told as little as the film.
    for name in held:
        page = found[name].story.microsite
        assert page is not None
        assert "ideas" not in page.facts
        assert not any(scene.key == "offer" for scene in found[name].story.scenes)


def test_words_of_an_offer_that_name_a_product_are_not_for_those_who_have_it(make: Make) -> None:
    folder = make(
        {
            "story.yaml": (
                "- {scene: offer, purpose: offers}",
                "- scene: offer\n    purpose: offers\n    texts: {headline: Beside smart-thermostats}",
            )
        }
    )
    found = told(folder)
    held = withheld(found)
    assert held
    assert set(held) <= owners(folder, "smart-thermostat")
    assert all(each == {"scene offer": REMINDS} for each in held.values())
    for name in owners(folder, "smart-thermostat") & set(found):
        assert not any(scene.key == "offer" for scene in found[name].story.scenes)
    assert sum(any(scene.key == "offer" for scene in each.story.scenes) for each in found.values()) > 5


def test_a_title_counts_in_the_words_of_the_recipient(make: Make, checkout: Path) -> None:
    title = "Termostato Furbo"
    assert title in (checkout / "examples" / "energy" / "locale" / "it.po").read_text(encoding="utf-8")
    folder = make(
        {
            "story.yaml": (
                "- {scene: offer, purpose: offers}",
                f"- scene: offer\n    purpose: offers\n    texts: {{headline: {title}}}",
            )
        }
    )
    found = told(folder)
    italians = {name for name in owners(folder, "smart-thermostat") & set(found) if found[name].story.language == "it"}
    had = {name for name in italians if found[name].profile.facts.get("ideas")}
    assert had
    assert had == {name for name, each in withheld(found).items() if each == {"scene offer": REMINDS}} & italians


def test_a_line_of_an_invoice_is_not_repeated_in_marketing(make: Make) -> None:
    folder = make(
        {
            "story.yaml": (
                "- {scene: offer, purpose: offers}",
                '- scene: offer\n    purpose: offers\n    texts: {choice: "Less for ENERGY, peak hours."}',
            )
        }
    )
    found = told(folder)
    with_bill = {
        name for name, each in found.items() if "lines" in each.profile.facts and "ideas" in each.profile.facts
    }
    assert with_bill
    assert set(withheld(found)) >= with_bill
    # The statement lists its own lines all the same.
    for name in with_bill:
        page = found[name].story.microsite
        assert page is not None
        assert "lines" in page.facts


def test_an_offer_with_too_few_alternatives_is_not_made(make: Make) -> None:
    folder = make({"campaign.yaml": ('"ideas | default(interest)"', '"(ideas | default(interest)).items[:1]"')})
    found = told(folder)
    held = withheld(found)
    assert held
    assert all(each == {"fact ideas": FEW} for each in held.values())
    assert not any(scene.choices for each in found.values() for scene in each.story.scenes)
    report = check(load_campaign(folder))
    assert f"{len(held)} of 30 don't get the fact 'ideas': {FEW}." in {warning.cause for warning in report.warnings}


def test_a_policy_that_asks_for_more_alternatives_gets_them(make: Make) -> None:
    folder = make({"policy.yaml": ("min_alternatives: 2", "min_alternatives: 3")})
    found = told(folder)
    offers = [scene for each in found.values() for scene in each.story.scenes if scene.choices]
    assert offers
    assert all(len(scene.choices) >= 3 for scene in offers)


def test_a_scene_that_could_show_one_alternative_only_is_an_error(make: Make) -> None:
    folder = make({"story.yaml": ("- {scene: offer, purpose: offers}", "- {scene: offer_list, purpose: offers}")})
    template = folder / "scenes" / "offer_list" / "scene.yaml"
    template.parent.mkdir(parents=True)
    template.write_text(
        "summary: One.\ntitle: Ideas\nneeds:\n  ideas: {type: choices, sample: [{title: A}, {title: B}]}\n"
        "duration: 3s\nlayers:\n  - {id: ground, fill: paper}\n  - {id: one, list: ideas, at_most: 1, "
        "box: [10%, 10%, 90%, 90%]}\n",
        encoding="utf-8",
    )
    with Preparation(load_campaign(folder)) as preparation:
        causes = [fault.cause for fault in preparation.errors()]
    assert causes == ["the scene 'offer_list' shows 1 alternatives at most, and an offer needs 2."]


@pytest.mark.parametrize(
    ("edits", "cause"),
    [
        (
            {"campaign.yaml": ("status == 'lead'", "religion == 'none'")},
            "the rule for prospects reads 'religion', which is sensitive",
        ),
        (
            {"campaign.yaml": ("status == 'lead'", "union_member")},
            "the rule for prospects reads 'union_member', which is sensitive",
        ),
        (
            {"campaign.yaml": ("locale: {field: locale,", "locale: {field: religion,")},
            "the locale reads 'religion', which is sensitive",
        ),
        (
            {
                "policy.yaml": ("  religion: {category: user.demographic.religious_belief, action: drop}\n", ""),
                "campaign.yaml": ("status == 'lead'", "religion == 'none'"),
            },
            "by its name is 'user.demographic.religious_belief'",
        ),
        (
            {
                "campaign.yaml": (
                    '- {name: new, when: "invoices | length == 1"}',
                    '- {name: new, when: "health_note is defined"}',
                )
            },
            "the segment 'new' reads 'health_note', which is sensitive",
        ),
        (
            {
                "story.yaml": ("  - {scene: shared}", '  - {scene: shared, when: "belief is defined"}'),
                "campaign.yaml": ("facts:\n", "facts:\n  belief: religion\n"),
            },
            "it needs the fact 'belief', which reads 'religion', which is sensitive",
        ),
        (
            {"policy.yaml": ("from: purchases.product", "from: health_plan.product")},
            "'ideas' reads 'health_plan.product', which by its name is 'user.health'",
        ),
    ],
)
def test_nothing_hangs_on_what_is_sensitive(make: Make, edits: Edits, cause: str) -> None:
    with Preparation(load_campaign(make(edits))) as preparation:
        causes = [fault.cause for fault in preparation.errors()]
    assert any(cause in each for each in causes), causes


def test_a_page_of_marketing_whose_own_words_remind_is_not_made(make: Make) -> None:
    folder = make(
        {
            "campaign.yaml": (
                "purpose: [invoice, offers]",
                "purpose: [offers]\ncopy: {page_title_plain: Beside your Smart Thermostat}",
            ),
            "story.yaml": ("  - {scene: shared}", "  - {scene: shared, purpose: offers}"),
        }
    )
    story = folder / "story.yaml"
    story.write_text("scenes:\n  - {scene: shared}\n  - {scene: offer, purpose: offers}\n", encoding="utf-8")
    campaign = load_campaign(folder)
    having = owners(folder, "smart-thermostat")
    failed = set()
    with Preparation(campaign) as preparation:
        for record in preparation.rows():
            admitted = preparation.admit(record)  # type: ignore[arg-type]
            if isinstance(admitted, Recipient):
                try:
                    preparation.tell(admitted, "a" * 32)
                except PrivacyError as fault:
                    assert "thermostat" not in str(fault).lower()
                    failed.add(admitted.record.customer_id)
    assert failed
    assert failed <= having


def test_what_is_kept_back_is_not_in_the_receipt(make: Make) -> None:
    folder = make({"policy.yaml": ("exclude_owned: true", "exclude_owned: false")})
    campaign = load_campaign(folder)
    held = set(withheld(told(folder)))
    with Preparation(campaign) as preparation:
        for record in preparation.rows():
            if record.customer_id in held:
                prepared = preparation.prepare(record, "a" * 32)  # type: ignore[arg-type]
                assert "ideas" not in prepared.receipt["facts"]  # type: ignore[union-attr]


BIRTHDAY = {
    "policy.yaml": (
        "  born: {category: user.demographic.date_of_birth, action: drop}",
        "  born: {category: user.content, action: bucket, to: birthday_month, purposes: [offers]}",
    ),
    "campaign.yaml": ("facts:\n", "facts:\n  birthday: born\n"),
    "story.yaml": ("  - {scene: shared}", '  - {scene: shared, when: "birthday is defined"}'),
}


def test_birthdays_are_for_customers_whatever_the_field_is_called(make: Make) -> None:
    campaign = load_campaign(make(BIRTHDAY))
    having: dict[str, set[bool]] = {"customer": set(), "prospect": set()}
    with Preparation(campaign) as preparation:
        assert preparation.errors() == []
        for record in preparation.rows():
            admitted = preparation.admit(record)  # type: ignore[arg-type]
            if isinstance(admitted, Recipient) and "offers" in admitted.purposes and record.values.get("born"):  # type: ignore[union-attr]
                each = preparation.tell(admitted, "a" * 32)
                having[admitted.relationship].add("birthday" in each.profile.facts)
    assert having == {"customer": {True}, "prospect": {False}}


def test_no_segment_of_a_prospect_hangs_on_a_birthday(make: Make) -> None:
    old = '- {name: new, when: "invoices | length == 1"}'
    folder = make({**BIRTHDAY, "campaign.yaml": (old, '- {name: new, when: "born is defined"}')})
    campaign = load_campaign(folder)
    segments: dict[str, set[str]] = {"customer": set(), "prospect": set()}
    with Preparation(campaign) as preparation:
        assert not [fault for fault in preparation.errors() if "segment" in fault.cause]
        for record in preparation.rows():
            admitted = preparation.admit(record)  # type: ignore[arg-type]
            if isinstance(admitted, Recipient):
                segments[admitted.relationship].add(admitted.segment)
    assert "new" in segments["customer"]
    assert segments["prospect"]
    assert "new" not in segments["prospect"]


def test_marketing_that_leads_somewhere_without_a_choice_is_worth_a_look(make: Make) -> None:
    folder = make(
        {"story.yaml": ("  - {scene: shared}", "  - {scene: closing, id: lone, purpose: offers}\n  - {scene: shared}")}
    )
    with Preparation(load_campaign(folder)) as preparation:
        causes = [doubt.cause for doubt in preparation.doubts()]
    assert "the scene 'lone' is marketing, leads somewhere and shows no alternatives." in causes
