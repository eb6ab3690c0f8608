"""Serendip as its users get it: a campaign's folder, `serendip render`, the clock from the process's start to end."""

from __future__ import annotations

import compileall
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
from peers import processor_s

import generator

CAMPAIGN = Path(__file__).parent / "campaign"
_NOT_COPIED = shutil.ignore_patterns("make_data.py", "first_names.csv", "CREDITS.md", "__pycache__", "data")


@dataclass(frozen=True, slots=True)
class Run:
    """What one `serendip render` took.

    `cpu_s`: seconds of processor of all its processes. `timings_s`: seconds of the workers by part.
    """

    films: int
    wall_s: float
    cpu_s: float
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


def compiled() -> None:
    """Have the package's modules compiled, as pip has them when it installs a wheel and Python after a first run.

    Where Python is told not to write what it compiled (PYTHONDONTWRITEBYTECODE, usual in containers), a program in a
    checkout would compile itself anew in each of its processes.
    """
    compileall.compile_dir(Path(generator.__file__).parent, quiet=2)


def write_campaign(crowd: list[Person], folder: Path, footage: Path) -> Path:
    """People in; the reference campaign for them in `folder` out. The footage is made when it isn't there yet."""
    shutil.copytree(CAMPAIGN, folder, ignore=_NOT_COPIED)
    write_csv(crowd, folder / "data")
    views = folder / "scenes" / "views"
    if not footage.exists():
        make_footage(views / "sunset.jpg", footage)
    shutil.copyfile(footage, views / "evening.mp4")
    return folder


def render(campaign: Path, out: Path, films: int, workers: int | None) -> Run:
    """Run `serendip render` on a campaign's folder, with its own number of workers unless one is given.

    Raises SystemExit when a film is missing.
    """
    program = str(Path(sys.executable).with_name("serendip"))
    command = [program, "render", str(campaign), "--out", str(out), "--json"]
    command += ["--workers", str(workers)] if workers is not None else []
    used, began = processor_s(), time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        with watched(process.pid) as memory:
            printed, _ = process.communicate()
        wall_s = time.perf_counter() - began
    cpu_s = processor_s() - used
    if process.returncode:
        sys.exit(f"serendip render ended with {process.returncode}: {printed}")
    summary = json.loads(printed)
    done = summary["rendered"] + summary["reused"]
    if done != films:
        sys.exit(f"serendip render made {done} of {films} films")
    return Run(films, wall_s, cpu_s, memory(), summary.get("timings_s", {}), summary, Path(summary["site"]))
