from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from intake_parts import Open, Read

from generator.errors import SourceError
from generator.intake import BadRow, CustomerRecord

SCHEMA = """
    CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT, balance NUMERIC(10, 2), born DATETIME, photo BLOB);
    CREATE TABLE invoice (no TEXT, customer INTEGER, total NUMERIC(10, 2), issued TEXT);
    CREATE TABLE line (invoice TEXT, position INTEGER, amount NUMERIC(10, 2));
    INSERT INTO customer VALUES (1, ' Zoë ', 5.94, '1980-01-31 00:00:00', NULL), (2, 'b', NULL, NULL, NULL);
    INSERT INTO invoice VALUES ('B', 1, 3.98, '2026-03-01'), ('A', 1, 8.9, '2026-02-01'), ('X', 99, 1, '2026-01-01');
    INSERT INTO line VALUES ('A', 2, 3.9), ('A', 1, 5), ('B', 1, 3.98);
"""
CUSTOMERS = {
    "url": "sqlite:///shop.sqlite",
    "query": "SELECT id, name, balance, born FROM customer ORDER BY id;",
    "types": {"born": "date"},
}
LINES = {"query": "SELECT * FROM line WHERE invoice IN :keys", "key": "invoice", "order": "position"}
INVOICES = {
    "query": "SELECT * FROM invoice",
    "key": "customer",
    "id": "no",
    "order": "issued",
    "children": {"lines": LINES},
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.sqlite"
    with sqlite3.connect(path) as database:
        database.executescript(SCHEMA)
    database.close()
    return path


def test_customers_with_children_to_any_depth(shop: Path, opened: Open) -> None:
    source = opened({}, {**CUSTOMERS, "children": {"invoices": INVOICES}})
    assert source.shape.children["invoices"].children["lines"].fields == ("invoice", "position", "amount")
    assert source.count_hint() == 2
    first, second = source.rows()
    assert isinstance(first, CustomerRecord), first
    assert first.place == "data.query, row 1"
    assert dict(first.values) == {
        "id": 1,
        "name": "Zoë",
        "balance": Decimal("5.94"),
        "born": date(1980, 1, 31),
        "invoices": (
            {
                "no": "A",
                "customer": 1,
                "total": Decimal("8.9"),
                "issued": "2026-02-01",
                "lines": (
                    {"invoice": "A", "position": 1, "amount": 5},
                    {"invoice": "A", "position": 2, "amount": Decimal("3.9")},
                ),
            },
            {
                "no": "B",
                "customer": 1,
                "total": Decimal("3.98"),
                "issued": "2026-03-01",
                "lines": ({"invoice": "B", "position": 1, "amount": Decimal("3.98")},),
            },
        ),
    }
    assert isinstance(second, CustomerRecord)
    assert second.values["invoices"] == ()
    assert list(source.rows()) == [first, second]


def test_many_more_keys_than_one_statement_takes(tmp_path: Path, rows: Read) -> None:
    with sqlite3.connect(tmp_path / "shop.sqlite") as database:
        database.executescript("CREATE TABLE c (id TEXT); CREATE TABLE i (no INTEGER, c TEXT); CREATE TABLE l (i INT)")
        database.executemany("INSERT INTO c VALUES (?)", [(f"c{n}",) for n in range(700)])
        database.executemany("INSERT INTO i VALUES (?, ?)", [(n, f"c{n % 700}") for n in range(3500)])
        database.executemany("INSERT INTO l VALUES (?)", [(n % 3500,) for n in range(7000)])
    database.close()
    lines = {"query": "SELECT * FROM l", "key": "i"}
    invoices = {"query": "SELECT * FROM i", "key": "c", "id": "no", "children": {"lines": lines}}
    data = {"url": "sqlite:///shop.sqlite", "query": "SELECT * FROM c", "children": {"invoices": invoices}}
    found = rows({}, data)
    assert len(found) == 700
    for row in found:
        assert isinstance(row, CustomerRecord)
        children: Any = row.values["invoices"]
        assert [len(child["lines"]) for child in children] == [2] * 5


def test_rows_that_are_wrong_are_told(shop: Path, rows: Read) -> None:
    with sqlite3.connect(shop) as database:
        database.execute("INSERT INTO customer VALUES (3, 'c', 'lots', NULL, NULL), (4, 'd', 1, NULL, x'00')")
        database.execute("INSERT INTO invoice VALUES ('D', 2, 'lots', NULL)")
    database.close()
    types = {"types": {"balance": "decimal"}}
    invoices = {**INVOICES, "types": {"total": "decimal"}}
    query = "SELECT * FROM customer UNION ALL SELECT 1, 'again', 0, NULL, NULL UNION ALL SELECT NULL, '', 0, NULL, NULL"
    good, *bad = rows({}, {**CUSTOMERS, **types, "query": query, "children": {"invoices": invoices}})
    assert isinstance(good, CustomerRecord)
    assert all(isinstance(row, BadRow) for row in bad)
    told = {row.place: (row.customer_id, row.cause) for row in bad if isinstance(row, BadRow)}
    assert "data.children.invoices.query, row 3 can't be used: 'total'" in told["data.query, row 2"][1]
    assert told["data.query, row 3"] == ("3", "'balance' is not a number written like 1234.50.")
    assert "'photo' holds a value of type bytes" in told["data.query, row 4"][1]
    assert "stands before, in data.query, row 1" in told["data.query, row 5"][1]
    assert told["data.query, row 6"] == (None, "the row has no 'id'.")


def test_a_row_sent_for_another_id_than_its_own_is_told(shop: Path, rows: Read) -> None:
    child = {"query": "SELECT 'A1' AS customer, 1 AS n WHERE 1 IN :keys", "key": "customer"}
    *customers, stray = rows({}, {**CUSTOMERS, "children": {"i": child}})
    assert len(customers) == 2
    assert isinstance(stray, BadRow)
    assert "belongs to none of the customers" in stray.cause


def test_children_of_a_file_from_a_database_and_the_other_way_round(shop: Path, rows: Read) -> None:
    child = {"url": "sqlite:///shop.sqlite", "query": "SELECT * FROM invoice", "key": "customer"}
    (row,) = rows({"c.csv": "id\n1\n"}, {"source": "c.csv", "types": {"id": "integer"}, "children": {"i": child}})
    assert isinstance(row, CustomerRecord)
    assert len(row.values["i"]) == 2  # type: ignore[arg-type]
    files = {"n.csv": "customer,note\n1,x\n2,y\n9,z\n"}
    first, second, orphan = rows(files, {**CUSTOMERS, "children": {"n": {"source": "n.csv", "key": "customer"}}})
    assert isinstance(first, CustomerRecord)
    assert first.values["n"] == ({"customer": "1", "note": "x"},)
    assert isinstance(second, CustomerRecord)
    assert orphan.place == "n.csv, line 4"


def test_the_url_may_come_from_the_environment(shop: Path, rows: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_URL", "sqlite:///shop.sqlite")
    assert len(rows({}, {**CUSTOMERS, "url": "env:SHOP_URL"})) == 2


def test_a_campaign_can_only_read(shop: Path, opened: Open) -> None:
    before = shop.read_bytes()
    with pytest.raises(SourceError, match="readonly"):
        opened({}, {**CUSTOMERS, "query": "INSERT INTO customer (name) VALUES ('x') RETURNING id"})
    assert shop.read_bytes() == before


SECRET = "hunter2"
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no such file": ({"url": "sqlite:///none.sqlite"}, "data.url: the database file none.sqlite does not exist"),
    "no file": ({"url": "sqlite://"}, "names no database file"),
    "no such table": ({"query": "SELECT * FROM client"}, "data.query: the database refuses: no such table: client"),
    "broken SQL": ({"query": "SELEC id"}, "syntax error"),
    "no id": ({"query": "SELECT name FROM customer"}, "no field 'id'"),
    "a column twice": ({"query": "SELECT id, name, name FROM customer"}, "two columns are called 'name'"),
    "a parameter that nobody fills": ({"query": "SELECT :keys AS id"}, "the parameter ':keys'"),
    "an unset variable": ({"url": "env:SERENDIP_NO_SUCH_URL"}, "variable SERENDIP_NO_SUCH_URL is not set"),
    "no URL": ({"url": f"u:{SECRET}@host/db"}, "URL can't be read"),
    "a broken port": ({"url": f"postgresql://u:{SECRET}@host:port/db"}, "URL can't be read"),
    "an unknown kind": ({"url": f"shelf://u:{SECRET}@host/db"}, "kind 'shelf' is unknown"),
    "no driver": ({"url": f"firebird+nodriver://u:{SECRET}@host/db"}, "unknown"),
    "no server": ({"url": f"mysql+pymysql://u:{SECRET}@localhost:1/db"}, "data.url: the driver 'pymysql'"),
    "no such child table": (
        {"children": {"i": {"query": "SELECT * FROM bill", "key": "customer"}}},
        "data.children.i.query: the database refuses: no such table: bill",
    ),
    "no such key": (
        {"children": {"i": {"query": "SELECT * FROM invoice", "key": "client"}}},
        "data.children.i.query: the database refuses: no such column",
    ),
}


@pytest.mark.parametrize(("data", "told"), REFUSED.values(), ids=REFUSED)
def test_a_database_that_cant_be_used_is_refused_without_its_password(
    shop: Path, opened: Open, data: dict[str, Any], told: str
) -> None:
    with pytest.raises(SourceError) as caught:
        opened({}, {**CUSTOMERS, **data})
    assert told in str(caught.value)
    assert SECRET not in str(caught.value)
