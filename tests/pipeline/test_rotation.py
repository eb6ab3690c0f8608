"""After a rotation: new links, nothing of anybody behind an old one, and lists and receipts that still hold."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

CLI = Path(__file__).parents[1] / "cli"
sys.path.insert(0, str(CLI))

from tinycampaign import Tiny, make, serendip  # noqa: E402

from generator.audience import suppression_line  # noqa: E402
from generator.keys.ring import Keyring, parse  # noqa: E402
from generator.privacy import verify_receipt  # noqa: E402
from generator.publish.tokens import token_of  # noqa: E402
from generator.video.owners import campaign_mac, owner_of  # noqa: E402

NAMES = ["Anna", "Anna", "Boris"]


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """Three films, of which two share their only scene, rendered under one key."""
    tiny = make(tmp_path)
    scene = (tiny.root / "scenes" / "hello" / "scene.yaml").read_text(encoding="utf-8")
    tiny.scene(scene.replace("  - {id: ball,", '  - {id: name, text: "{first_name}", style: headline}\n  - {id: ball,'))
    text = (tiny.root / "campaign.yaml").read_text(encoding="utf-8")
    (tiny.root / "campaign.yaml").write_text(text.replace("{fps: 10", "{height_px: 180, fps: 10"), encoding="utf-8")
    tiny.people(NAMES)
    assert tiny.render().code == 0
    return tiny


def ring(tiny: Tiny) -> Keyring:
    return parse((tiny.root / "tiny.secret").read_text(encoding="utf-8"))


def rotate(tiny: Tiny) -> Keyring:
    assert serendip("key", "rotate", str(tiny.root / "tiny.secret")).code == 0
    return ring(tiny)


def everything(folder: Path) -> bytes:
    """Names and contents of all that there is."""
    return b"\n".join(
        str(path).encode() + b"\n" + (path.read_bytes() if path.is_file() else b"") for path in folder.rglob("*")
    )


def test_a_whole_run_leaves_nothing_under_old_tokens(tiny: Tiny) -> None:
    before = tiny.folders()
    store = tiny.private / "cache"
    (old,) = ring(tiny).derived("store")
    owners = [owner_of(old, "tiny", token) for token in before]
    assert any(owner.mac in everything(store) for owner in owners)
    assert len(list((store / "repeated").iterdir())) == 1
    rotate(tiny)
    done = tiny.render("--json")
    assert (done.code, done.summary["rendered"], done.summary["withdrawn"]) == (0, 3, 3)
    after = tiny.folders()
    assert len(after) == 3 and not after & before
    left = everything(tiny.out)
    for token in before:
        assert token.encode() not in left
    for owner in owners:
        assert owner.mac not in left
    assert campaign_mac(old, "tiny") not in left
    # The one segment that two share was made again; the old one is gone.
    assert len(list((store / "repeated").iterdir())) == 1
    assert tiny.render("--json").summary["reused"] == 3


def test_a_run_over_some_takes_their_old_links_down(tiny: Tiny) -> None:
    before = tiny.folders()
    first = tiny.folder(1).name
    keys = rotate(tiny)
    assert tiny.render("--only", "ID-CANARY-1").code == 0
    assert tiny.folders() == before - {first} | {token_of(keys.newest.secret, "tiny", "ID-CANARY-1")}
    assert first.encode() not in everything(tiny.out)
    assert len(tiny.links()) == 3


def test_whom_a_list_made_with_an_older_key_names_is_taken_down_under_every_token(tiny: Tiny) -> None:
    old = ring(tiny).newest.secret
    second = tiny.folder(2).name
    rotate(tiny)
    (tiny.root / "suppression.txt").write_text(suppression_line(old, "ID-CANARY-2") + "\n", encoding="utf-8")
    assert tiny.render("--only", "ID-CANARY-2", "--json").summary["skipped"] == {"suppressed": 1}
    assert second.encode() not in everything(tiny.out)


def test_receipts_of_older_keys_hold(tiny: Tiny) -> None:
    text = (tiny.private / "receipts" / f"{tiny.folder(1).name}.json").read_text(encoding="utf-8")
    keys = rotate(tiny)
    assert verify_receipt(json.loads(text), *keys.secrets)
    assert not verify_receipt(json.loads(text), keys.newest.secret)


def test_an_output_of_a_lost_key_is_left_alone(tiny: Tiny) -> None:
    before, lost = tiny.folders(), ring(tiny).newest
    manifest = (tiny.private / "manifest.jsonl").read_text(encoding="utf-8")
    (tiny.root / "tiny.secret").unlink()
    done = tiny.render()
    assert done.code == 2
    assert f"the key {lost.id}, which the secret doesn't hold" in done.err
    assert "campaign.yaml:4:1" in done.err
    assert (tiny.folders(), len(tiny.links())) == (before, 3)
    assert (tiny.private / "manifest.jsonl").read_text(encoding="utf-8") == manifest
    # The key that came back, below the new one.
    with (tiny.root / "tiny.secret").open("a", encoding="utf-8") as stream:
        stream.write(f"{lost.id} undated {lost.text}\n")
    assert tiny.render("--json").summary["rendered"] == 3
