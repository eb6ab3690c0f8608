"""What forms posted becomes tables: withdrawals and objections for the next run, the rest for people."""

from __future__ import annotations

import csv
import datetime
import json
import stat
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from generator.campaign import Campaign
from generator.errors import SourceError
from generator.pipeline.answers import read_answers, write_answers
from generator.publish.layout import Layout
from generator.publish.links import write_links

ANNA, BEN = "a" * 32, "b" * 32
TODAY = datetime.date(2026, 5, 4)
COMMON = {"version": "1", "token": ANNA, "language": "de"}
CAMPAIGN = cast(Campaign, SimpleNamespace(policy=SimpleNamespace(purposes={"offers": None, "invoice": None})))


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    found = Layout(tmp_path / "out")
    found.make()
    write_links(found.links, "https://bill.example", [("=7", ANNA), ("B-8", BEN)])
    return found


def tables(layout: Layout, tmp_path: Path, *lines: Any) -> dict[str, list[dict[str, str]]]:
    file = tmp_path / "answers.jsonl"
    file.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    written = write_answers(read_answers(file, layout, TODAY), CAMPAIGN, tmp_path / "into")
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in written)
    return {path.name: list(csv.DictReader(path.open(encoding="utf-8", newline=""))) for path in written}


def test_a_topic_that_was_not_ticked_is_withdrawn_and_no_tick_agrees(layout: Layout, tmp_path: Path) -> None:
    post = {
        "form": "preferences",
        **COMMON,
        "received_on": "2026-05-02",
        "offered": ["offers", "invoice", "service"],
        "topics": ["invoice"],
        "channels": ["email", "sms"],
    }
    found = tables(layout, tmp_path, post)
    assert found["withdrawals.csv"] == [
        {"customer_id": "'=7", "purpose": "offers", "given_on": "", "withdrawn_on": "2026-05-02", "source": "page"}
    ]
    assert "objections.csv" not in found
    assert found["preferences.csv"][0]["channels"] == "email sms"


def test_nothing_but_what_is_needed_is_an_objection(layout: Layout, tmp_path: Path) -> None:
    found = tables(layout, tmp_path, {"form": "preferences", **COMMON, "token": BEN, "only": "needed"})
    assert found["objections.csv"] == [{"customer_id": "B-8", "scope": "marketing", "objected_on": "2026-05-04"}]
    assert "withdrawals.csv" not in found


def test_every_form_has_its_table(layout: Layout, tmp_path: Path) -> None:
    found = tables(
        layout,
        tmp_path,
        {"form": "dispute", **COMMON, "token": BEN, "reason": "twice", "line": "2", "text": "=cmd()"},
        {"form": "rating", **COMMON, "scale": "ces", "score": "7"},
    )
    assert found["dispute.csv"] == [
        {
            "customer_id": "B-8",
            "received_on": "2026-05-04",
            "language": "de",
            "line": "2",
            "reason": "twice",
            "text": "'=cmd()",
        }
    ]
    assert found["rating.csv"][0]["score"] == "7"


def test_what_cannot_be_used_is_counted(layout: Layout, tmp_path: Path) -> None:
    rating = {"form": "rating", **COMMON, "scale": "ces", "score": "7", "once": "1"}
    lines = [rating, rating, {**rating, "token": "c" * 32, "once": "2"}, {**rating, "score": "8"}, "{", "[]", ""]
    lines.append({**rating, "received_on": "soon", "once": "3"})
    file = tmp_path / "answers.jsonl"
    file.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    reading = read_answers(file, layout, TODAY)
    assert (len(reading.answers), reading.unread, reading.unknown, reading.repeated) == (1, 4, 1, 1)
    assert reading.answers[0].customer_id == "=7"


def test_a_file_or_an_output_that_is_not_there_is_told(layout: Layout, tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        read_answers(tmp_path / "none", layout, TODAY)
    (tmp_path / "one").write_text("{}")
    with pytest.raises(SourceError):
        read_answers(tmp_path / "one", Layout(tmp_path / "elsewhere"), TODAY)
