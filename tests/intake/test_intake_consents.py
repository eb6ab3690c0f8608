from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from intake_parts import Open, Read
from pydantic import ValidationError

from generator.errors import SourceError
from generator.intake import BadRow, Consent, ConsentSpec, CustomerRecord

CUSTOMERS = "id,offers_on,offers_off\n1,2026-01-31,\n2,2025-01-01,2025-06-01\n3,,\n"
CONSENTS = (
    "customer_id,purpose,given_on,withdrawn_on\n"
    "1,offers,2026-01-31,\n"
    "2,offers,2025-01-01,2025-06-01\n"
    "2,offers,2026-02-01,\n"
    "2,survey,,2026-02-02\n"
)


def _consents(rows: list[CustomerRecord | BadRow]) -> list[tuple[Consent, ...]]:
    return [row.consents for row in rows if isinstance(row, CustomerRecord)]


FROM_TABLE = [
    (Consent("offers", date(2026, 1, 31)),),
    (
        Consent("offers", date(2025, 1, 1), date(2025, 6, 1)),
        Consent("offers", date(2026, 2, 1)),
        Consent("survey", None, date(2026, 2, 2)),
    ),
    (),
]


def test_consents_from_a_file(opened: Open) -> None:
    source = opened({"c.csv": CUSTOMERS, "k.csv": CONSENTS}, {"source": "c.csv"}, {"source": "k.csv"})
    assert source.shape.children == {}
    found = list(source.rows())
    assert _consents(found) == FROM_TABLE
    assert all(set(row.values) == {"id", "offers_on", "offers_off"} for row in found if isinstance(row, CustomerRecord))


def test_consents_from_a_file_with_other_names_and_dates(rows: Read) -> None:
    text = "Kunde;Zweck;Am\n1;offers;31.01.2026\n"
    columns = {"customer_id": "Kunde", "purpose": "Zweck", "given_on": "Am", "withdrawn_on": None}
    consent = {"source": "k.csv", "delimiter": ";", "columns": columns, "format": "%d.%m.%Y"}
    found = rows({"c.csv": CUSTOMERS, "k.csv": text}, {"source": "c.csv"}, consent)
    assert _consents(found)[0] == (Consent("offers", date(2026, 1, 31)),)


def test_consents_from_the_customers_fields(rows: Read) -> None:
    consent = {"fields": {"offers": {"given": "offers_on", "withdrawn": "offers_off"}}}
    found = rows({"c.csv": CUSTOMERS}, {"source": "c.csv"}, consent)
    assert _consents(found) == [
        (Consent("offers", date(2026, 1, 31)),),
        (Consent("offers", date(2025, 1, 1), date(2025, 6, 1)),),
        (Consent("offers", None),),
    ]


def test_consents_from_the_customers_database(tmp_path: Path, rows: Read) -> None:
    with sqlite3.connect(tmp_path / "shop.sqlite") as database:
        database.executescript(
            "CREATE TABLE customer (id INTEGER); INSERT INTO customer VALUES (1), (2);"
            "CREATE TABLE consent (customer_id INTEGER, purpose TEXT, given_on DATE, withdrawn_on DATE);"
            "INSERT INTO consent VALUES (1, 'offers', '2026-01-31', NULL);"
        )
    database.close()
    data = {"url": "sqlite:///shop.sqlite", "query": "SELECT * FROM customer"}
    found = rows({}, data, {"query": "SELECT * FROM consent"})
    assert _consents(found) == [(Consent("offers", date(2026, 1, 31)),), ()]


@pytest.mark.parametrize(
    ("line", "customer", "cause"),
    [
        ("2,offers,31/01/2026,", "2", "'given_on' is not a date"),
        ("2,,2026-01-31,", "2", "names no purpose"),
        ("2,offers", "2", "2 cells"),
        ("9,offers,2026-01-31,", None, "none of the customers"),
        (",offers,2026-01-31,", None, "no 'customer_id'"),
    ],
)
def test_a_consent_that_cant_be_read_stops_its_customer(
    rows: Read, line: str, customer: str | None, cause: str
) -> None:
    found = rows({"c.csv": CUSTOMERS, "k.csv": CONSENTS + line + "\n"}, {"source": "c.csv"}, {"source": "k.csv"})
    (bad,) = [row for row in found if isinstance(row, BadRow)]
    assert bad.customer_id == customer
    assert cause in bad.cause


def test_where_to_what_text_and_until_when(rows: Read) -> None:
    text = (
        "customer_id,purpose,given_on,withdrawn_on,expires_on,source,text\n"
        "1,offers,2026-01-31,,2027-01-31,web form,v3\n2,offers,2026-01-31,,,,\n"
    )
    found = _consents(rows({"c.csv": CUSTOMERS, "k.csv": text}, {"source": "c.csv"}, {"source": "k.csv"}))
    given = date(2026, 1, 31)
    assert found[:2] == [
        (Consent("offers", given, None, date(2027, 1, 31), "web form", "v3"),),
        (Consent("offers", given),),
    ]


def test_where_and_until_when_by_other_names(rows: Read, opened: Open) -> None:
    text = "customer_id,purpose,given_on,Ort,Fassung,bis\n1,offers,31.01.2026,Laden,4,31.01.2027\n"
    columns = {"withdrawn_on": None, "source": "Ort", "text": "Fassung", "expires_on": "bis"}
    consent = {"source": "k.csv", "format": "%d.%m.%Y", "columns": columns}
    found = _consents(rows({"c.csv": CUSTOMERS, "k.csv": text}, {"source": "c.csv"}, consent))
    assert found[0] == (Consent("offers", date(2026, 1, 31), None, date(2027, 1, 31), "Laden", "4"),)
    with pytest.raises(SourceError, match="no column 'Where'"):
        opened({}, {"source": "c.csv"}, {**consent, "columns": {"source": "Where", "withdrawn_on": None}})


def test_where_and_until_when_from_the_customers_fields(rows: Read, opened: Open) -> None:
    text = "id,on,until,where,version\n1,2026-01-31,2027-01-31,shop,v4\n2,2026-01-31,later,shop,v4\n"
    fields = {"given": "on", "expires": "until", "source": "where", "text": "version"}
    consent = {"fields": {"offers": fields}}
    good, bad = rows({"c.csv": text}, {"source": "c.csv"}, consent)
    assert isinstance(good, CustomerRecord)
    assert good.consents == (Consent("offers", date(2026, 1, 31), None, date(2027, 1, 31), "shop", "v4"),)
    assert isinstance(bad, BadRow) and "'until' is not a date" in bad.cause
    with pytest.raises(SourceError, match="no field 'place'"):
        opened({}, {"source": "c.csv"}, {"fields": {"offers": {**fields, "source": "place"}}})


@pytest.mark.parametrize("cell", ["soon", "31/01/2027"])
def test_a_last_day_that_is_none_stops_its_customer(rows: Read, cell: str) -> None:
    text = f"customer_id,purpose,given_on,withdrawn_on,expires_on\n1,offers,2026-01-31,,{cell}\n"
    bad = rows({"c.csv": CUSTOMERS, "k.csv": text}, {"source": "c.csv"}, {"source": "k.csv"})[0]
    assert isinstance(bad, BadRow) and bad.customer_id == "1"
    assert "'expires_on' is not a date" in bad.cause and cell not in bad.cause


def test_consents_of_others_can_be_ignored(rows: Read) -> None:
    text = CONSENTS + "9,offers,2026-01-31,\n"
    found = rows({"c.csv": CUSTOMERS, "k.csv": text}, {"source": "c.csv"}, {"source": "k.csv", "orphans": "ignore"})
    assert _consents(found) == FROM_TABLE
    assert len(found) == 3


def test_a_field_that_is_no_date_stops_its_customer(rows: Read) -> None:
    consent = {"fields": {"offers": {"given": "offers_on"}}}
    bad, good = rows({"c.csv": "id,offers_on\n1,soon\n2,2026-01-31\n"}, {"source": "c.csv"}, consent)
    assert isinstance(bad, BadRow)
    assert bad.customer_id == "1"
    assert "'offers_on' is not a date" in bad.cause
    assert "soon" not in bad.cause
    assert isinstance(good, CustomerRecord)


@pytest.mark.parametrize(
    ("consent", "told"),
    [
        ({"source": "none.csv"}, "none.csv: the file does not exist"),
        ({"source": "c.csv"}, "no column 'customer_id'"),
        ({"query": "SELECT 1"}, "consent: the query has no database"),
        ({"fields": {"offers": {"given": "on"}}}, "consent.fields.offers: there is no field 'on'"),
    ],
)
def test_consents_that_arent_there_are_refused(opened: Open, consent: dict[str, Any], told: str) -> None:
    with pytest.raises(SourceError) as caught:
        opened({"c.csv": CUSTOMERS}, {"source": "c.csv"}, consent)
    assert told in str(caught.value)


@pytest.mark.parametrize("consent", [{}, {"source": "k.csv", "fields": {"offers": {"given": "x"}}}])
def test_consents_come_from_one_place(consent: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="either fields of the customer"):
        ConsentSpec.model_validate(consent)
