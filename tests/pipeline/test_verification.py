"""What a run makes is searched before it is published: a leak fails its recipient, and only that one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

from tinycampaign import DIARY, POLICY, SCENE, Tiny, make

from generator.campaign import load_campaign
from generator.intake.record import CustomerRecord
from generator.pipeline.looking import Looker
from generator.pipeline.preparation import Preparation, Prepared
from generator.privacy import verify_receipt


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    made = make(tmp_path)
    made.people(["Anna", "Boris"])
    return made


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The folders that were searched."""
    found: list[str] = []
    looked = Looker.leaks

    def leaks(self: Looker, prepared: Any, *folders: Path) -> Any:
        found.append(folders[0].name)
        return looked(self, prepared, *folders)

    monkeypatch.setattr(Looker, "leaks", leaks)
    yield found


@pytest.fixture
def leaky(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A fault left of the wall: whoever's diary holds this word has it read out in the film."""
    prepare = Preparation.prepare

    def plant(word: str) -> None:
        def leaking(self: Preparation, record: CustomerRecord, token: str) -> Any:
            prepared = prepare(self, record, token)
            diary = str(record.values["diary"])
            if isinstance(prepared, Prepared) and word in diary:
                scenes = tuple(replace(scene, caption=f"Hello. {diary}") for scene in prepared.story.scenes)
                return replace(prepared, story=replace(prepared.story, scenes=scenes))
            return prepared

        monkeypatch.setattr(Preparation, "prepare", leaking)

    return plant


def receipts(tiny: Tiny) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((tiny.private / "receipts").iterdir())]


def test_receipts_and_manifest_say_that_it_was_searched(tiny: Tiny, searched: list[str]) -> None:
    assert tiny.render("--json").summary["rendered"] == 2
    assert len(searched) == 2
    secret = load_campaign(tiny.root).keys.secrets
    assert [receipt["verified"] for receipt in receipts(tiny)] == [True, True]
    assert all(verify_receipt(receipt, *secret) for receipt in receipts(tiny))
    assert [line["verified"] for line in tiny.manifest()] == [True, True]


def test_what_was_searched_is_not_searched_again(tiny: Tiny, searched: list[str]) -> None:
    tiny.render("--json")
    del searched[:]
    before = receipts(tiny)
    assert tiny.render("--json").summary["reused"] == 2
    assert (searched, receipts(tiny)) == ([], before)
    assert [line["verified"] for line in tiny.manifest()] == [True, True]


def test_who_asks_for_none_gets_none_and_it_is_said(tiny: Tiny, searched: list[str]) -> None:
    assert tiny.render("--json", "--no-verify").summary["rendered"] == 2
    assert searched == []
    assert [receipt["verified"] for receipt in receipts(tiny)] == [None, None]
    assert [line["verified"] for line in tiny.manifest()] == [None, None]
    # The next run makes up for it.
    assert tiny.render("--json").summary["reused"] == 2
    assert len(searched) == 2
    assert [receipt["verified"] for receipt in receipts(tiny)] == [True, True]
    # And what was once found clean stays so.
    assert tiny.render("--json", "--no-verify").summary["reused"] == 2
    assert [receipt["verified"] for receipt in receipts(tiny)] == [True, True]


def test_a_leak_fails_its_recipient_by_field_and_file(tiny: Tiny, leaky: Callable[[str], None]) -> None:
    leaky("CANARY")
    done = tiny.render("--json")
    assert done.code == 1
    assert done.summary["failed"] == 2
    (first, _) = tiny.manifest()
    assert first["status"] == "failed"
    assert "'diary' in captions.vtt" in first["reason"]
    assert "video.mp4" in first["reason"]
    assert tiny.folders() == set()
    assert receipts(tiny) == []
    assert tiny.links() == {}
    told = [path for path in tiny.private.rglob("*") if path.is_file() and "repeated" not in path.parts]
    assert DIARY.encode() not in b"".join(path.read_bytes() for path in told)
    assert DIARY not in done.out + done.err


def test_a_leak_withdraws_what_was_published_before_and_nobody_else(tiny: Tiny, leaky: Callable[[str], None]) -> None:
    assert tiny.render("--json").summary["rendered"] == 2
    before = tiny.folders()
    rows = (tiny.root / "customers.csv").read_text(encoding="utf-8")
    (tiny.root / "customers.csv").write_text(rows.replace(f"Boris,{DIARY}", "Boris,Wept at the opera"), "utf-8")
    leaky("opera")
    done = tiny.render("--json")
    assert (done.summary["failed"], done.summary["reused"], done.summary["withdrawn"]) == (1, 1, 1)
    assert len(tiny.folders()) == 1
    assert tiny.folders() < before
    assert set(tiny.links()) == {"ID-CANARY-1"}


def test_a_word_that_everybody_is_told_is_no_leak(tiny: Tiny, leaky: Callable[[str], None]) -> None:
    """The diary holds a word that the scene says to everybody: nobody can tell the two apart."""
    (tiny.root / "customers.csv").write_text("customer_id,given_name,diary\nA-1,Bo,Hello\n", encoding="utf-8")
    assert tiny.render("--json").code == 0


def test_a_template_with_somebodys_number_in_it_is_a_leak(tiny: Tiny) -> None:
    """Words of a template are everybody's; an address or a number of a person is not."""
    (tiny.root / "policy.yaml").write_text(POLICY.replace("user.content,", "user.contact.email,"), encoding="utf-8")
    rows = "customer_id,given_name,diary\nA-1,Bo,quill@example.org\nA-2,Cy,other@example.org\n"
    (tiny.root / "customers.csv").write_text(rows, encoding="utf-8")
    tiny.scene(SCENE.replace('say: "Hello {first_name}."', 'say: "Hello {first_name}, also called quill@example.org."'))
    assert tiny.render("--json").summary["failed"] == 1
    assert [line["status"] for line in tiny.manifest()] == ["failed", "rendered"]


def test_another_policy_is_another_search(tiny: Tiny, searched: list[str]) -> None:
    tiny.render("--json")
    del searched[:]
    policy = (tiny.root / "policy.yaml").read_text(encoding="utf-8")
    (tiny.root / "policy.yaml").write_text(policy + "  mood: {category: user.content, action: drop}\n", "utf-8")
    assert tiny.render("--json").summary["reused"] == 2
    assert len(searched) == 2


def test_a_receipt_that_was_altered_vouches_for_nothing(tiny: Tiny, searched: list[str]) -> None:
    tiny.render("--json", "--no-verify")
    for path in (tiny.private / "receipts").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace('"verified": null', '"verified": true'), "utf-8")
    tiny.render("--json")
    assert len(searched) == 2


def test_what_can_not_be_searched_is_not_published(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(suffix: str, data: bytes) -> Any:
        raise ValueError("a film that is cut short")

    monkeypatch.setattr("generator.privacy.verify.finding.passages_of", broken)
    done = tiny.render("--json")
    assert done.summary["failed"] == 2
    assert "can't be searched" in tiny.manifest()[0]["reason"]
    assert tiny.folders() == set()
