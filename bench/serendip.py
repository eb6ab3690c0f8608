"""Serendip as its users get it: a campaign's folder, `serendip render`, the clock from the process's start to end."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from campaign.make_data import Person, write_csv
from footage import make_footage
from memory import Memory, watched

CAMPAIGN = Path(__file__).parent / "campaign"
_NOT_COPIED = shutil.ignore_patterns("make_data.py", "first_names.csv", "CREDITS.md", "__pycache__", "data")


@dataclass(frozen=True, slots=True)
class Run:
    """What one `serendip render` took. `timings_s`: seconds of the workers by part, when the program tells them."""

    films: int
    wall_s: float
    memory: Memory
    timings_s: dict[str, float]
    summary: dict[str, object]
    site: Path

    @property
    def film_s(self) -> float:
        """Seconds by the clock for a film."""
        return self.wall_s / self.films

    def paths(self) -> list[Path]:
        """The films."""
        return sorted(self.site.glob("*/video.mp4"))


def write_campaign(crowd: list[Person], folder: Path) -> Path:
    """People in; the reference campaign for them, with its footage, in `folder` out."""
    shutil.copytree(CAMPAIGN, folder, ignore=_NOT_COPIED)
    write_csv(crowd, folder / "data")
    views = folder / "scenes" / "views"
    make_footage(views / "sunset.jpg", views / "evening.mp4")
    return folder


def render(campaign: Path, out: Path, films: int, workers: int) -> Run:
    """Run `serendip render` on a campaign's folder. Raises SystemExit when a film is missing."""
    program = str(Path(sys.executable).with_name("serendip"))
    command = [program, "render", str(campaign), "--out", str(out), "--workers", str(workers), "--json"]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        with watched(process.pid) as memory:
            printed, _ = process.communicate()
        wall_s = time.perf_counter() - began
    if process.returncode:
        sys.exit(f"serendip render ended with {process.returncode}: {printed}")
    summary = json.loads(printed)
    done = summary["rendered"] + summary["reused"]
    if done != films:
        sys.exit(f"serendip render made {done} of {films} films")
    return Run(films, wall_s, memory(), summary.get("timings_s", {}), summary, Path(summary["site"]))
