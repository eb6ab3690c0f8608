"""A tiny campaign, and the program run on it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.cli.application import run

CAMPAIGN = """\
version: 1
name: tiny
today: 2026-05-04
secret: file:tiny.secret
purpose: [invoice]
data:
  source: customers.csv
  id: customer_id
audience:
  suppression: suppression.txt
facts:
  first_name: given_name
story: story.yaml
brand: solena
outputs:
  video: {fps: 10, gif: false}
base_url: https://bill.example/
"""
POLICY = """\
version: 1
purposes:
  invoice: {use: essential.service, basis: contract}
fields:
  given_name: {category: user.name.first, action: keep, purposes: [invoice]}
  diary: {category: user.content, action: drop}
"""
STORY = """\
scenes:
  - {scene: hello}
"""
SCENE = """\
summary: A flat colour that says hello.
title: Hello
needs:
  first_name: {type: text, sample: Anna}
duration: 300ms
layers:
  - {id: ground, fill: ink}
  - {id: ball, shape: circle, paint: sun, box: [10%, 10%, 20%, 30%]}
say: "Hello {first_name}."
"""
# An hour in which no two frames are alike: whatever happens meanwhile happens while it is rendered.
SLOW_SCENE = SCENE.replace("300ms", "3600s").replace("30%]}", "30%], drift: {dx: 60%, dy: 60%, scale: 2}}")
DIARY = "DIARY-CANARY-4711"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def summary(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


@dataclass(frozen=True)
class Tiny:
    """The campaign's folder and its output."""

    root: Path
    out: Path

    @property
    def site(self) -> Path:
        return self.out / "tiny" / "site"

    @property
    def private(self) -> Path:
        return self.out / "tiny" / "private"

    def people(self, names: Sequence[str]) -> None:
        with (self.root / "customers.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["customer_id", "given_name", "diary"])
            writer.writerows([f"ID-CANARY-{number}", name, DIARY] for number, name in enumerate(names, 1))

    def scene(self, text: str) -> None:
        (self.root / "scenes" / "hello" / "scene.yaml").write_text(text, encoding="utf-8")

    def render(self, *options: str) -> Done:
        """Render inside this process."""
        return serendip("render", str(self.root), "--out", str(self.out), "--workers", "0", *options)

    def render_apart(self, *options: str, prefix: Sequence[str] = ()) -> Done:
        """Render as users do, with one worker."""
        command = ["render", str(self.root), "--out", str(self.out), "--workers", "1", *options]
        return process(*command, prefix=prefix)

    def manifest(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.private / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]

    def links(self) -> dict[str, str]:
        with (self.private / "links.csv").open(encoding="utf-8", newline="") as stream:
            return {row["customer_id"]: row["url"] for row in csv.DictReader(stream)}

    def folders(self) -> set[str]:
        return {path.name for path in self.site.iterdir() if path.is_dir() and path.name != "shared"}

    def folder(self, number: int) -> Path:
        return self.site / self.links()[f"ID-CANARY-{number}"].rstrip("/").rpartition("/")[2]


def serendip(*arguments: str) -> Done:
    """The program run inside this process, which saves the time of its start."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    return Done(code, out.getvalue(), err.getvalue())


def process(*arguments: str, prefix: Sequence[str] = ()) -> Done:
    """The program run as users run it."""
    done = subprocess.run(
        [*prefix, *program(*arguments)], capture_output=True, text=True, timeout=60, check=False, env=environment()
    )
    return Done(done.returncode, done.stdout, done.stderr)


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "generator", *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "COLUMNS": "120"}


def make(folder: Path) -> Tiny:
    """The campaign written below `folder`, with three people in it."""
    root = folder / "campaign"
    (root / "scenes" / "hello").mkdir(parents=True)
    for name, text in {
        "campaign.yaml": CAMPAIGN,
        "policy.yaml": POLICY,
        "story.yaml": STORY,
        "scenes/hello/scene.yaml": SCENE,
        "suppression.txt": "",
    }.items():
        (root / name).write_text(text, encoding="utf-8")
    found = Tiny(root, folder / "out")
    found.people(["Anna", "Boris", "Chloé"])
    return found
