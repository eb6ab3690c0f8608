"""The output folder: whole or absent, unguessable, private where it must be."""

from __future__ import annotations

import csv
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.model.outcome import Artifact, Failed, Film, Rendered, Skipped
from generator.publish.layout import Layout
from generator.publish.manifest import Manifest
from generator.publish.pieces import Piece, take_stock
from generator.publish.publisher import Publisher
from generator.publish.tokens import is_token, token_of

SECRET = b"0123456789abcdef0123456789abcdef"
ANNA = token_of(SECRET, "april", "C-1")
BORIS = token_of(SECRET, "april", "C-2")


def opened(root: Path, policy: str = "p1") -> Publisher:
    return Publisher(Layout(root), "https://bill.example", policy)


def put(publisher: Publisher, token: str, customer_id: str, words: str = "hello", row: int = 1) -> None:
    publisher.meet(token)
    folder = publisher.stage(token, ())
    (folder / "index.html").write_text(words, encoding="utf-8")
    piece = Piece("page", f"print of {words}", take_stock(folder, ("index.html",)))
    publisher.publish(token, customer_id, row, (piece,), {"kept": ["given_name"]})


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def links(root: Path) -> list[list[str]]:
    with (root / "private" / "links.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_token_is_stable_keyed_and_long() -> None:
    assert token_of(SECRET, "april", "C-1") == ANNA
    others = {
        token_of(SECRET, "april", "C-2"),
        token_of(SECRET, "may", "C-1"),
        token_of(b"x" * 32, "april", "C-1"),
    }
    assert ANNA not in others
    assert len(others) == 3
    assert len(ANNA) * 5 == 160
    assert is_token(ANNA)
    assert not is_token("shared")
    assert not is_token(ANNA[:-1] + "1")


def test_layout_and_rights_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        with opened(tmp_path / "out") as publisher:
            put(publisher, ANNA, "C-1")
    finally:
        os.umask(before)
    root = tmp_path / "out"
    assert (root / "site" / ANNA / "index.html").read_text() == "hello"
    assert mode(root / "site") == mode(root / "site" / ANNA) == mode(root / "site" / "shared") == 0o755
    assert mode(root / "site" / ANNA / "index.html") == 0o644
    assert mode(root / "private") == mode(root / "private" / "receipts") == 0o700
    private = [path for path in (root / "private").rglob("*") if path.is_file()]
    assert {"links.csv", "state.sqlite", f"{ANNA}.json", "lock"} == {path.name for path in private}
    assert {mode(path) for path in private} == {0o600}
    assert list((root / "private" / "staging").iterdir()) == []
    assert json.loads((root / "private" / "receipts" / f"{ANNA}.json").read_text()) == {"kept": ["given_name"]}


def test_links_are_in_row_order_and_no_formula(tmp_path: Path) -> None:
    wild = '=HYPERLINK("http://x"),\n'
    with opened(tmp_path) as publisher:
        put(publisher, BORIS, wild, row=2)
        put(publisher, ANNA, "C-1", row=1)
    assert links(tmp_path) == [
        ["customer_id", "url"],
        ["C-1", f"https://bill.example/{ANNA}/"],
        ["'" + wild, f"https://bill.example/{BORIS}/"],
    ]


def test_what_stands_is_checked_by_content(tmp_path: Path) -> None:
    film = Film(1280, 720, 20.0, ("video.mp4",), ((0.0, "Hello"), (5.0, "Your balance")))
    with opened(tmp_path) as publisher:
        folder = publisher.stage(ANNA, ())
        (folder / "video.mp4").write_bytes(b"film")
        (folder / "index.html").write_bytes(b"page")
        pieces = (
            Piece("film", "f1", take_stock(folder, film.files), film),
            Piece("page", "g1", take_stock(folder, ("index.html",))),
        )
        publisher.publish(ANNA, "C-1", 1, pieces, {})
        assert publisher.standing(ANNA) == {"film": pieces[0], "page": pieces[1]}
        # Same size, other content: only the hash tells.
        (tmp_path / "site" / ANNA / "video.mp4").write_bytes(b"mlif")
        assert publisher.standing(ANNA) == {"page": pieces[1]}
        (tmp_path / "site" / ANNA / "index.html").unlink()
        assert publisher.standing(ANNA) == {}


def test_kept_pieces_move_into_the_new_folder(tmp_path: Path) -> None:
    with opened(tmp_path) as publisher:
        put(publisher, ANNA, "C-1", "old page")
        kept = publisher.standing(ANNA)["page"]
        folder = publisher.stage(ANNA, (kept,))
        (folder / "invoice.pdf").write_bytes(b"%PDF")
        document = Piece("document", "d1", take_stock(folder, ("invoice.pdf",)))
        publisher.publish(ANNA, "C-1", 1, (kept, document), {})
        assert set(publisher.standing(ANNA)) == {"page", "document"}
    assert (tmp_path / "site" / ANNA / "index.html").read_text() == "old page"


def test_withdrawn_people_leave_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as publisher:
        put(publisher, ANNA, "C-1-anna", row=1)
        put(publisher, BORIS, "C-2-boris", row=2)
    with opened(tmp_path) as publisher:
        assert publisher.withdraw(ANNA)
        assert not publisher.withdraw(ANNA)
    assert [row[0] for row in links(tmp_path)] == ["customer_id", "C-2-boris"]
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(ANNA in str(path) for path in left)
    for path in left:
        assert b"C-1-anna" not in path.read_bytes(), path.name


def test_a_full_run_withdraws_whom_the_source_lost(tmp_path: Path) -> None:
    with opened(tmp_path) as publisher:
        put(publisher, ANNA, "C-1", row=1)
        put(publisher, BORIS, "C-2", row=2)
    stray = tmp_path / "site" / token_of(SECRET, "april", "C-3")
    stray.mkdir()
    with opened(tmp_path) as publisher:
        publisher.meet(BORIS)
        assert publisher.withdraw_unseen() == 2
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == sorted([BORIS, "shared"])


def test_what_an_older_policy_released_goes_when_it_cannot_be_renewed(tmp_path: Path) -> None:
    with opened(tmp_path, "p1") as publisher:
        put(publisher, ANNA, "C-1")
    with opened(tmp_path, "p1") as publisher:
        assert not publisher.withdraw_if_outdated(ANNA)
        assert not publisher.withdraw_if_outdated(BORIS)
    with opened(tmp_path, "p2") as publisher:
        assert publisher.withdraw_if_outdated(ANNA)
    assert not (tmp_path / "site" / ANNA).exists()


def test_a_crash_between_two_renames_is_undone(tmp_path: Path) -> None:
    with opened(tmp_path) as publisher:
        put(publisher, ANNA, "C-1")
        put(publisher, BORIS, "C-2")
    staging = tmp_path / "private" / "staging"
    (tmp_path / "site" / ANNA).rename(staging / f"{ANNA}.old")
    (staging / ANNA).mkdir()
    (staging / ANNA / "video.mp4").write_bytes(b"half a fi")
    # Boris was being taken down: he must not come back.
    (tmp_path / "site" / BORIS).rename(staging / f"{BORIS}.gone")
    with opened(tmp_path) as publisher:
        assert "page" in publisher.standing(ANNA)
        assert list(staging.iterdir()) == []
    assert (tmp_path / "site" / ANNA / "index.html").read_text() == "hello"
    assert not (tmp_path / "site" / BORIS).exists()


def test_two_runs_cannot_write_at_once(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(OutputError, match="another run is writing here"):
        opened(tmp_path)
    with opened(tmp_path):
        pass


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("I am a file")
    with pytest.raises(OutputError, match="a file is in its way"):
        opened(tmp_path / "out" / "april")


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    (tmp_path / "private" / "state.sqlite").write_bytes(b"this is no database, however long it may be" * 40)
    with pytest.raises(OutputError, match="damaged"):
        opened(tmp_path)
    (tmp_path / "private" / "state.sqlite").unlink()
    with opened(tmp_path):
        pass


FULL = """
import resource, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_publisher import *
root = Path({root!r})
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    with opened(root) as publisher:
        put(publisher, ANNA, "C-1", "new")
        folder = publisher.stage(BORIS, ())
        from generator.disk import writing
        with writing(folder):
            (folder / "video.mp4").write_bytes(b"x" * 300_000)
        publisher.publish(BORIS, "C-2", 2, (), {{}})
except OutputError as caught:
    print(caught)
"""


def test_a_write_that_is_refused_leaves_nothing_half(tmp_path: Path) -> None:
    with opened(tmp_path) as publisher:
        put(publisher, BORIS, "C-2", "old", row=2)
    code = FULL.format(tests=str(Path(__file__).parent), root=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "larger than this system allows" in done.stdout
    assert done.stderr == ""
    assert (tmp_path / "site" / ANNA / "index.html").read_text() == "new"
    assert (tmp_path / "site" / BORIS / "index.html").read_text() == "old"
    assert [row[0] for row in links(tmp_path)] == ["customer_id", "C-1", "C-2"]
    with opened(tmp_path) as publisher:
        assert set(publisher.standing(ANNA)) == {"page"}


def test_manifest_has_one_line_an_outcome(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"
    artifact = Artifact("video", "video.mp4", "ab" * 32, 12)
    with Manifest(path) as manifest:
        manifest.add(1, "customers.csv, row 1", Rendered(ANNA, (artifact,), 1.25, reused=True))
        manifest.add(2, "customers.csv, row 2", Skipped("no-consent", "offers"))
        manifest.add(3, "customers.csv, row 3", Failed("scene.yaml:3", "a picture is broken.", "Replace it."))
        assert not path.exists()
    first, second, third = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert first == {
        "row": 1,
        "place": "customers.csv, row 1",
        "status": "rendered",
        "token": ANNA,
        "reused": True,
        "verified": None,
        "seconds": 1.25,
        "artifacts": [{"kind": "video", "path": "video.mp4", "sha256": "ab" * 32, "bytes": 12}],
    }
    assert (second["status"], second["reason"], second["detail"]) == ("skipped", "no-consent", "offers")
    assert (third["status"], third["reason"], third["remedy"]) == ("failed", "a picture is broken.", "Replace it.")
    assert mode(path) == 0o600
