"""The canary: unique strings in every field that the policy does not release, an example rendered, all of it searched.

Films are made small: what they show is the same, and pixels aren't read.
"""

from __future__ import annotations

import csv
import datetime
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from rendered_output import SMALL_FILM, Output, render, run

from generator.privacy import Policy, load_policy
from generator.privacy.verify import Leak, scan, scan_text

STRUCTURE = {"customer_id", "status", "locale", "interest", "country"}
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
    small_film(folder)
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


def set_trap_in_a_database(source: Path, chinook_db: Path, folder: Path) -> Trap:
    """The same with a copy of the database, whose columns are called otherwise than the fields."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".secret"))
    small_film(folder)
    shutil.copy(chinook_db, folder / "trap.sqlite")
    columns = {"street": "Address", "city": "City", "state": "State", "postcode": "PostalCode", "phone": "Phone",
               "fax": "Fax", "email": "Email", "company": "Company"}  # fmt: skip
    policy = load_policy(folder / "policy.yaml")
    assert not any(released(policy, field) for field in columns)
    needles: dict[str, list[str]] = {}
    with closing(sqlite3.connect(folder / "trap.sqlite")) as database:
        for field, column in columns.items():
            database.execute(f"UPDATE Customer SET {column} = ? || printf('%04d', CustomerId)", (stem(field),))
            needles[field] = [canary(field, 1), canary(field, 59), stem(field)]
        database.commit()
    path = folder / "campaign.yaml"
    text = path.read_text(encoding="utf-8")
    assert "sqlite:///../../../shared/data/chinook.sqlite" in text
    path.write_text(text.replace("sqlite:///../../../shared/data/chinook.sqlite", "sqlite:///trap.sqlite"), "utf-8")
    return Trap(folder, needles)


def small_film(folder: Path) -> None:
    path = folder / "campaign.yaml"
    text = path.read_text(encoding="utf-8")
    assert "video: {profile: web}" in text
    path.write_text(text.replace("video: {profile: web}", SMALL_FILM), encoding="utf-8")


def leaks(output: Output, needles: dict[str, list[str]]) -> list[Leak]:
    """All that was written but pixels: the plates and segments of the cache count with their names."""
    found = [*scan(output.root / "site", needles)]
    for path in sorted((output.root / "private").iterdir()):
        if path.name != "cache":
            found += scan(path, needles)
    names = "\n".join(str(path.relative_to(output.root)) for path in output.root.rglob("*"))
    said = output.process.stdout + output.process.stderr
    return [*found, *scan_text(names, needles, "names"), *scan_text(said, needles, "said")]


@pytest.fixture(scope="module", params=["energy", "chinook"])
def trap(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, checkout: Path, chinook_db: Path
) -> Trap:
    source, folder = checkout / "examples" / request.param, tmp_path_factory.mktemp("trap") / request.param
    if request.param == "energy":
        return set_trap(source, folder)
    return set_trap_in_a_database(source, chinook_db, folder)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory, trap: Trap) -> Output:
    # Of the music shop's customers, who are all alike, a part will do.
    some = ("--limit", "12") if trap.campaign.name == "chinook" else ()
    return render(trap.campaign, tmp_path_factory.mktemp("canary"), "--workers", "2", *some)


def test_the_trap_is_set(trap: Trap) -> None:
    assert {"email", "phone", "street", "city", "postcode"} <= set(trap.needles)
    if trap.campaign.name == "energy":
        assert {"iban", "religion", "health_note", "note", "meter", "born"} <= set(trap.needles)
    assert {"name", "call_me", "autopay"}.isdisjoint(trap.needles)


def test_the_whole_demo_was_rendered(output: Output) -> None:
    assert output.process.returncode == 0, output.process.stderr
    statuses = [line["status"] for line in output.manifest]
    expected = (36, 30, 6) if len(statuses) == 36 else (12, 12, 0)
    assert (len(statuses), statuses.count("rendered"), statuses.count("skipped")) == expected


def test_no_canary_is_in_any_artifact(output: Output, trap: Trap) -> None:
    assert leaks(output, trap.needles) == []


def test_ids_are_where_they_are_needed_only(output: Output, trap: Trap) -> None:
    if trap.campaign.name == "energy":
        ids = {"customer_id": [f"C-{number}" for number in (1001, 1017, 1030)]}
        assert {leak.file for leak in leaks(output, ids)} == {"links.csv", "state.sqlite"}


def test_a_search_of_the_whole_output_finds_nothing(output: Output) -> None:
    done = run("verify", output.root, "--json")
    assert (done.returncode, json.loads(done.stdout)["leaks"]) == (0, []), done.stdout


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
    output = render(trap.campaign, tmp_path / "out", "--only", "C-1001", "--workers", "0")
    assert output.process.returncode == 0, output.process.stderr
    found = leaks(output, trap.needles)
    assert {leak.field for leak in found} == {field}
    assert {"index.html", "captions.vtt"} <= {leak.file.split("/")[-1] for leak in found}
