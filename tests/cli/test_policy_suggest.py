"""serendip policy suggest: a draft that loads, keeps little, drops what is unsure or sensitive, and quotes nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import polars
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli.application import run
from generator.privacy import Policy, load_policy
from generator.privacy.categories import SPECIAL, within
from generator.privacy.detect.columns import Column
from generator.privacy.suggest import Sample, draft

HEADER = "kdnr,Vorname,E-Mail,geb_datum,Religion,Umsatz,c17,Notiz,tariff"
PEOPLE = [
    f"{1000 + at},Lucia,lucia{at}@example.org,{1950 + at}-03-04,Jain,{at}.50,insulin,Bitte nach neun Uhr läuten,Night"
    for at in range(20)
]
SECRETS = ("Lucia", "example.org", "1950", "Jain", "insulin", "läuten", "Night")


@pytest.fixture
def suggested(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, Policy]]:
    def make(path: Path, *options: str) -> tuple[str, Policy]:
        assert run(["policy", "suggest", str(path), *options]) == 0
        text = capsys.readouterr().out
        (tmp_path / "draft.yaml").write_text(text, encoding="utf-8")
        return text, load_policy(tmp_path / "draft.yaml")

    return make


def outcomes(policy: Policy) -> dict[str, tuple[str, str]]:
    return {rule.name: (rule.category, rule.action) for rule in policy.fields.values()}


def test_a_csv_file(tmp_path: Path, suggested: Callable[..., tuple[str, Policy]]) -> None:
    (tmp_path / "k.csv").write_text("\n".join([HEADER, *PEOPLE]), encoding="utf-8")
    text, policy = suggested(tmp_path / "k.csv")
    assert outcomes(policy) == {
        "kdnr": ("user.unique_id", "drop"),
        "Vorname": ("user.name.first", "keep"),
        "E-Mail": ("user.contact.email", "drop"),
        "geb_datum": ("user.demographic.date_of_birth", "drop"),
        "Religion": ("user.demographic.religious_belief", "drop"),
        "Umsatz": ("user", "drop"),
        "c17": ("user.health", "drop"),
        "Notiz": ("user.content", "drop"),
        "tariff": ("user.contract", "keep"),
    }
    assert "content: words about health in 100%" in text
    assert not any(secret in text for secret in SECRETS)


@pytest.mark.parametrize("kind", ["json", "jsonl", "parquet", "semicolon"])
def test_other_kinds_of_files(tmp_path: Path, suggested: Callable[..., tuple[str, Policy]], kind: str) -> None:
    rows = [{"first_name": "Lucia", "iban": "DE89370400440532013000", "n": at} for at in range(5)]
    path, options = tmp_path / f"data.{kind}", ()
    if kind == "json":
        path.write_text(json.dumps(rows), encoding="utf-8")
    elif kind == "jsonl":
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    elif kind == "parquet":
        polars.DataFrame(rows).write_parquet(path)
    else:
        path, options = tmp_path / "data.csv", ("--delimiter", "semicolon")
        lines = [";".join(map(str, row.values())) for row in rows]
        path.write_text("\n".join(["first_name;iban;n", *lines]), encoding="utf-8")
    _, policy = suggested(path, *options)
    assert outcomes(policy) == {
        "first_name": ("user.name.first", "keep"),
        "iban": ("user.financial.bank_account", "drop"),
        "n": ("user", "drop"),
    }


def test_lists_within_rows_are_listed_with_their_fields(
    tmp_path: Path, suggested: Callable[..., tuple[str, Policy]]
) -> None:
    rows = [
        {
            "name": "Ada",
            "invoices": [{"total": 12.5, "issued": "2026-05-04", "memo": "x@example.org", "lines": [{"price": 2}]}],
            "diagnoses": [{"code": "A"}],
            "tags": ["new"],
        }
    ] * 3
    (tmp_path / "d.json").write_text(json.dumps(rows), encoding="utf-8")
    found = outcomes(suggested(tmp_path / "d.json")[1])
    assert found["invoices"] == ("user.financial.transaction", "keep")
    assert found["invoices.total"] == found["invoices.lines.price"] == ("user.financial.transaction", "keep")
    assert found["invoices.memo"][1] == "drop"
    assert within(found["diagnoses.code"][0], SPECIAL)
    assert found["diagnoses.code"][1] == found["tags"][1] == found["tags.value"][1] == "drop"


def test_a_database_with_children_by_foreign_keys(tmp_path: Path, suggested: Callable[..., tuple[str, Policy]]) -> None:
    with sqlite3.connect(tmp_path / "shop.db") as database:
        database.executescript(
            """
            CREATE TABLE customer (id INTEGER PRIMARY KEY, first_name TEXT, union_member TEXT);
            CREATE TABLE invoice (no INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id), total REAL);
            CREATE TABLE line (invoice_no INTEGER REFERENCES invoice (no), price REAL);
            CREATE TABLE setting (name TEXT);
            INSERT INTO customer VALUES (1, 'Ada', 'yes'), (2, 'Bo', 'no');
            INSERT INTO invoice VALUES (7, 1, 12.5);
            INSERT INTO line VALUES (7, 2.5);
            """
        )
    database.close()
    found = outcomes(suggested(tmp_path / "shop.db")[1])
    assert found["first_name"] == ("user.name.first", "keep")
    assert found["union_member"] == ("user.demographic.union_membership", "drop")
    assert found["invoice.total"] == found["invoice.line.price"] == ("user.financial.transaction", "keep")
    assert "setting" not in found
    assert not any("_row" in name for name in found)


def test_the_chinook_database(chinook_db: Path, suggested: Callable[..., tuple[str, Policy]]) -> None:
    found = outcomes(suggested(chinook_db)[1])
    assert found["FirstName"] == ("user.name.first", "keep")
    assert found["Email"] == ("user.contact.email", "drop")
    assert found["Invoice.InvoiceLine.UnitPrice"] == ("user.financial.transaction", "keep")


def test_a_campaigns_own_data_and_purposes(checkout: Path, suggested: Callable[..., tuple[str, Policy]]) -> None:
    _, policy = suggested(checkout / "examples" / "energy")
    assert list(policy.purposes) == ["invoice", "offers"]
    found = outcomes(policy)
    for name in ("religion", "union_member", "health_note", "born", "email", "iban", "tax_id", "note", "meter"):
        assert found[name][1] == "drop", name
    assert found["invoices.customer_id"][1] == "drop"
    assert found["call_me"] == ("user.name.first", "keep")
    assert found["invoices.total"][1] == "keep"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.csv", None, "does not exist"),
        ("empty.csv", b"", "empty"),
        ("data.xlsx", b"PK", "unknown"),
        ("broken.db", b"SQLite format 3\0rest", "refuses"),
        ("campaign.yaml", b"version: 1\n", "no section 'data'"),
        ("one.csv", b"a;b\n1;2\n", "delimiter"),
        ("broken.json", b"[{", "JSON"),
        ("twins.csv", b"name,n\xd0\xb0me\n1,2\n", "look alike"),
    ],
)
def test_bad_input_is_one_clear_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert run(["policy", "suggest", str(tmp_path / name)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("error:") == 1
    assert "Traceback" not in told


def test_a_database_of_several_tables_asks_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.executescript("CREATE TABLE a (x); CREATE TABLE b (x); INSERT INTO a VALUES (1)")
    database.close()
    assert run(["policy", "suggest", str(tmp_path / "a.db")]) == 2
    assert "There are: a, b." in capsys.readouterr().err
    assert run(["policy", "suggest", str(tmp_path / "a.db"), "--table", "a"]) == 0
    assert run(["policy", "suggest", str(tmp_path / "a.db"), "--table", "c"]) == 2


NAMES = st.text(min_size=1, max_size=12).filter(lambda name: name.strip() and "\0" not in name)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(NAMES, unique_by=str.casefold, max_size=4), st.booleans())
def test_any_names_make_a_draft_that_loads(tmp_path: Path, names: list[str], nested: bool) -> None:
    from generator.intake.names import FieldNameError, check_names, clean_name

    try:
        names = [clean_name(name) for name in names]
        check_names(names)
    except FieldNameError:
        return
    columns: dict[tuple[str, ...], Column | None] = {(name,): Column(name) for name in names}
    if nested and names:
        columns = {("rows",): None} | {("rows", name): Column(name) for name in names}
    (tmp_path / "draft.yaml").write_text(draft(Sample("data.csv", columns, 0)), encoding="utf-8")
    assert all(rule.denied for rule in load_policy(tmp_path / "draft.yaml").fields.values())
