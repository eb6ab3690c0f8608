"""What the benchmark measures with: memory, structural similarity, and the report."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import report
from memory import Memory, tree, watched
from numpy.typing import NDArray
from quality import Quality, ssim
from report import Measured

FORKED = """
import os, sys, time
block = bytearray(os.urandom(1)) * 40_000_000
if os.fork() == 0:
    own = bytearray(b"x") * 20_000_000
    time.sleep(60)
print("ready", flush=True)
time.sleep(60)
"""


def test_memory_of_a_family_counts_what_it_shares_once() -> None:
    with subprocess.Popen([sys.executable, "-c", FORKED], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        with watched(parent.pid) as memory:
            family = tree(parent.pid)
            time.sleep(0.6)
        for pid in family:
            subprocess.run(["kill", str(pid)], check=True)
    peak = memory()
    assert len(family) == peak.processes == 2
    assert peak.samples >= 2
    assert 60 < peak.pss_mb < 85
    # RSS counts the shared 40 MB in both.
    assert peak.rss_mb > peak.pss_mb + 35


def gaussian_means(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """Every window's weighted mean, one after the other, as the paper writes it."""
    at = np.arange(11) - 5
    weights = np.exp(-(at**2) / (2 * 1.5**2))
    window = np.outer(weights, weights) / weights.sum() ** 2
    height, width = picture.shape
    return np.array(
        [
            [(picture[y : y + 11, x : x + 11] * window).sum() for x in range(width - 10)]
            for y in range(height - 10)
        ],
        np.float32,
    )  # fmt: skip


def worse(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A picture with the noise that changes no mean by much."""
    noise = np.random.default_rng(1).integers(-20, 21, picture.shape)
    return np.clip(picture.astype(int) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("change", "low", "high"),
    [
        (lambda picture: picture, 1.0, 1.0),
        (worse, 0.2, 0.95),
        (lambda picture: 255 - picture, -1.0, 0.0),
        (lambda picture: np.full_like(picture, 128), 0.0, 0.3),
    ],
)
def test_ssim(change: Callable[[NDArray[np.uint8]], NDArray[np.uint8]], low: float, high: float) -> None:
    y, x = np.mgrid[0:32, 0:40]
    picture = (127 + 90 * np.sin(x / 3) * np.cos(y / 4)).astype(np.uint8)
    assert low - 1e-6 <= ssim(picture, change(picture), gaussian_means) <= high + 1e-6


def test_ssim_of_flat_pictures_is_what_the_formula_says() -> None:
    one, other = np.full((16, 16), 100, np.uint8), np.full((16, 16), 110, np.uint8)
    told = (2 * 100 * 110 + 6.5025) / (100**2 + 110**2 + 6.5025)
    assert ssim(one, other, gaussian_means) == pytest.approx(told, abs=1e-4)


KEYS = [
    "distinct_vs_movielite",
    "distinct_vs_moviepy",
    "realistic_vs_moviepy",
    "vs_pure_encoder",
    "peak_memory_mb_100",
    "peak_memory_mb_1000",
    "second_run_s",
    "bytes_vs_movielite",
    "ssim_difference",
]


def measured() -> Measured:
    seen = Measured(films=100, realistic=1000, second_run_s=3.21)
    for took, clock_s in (
        (seen.serendip, (0.5, 0.6, 9.0)),
        (seen.movielite_pair, (6.0, 5.0, 7.0)),
        (seen.movielite_own, (5.9, 6.1)),
        (seen.moviepy, (16.0,)),
        (seen.moviepy_alone, (24.0,)),
        (seen.realistic_serendip, (0.25,)),
        (seen.realistic_moviepy, (25.0,)),
        (seen.encoder, (0.5,)),
    ):
        for film_s in clock_s:
            took.add(film_s, 2 * film_s, [2_000_000])
    seen.serendip.sizes = [1_000_000, 2_000_000]
    seen.memory_distinct, seen.memory_realistic = Memory(900.4, 1500, 50, 4), Memory(950.6, 1600, 500, 4)
    seen.quality = Quality(films=0.979, veryfast=0.981, frames=600, encoded=370)
    seen.timings_distinct = {"encode": 75.0, "compose": 25.0}
    return seen


def test_the_figures_are_medians_and_ratios() -> None:
    found = report.results(measured())
    assert list(found) == KEYS
    assert list(found.values()) == [10.0, 40.0, 100.0, 1.2, 900, 951, 3.21, 0.75, 0.002]


def test_the_table_shows_them() -> None:
    made = report.table(measured(), [("processor", "one of them")])
    for line in (
        "| MovieLite, two processes with a film each | 6.000 | 10.00 | 12.000 | 10.00 | 2.00 |",
        "| `second_run_s`: 1000 recipients, nothing changed | 3.21 s |",
        "| encode | 0.750 | 75% | 0.000 | 0% |",
        "| processor | one of them |",
    ):
        assert line in made.splitlines()


def test_results_are_written_in_three_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "bench.md"
    page.write_text("before\n<!-- results: begin -->\nold\n<!-- results: end -->\nafter\n", encoding="utf-8")
    monkeypatch.setattr(report, "HERE", tmp_path)
    monkeypatch.setattr(report, "DOCS", page)
    report.write(measured(), [("processor", "one of them")])
    made = report.table(measured(), [("processor", "one of them")])
    assert (tmp_path / "results.md").read_text(encoding="utf-8").endswith(made)
    assert list(json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))) == KEYS
    told = page.read_text(encoding="utf-8")
    assert told == f"before\n<!-- results: begin -->\n\n{made}\n<!-- results: end -->\nafter\n"


def test_the_page_shows_the_committed_results() -> None:
    committed = report.HERE / "results.md"
    told = report.DOCS.read_text(encoding="utf-8").partition("<!-- results: begin -->\n")[2]
    told = told.partition("<!-- results: end -->")[0]
    if committed.exists():
        assert committed.read_text(encoding="utf-8").endswith(told.strip() + "\n")
        assert list(json.loads((report.HERE / "results.json").read_text(encoding="utf-8"))) == KEYS
    else:
        assert not told.strip()
