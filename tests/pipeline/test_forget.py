"""Who is forgotten leaves no byte, is never rendered again, and can be proven to have been erased."""

from __future__ import annotations

import base64
import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CLI = Path(__file__).parents[1] / "cli"
sys.path[:0] = [str(CLI), str(Path(__file__).parent)]

from tinycampaign import Done, Tiny, environment, make, program, serendip  # noqa: E402
from traces import traces  # noqa: E402

from generator.audience import FORGOTTEN  # noqa: E402
from generator.keys.ring import Keyring, parse  # noqa: E402
from generator.pipeline.erasure import verify_proof  # noqa: E402
from generator.publish.tokens import token_of  # noqa: E402

NAMES = ["Anna", "Anna", "Xanthippe-Zoë", "Boris"]
# A namesake, who leaves again: what both films showed is the other's alone then.
FIRST = [*NAMES, NAMES[2]]
WHO = "ID-CANARY-3"
NAMED = '  - {id: name, text: "{first_name}", style: headline}\n  - {id: ball,'


def campaign(folder: Path) -> Tiny:
    """Films of one scene that shows a name."""
    tiny = make(folder)
    scene = (tiny.root / "scenes" / "hello" / "scene.yaml").read_text(encoding="utf-8")
    tiny.scene(scene.replace("  - {id: ball,", NAMED))
    text = (tiny.root / "campaign.yaml").read_text(encoding="utf-8")
    text = text.replace("video: {fps: 10", "video: {height_px: 180, fps: 10")
    (tiny.root / "campaign.yaml").write_text(text, encoding="utf-8")
    tiny.people(FIRST)
    return tiny


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    tiny = campaign(tmp_path_factory.mktemp("rendered"))
    assert tiny.render("--store", str(tiny.out / "store")).code == 0
    return tiny


@pytest.fixture
def tiny(rendered: Tiny, tmp_path: Path) -> Tiny:
    """A copy of what was rendered, which knows of its own place and store."""
    copy = Tiny(tmp_path / "campaign", tmp_path / "out")
    shutil.copytree(rendered.root, copy.root)
    shutil.copytree(rendered.out, copy.out)
    copy.people(NAMES)
    assert copy.render("--store", str(copy.out / "store"), "--json").summary["reused"] == len(NAMES)
    return copy


def ring(tiny: Tiny) -> Keyring:
    return parse((tiny.root / "tiny.secret").read_text(encoding="utf-8"))


def token(tiny: Tiny, who: str = WHO) -> str:
    return token_of(ring(tiny).newest.secret, "tiny", who)


def left(tiny: Tiny, who: str = WHO, name: str = NAMES[2]) -> list[str]:
    return traces([tiny.out], [who, name, token(tiny, who)])


def contents(tiny: Tiny) -> dict[Path, bytes]:
    """Every file but SQLite's, which counts how often it is written."""
    files = (path for path in tiny.out.rglob("*") if path.is_file() and ".sqlite" not in path.name)
    return {path: path.read_bytes() for path in files}


def forget(tiny: Tiny, *ids: str) -> Done:
    return serendip("forget", *ids, "--campaign", str(tiny.root), "--out", str(tiny.out))


def proofs(tiny: Tiny) -> list[dict[str, object]]:
    return [json.loads(line) for line in (tiny.private / "erasures.jsonl").read_text(encoding="utf-8").splitlines()]


def test_no_byte_stays(tiny: Tiny) -> None:
    # What a killed run leaves behind.
    person = token(tiny)
    staged = tiny.private / "staging" / person
    staged.mkdir()
    for path in (
        staged / "index.html",
        tiny.private / ".links.csv.part",
        tiny.private / ".manifest.jsonl.part",
        tiny.private / "receipts" / f".{person}.json.part",
        tiny.private / "cache" / "plan",
    ):
        path.write_text(f"{WHO} {NAMES[2]} {person}", encoding="utf-8")
    before = {line.partition(": ")[0].removeprefix(f"{tiny.out}/") for line in left(tiny)}
    assert {"tiny/private/links.csv", "tiny/private/manifest.jsonl", "tiny/private/state.sqlite"} <= before
    assert {f"tiny/site/{person}", f"tiny/private/receipts/{person}.json", "tiny/private/cache/plan"} <= before
    others, stored = tiny.folders() - {person}, {path.name for path in (tiny.out / "store" / "repeated").iterdir()}
    done = forget(tiny, WHO)
    assert (done.code, done.err) == (0, "")
    assert left(tiny) == []
    assert tiny.folders() == others == {token(tiny, f"ID-CANARY-{number}") for number in (1, 2, 4)}
    assert set(tiny.links()) == {"ID-CANARY-1", "ID-CANARY-2", "ID-CANARY-4"}
    assert [line["row"] for line in tiny.manifest()] == [1, 2, 4]
    # The segment that this film showed, and no other any more, is gone from the store.
    assert len(stored - {path.name for path in (tiny.out / "store" / "repeated").iterdir()}) == 1
    assert WHO not in done.out
    assert "1 segment" in done.out and "1 receipt" in done.out and "1 link" in done.out


def test_never_again_whatever_the_data_says(tiny: Tiny, tmp_path: Path) -> None:
    person = token(tiny)
    forget(tiny, WHO)
    for options in ((), ("--fresh",), ("--only", WHO)):
        assert tiny.render(*options, "--json").summary["skipped"] == {"forgotten": 1}
    # Another output of the campaign knows it from the campaign's folder; this one by itself.
    elsewhere = serendip("render", str(tiny.root), "--out", str(tmp_path / "else"), "--workers", "0", "--json")
    assert elsewhere.summary["skipped"] == {"forgotten": 1}
    (tiny.root / FORGOTTEN).unlink()
    assert tiny.render("--json").summary["skipped"] == {"forgotten": 1}
    # A new key knows whom the older one forgot, under any token.
    assert serendip("key", "rotate", str(tiny.root / "tiny.secret")).code == 0
    assert tiny.render("--json").summary["skipped"] == {"forgotten": 1}
    assert token(tiny) != person and not {person, token(tiny)} & tiny.folders()
    assert traces([tiny.out, tmp_path / "else"], [WHO, NAMES[2], person]) == []


def test_a_row_that_cant_be_read_doesnt_bring_anybody_back(tiny: Tiny) -> None:
    forget(tiny, WHO)
    with (tiny.root / "customers.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"{WHO},one,cell,too many\n")
    tiny.render("--fresh")
    assert token(tiny) not in tiny.folders()


def test_the_proof_is_signed_and_names_nobody(tiny: Tiny) -> None:
    forget(tiny, WHO)
    (proof,) = proofs(tiny)
    keys = ring(tiny)
    assert verify_proof(proof, *keys.secrets)
    assert not verify_proof({**proof, "erased_on": "2020-01-01"}, *keys.secrets)
    assert not verify_proof(proof, b"another key of whoever it may be")
    assert proof["removed"] == {
        "files": 4, "folders": 1, "lines": 1, "links": 1, "receipts": 1, "records": 1, "segments": 1,
    }  # fmt: skip
    assert traces([tiny.private / "erasures.jsonl"], [WHO, NAMES[2], token(tiny)]) == []
    assert serendip("key", "rotate", str(tiny.root / "tiny.secret")).code == 0
    assert verify_proof(proof, *ring(tiny).secrets)


def test_a_proof_is_printed_for_who_has_the_id(tiny: Tiny) -> None:
    assert forget(tiny, WHO, "--proof").code == 1
    assert token(tiny) in tiny.folders()
    forget(tiny, WHO)
    serendip("key", "rotate", str(tiny.root / "tiny.secret"))
    done = forget(tiny, WHO, "--proof")
    assert done.code == 0 and WHO not in done.out
    assert json.loads(done.out) == proofs(tiny)[0] | {"valid": True}
    path = tiny.private / "erasures.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"files": 4', '"files": 5'), encoding="utf-8")
    done = forget(tiny, WHO, "--proof")
    assert done.code == 1 and json.loads(done.out)["valid"] is False
    assert forget(tiny, "ID-CANARY-1", "--proof").code == 1


@pytest.mark.parametrize(
    "odd",
    ["=cmd|' /C calc'!A0", 'a "quoted", one', "O'Brien; DROP TABLE recipients", "Zoë-😀-11", "x" * 300, "%s{}\\n"],
)
def test_ids_of_every_kind(tmp_path: Path, odd: str) -> None:
    tiny = make(tmp_path)
    with (tiny.root / "customers.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [["customer_id", "given_name", "diary"], ["1", "Anna", ""], [odd, "Xanthippe", ""]]
        )
    assert tiny.render().code == 0
    assert traces([tiny.out], [odd[:40]]) and len(tiny.folders()) == 2
    done = forget(tiny, odd)
    assert (done.code, done.err, odd in done.out) == (0, "", False)
    assert traces([tiny.out], [odd[:40], "Xanthippe"]) == [] and len(tiny.folders()) == 1
    assert tiny.render("--json").summary["skipped"] == {"forgotten": 1}


def test_again_changes_nothing(tiny: Tiny) -> None:
    forget(tiny, WHO)
    before = contents(tiny)
    done = forget(tiny, WHO)
    assert (done.code, "nothing was left" in done.out) == (0, True)
    assert contents(tiny) == before
    # Nor after a run that says in its manifest that the row was left out.
    tiny.render()
    forget(tiny, WHO)
    assert len(proofs(tiny)) == 1


def test_somebody_nobody_knows_gets_a_tombstone_and_a_proof(tiny: Tiny) -> None:
    done = forget(tiny, "ID-OF-NOBODY")
    assert done.code == 0 and "ID-OF-NOBODY" not in done.out + done.err
    (proof,) = proofs(tiny)
    removed = proof["removed"]
    assert isinstance(removed, dict) and not any(removed.values())
    assert len(tiny.folders()) == len(NAMES)
    with (tiny.root / "customers.csv").open("a", encoding="utf-8") as stream:
        stream.write("ID-OF-NOBODY,Nora,\n")
    assert tiny.render("--json").summary["skipped"] == {"forgotten": 1}


def test_whom_the_source_no_longer_has(tiny: Tiny) -> None:
    tiny.people(NAMES[:2])
    (tiny.root / "story.yaml").write_text("scenes: [{scene: lost}]\n", encoding="utf-8")
    assert forget(tiny, WHO).code == 0
    assert left(tiny) == []
    (tiny.root / "customers.csv").unlink()
    assert forget(tiny, "ID-CANARY-4").code == 0
    assert left(tiny, "ID-CANARY-4", "Boris") == []


def test_who_was_skipped_has_no_line_left(tiny: Tiny) -> None:
    (tiny.root / "suppression.txt").write_text(f"{WHO}\n", encoding="utf-8")
    tiny.render()
    assert [line["status"] for line in tiny.manifest()] == ["rendered", "rendered", "skipped", "rendered"]
    assert forget(tiny, WHO).code == 0
    assert [line["row"] for line in tiny.manifest()] == [1, 2, 4]


def test_under_links_of_an_older_key_too(tiny: Tiny) -> None:
    person = token(tiny)
    serendip("key", "rotate", str(tiny.root / "tiny.secret"))
    assert forget(tiny, WHO).code == 0
    assert traces([tiny.out], [WHO, NAMES[2], person, token(tiny)]) == []


def test_everywhere_and_from_standard_input(tiny: Tiny) -> None:
    command = program("forget", "-", "--all", str(tiny.out))
    done = subprocess.run(
        command, input=f"{WHO}\n\nID-CANARY-4\n", capture_output=True, text=True, env=environment(), check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 people forgotten" in done.stdout and "CANARY" not in done.stdout
    assert left(tiny) == left(tiny, "ID-CANARY-4", "Boris") == []
    assert len(proofs(tiny)) == 2
    # Two who shared a segment: it goes with the last of them.
    assert forget(tiny, "ID-CANARY-1", "ID-CANARY-2").code == 0
    assert list((tiny.out / "store" / "repeated").iterdir()) == []


def test_an_output_whose_campaign_is_gone_is_told(tiny: Tiny) -> None:
    tiny.root.rename(tiny.root.with_name("moved"))
    done = serendip("forget", WHO, "--all", str(tiny.out))
    assert done.code == 2 and "has moved" in done.err and WHO not in done.err
    assert token(Tiny(tiny.root.with_name("moved"), tiny.out)) in tiny.folders()


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        ((WHO,), "nothing says where from"),
        (("--campaign", "CAMPAIGN"), "nobody is named"),
        ((WHO, "--all", "CAMPAIGN"), "no campaign has an output here"),
        ((WHO, "--campaign", "CAMPAIGN/none"), "the file does not exist"),
        (("-x-" + WHO, "--unknown", WHO), "nothing says where from"),
    ],
)
def test_what_is_asked_wrong_is_told_without_the_id(tiny: Tiny, arguments: tuple[str, ...], cause: str) -> None:
    done = serendip(
        "forget", *(word.replace("CAMPAIGN", str(tiny.root)) if "ID-" not in word else word for word in arguments)
    )
    assert done.code == 2 and cause in done.err and "fix:" in done.err
    assert WHO not in done.out + done.err


def test_an_id_that_looks_like_an_option_is_an_id(tiny: Tiny) -> None:
    done = forget(tiny, "-17")
    assert done.code == 0 and "1 person forgotten" in done.out and "17" not in done.out


def test_not_while_somebody_renders(tiny: Tiny) -> None:
    import fcntl

    with (tiny.private / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = forget(tiny, WHO)
    assert done.code == 2 and "another run is writing here" in done.err
    assert token(tiny) in tiny.folders()


def test_with_a_lost_key_nothing_is_touched(tiny: Tiny) -> None:
    (tiny.root / "tiny.secret").unlink()
    done = forget(tiny, WHO)
    assert done.code == 2 and "does not exist" in done.err
    serendip("key", "new", str(tiny.root / "tiny.secret"))
    done = forget(tiny, WHO)
    assert done.code == 2 and "which the secret doesn't hold" in done.err
    assert len(tiny.folders()) == len(NAMES)


def test_killed_at_every_step_and_run_again(tiny: Tiny) -> None:
    done = subprocess.run(
        [
            sys.executable,
            str(Path(__file__).with_name("crashing.py")),
            str(tiny.root),
            str(tiny.out),
            "store",
            WHO,
            NAMES[2],
        ],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["left"] == []
    assert report["dirty"]
    # One proof with all that was removed, one tombstone, and no journal left, wherever the crash came.
    assert report["unproven"] == []
    assert report["crashes"] > 40


@pytest.mark.parametrize(
    "hidden",
    [
        WHO.encode(),
        WHO.encode("utf-16-le"),
        WHO.encode().hex().encode(),
        base64.b64encode(f"id={WHO};".encode()),
        base64.urlsafe_b64encode(f"a{WHO}??>".encode()),
        base64.b64encode(WHO.encode()),
        WHO[::-1].encode(),
    ],
)
def test_whatever_form_an_id_is_hidden_in_is_found(tmp_path: Path, hidden: bytes) -> None:
    (tmp_path / "file").write_bytes(b"before " + hidden + b" after")
    assert traces([tmp_path], [WHO])
    assert not traces([tmp_path], ["NO-BODY-17"])
