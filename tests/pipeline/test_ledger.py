"""Outcomes come in any order; the manifest has them in the order of the rows."""

from __future__ import annotations

import json
from pathlib import Path

from generator.model.outcome import Failed, Rendered, Skipped
from generator.pipeline.ledger import SHOWN_FAILURES, Ledger
from generator.publish.manifest import Manifest


def test_manifest_is_in_row_order_and_told_at_once(tmp_path: Path) -> None:
    told: list[int] = []
    with Manifest(tmp_path / "manifest.jsonl") as manifest:
        ledger = Ledger(manifest, lambda tally: told.append(tally.rows))
        ledger.settle(2, 7, "row 7", Skipped("suppressed"))
        ledger.settle(0, 3, "row 3", Rendered("b" * 32, (), 1.0))
        assert ledger.waiting == 1
        ledger.settle(1, 5, "row 5", Failed("x", "y."))
        assert ledger.waiting == 0
        ledger.close()
    lines = [json.loads(line) for line in (tmp_path / "manifest.jsonl").read_text().splitlines()]
    assert [line["row"] for line in lines] == [3, 5, 7]
    assert told == [1, 2, 3]


def test_a_stopped_run_keeps_what_waits(tmp_path: Path) -> None:
    with Manifest(tmp_path / "manifest.jsonl") as manifest:
        ledger = Ledger(manifest, lambda _tally: None)
        ledger.settle(4, 5, "row 5", Skipped("suppressed"))
        ledger.settle(1, 2, "row 2", Skipped("suppressed"))
        ledger.close()
    lines = [json.loads(line) for line in (tmp_path / "manifest.jsonl").read_text().splitlines()]
    assert [line["row"] for line in lines] == [2, 5]


def test_tally_counts_and_shows_the_first_failures(tmp_path: Path) -> None:
    with Manifest(tmp_path / "manifest.jsonl") as manifest:
        ledger = Ledger(manifest, lambda _tally: None)
        for number in range(SHOWN_FAILURES + 5):
            ledger.settle(number, number, f"row {number}", Failed("x", "y."))
        ledger.settle(90, 90, "", Rendered("a" * 32, (), 1.0, reused=True))
        ledger.settle(91, 91, "", Rendered("b" * 32, (), 1.0))
        ledger.settle(92, 92, "", Skipped("no-consent"))
    tally = ledger.tally
    assert (tally.failed, tally.reused, tally.rendered, tally.skipped) == (SHOWN_FAILURES + 5, 1, 1, {"no-consent": 1})
    assert [place for place, _ in tally.failures] == [f"row {number}" for number in range(SHOWN_FAILURES)]
    assert tally.first == "a" * 32
    assert tally.rows == SHOWN_FAILURES + 8
