"""serendip policy explain: every field told, no value and no id."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tinycampaign import DIARY, make, serendip


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    tiny = make(tmp_path)
    (tiny.root / "suppression.txt").write_text("ID-CANARY-2\n", encoding="utf-8")
    return tiny.root


def test_for_everybody(campaign: Path) -> None:
    done = serendip("policy", "explain", str(campaign))
    assert done.code == 0, done.err
    lines = {line.split()[1]: line.split() for line in done.out.splitlines() if line.startswith(("kept", "dropped"))}
    assert lines["given_name"][0] == "kept"
    assert "policy.yaml:5:3" in lines["given_name"][-1]
    assert lines["diary"][:3] == ["dropped", "diary", "drop"]
    assert lines["customer_id"][:3] == ["dropped", "customer_id", "unlisted"]
    assert "1 kept, 0 changed, 2 dropped" in done.out


def test_for_one_as_json(campaign: Path) -> None:
    done = serendip("policy", "explain", str(campaign), "--only", "ID-CANARY-1", "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert set(found) == {"campaign", "policy", "files", "fields", "recipient"}
    assert {each["field"]: each["outcome"] for each in found["fields"]} == {
        "given_name": "kept",
        "diary": "dropped",
        "customer_id": "dropped",
    }
    assert (found["recipient"]["purposes"], found["recipient"]["skipped"]) == (["invoice"], "")
    for text in ("ID-CANARY", DIARY):
        assert text not in done.out + done.err


def test_who_is_skipped_and_who_is_not_there(campaign: Path) -> None:
    skipped = serendip("policy", "explain", str(campaign), "--only", "ID-CANARY-2")
    assert skipped.code == 0
    assert "nothing is told: on the suppression list" in skipped.out
    nobody = serendip("policy", "explain", str(campaign), "--only", "ID-CANARY-9")
    assert nobody.code == 2
    assert "no row has the id" in nobody.err
    assert "CANARY-9" not in nobody.err
