"""Lighthouse's scores of every page template, the page's weight and how soon it is ready: `make verify`.

Each template is rendered from its samples with a real film of the demo's length beside it, served as `serendip serve`
does, and looked at as a phone on a slow network (Lighthouse's default) and as a desk.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "microsite"))

LIGHTHOUSE = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
NODE = ROOT / ".venv" / "bin" / "node"
CATEGORIES = ("performance", "accessibility", "best-practices")
LEAST_SCORE, MOST_READY_MS, MOST_BYTES = 95, 1000, 150_000
SWITCHES = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"


@dataclass(frozen=True, slots=True)
class Seen:
    """What Lighthouse says of a page. `ready_ms`: the largest paint without slowed-down network or processor, as seen
    by the desk. `bytes`: everything transferred before the film."""

    name: str
    device: str
    scores: dict[str, int]
    ready_ms: int
    bytes: int
    failed: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether it holds every limit."""
        ready = self.device != "desk" or self.ready_ms <= MOST_READY_MS
        return ready and min(self.scores.values()) >= LEAST_SCORE and self.bytes <= MOST_BYTES


def look(url: str, name: str, device: str, folder: Path, browser: str) -> Seen:
    """Run Lighthouse; once more when it ends with an error of its own, which is told."""
    report = folder / f"{name}-{device}.json"
    command = [str(NODE), str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={SWITCHES}"]
    command += ["--preset=desktop"] if device == "desk" else []
    for last in (False, True):
        ended = subprocess.run(
            command,
            env={**os.environ, "CHROME_PATH": browser},
            timeout=300,
            check=False,
            capture_output=True,
            text=True,
        )
        told = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
        fault = told.get("runtimeError", {}).get("code", "") or (ended.stderr.strip() if ended.returncode else "")
        if not fault:
            break
        print(f"Lighthouse could not look at {name} ({device}): {fault}", file=sys.stderr, flush=True)
        if last:
            raise SystemExit(1)
        report.unlink(missing_ok=True)
    audits = told["audits"]
    requests = audits["network-requests"]["details"]["items"]
    return Seen(
        name,
        device,
        {name: round(100 * told["categories"][name]["score"]) for name in CATEGORIES},
        round(audits["largest-contentful-paint"]["numericValue"]),
        sum(each["transferSize"] for each in requests if each["resourceType"] != "Media"),
        tuple(
            sorted(
                key
                for name in CATEGORIES
                for key in (each["id"] for each in told["categories"][name]["auditRefs"] if each["weight"] > 0)
                if audits[key]["score"] is not None and audits[key]["score"] < 0.9
            )
        ),
    )


def main() -> None:
    """Look at every template twice, print a table, end with 1 when a limit isn't held."""
    options = argparse.ArgumentParser(prog="make verify", description=__doc__)
    options.add_argument("--template", help="only this one")
    chosen = options.parse_args()
    from browsing import served
    from sample_site import page_templates, sample_site

    browser = os.environ.get("SERENDIP_BROWSER") or shutil.which("chromium") or "chromium"
    found: list[Seen] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        tokens = sample_site(folder / "site")
        with served(folder / "site") as base:
            for template in page_templates():
                if chosen.template in (None, template.name):
                    for device in ("phone", "desk"):
                        url = f"{base}/{tokens[template.name]}/"
                        found.append(look(url, template.name, device, folder, browser))
                        print(row(found[-1]), flush=True)
    print(
        f"\nlimits: scores {LEAST_SCORE}, ready on a desk {MOST_READY_MS} ms, {MOST_BYTES // 1000} kB before the film"
    )
    sys.exit(0 if all(seen.good for seen in found) else 1)


def row(seen: Seen) -> str:
    """A line of the table."""
    scores = "  ".join(f"{name} {score}" for name, score in seen.scores.items())
    failed = f"  ({', '.join(seen.failed)})" if seen.failed else ""
    return f"{seen.name:12} {seen.device:6} {scores}  ready {seen.ready_ms} ms  {seen.bytes // 1000} kB{failed}"


if __name__ == "__main__":
    main()
