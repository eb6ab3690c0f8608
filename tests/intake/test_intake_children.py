from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from intake_parts import Open, Read

from generator.errors import SourceError
from generator.intake import BadRow, CustomerRecord

CUSTOMERS = "id,name\n1,a\n2,b\n3,c\n"
INVOICES = "no,customer,issued,total\nB,1,2026-03-01,30\nA,1,2026-02-01,20\nC,2,2026-01-01,10\nD,1,,40\n"
LINES = "invoice,position,amount\nA,2,15\nA,1,5\nB,1,30\n"
SPEC: dict[str, Any] = {
    "source": "c.csv",
    "children": {
        "invoices": {
            "source": "i.csv",
            "key": "customer",
            "id": "no",
            "order": "issued",
            "types": {"issued": "date", "total": "decimal"},
            "children": {
                "lines": {
                    "source": "l.csv",
                    "key": "invoice",
                    "order": "position",
                    "types": {"position": "integer", "amount": "decimal"},
                }
            },
        }
    },
}


def _read(rows: Read, invoices: str = INVOICES, lines: str = LINES) -> list[CustomerRecord | BadRow]:
    return rows({"c.csv": CUSTOMERS, "i.csv": invoices, "l.csv": lines}, SPEC)


def _bad(found: list[CustomerRecord | BadRow]) -> list[BadRow]:
    return [row for row in found if isinstance(row, BadRow)]


def test_children_of_children_come_with_their_customer_in_order(rows: Read) -> None:
    first, second, third = _read(rows)
    assert isinstance(first, CustomerRecord)
    assert first.values["invoices"] == (
        {
            "no": "A",
            "customer": "1",
            "issued": date(2026, 2, 1),
            "total": Decimal(20),
            "lines": (
                {"invoice": "A", "position": 1, "amount": Decimal(5)},
                {"invoice": "A", "position": 2, "amount": Decimal(15)},
            ),
        },
        {
            "no": "B",
            "customer": "1",
            "issued": date(2026, 3, 1),
            "total": Decimal(30),
            "lines": ({"invoice": "B", "position": 1, "amount": Decimal(30)},),
        },
        {"no": "D", "customer": "1", "issued": None, "total": Decimal(40), "lines": ()},
    )
    assert isinstance(second, CustomerRecord)
    assert isinstance(third, CustomerRecord)
    assert len(second.values["invoices"]) == 1  # type: ignore[arg-type]
    assert third.values["invoices"] == ()


def test_the_shape_holds_every_level(opened: Open) -> None:
    source = opened({"c.csv": CUSTOMERS, "i.csv": INVOICES, "l.csv": LINES}, SPEC)
    assert source.shape.fields == ("id", "name")
    assert source.shape.children["invoices"].fields == ("no", "customer", "issued", "total")
    assert ("invoices", "lines", "amount") in source.shape.paths()
    assert ("invoices",) in source.shape.paths()


CHILDREN_GONE_WRONG = {
    "a bad type": (INVOICES + "E,1,2026-04-01,lots\n", LINES, "1", "i.csv, line 6", "'total' is not a number"),
    "too few cells": (INVOICES + "E,1\n", LINES, "1", "i.csv, line 6", "2 cells"),
    "no id": (INVOICES + ",1,2026-04-01,1\n", LINES, "1", "i.csv, line 6", "no 'no'"),
    "the same id again": (INVOICES + "A,2,2026-04-01,1\n", LINES, "2", "i.csv, line 6", "i.csv, line 3"),
    "a bad type two levels down": (INVOICES, LINES + "C,1,lots\n", "2", "l.csv, line 5", "'amount'"),
}


@pytest.mark.parametrize(
    ("invoices", "lines", "customer", "place", "cause"), CHILDREN_GONE_WRONG.values(), ids=CHILDREN_GONE_WRONG
)
def test_a_child_that_cant_be_read_makes_its_customer_bad(
    rows: Read, invoices: str, lines: str, customer: str, place: str, cause: str
) -> None:
    found = _read(rows, invoices, lines)
    (bad,) = _bad(found)
    assert bad.customer_id == customer
    assert bad.place == f"c.csv, line {int(customer) + 1}"
    assert place in bad.cause
    assert cause in bad.cause
    assert "lots" not in bad.cause
    assert len(found) == 3


ORPHANS = {
    "an unknown key": (INVOICES + "E,99,2026-04-01,1\n", LINES, "i.csv, line 6", "none of the customers"),
    "no key": (INVOICES + "E,,2026-04-01,1\n", LINES, "i.csv, line 6", "no 'customer'"),
    "no cell for the key": (INVOICES + "E\n", LINES, "i.csv, line 6", "1 cells"),
    "an open quotation mark": (INVOICES + '"E,1,2026-04-01,1\n', LINES, "i.csv, line 6", "quotation mark"),
    "an unknown key two levels down": (INVOICES, LINES + "Z,1,1\n", "l.csv, line 5", "none of the invoices"),
}


@pytest.mark.parametrize(("invoices", "lines", "place", "cause"), ORPHANS.values(), ids=ORPHANS)
def test_a_child_that_belongs_to_nobody_is_told_at_the_end(
    rows: Read, invoices: str, lines: str, place: str, cause: str
) -> None:
    found = _read(rows, invoices, lines)
    assert [type(row) for row in found] == [CustomerRecord] * 3 + [BadRow]
    (bad,) = _bad(found)
    assert (bad.place, bad.customer_id) == (place, None)
    assert cause in bad.cause


def test_orphans_of_a_larger_file_can_be_ignored_but_not_those_that_cant_be_read(rows: Read) -> None:
    files = {"c.csv": "id\n1\n", "i.csv": "no,customer\nA,1\nB,2\nC,3\nD\n"}
    data = {"source": "c.csv", "children": {"i": {"source": "i.csv", "key": "customer", "orphans": "ignore"}}}
    customer, bad = rows(files, data)
    assert isinstance(customer, CustomerRecord)
    assert isinstance(bad, BadRow)
    assert bad.place == "i.csv, line 5"


def test_children_of_a_row_that_cant_be_read_are_no_orphans(rows: Read) -> None:
    files = {"c.csv": "id,sum\n1,x\n", "i.csv": "no,customer\nA,1\n"}
    data = {
        "source": "c.csv",
        "types": {"sum": "decimal"},
        "children": {"i": {"source": "i.csv", "key": "customer"}},
    }
    (bad,) = rows(files, data)
    assert bad.customer_id == "1"


def test_a_customer_who_stands_twice_gets_the_children_once(rows: Read) -> None:
    files = {"c.csv": "id\n1\n1\n", "i.csv": "no,customer\nA,1\n"}
    first, second = rows(files, {"source": "c.csv", "children": {"i": {"source": "i.csv", "key": "customer"}}})
    assert isinstance(first, CustomerRecord)
    assert len(first.values["i"]) == 1  # type: ignore[arg-type]
    assert isinstance(second, BadRow)


def test_more_customers_than_one_batch_and_reading_again(opened: Open) -> None:
    customers = "id\n" + "".join(f"{n}\n" for n in range(1, 1001))
    invoices = "no,customer\n" + "".join(f"{n}-{i},{n}\n" for i in range(3) for n in range(1, 1001))
    data = {"source": "c.csv", "children": {"i": {"source": "i.csv", "key": "customer", "id": "no"}}}
    source = opened({"c.csv": customers, "i.csv": invoices}, data)
    found = list(source.rows())
    assert len(found) == 1000
    for row in found:
        assert isinstance(row, CustomerRecord)
        assert [child["no"] for child in row.values["i"]] == [f"{row.customer_id}-{i}" for i in range(3)]  # type: ignore
    half = source.rows()
    next(half)
    assert list(source.rows()) == found


@pytest.mark.parametrize(
    ("child", "told"),
    [
        ({"source": "none.csv", "key": "customer"}, "none.csv: the file does not exist"),
        ({"source": "i.csv", "key": "client"}, "no field 'client', which 'key' names"),
        ({"source": "i.csv", "key": "customer", "order": "day"}, "no field 'day', which 'order' names"),
        ({"source": "i.csv", "key": "customer", "id": "nr"}, "no field 'nr', which 'id' names"),
        ({"query": "SELECT 1", "key": "customer"}, "data.children.i: the query has no database"),
    ],
)
def test_a_child_that_cant_be_opened_is_refused_before_anything_starts(
    opened: Open, child: dict[str, Any], told: str
) -> None:
    with pytest.raises(SourceError) as caught:
        opened({"c.csv": CUSTOMERS, "i.csv": INVOICES}, {"source": "c.csv", "children": {"i": child}})
    assert told in str(caught.value)


def test_a_child_may_not_be_called_like_a_field(opened: Open) -> None:
    with pytest.raises(SourceError, match="name"):
        data = {"source": "c.csv", "children": {"Name": {"source": "i.csv", "key": "customer"}}}
        opened({"c.csv": CUSTOMERS, "i.csv": INVOICES}, data)
