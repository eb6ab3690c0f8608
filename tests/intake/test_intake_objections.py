"""Objections from a file, a table and the customers' fields: days, flags, and what can't be understood."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from intake_parts import Open, Read
from pydantic import ValidationError

from generator.errors import SourceError
from generator.intake import BadRow, CustomerRecord, Objection, ObjectionSpec

CUSTOMERS = "id,gpc,no_ads,ads_again\n1,2026-01-31,yes,\n2,,2025-01-01,2025-06-01\n3,no,0,\n"
DAY = date(2026, 1, 31)


def told(rows: list[CustomerRecord | BadRow]) -> list[tuple[Objection, ...]]:
    return [row.objections for row in rows if isinstance(row, CustomerRecord)]


def test_from_a_file_beside_consents(rows: Read) -> None:
    objections = "customer_id,scope,objected_on\n1,gpc,2026-01-31\n1,marketing,\n2,sale,yes\n3,sale,no\n"
    consents = "customer_id,purpose,given_on,withdrawn_on\n1,offers,2026-01-31,\n"
    found = rows(
        {"c.csv": CUSTOMERS, "k.csv": consents, "o.csv": objections},
        {"source": "c.csv"},
        {"source": "k.csv"},
        {"source": "o.csv"},
    )
    # A row without a day counts for ever; one that says no says nothing.
    assert told(found) == [(Objection("gpc", DAY), Objection("marketing", None)), (Objection("sale", None),), ()]
    assert [len(row.consents) for row in found if isinstance(row, CustomerRecord)] == [1, 0, 0]


def test_a_bare_list_of_those_who_object(rows: Read) -> None:
    spec = {"source": "o.csv", "scope": "marketing", "columns": {"scope": None, "objected_on": None}}
    found = rows({"c.csv": CUSTOMERS, "o.csv": "customer_id\n2\n"}, {"source": "c.csv"}, None, spec)
    assert told(found) == [(), (Objection("marketing", None),), ()]


def test_lifted(rows: Read) -> None:
    objections = "customer_id,scope,objected_on,lifted_on\n1,all,2026-01-31,2026-02-01\n2,all,,2026-02-01\n"
    spec = {"source": "o.csv", "columns": {"lifted_on": "lifted_on"}}
    found = rows({"c.csv": CUSTOMERS, "o.csv": objections}, {"source": "c.csv"}, None, spec)
    lifted = date(2026, 2, 1)
    assert told(found)[:2] == [(Objection("all", DAY, lifted),), (Objection("all", None, lifted, lifts=True),)]


def test_from_the_customers_fields(rows: Read) -> None:
    fields = {"gpc": {"objected": "gpc"}, "marketing": {"objected": "no_ads", "lifted": "ads_again"}}
    found = rows({"c.csv": CUSTOMERS}, {"source": "c.csv"}, None, {"fields": fields})
    assert told(found) == [
        (Objection("gpc", DAY), Objection("marketing", None)),
        (Objection("marketing", date(2025, 1, 1), date(2025, 6, 1)),),
        (),
    ]


def test_from_the_customers_database(tmp_path: Path, rows: Read) -> None:
    with sqlite3.connect(tmp_path / "shop.sqlite") as database:
        database.executescript(
            "CREATE TABLE customer (id INTEGER); INSERT INTO customer VALUES (1), (2);"
            "CREATE TABLE objection (customer_id INTEGER, scope TEXT, objected_on DATE);"
            "INSERT INTO objection VALUES (2, 'gpc', '2026-01-31');"
        )
    database.close()
    data = {"url": "sqlite:///shop.sqlite", "query": "SELECT * FROM customer"}
    assert told(rows({}, data, None, {"query": "SELECT * FROM objection"})) == [(), (Objection("gpc", DAY),)]


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("1,everything,2026-01-31", "doesn't say what it covers"),
        ("1,,2026-01-31", "doesn't say what it covers"),
        ("1,gpc,perhaps", "'objected_on' is neither a day nor yes or no"),
        ("1,gpc", "2 cells"),
    ],
)
def test_an_objection_that_cant_be_understood_stops_its_customer(rows: Read, line: str, cause: str) -> None:
    text = f"customer_id,scope,objected_on\n{line}\n"
    bad = rows({"c.csv": CUSTOMERS, "o.csv": text}, {"source": "c.csv"}, None, {"source": "o.csv"})[0]
    assert isinstance(bad, BadRow)
    assert bad.customer_id == "1" and cause in bad.cause
    assert "perhaps" not in bad.cause and "everything" not in bad.cause


@pytest.mark.parametrize(
    ("spec", "cause"),
    [
        ({"source": "none.csv"}, "none.csv: the file does not exist"),
        ({"source": "c.csv"}, "no column 'customer_id'"),
        ({"fields": {"gpc": {"objected": "off"}}}, "objections.fields.gpc: there is no field 'off'"),
    ],
)
def test_objections_that_arent_there_are_refused(opened: Open, spec: dict[str, Any], cause: str) -> None:
    with pytest.raises(SourceError) as caught:
        opened({"c.csv": CUSTOMERS}, {"source": "c.csv"}, None, spec)
    assert cause in str(caught.value)


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"source": "o.csv", "fields": {"gpc": {"objected": "x"}}},
        {"source": "o.csv", "columns": {"scope": None}},
        {"source": "o.csv", "scope": "everything"},
        {"fields": {"everything": {"objected": "x"}}},
    ],
)
def test_a_section_that_is_wrong_is_refused(spec: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ObjectionSpec.model_validate(spec)
