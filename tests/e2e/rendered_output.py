"""Campaigns rendered by the real command and read back; a render that several modules read is made once a run."""

from __future__ import annotations

import csv
import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader

SMALL_FILM = "video: {height_px: 180, fps: 10}"


@dataclass(frozen=True)
class Output:
    """What a render left, and what it said."""

    root: Path
    process: subprocess.CompletedProcess[str]

    @property
    def manifest(self) -> list[dict[str, Any]]:
        text = (self.root / "private" / "manifest.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    @property
    def folders(self) -> dict[str, Path]:
        """Customer id → the recipient's folder."""
        with (self.root / "private" / "links.csv").open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        return {row["customer_id"]: self.root / "site" / row["url"].rstrip("/").split("/")[-1] for row in rows}

    def page(self, customer_id: str) -> str:
        return (self.folders[customer_id] / "index.html").read_text(encoding="utf-8")

    def pdf_text(self, customer_id: str) -> str:
        reader = PdfReader(self.folders[customer_id] / "invoice.pdf")
        return "\n".join(page.extract_text() for page in reader.pages)

    def files(self) -> Iterator[Path]:
        return (path for path in sorted(self.root.rglob("*")) if path.is_file())


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command, as a user would type it."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def render(campaign: Path, out: Path, *more: str) -> Output:
    process = run("render", campaign, "--out", out, *more)
    folders = [path for path in out.iterdir() if path.is_dir()] if out.is_dir() else []
    assert len(folders) == 1, process.stdout + process.stderr
    return Output(folders[0], process)


def copy_of(example: str, checkout: Path, chinook_db: Path, folder: Path) -> Path:
    """The example with a small film; its database stays where it is."""
    shutil.copytree(checkout / "examples" / example, folder, ignore=shutil.ignore_patterns("__pycache__", ".secret"))
    path = folder / "campaign.yaml"
    text = path.read_text(encoding="utf-8")
    assert "video: {profile: web}" in text
    text = text.replace("video: {profile: web}", SMALL_FILM)
    path.write_text(text.replace("sqlite:///../../../shared/data/chinook.sqlite", f"sqlite:///{chinook_db}"), "utf-8")
    return folder


@dataclass(frozen=True)
class Example:
    """A whole example, rendered with small films. It is everybody's: nothing may write to `campaign` or `output`."""

    campaign: Path
    output: Output


def digest_of(root: Path) -> str:
    """A folder in, what tells its files, their content and when they were written."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        digest.update(f"{path.relative_to(root)}\0{path.lstat().st_mtime_ns if path.is_file() else ''}\0".encode())
        if path.is_file():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def render_once(place: Path, make: Callable[[Path], Output]) -> Output:
    """What `make` renders below `place`, made by the first process that asks; the others wait for it and read it."""
    place.mkdir(parents=True, exist_ok=True)
    said = place / "said.json"
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.is_file():
            output = make(place / "all")
            told = {
                "root": str(output.root),
                "returncode": output.process.returncode,
                "stdout": output.process.stdout,
                "stderr": output.process.stderr,
                "digest": digest_of(place / "all"),
            }
            part = place / "said.part"
            part.write_text(json.dumps(told), encoding="utf-8")
            part.replace(said)
    told = json.loads(said.read_text(encoding="utf-8"))
    process = subprocess.CompletedProcess([], told["returncode"], told["stdout"], told["stderr"])
    return Output(Path(told["root"]), process)


def is_unchanged(place: Path) -> bool:
    """Whether what `render_once` left is as it was left."""
    told = json.loads((place / "said.json").read_text(encoding="utf-8"))
    return bool(told["digest"] == digest_of(place / "all"))
