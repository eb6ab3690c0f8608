"""The campaign that pages are counted with: many customers, each with an address and bills of their own."""

from __future__ import annotations

import csv
from pathlib import Path

from many import write_campaign

from generator.campaign import load_campaign


def test_the_campaign_has_as_many_customers_as_asked_for_and_none_twice(tmp_path: Path) -> None:
    folder = write_campaign(tmp_path / "energy", 60)
    assert load_campaign(folder).name == "solena-april"
    rows = {name: _rows(folder / "data" / f"{name}.csv") for name in ("customers", "invoices", "lines")}
    assert len(rows["customers"]) == 60
    for key in ("customer_id", "email"):
        assert len({row[key] for row in rows["customers"]}) == 60
    owners = {row["customer_id"] for row in rows["invoices"]}
    assert owners == {row["customer_id"] for row in rows["customers"]}
    assert {row["invoice_id"] for row in rows["lines"]} == {row["invoice_id"] for row in rows["invoices"]}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
