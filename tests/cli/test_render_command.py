"""`serendip render`: what it leaves, what it says, what it ends with, and what the next run does."""

from __future__ import annotations

import json
from pathlib import Path

from tinycampaign import DIARY, SCENE, Tiny


def test_everybody_gets_a_folder_and_every_row_a_line(tiny: Tiny) -> None:
    done = tiny.render_apart()
    assert (done.code, done.err.startswith("rendering 3 rows")) == (0, True)
    assert "tiny: 3 rendered" in done.out
    assert len(tiny.folders()) == 3
    assert set(tiny.links()) == {"ID-CANARY-1", "ID-CANARY-2", "ID-CANARY-3"}
    lines = tiny.manifest()
    assert [(line["row"], line["status"], line["reused"]) for line in lines] == [
        (1, "rendered", False),
        (2, "rendered", False),
        (3, "rendered", False),
    ]
    assert {line["token"] for line in lines} == tiny.folders()
    for line in lines:
        folder = tiny.site / line["token"]
        assert {each["path"] for each in line["artifacts"]} == {path.name for path in folder.iterdir()}
        assert all((folder / each["path"]).stat().st_size == each["bytes"] for each in line["artifacts"])
    assert "Hello Chloé." in (tiny.folder(3) / "captions.vtt").read_text(encoding="utf-8")
    assert sorted(path.stem for path in (tiny.private / "receipts").iterdir()) == sorted(tiny.folders())
    assert list((tiny.private / "staging").iterdir()) == []


def test_no_id_or_dropped_value_outside_links_and_state(tiny: Tiny) -> None:
    tiny.people(["Anna", ""])
    done = tiny.render_apart()
    log = (done.out + done.err).encode()
    for path in [path for path in tiny.out.rglob("*") if path.is_file()]:
        data = path.read_bytes()
        assert DIARY.encode() not in data, path
        if path.name not in ("links.csv", "state.sqlite"):
            assert b"ID-CANARY" not in data, path
            assert b"ID-CANARY" not in str(path).encode()
    assert DIARY.encode() not in log
    assert b"ID-CANARY" not in log
    assert b"Anna" not in log


def test_rendering_again_reuses_all_and_does_what_changed(tiny: Tiny) -> None:
    first = tiny.render("--json").summary
    before = tiny.folders()
    stamps = {path: path.stat().st_mtime_ns for path in tiny.site.rglob("*.mp4")}
    again = tiny.render("--json")
    assert (first["rendered"], again.summary["rendered"], again.summary["reused"]) == (3, 0, 3)
    assert {"compose", "encode", "splice"} <= set(first["timings_s"])
    assert 0 < sum(first["timings_s"].values()) < first["seconds"]
    assert again.summary["timings_s"] == {}
    assert again.err == ""
    assert {path: path.stat().st_mtime_ns for path in tiny.site.rglob("*.mp4")} == stamps
    assert all(line["reused"] and line["artifacts"] for line in tiny.manifest())
    # One person's name, one person's damaged file: those two, and under the same links.
    tiny.people(["Anna", "Borys", "Chloé"])
    (tiny.folder(3) / "video.mp4").write_bytes(b"damaged")
    third = tiny.render("--json").summary
    assert (third["rendered"], third["reused"]) == (2, 1)
    assert [line["reused"] for line in tiny.manifest()] == [True, False, False]
    assert tiny.folders() == before
    assert "Hello Borys." in (tiny.folder(2) / "captions.vtt").read_text(encoding="utf-8")
    # The scene changes: everyone.
    tiny.scene(SCENE.replace("Hello {", "Welcome {"))
    assert tiny.render("--json").summary["rendered"] == 3
    assert tiny.render("--json", "--fresh").summary["rendered"] == 3


def test_who_is_suppressed_later_disappears(tiny: Tiny) -> None:
    tiny.render()
    gone, stays = tiny.folder(2), tiny.folder(1)
    (tiny.root / "suppression.txt").write_text("ID-CANARY-2\n", encoding="utf-8")
    done = tiny.render("--json")
    assert done.code == 0
    assert done.summary["skipped"] == {"suppressed": 1}
    assert done.summary["withdrawn"] == 1
    assert not gone.exists()
    assert stays.exists()
    assert set(tiny.links()) == {"ID-CANARY-1", "ID-CANARY-3"}
    assert not (tiny.private / "receipts" / f"{gone.name}.json").exists()
    assert [line["status"] for line in tiny.manifest()] == ["rendered", "skipped", "rendered"]
    left = [path for path in tiny.out.rglob("*") if path.is_file()]
    assert not any(b"ID-CANARY-2" in path.read_bytes() or gone.name in str(path) for path in left)


def test_who_is_suppressed_disappears_even_when_the_row_is_broken(tiny: Tiny) -> None:
    tiny.render()
    gone = tiny.folder(2)
    table = tiny.root / "customers.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("ID-CANARY-2,", "ID-CANARY-2,one,too,many,"), encoding="utf-8"
    )
    assert tiny.render("--json").code == 1
    assert gone.exists()
    (tiny.root / "suppression.txt").write_text("ID-CANARY-2\n", encoding="utf-8")
    done = tiny.render("--json")
    assert (done.code, done.summary["withdrawn"]) == (1, 1)
    assert not gone.exists()


def test_whom_the_source_loses_disappears_but_an_empty_source_takes_nobody_away(tiny: Tiny) -> None:
    tiny.render()
    tiny.people(["Anna", "Boris"])
    assert tiny.render("--json").summary["withdrawn"] == 1
    assert set(tiny.links()) == {"ID-CANARY-1", "ID-CANARY-2"}
    tiny.people([])
    done = tiny.render()
    assert done.code == 2
    assert "the source has no row" in done.err
    assert len(tiny.folders()) == len(tiny.links()) == 2


def test_a_part_of_a_campaign_touches_nobody_else(tiny: Tiny) -> None:
    tiny.render()
    tiny.people(["Anna", "Boris"])
    limited = tiny.render("--json", "--limit", "1")
    assert (limited.code, limited.summary["rows"], limited.summary["withdrawn"]) == (0, 1, 0)
    only = tiny.render("--json", "--only", "ID-CANARY-2")
    assert (only.code, only.summary["rows"]) == (0, 1)
    assert [line["row"] for line in tiny.manifest()] == [2]
    assert len(tiny.folders()) == len(tiny.links()) == 3


def test_an_id_that_no_row_has_is_told_by_its_position(tiny: Tiny) -> None:
    done = tiny.render("--only", "ID-CANARY-1", "--only", "ID-UNKNOWN")
    assert done.code == 2
    assert "--only number 2" in done.err
    assert "UNKNOWN" not in done.out + done.err
    assert len(tiny.folders()) == 1


def test_one_row_that_cannot_be_read_fails_alone(tiny: Tiny) -> None:
    with (tiny.root / "customers.csv").open("a", encoding="utf-8") as stream:
        stream.write("ID-CANARY-1,Twice,x\n")
    done = tiny.render()
    assert done.code == 1
    assert "customers.csv" in done.out
    assert "1 failed" in done.out
    assert [line["status"] for line in tiny.manifest()].count("failed") >= 1
    assert "Traceback" not in done.err
    again = tiny.render("--json").summary
    assert again["failures"][0]["row"].startswith("customers.csv")
    assert again["exit_code"] == 1


def test_quiet_says_nothing_and_json_one_line(tiny: Tiny) -> None:
    quiet = tiny.render_apart("--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    machine = tiny.render_apart("--json")
    assert machine.out.count("\n") == 1
    summary = json.loads(machine.out)
    assert summary["rows"] == summary["reused"] == 3
    assert Path(summary["links"]).is_file()
    assert Path(summary["manifest"]).is_file()


def test_workers_make_the_same_films_as_none(tiny: Tiny) -> None:
    tiny.render_apart("--workers", "2")
    by_workers = {line["token"]: line["artifacts"] for line in tiny.manifest()}
    tiny.render("--fresh")
    assert {line["token"]: line["artifacts"] for line in tiny.manifest()} == by_workers


def test_film_and_page_are_each_rendered_when_they_change(tiny: Tiny) -> None:
    tiny.people(["Anna"])
    file = tiny.root / "campaign.yaml"
    plain = file.read_text(encoding="utf-8")
    page_and_links = "  microsite: {template: bill}\nlinks: {choices: choices.html, stop: 'mailto:stop@bill.example'}"
    with_page = plain.replace("base_url", f"{page_and_links}\nbase_url")
    file.write_text(with_page, encoding="utf-8")
    assert tiny.render("--json").summary["rendered"] == 1
    film, page = tiny.folder(1) / "video.mp4", tiny.folder(1) / "index.html"
    made, shared = film.stat(), set((tiny.site / "shared").iterdir())
    before = page.read_text(encoding="utf-8")
    assert shared
    # Other words on the page: the film stays the same file.
    file.write_text(with_page + "copy: {choices: Your say}\n", encoding="utf-8")
    assert tiny.render("--json").summary["rendered"] == 1
    assert (film.stat().st_ino, film.stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
    assert set((tiny.site / "shared").iterdir()) == shared
    assert (tiny.folder(1) / "choices.html").read_text(encoding="utf-8").count("Your say") >= 1
    assert tiny.render("--json").summary["reused"] == 1
    # Other words in the film: the page shows its captions, so both are new.
    tiny.scene(SCENE.replace("Hello {", "Welcome {"))
    assert tiny.render("--json").summary["rendered"] == 1
    assert film.stat().st_ino != made.st_ino
    assert page.read_text(encoding="utf-8") != before
    # No page any more: its files go, the film stays.
    made = film.stat()
    file.write_text(plain, encoding="utf-8")
    assert tiny.render("--json").summary["rendered"] == 1
    assert film.stat().st_ino == made.st_ino
    assert not page.exists()
    assert len(tiny.manifest()[0]["artifacts"]) == len(list(tiny.folder(1).iterdir()))
