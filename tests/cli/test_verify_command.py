"""serendip verify and serendip receipt, on a campaign of two people."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tinycampaign import DIARY, Tiny, make, serendip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    tiny = make(tmp_path_factory.mktemp("verify"))
    tiny.people(["Anna", "Boris"])
    assert tiny.render("--json").summary["rendered"] == 2
    return tiny


@pytest.fixture
def tiny(made: Tiny, tmp_path: Path) -> Tiny:
    """A copy of the campaign and its output, side by side as they were."""
    shutil.copytree(made.root.parent, tmp_path / "copy")
    return Tiny(tmp_path / "copy" / made.root.name, tmp_path / "copy" / made.out.name)


def verify(tiny: Tiny, *more: str) -> Any:
    return serendip("verify", str(tiny.out / "tiny"), "--json", *more)


def test_a_clean_output_is_clean(tiny: Tiny) -> None:
    done = verify(tiny)
    assert (done.code, done.summary["clean"], done.summary["recipients"]) == (0, True, 2), done.out
    assert done.summary["not_read"]["films: their pixels and sound"] == 2
    told = serendip("verify", str(tiny.out / "tiny"))
    assert "2 recipients" in told.out
    assert "nothing that was not released" in told.out


def plant_in_a_page(tiny: Tiny) -> None:
    (folder := tiny.site / sorted(tiny.folders())[0], (folder / "note.html").write_text(f"<!-- {DIARY} -->"))


def plant_in_a_name(tiny: Tiny) -> None:
    (tiny.site / sorted(tiny.folders())[0] / f"{DIARY}.txt").write_text("nothing", encoding="utf-8")


def plant_in_shared_files(tiny: Tiny) -> None:
    (tiny.site / "shared" / "style.css").write_text(f"/* {DIARY} */", encoding="utf-8")


def plant_in_the_manifest(tiny: Tiny) -> None:
    with (tiny.private / "manifest.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"note": DIARY}) + "\n")


def plant_in_the_record(tiny: Tiny) -> None:
    with closing(sqlite3.connect(tiny.private / "state.sqlite", isolation_level=None)) as database:
        database.execute("INSERT INTO notes VALUES ('who', ?)", (DIARY,))
        # Into the file itself, even where a run of before has not let go of it yet.
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def plant_what_is_left(tiny: Tiny) -> None:
    (tiny.private / "staging" / "left.tmp").write_text(f"rendering {DIARY}", encoding="utf-8")


def plant_a_log(tiny: Tiny) -> None:
    (tiny.out / "tiny" / "run.log").write_text(f"KeyError: '{DIARY}'", encoding="utf-8")


def plant_a_cache_name(tiny: Tiny) -> None:
    (tiny.private / "cache" / "segments" / DIARY.encode().hex()).write_bytes(b"")


@pytest.mark.parametrize(
    ("plant", "file"),
    [
        (plant_in_a_page, "note.html"),
        (plant_in_a_name, "….txt"),
        (plant_in_shared_files, "site/shared/style.css"),
        (plant_in_the_manifest, "private/manifest.jsonl"),
        (plant_in_the_record, "private/state.sqlite"),
        (plant_what_is_left, "private/staging/left.tmp"),
        (plant_a_log, "run.log"),
        (plant_a_cache_name, "private/cache/segments/…"),
    ],
)
def test_a_leak_is_told_by_field_and_file(tiny: Tiny, plant: Callable[[Tiny], None], file: str) -> None:
    plant(tiny)
    done = verify(tiny)
    assert done.code == 1
    assert done.summary["leaks"], done.out
    assert {leak["field"] for leak in done.summary["leaks"]} == {"diary"}
    assert all(leak["file"].endswith(file) for leak in done.summary["leaks"]), done.out
    told = serendip("verify", str(tiny.out / "tiny"))
    assert DIARY not in done.out + done.err + told.out + told.err
    assert "canary" not in told.out.lower()


def test_somebody_elses_id_is_a_mix_up(tiny: Tiny) -> None:
    own = tiny.links()["ID-CANARY-1"].rstrip("/").rpartition("/")[2]
    (tiny.site / own / "note.txt").write_text("ID-CANARY-2", encoding="utf-8")
    assert {leak["field"] for leak in verify(tiny).summary["leaks"]} == {"customer_id of somebody else"}


def test_a_folder_of_nobody_and_a_file_that_can_not_be_read_are_not_vouched_for(tiny: Tiny) -> None:
    own = tiny.site / sorted(tiny.folders())[0]
    (own / "more.pdf").write_bytes(b"no PDF")
    (tiny.site / ("q" * 32)).mkdir()
    done = verify(tiny)
    assert done.code == 1
    assert len(done.summary["faults"]) == 2
    assert done.summary["leaks"] == []


def test_who_may_not_be_addressed_may_have_nothing_there(tiny: Tiny) -> None:
    """Suppressed since: now nothing of the person is released, and the film says the name."""
    (tiny.root / "suppression.txt").write_text("ID-CANARY-1\n", encoding="utf-8")
    tiny.people(["Annabella", "Boris"])
    folder = tiny.site / tiny.links()["ID-CANARY-1"].rstrip("/").rpartition("/")[2]
    (folder / "captions.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHello Annabella\n", encoding="utf-8")
    done = verify(tiny)
    assert {leak["field"] for leak in done.summary["leaks"]} == {"given_name"}


@pytest.mark.parametrize("wrong", ["nowhere", "empty"])
def test_what_is_no_output_is_wrong(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "empty").mkdir()
    assert serendip("verify", str(tmp_path / wrong)).code == 2


def test_a_campaign_that_moved_is_named(tiny: Tiny) -> None:
    tiny.root.rename(tiny.root.with_name("elsewhere"))
    lost = verify(tiny)
    assert (lost.code, "--campaign" in lost.err) == (2, True)
    assert verify(tiny, "--campaign", str(tiny.root.with_name("elsewhere"))).code == 0


def test_without_its_key_nothing_is_vouched_for_and_none_is_made(tiny: Tiny) -> None:
    (tiny.root / "tiny.secret").unlink()
    assert verify(tiny).code == 2
    assert not (tiny.root / "tiny.secret").exists()
    assert serendip("receipt", sorted(tiny.folders())[0], "--out", str(tiny.out)).code == 2


def test_a_receipt_is_printed_and_valid(tiny: Tiny) -> None:
    token = sorted(tiny.folders())[0]
    done = serendip("receipt", f"https://bill.example/{token}/", "--out", str(tiny.out))
    assert done.code == 0
    assert "kept       given_name" in done.out
    assert "dropped    diary: the policy drops it" in done.out
    assert "searched   yes" in done.out
    assert "signature  valid" in done.out
    assert "CANARY" not in done.out
    told = serendip("receipt", token, "--out", str(tiny.out / "tiny"), "--json").summary
    assert (told["valid"], told["receipt"]["verified"]) == (True, True)


def test_a_receipt_is_found_by_an_id_that_nobody_overhears(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ID-CANARY-2\n"))
    done = serendip("receipt", "--id", "-", "--out", str(tiny.out), "--json")
    assert (done.code, done.summary["valid"]) == (0, True)
    assert serendip("receipt", "--id", "ID-CANARY-9", "--out", str(tiny.out)).code == 2


def test_an_altered_receipt_is_told(tiny: Tiny) -> None:
    token = sorted(tiny.folders())[0]
    path = tiny.private / "receipts" / f"{token}.json"
    path.write_text(path.read_text(encoding="utf-8").replace("the policy drops it", "it is public"), encoding="utf-8")
    done = serendip("receipt", token, "--out", str(tiny.out))
    assert (done.code, "NOT VALID" in done.out) == (1, True)
    assert verify(tiny).code == 1
    path.write_text("[]", encoding="utf-8")
    assert serendip("receipt", token, "--out", str(tiny.out)).code == 1


@pytest.mark.parametrize("arguments", [[], ["q" * 32], ["no-token"], ["q" * 32, "--id", "x"]])
def test_a_receipt_that_is_not_there_is_wrong_input(tiny: Tiny, arguments: list[str]) -> None:
    assert serendip("receipt", *arguments, "--out", str(tiny.out)).code == 2
