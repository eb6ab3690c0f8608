from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from intake_parts import Open, Read

from generator.errors import SourceError
from generator.intake import BadRow, CustomerRecord


def _values(row: CustomerRecord | BadRow) -> dict[str, Any]:
    assert isinstance(row, CustomerRecord), row
    return dict(row.values)


def test_cells_get_names_types_and_one_form_of_text(rows: Read) -> None:
    text = "id,First Name,born,balance,card\n7, Zoë\u200b ,1980-01-31,84.20,yes\n8,,,,\n"
    types = {"born": "date", "balance": "decimal", "card": "flag"}
    first, second = rows({"c.csv": text}, {"source": "c.csv", "fields": {"given_name": "First Name"}, "types": types})
    assert _values(first) == {
        "id": "7",
        "given_name": "Zoë",
        "born": date(1980, 1, 31),
        "balance": Decimal("84.20"),
        "card": True,
    }
    assert (first.customer_id, first.place) == ("7", "c.csv, line 2")
    assert _values(second) == {"id": "8", "given_name": None, "born": None, "balance": None, "card": None}


def test_nothing_of_a_customer_shows_in_the_repr(rows: Read) -> None:
    good, bad = rows({"c.csv": "id,name\ncanary7,canary8\ncanary9\n"}, {"source": "c.csv"})
    assert isinstance(bad, BadRow)
    assert "canary" not in repr(good) + repr(bad)


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        ("utf-8", "id,name\n7,Żaneta\n".encode()),
        ("utf-8", "id,name\n7,Żaneta\n".encode("utf-8-sig")),
        ("utf-8-sig", "id,name\n7,Żaneta\n".encode("utf-8-sig")),
        ("utf-8-sig", "id,name\n7,Żaneta\n".encode()),
        ("utf-16", "id,name\n7,Żaneta\n".encode("utf-16")),
        ("utf-16", b"\xfe\xff" + "id,name\n7,Żaneta\n".encode("utf-16-be")),
        ("cp1252", "id,name\n7,Zoë €\n".encode("cp1252")),
    ],
)
def test_encodings(rows: Read, encoding: str, raw: bytes) -> None:
    (row,) = rows({"c.csv": raw}, {"source": "c.csv", "encoding": encoding})
    assert _values(row)["name"] in ("Żaneta", "Zoë €")
    assert list(_values(row)) == ["id", "name"]


@pytest.mark.parametrize(
    ("name", "delimiter", "char"),
    [
        ("c.csv", None, ","),
        ("c.tsv", None, "\t"),
        ("c.csv", "semicolon", ";"),
        ("c.csv", ";", ";"),
        ("c.csv", "tab", "\t"),
        ("c.txt", "pipe", "|"),
    ],
)
def test_delimiters(rows: Read, name: str, delimiter: str | None, char: str) -> None:
    text = f'id{char}name\r\n7{char}"a{char}b"\r\n'
    (row,) = rows({name: text}, {"source": name, "delimiter": delimiter})
    assert _values(row) == {"id": "7", "name": f"a{char}b"}


def test_quoted_line_ends_and_quotation_marks(rows: Read) -> None:
    text = 'id,note\r\n7,"one\r\ntwo ""three"""\r\n\r\n8,x\r\n'
    first, second = rows({"c.csv": text}, {"source": "c.csv"})
    assert _values(first)["note"] == 'one\ntwo "three"'
    assert second.place == "c.csv, line 5"


MALFORMED = {
    "too few cells": (b"7", "1 cells"),
    "too many cells": (b"7,a,b,c", "4 cells"),
    "no id": (b",a,1", "no 'id'"),
    "an id of nothing but invisible characters": ("\u200b,a,1".encode(), "no 'id'"),
    "a type": (b"7,a,lots", "'sum' is not a number"),
    "bytes of another encoding": (b"7,Zo\xeb,1", "'name' can't be read"),
    "bytes of another encoding in the id": (b"\xff7,a,1", "'id' can't be read"),
    "NUL": (b"7,a\0b,1", "NUL"),
    "text after a closing quotation mark": (b'7,"a"b,1', "quotation mark"),
    "the same id": (b"6,a,1", "c.csv, line 2"),
}


@pytest.mark.parametrize(("line", "cause"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_row_is_told_and_costs_no_other(rows: Read, line: bytes, cause: str) -> None:
    raw = b"id,name,sum\n6,before,1\n" + line + b"\n8,after,2\n"
    before, bad, after = rows({"c.csv": raw}, {"source": "c.csv", "types": {"sum": "decimal"}})
    assert isinstance(bad, BadRow)
    assert bad.place == "c.csv, line 3"
    assert cause in bad.cause
    assert bad.cause.endswith(".")
    assert bad.remedy
    assert (before.customer_id, after.customer_id) == ("6", "8")
    for value in (b"lots", b"Zo", b"a\0b"):
        assert value.decode("latin-1") not in bad.cause + bad.remedy


@pytest.mark.parametrize("end", ["", "9,n,3\n" * 3, '9,"q",3\n', "9,n,3\n" * 40_000])
def test_an_open_quotation_mark_costs_its_own_line_alone(rows: Read, end: str) -> None:
    found = rows({"c.csv": 'id,name,sum\n6,a,1\n7,"open,2\n8,b,3\n' + end}, {"source": "c.csv"})
    assert [row.place for row in found[:3]] == [f"c.csv, line {n}" for n in (2, 3, 4)]
    assert [type(row) for row in found[:3]] == [CustomerRecord, BadRow, CustomerRecord]
    assert len(found) == 3 + end.count("\n")


def test_a_row_keeps_its_id_when_only_another_cell_is_wrong(rows: Read) -> None:
    bad, again = rows({"c.csv": "id,sum\n7,x\n7,1\n"}, {"source": "c.csv", "types": {"sum": "decimal"}})
    assert (bad.customer_id, again.customer_id) == ("7", "7")
    assert isinstance(bad, BadRow)
    assert isinstance(again, BadRow), "whichever of two rows with one id is right can't be known"


REFUSED: dict[str, tuple[bytes | None, dict[str, Any], str]] = {
    "no file": (None, {}, "does not exist"),
    "an empty file": (b"", {}, "empty"),
    "no id column": (b"nr,name\n", {}, "no field 'id', which 'id' names"),
    "no mapped column": (b"id,name\n", {"fields": {"x": "Name"}}, "no column 'Name'"),
    "no typed field": (b"id,name\n", {"types": {"sum": "decimal"}}, "no field 'sum'"),
    "an id that was renamed": (b"nr,name\n", {"id": "nr", "fields": {"number": "nr"}}, "now called 'number'"),
    "a nameless column": (b"id,name,\n", {}, "column 3 has no name"),
    "two equal columns": (b"id,name,name\n", {}, "two columns are called 'name'"),
    "columns that look alike": ("id,name,n\u0430me\n".encode(), {}, "look alike"),
    "a mapping onto another column": (b"id,name,nom\n", {"fields": {"name": "nom"}}, "two columns are called 'name'"),
    "another delimiter": (b"id;name\n7;x\n", {}, "Set 'delimiter: semicolon'"),
    "UTF-16 taken for UTF-8": ("id,name\n".encode("utf-16"), {}, "Set 'encoding: utf-16'"),
    "UTF-8 taken for cp1252": ("id,name\n".encode("utf-8-sig"), {"encoding": "cp1252"}, "Set 'encoding: utf-8'"),
    "UTF-16 without a mark": ("id,name\n".encode("utf-16-le"), {}, "NUL"),
    "a header of another encoding": ("id,Größe\n".encode("cp1252"), {}, "Name the file's encoding"),
    "an open quotation mark in the header": (b'id,"name\n7,x\n', {}, "quotation mark"),
    "a child without a source": (b"id,name\n", {"children": {"invoices": {}}}, "neither a source nor a query"),
    "the way to records": (b"id,name\n", {"records": "a.b"}, "JSON files"),
}


@pytest.mark.parametrize(("raw", "data", "told"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cant_be_used_is_refused_before_anything_starts(
    opened: Open, raw: bytes | None, data: dict[str, Any], told: str
) -> None:
    with pytest.raises(SourceError) as caught:
        opened({} if raw is None else {"c.csv": raw}, {"source": "c.csv", **data})
    assert told in str(caught.value)
    assert str(caught.value).startswith("c.csv")


def test_a_folder_and_an_unknown_kind_are_refused(opened: Open) -> None:
    with pytest.raises(SourceError, match="kind of file"):
        opened({"c.xlsx": "x"}, {"source": "c.xlsx"})


def test_rows_can_be_read_again(opened: Open) -> None:
    source = opened({"c.csv": "id,name\n7,x\n8,y\n7,z\n"}, {"source": "c.csv"})
    assert list(source.rows()) == list(source.rows())
    assert source.count_hint() == 3
    assert source.shape.fields == ("id", "name")
