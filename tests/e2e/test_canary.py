"""The canary: unique strings in every field that the policy does not release, the demo rendered, all of it searched."""

from __future__ import annotations

import csv
import datetime
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Output, render

from generator.privacy import Policy, load_policy
from generator.privacy.verify import Leak, scan, scan_text

STRUCTURE = {"customer_id", "status", "locale", "interest"}
"""Fields that decide who gets what: their values stay, or the campaign would be another one."""


@dataclass(frozen=True)
class Trap:
    """A copy of the demo whose unreleased fields hold canaries, and what to look for: field → canaries."""

    campaign: Path
    needles: dict[str, list[str]]


def canary(field: str, row: int) -> str:
    # The stem is in every row, so that looking for it finds all of them.
    return f"{stem(field)}{row:04d}"


def stem(field: str) -> str:
    return f"zq{field.replace('_', '')}wkx"


def released(policy: Policy, field: str) -> bool:
    rule = policy.rule((field,))
    return rule is not None and not rule.denied


def set_trap(source: Path, folder: Path) -> Trap:
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__", ".secret"))
    policy = load_policy(folder / "policy.yaml")
    table = folder / "data" / "customers.csv"
    with table.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    fields = [field for field in rows[0] if field not in STRUCTURE and not released(policy, field)]
    needles: dict[str, list[str]] = {}
    for field in fields:
        for number, row in enumerate(rows, 1):
            row[field] = canary(field, number)
            if field == "born":
                row[field] = (datetime.date(1903, 3, 1) + datetime.timedelta(days=number)).isoformat()
        needles[field] = [rows[0][field], rows[-1][field]] + ([] if field == "born" else [stem(field)])
    with table.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return Trap(folder, needles)


def leaks(output: Output, needles: dict[str, list[str]]) -> list[Leak]:
    """All that was written but pixels: the plates and segments of the cache count with their names."""
    found = [*scan(output.root / "site", needles)]
    for path in sorted((output.root / "private").iterdir()):
        if path.name != "cache":
            found += scan(path, needles)
    names = "\n".join(str(path.relative_to(output.root)) for path in output.root.rglob("*"))
    said = output.process.stdout + output.process.stderr
    return [*found, *scan_text(names, needles, "names"), *scan_text(said, needles, "said")]


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Trap:
    return set_trap(checkout / "examples" / "energy", tmp_path_factory.mktemp("trap") / "energy")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory, trap: Trap) -> Output:
    return render(trap.campaign, tmp_path_factory.mktemp("canary"), "--workers", "2")


def test_the_trap_is_set(trap: Trap) -> None:
    assert {"email", "phone", "street", "iban", "religion", "health_note", "note", "meter", "born"} <= set(trap.needles)
    assert {"name", "call_me", "autopay"}.isdisjoint(trap.needles)


def test_the_whole_demo_was_rendered(output: Output) -> None:
    assert output.process.returncode == 0, output.process.stderr
    statuses = [line["status"] for line in output.manifest]
    assert (len(statuses), statuses.count("rendered"), statuses.count("skipped")) == (36, 30, 6)


def test_no_canary_is_in_any_artifact(output: Output, trap: Trap) -> None:
    assert leaks(output, trap.needles) == []


def test_ids_are_in_the_list_of_links_only(output: Output) -> None:
    ids = {"customer_id": [f"C-{number}" for number in (1001, 1017, 1030)]}
    assert {leak.file for leak in leaks(output, ids)} == {"links.csv"}


@pytest.mark.parametrize("field", ["street", "note"])
def test_a_field_released_on_purpose_is_caught(tmp_path: Path, checkout: Path, field: str) -> None:
    trap = set_trap(checkout / "examples" / "energy", tmp_path / "energy")
    policy = trap.campaign / "policy.yaml"
    lines = [line for line in policy.read_text(encoding="utf-8").splitlines() if not line.startswith(f"  {field}:")]
    lines.append(f"  {field}: {{category: user.name, purposes: [invoice, offers]}}")
    policy.write_text("\n".join(lines), encoding="utf-8")
    campaign = trap.campaign / "campaign.yaml"
    text = campaign.read_text(encoding="utf-8")
    assert "first_name: name_of(call_me)" in text
    campaign.write_text(text.replace("first_name: name_of(call_me)", f"first_name: {field}"), encoding="utf-8")
    output = render(trap.campaign, tmp_path / "out", "--only", "C-1001", "--workers", "1")
    assert output.process.returncode == 0, output.process.stderr
    found = leaks(output, trap.needles)
    assert {leak.field for leak in found} == {field}
    assert {"index.html", "captions.vtt"} <= {leak.file.split("/")[-1] for leak in found}
