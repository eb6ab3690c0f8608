from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from intake_parts import Open, Read

from generator.errors import SourceError
from generator.intake import BadRow, CustomerRecord

RECORD = (
    '{"id": 7, "name": " Zoë ", "balance": 84.20, "big": 12345678901234567890123, "card": true, "none": null,'
    ' "address": {"city": "Brno", "geo": {"lat": 49.19}}, "tags": ["new", "loyal"],'
    ' "invoices": [{"no": "B", "issued": "2026-03-01", "lines": [{"amount": 0.10}, {"amount": 2}]},'
    ' {"no": "A", "issued": "2026-02-01", "lines": []}]}'
)
NESTED = {"invoices": {"id": "no", "order": "issued", "types": {"issued": "date"}}}


@pytest.mark.parametrize(("name", "text"), [("c.json", f"[{RECORD}]"), ("c.jsonl", f"{RECORD}\n\n")])
def test_a_record_with_everything_inside_it(opened: Open, name: str, text: str) -> None:
    source = opened({name: text}, {"source": name, "children": NESTED})
    (row,) = source.rows()
    assert isinstance(row, CustomerRecord), row
    assert row.customer_id == "7"
    assert dict(row.values) == {
        "id": 7,
        "name": "Zoë",
        "balance": Decimal("84.20"),
        "big": 12345678901234567890123,
        "card": True,
        "none": None,
        "address_city": "Brno",
        "address_geo_lat": Decimal("49.19"),
        "tags": ({"value": "new"}, {"value": "loyal"}),
        "invoices": (
            {"no": "A", "issued": date(2026, 2, 1), "lines": ()},
            {
                "no": "B",
                "issued": date(2026, 3, 1),
                "lines": ({"amount": Decimal("0.10")}, {"amount": 2}),
            },
        ),
    }
    assert str(row.values["balance"]) == "84.20"
    assert set(source.shape.children) == {"tags", "invoices"}
    assert source.shape.children["invoices"].children["lines"].fields == ("amount",)
    assert ("address_geo_lat",) in source.shape.paths()


def test_the_list_may_stand_deeper(rows: Read) -> None:
    text = '{"meta": [1, {"data": []}], "data": {"n": 1, "people": [{"id": 1}, {"id": 2}]}, "more": {}}'
    found = rows({"c.json": text}, {"source": "c.json", "records": "data.people"})
    assert [row.customer_id for row in found] == ["1", "2"]
    assert [row.place for row in found] == ["c.json, record 1", "c.json, record 2"]


def test_records_name_their_own_fields(opened: Open) -> None:
    source = opened({"c.jsonl": '{"id": 1, "a": 1}\n{"b": 2, "id": 2}\n'}, {"source": "c.jsonl"})
    assert source.shape.fields == ("id", "a", "b")
    first, second = source.rows()
    assert isinstance(first, CustomerRecord)
    assert dict(first.values) == {"id": 1, "a": 1, "b": None}
    assert isinstance(second, CustomerRecord)
    assert dict(second.values) == {"id": 2, "a": None, "b": 2}


def test_a_field_that_comes_late_is_kept_unless_it_looks_like_another(opened: Open) -> None:
    many = "".join(json.dumps({"id": n, "name": "x"}) + "\n" for n in range(1200))
    late = '{"id": "l1", "extra": 5, "list": [{"a": 1}]}\n{"id": "l2", "n\u0430me": "y"}\n'
    source = opened({"c.jsonl": many + late}, {"source": "c.jsonl"})
    assert source.shape.fields == ("id", "name")
    *_, kept, refused = source.rows()
    assert isinstance(kept, CustomerRecord)
    assert dict(kept.values) == {"id": "l1", "name": None, "extra": 5, "list": ({"a": 1},)}
    assert isinstance(refused, BadRow)
    assert "looks like another" in refused.cause
    assert "y" not in refused.cause.split()


BAD_LINES = {
    "not JSON": '{"id": 2, ',
    "no object": "[2]",
    "a bare number": "2",
    "NaN": '{"id": 2, "a": NaN}',
    "half a character": '{"id": 2, "a": "\\ud83d"}',
    "NUL": '{"id": 2, "a": "\\u0000"}',
    "a key that stands twice": '{"id": 2, "a": 1, "a": 2}',
    "a key that stands twice once flat": '{"id": 2, "a_b": 1, "a": {"b": 2}}',
    "no id": '{"a": 1}',
    "a null id": '{"id": null}',
    "a list for a single value": '{"id": 2, "a": [1]}',
    "a number beyond reason": '{"id": 2, "a": 1e999}',
    "an exponent beyond Decimal": '{"id": 2, "a": 1e9999999999999999999}',
    "a single value for a list": '{"id": 2, "i": 7}',
    "objects too deep": '{"id": 2, "a": ' + '{"b": ' * 30 + "1" + "}" * 31,
    "lists too deep": '{"id": 2, "z": ' + "[" * 900 + "]" * 900 + "}",
    "deeper than the parser goes": "[" * 100_000,
    "a child that is wrong": '{"id": 2, "i": [{"no": 1, "day": "x"}]}',
    "children with one id": '{"id": 2, "i": [{"no": 1}, {"no": 1}]}',
    "children that can't be sorted": '{"id": 2, "i": [{"no": 3, "by": 1}, {"no": 4, "by": "x"}]}',
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_is_told_and_costs_no_other(rows: Read, line: str) -> None:
    good = '{"id": %d, "a": 1, "i": [{"no": "%d", "day": "2000-01-01", "by": null}]}'
    text = f"{good % (1, 91)}\n{line}\n{good % (3, 93)}\n"
    children = {"i": {"id": "no", "order": "by", "types": {"day": "date"}}}
    before, bad, after = rows({"c.jsonl": text}, {"source": "c.jsonl", "children": children})
    assert isinstance(bad, BadRow)
    assert bad.place == "c.jsonl, line 2"
    assert bad.cause.endswith(".")
    assert bad.remedy
    assert (before.customer_id, after.customer_id) == ("1", "3")
    assert isinstance(before, CustomerRecord)
    assert isinstance(after, CustomerRecord)


@pytest.mark.parametrize("name", ["c.json", "c.jsonl"])
def test_bytes_of_another_encoding_cost_their_own_row(rows: Read, name: str) -> None:
    records = [b'{"id": 1, "a": "x"}', b'{"id": 2, "a": "Zo\xeb"}', b'{"id": 3, "a": "x"}']
    raw = b"[" + b",".join(records) + b"]" if name == "c.json" else b"\n".join(records)
    before, bad, after = rows({name: raw}, {"source": name})
    assert isinstance(bad, BadRow)
    assert "'a' can't be read" in bad.cause
    assert (before.customer_id, bad.customer_id, after.customer_id) == ("1", "2", "3")


@pytest.mark.parametrize("raw", [b'\xef\xbb\xbf[{"id": 1}]', '[{"id": 1}]'.encode("utf-16")])
def test_a_byte_order_mark_is_no_part_of_the_json(rows: Read, raw: bytes) -> None:
    encoding = "utf-16" if b"\xff\xfe" in raw else "utf-8"
    (row,) = rows({"c.json": raw}, {"source": "c.json", "encoding": encoding})
    assert row.customer_id == "1"


@pytest.mark.parametrize("rest", [',{"id": 3', ',{"id": }]', ' {"id": 3}]', ',{"id": 3, "a": NaN}]', "]x", "][3]"])
def test_where_the_json_breaks_the_rest_is_told_as_one(rows: Read, rest: str) -> None:
    found = rows({"c.json": '[{"id": 1},{"id": 2}' + rest}, {"source": "c.json"})
    assert [row.customer_id for row in found] == ["1", "2", None]
    bad = found[-1]
    assert isinstance(bad, BadRow)
    assert bad.place == "c.json, after record 2"


def test_records_that_are_no_objects_are_told(rows: Read) -> None:
    found = rows({"c.json": '[{"id": 1}, 5, [{"id": 2}], {"id": 3, "a": 1, "a": 2}, null]'}, {"source": "c.json"})
    assert [isinstance(row, BadRow) for row in found] == [False, True, True, True, True]


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "an object without a way": ('{"people": []}', {}, "no list of records at the top"),
    "a wrong way": ('{"people": []}', {"records": "persons"}, "no list of records at 'persons'"),
    "not JSON": ("id,name", {}, "breaks off or is wrong"),
    "an empty file": ("", {}, "breaks off"),
    "no id": ('[{"a": 1}]', {}, "no field 'id'"),
    "a mapped key that isn't there": ('[{"id": 1}]', {"fields": {"name": "Name"}}, "no column 'Name'"),
    "keys that look alike": ('[{"id": 1, "a": 1, "A": 2}]', {}, "look alike"),
    "a nested child with a source": (
        '[{"id": 1, "i": []}]',
        {"children": {"i": {"source": "c.json", "key": "id"}}},
        "has a source too",
    ),
}


@pytest.mark.parametrize(("text", "data", "told"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cant_be_used_is_refused(opened: Open, text: str, data: dict[str, Any], told: str) -> None:
    with pytest.raises(SourceError) as caught:
        opened({"c.json": text}, {"source": "c.json", **data})
    assert told in str(caught.value)


def test_an_empty_list_is_no_fault(opened: Open) -> None:
    source = opened({"c.json": "[]"}, {"source": "c.json", "children": {"i": {"id": "no"}}})
    assert list(source.rows()) == []
    assert set(source.shape.children) == {"i"}


def test_a_list_under_another_name(rows: Read) -> None:
    text = '[{"id": 1, "Bills": [{"Nr": 5}]}]'
    data = {"source": "c.json", "fields": {"invoices": "Bills"}, "children": {"invoices": {"fields": {"no": "Nr"}}}}
    (row,) = rows({"c.json": text}, data)
    assert isinstance(row, CustomerRecord), row
    assert dict(row.values) == {"id": 1, "invoices": ({"no": 5},)}


def test_children_from_a_file_under_nested_ones(rows: Read) -> None:
    text = '[{"id": 1, "invoices": [{"no": 5}, {"no": 6}]}]'
    lines = {"source": "l.csv", "key": "invoice", "types": {"amount": "decimal"}}
    children = {"invoices": {"id": "no", "children": {"lines": lines}}}
    files = {"c.json": text, "l.csv": "invoice,amount\n6,1.5\n7,2\n"}
    row, orphan = rows(files, {"source": "c.json", "children": children})
    assert isinstance(row, CustomerRecord), row
    assert row.values["invoices"] == (
        {"no": 5, "lines": ()},
        {"no": 6, "lines": ({"invoice": "6", "amount": Decimal("1.5")},)},
    )
    assert orphan.place == "l.csv, line 3"
