"""Campaigns rendered by the real command, once a module, and read back."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader


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
