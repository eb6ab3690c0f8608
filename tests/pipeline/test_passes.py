"""Which rows are told once and which twice, and what a run may take of the memory."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

from tinycampaign import Tiny, make

from generator.pipeline.capacity import MEGABYTE, capacity, machine_bytes
from generator.pipeline.planning import Planning
from generator.pipeline.preparation import Preparation, Prepared

NAMES = ["Anna", "Boris", "Chloé", "Dora", "Emil", "Fatima", "Goran"]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of customers, each time that one is told."""
    found: list[str] = []
    really = Preparation.prepare

    def prepare(self: Preparation, record: object, token: str) -> object:
        prepared = really(self, record, token)  # type: ignore[arg-type]
        found.append(prepared.story.scenes[0].caption[6:-1] if isinstance(prepared, Prepared) else prepared.reason)
        return prepared

    monkeypatch.setattr(Preparation, "prepare", prepare)
    return found


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    made = make(tmp_path)
    made.people(NAMES)
    return made


def test_a_small_batch_is_told_once(tiny: Tiny, told: list[str]) -> None:
    assert tiny.render("--json").summary["rendered"] == 7
    assert told == NAMES


def test_what_is_up_to_date_is_settled_in_one_pass_without_a_plan(
    tiny: Tiny, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.render()
    told.clear()

    def refuse(*_arguments: object) -> None:
        raise AssertionError("a run that changes nothing plans nothing")

    monkeypatch.setattr(Planning, "__init__", refuse)
    assert tiny.render("--json").summary["reused"] == 7
    assert told == NAMES


def test_of_a_large_batch_only_the_first_rows_are_kept(
    tiny: Tiny, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.pipeline.planning._AHEAD", 2)
    tiny.people(NAMES[:2])
    tiny.render()
    told.clear()
    (tiny.root / "suppression.txt").write_text("ID-CANARY-6\n", encoding="utf-8")
    tiny.people(NAMES)
    done = tiny.render("--json").summary
    assert (done["reused"], done["rendered"], done["skipped"]) == (2, 4, {"suppressed": 1})
    # Two stand, one is the first that doesn't, two are kept; the rest is told again when its turn comes.
    assert told == [*NAMES[:5], "suppressed", "Goran", "suppressed", "Goran"]
    lines = tiny.manifest()
    assert [line["row"] for line in lines] == [1, 2, 3, 4, 5, 6, 7]
    assert [line["status"] for line in lines] == ["rendered"] * 5 + ["skipped", "rendered"]


def test_only_some_of_a_large_batch(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.pipeline.planning._AHEAD", 1)
    wanted = [option for number in (2, 4, 5, 7) for option in ("--only", f"ID-CANARY-{number}")]
    assert tiny.render("--json", *wanted).summary["rendered"] == 4
    assert [line["row"] for line in tiny.manifest()] == [2, 4, 5, 7]


@pytest.mark.parametrize(
    ("memory_mb", "asked", "size_px", "workers"),
    [
        (6000, 2, (1280, 720), 2),
        (6000, 64, (1280, 720), 18),
        (1000, 8, (1280, 720), 2),
        (300, 8, (1280, 720), 1),
        (2000, 8, (3840, 2160), 1),
        (4000, 8, (3840, 2160), 3),
        (4000, 0, (1280, 720), 0),
    ],
)
def test_workers_and_backgrounds_fit_the_memory(
    memory_mb: int, asked: int, size_px: tuple[int, int], workers: int
) -> None:
    found = capacity(memory_mb * MEGABYTE, asked, size_px)
    assert found.workers == workers
    assert found.plate_bytes >= 64 * MEGABYTE
    assert found.plate_bytes < max(memory_mb, 65) * MEGABYTE


def test_the_machine_has_memory() -> None:
    assert machine_bytes() > 100 * MEGABYTE
