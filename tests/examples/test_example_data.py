"""The data of the examples: invented, consistent, and what its script writes."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
STARTER = EXAMPLES.parent / "templates" / "starter"
ENERGY = EXAMPLES / "energy"
FILES = ("customers", "invoices", "lines", "changes", "readings", "taxes", "tariffs", "purchases", "consents")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by(key: str, found: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    grouped: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in found:
        grouped[row[key]].append(row)
    return grouped


@pytest.fixture(scope="module")
def energy() -> dict[str, list[dict[str, str]]]:
    return {name: rows(ENERGY, name) for name in FILES}


def test_the_script_writes_what_is_committed(tmp_path):
    subprocess.run(
        [sys.executable, str(ENERGY / "make_data.py"), str(tmp_path)], check=True, env={"PYTHONHASHSEED": "7"}
    )
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in (ENERGY / "data").iterdir()}


def test_lines_add_up_to_their_invoice(energy):
    lines = by("invoice_id", energy["lines"])
    for invoice in energy["invoices"]:
        own = lines[invoice["invoice_id"]]
        assert sum(Decimal(line["amount"]) for line in own) == Decimal(invoice["total"])
        assert {line["kind"] for line in own} == {"Energy", "Grid", "Fixed charge", "Taxes"}
        (vat,) = [line for line in own if line["description"] == "VAT"]
        assert vat["amount"] == invoice["vat"]
        net = Decimal(invoice["total"]) - Decimal(invoice["vat"])
        assert abs(net * Decimal(vat["quantity"]) / 100 - Decimal(invoice["vat"])) <= Decimal("0.005")
        for line in own:
            if line["unit_price"]:
                product = Decimal(line["quantity"]) * Decimal(line["unit_price"])
                assert abs(product - Decimal(line["amount"])) <= Decimal("0.005"), line
        used = sum(Decimal(line["quantity"]) for line in own if line["description"].startswith("Energy,"))
        assert used == Decimal(invoice["kwh"])


def test_changes_add_up_to_the_difference(energy):
    changes = by("invoice_id", energy["changes"])
    for own in by("customer_id", energy["invoices"]).values():
        assert changes[own[0]["invoice_id"]] == []
        for before, after in pairwise(own):
            moved = sum(Decimal(step["amount"]) for step in changes[after["invoice_id"]])
            assert moved == Decimal(after["total"]) - Decimal(before["total"])
            assert before["period_end"] < after["period_start"]


def test_readings_and_taxes_agree_with_the_latest_bill(energy):
    lines, readings, taxes = (by("invoice_id", energy[name]) for name in ("lines", "readings", "taxes"))
    latest = [own[-1] for own in by("customer_id", energy["invoices"]).values()]
    assert {invoice["invoice_id"] for invoice in latest} == set(readings) == set(taxes)
    for invoice in latest:
        name = invoice["invoice_id"]
        counted = [Decimal(row["after"]) - Decimal(row["before"]) for row in readings[name]]
        billed = [Decimal(line["quantity"]) for line in lines[name] if line["description"].startswith("Energy,")]
        assert counted == billed
        (tax,) = taxes[name]
        assert Decimal(tax["net"]) + Decimal(tax["tax"]) == Decimal(invoice["total"])
        assert tax["tax"] == invoice["vat"]


def test_changes_are_of_the_month_of_their_invoice(energy):
    months = {invoice["invoice_id"]: invoice["period_start"] for invoice in energy["invoices"]}
    assert all(change["period"] == months[change["invoice_id"]] for change in energy["changes"])


def test_everybody_who_gets_bills_has_one_tariff_among_others(energy):
    billed = {invoice["customer_id"] for invoice in energy["invoices"]}
    tariffs = by("customer_id", energy["tariffs"])
    assert set(tariffs) == billed
    for own in tariffs.values():
        assert [row["current"] for row in own] == ["no", "no", "yes"]


def test_the_first_customer_is_the_one_of_the_pictures(energy):
    latest = by("customer_id", energy["invoices"])["C-1001"][-2:]
    assert [invoice["total"] for invoice in latest] == ["90.30", "84.20"]
    assert [invoice["kwh"] for invoice in latest] == ["241", "205"]


def test_there_is_everybody(energy):
    customers = energy["customers"]
    assert len({row["customer_id"] for row in customers}) == len(customers) >= 24
    assert {row["locale"][:2] for row in customers} == {"en", "es", "it", "de", "fr"}
    assert {row["status"] for row in customers} == {"customer", "lead"}
    names = "".join(row["name"] for row in customers)
    for script in (
        "[а-я]",
        "[α-ω]",
        "[\u0621-\u064a]",
        "[א-ת]",
        "[\u4e00-\u9fff]",
        "[\uac00-\ud7a3]",
        "\U0001f33b",
        "['’&<]",
    ):
        assert re.search(script, names), script
    lengths = [len(row["name"]) for row in customers]
    assert min(lengths) == 1
    assert max(lengths) > 75
    bills = Counter(row["customer_id"] for row in energy["invoices"])
    assert set(bills.values()) == {1, 3, 13}


def test_there_are_consents_of_every_kind(energy):
    status = {row["customer_id"]: row["status"] for row in energy["customers"]}
    kinds: dict[str, set[str]] = defaultdict(set)
    for consent in energy["consents"]:
        kind = "withdrawn" if consent["withdrawn_on"] else "future" if consent["given_on"] > "2026-05-04" else (
            "aged" if consent["given_on"] < "2024-05-04" else "given"
        )  # fmt: skip
        kinds[status.pop(consent["customer_id"])].add(kind)
    kinds["customer"] |= {"never"} if "customer" in status.values() else set()
    kinds["lead"] |= {"never"} if "lead" in status.values() else set()
    assert kinds == {group: {"given", "withdrawn", "aged", "future", "never"} for group in ("customer", "lead")}


def test_nobody_is_real(energy):
    for row in energy["customers"]:
        assert re.search(r"@example\.(com|org|net)$", row["email"])
        assert re.match(r"\+999 |\+49 30 23125 0|\+33 1 99 00 ", row["phone"])
        assert re.match(r"[A-Z]{2}\d\d00000000", row["iban"])
        digits = "".join(str(int(char, 36)) for char in row["iban"][4:] + row["iban"][:4])
        assert int(digits) % 97 == 1


def test_what_must_not_get_out_is_there_to_be_stopped(energy):
    for field in (
        "religion",
        "union_member",
        "health_note",
        "web_visits",
        "last_search",
        "income_inferred",
        "ad_segment",
    ):
        values = [row[field] for row in energy["customers"] if row[field]]
        assert len(values) >= 10, field
        assert len(set(values)) == len(values), field
    assert any(row["email"] in row["note"] for row in energy["customers"])
    assert {"medical-backup", "union-energy"} <= {row["product"] for row in energy["purchases"]}


def test_an_invoice_number_tells_nothing_of_the_customer(energy):
    numbers = [row["number"] for row in energy["invoices"]]
    assert len(set(numbers)) == len(numbers)
    for row in energy["invoices"]:
        assert row["customer_id"].removeprefix("C-") not in row["number"].split("-")


@pytest.mark.parametrize("folder", [ENERGY, EXAMPLES / "chinook", STARTER], ids=lambda folder: folder.name)
def test_catalogues_say_the_same_in_four_languages(folder):
    found = {}
    for language in ("it", "es", "de", "fr"):
        with (folder / "locale" / f"{language}.po").open("rb") as file:
            messages = {message.id: message.string for message in read_po(file, abort_invalid=True) if message.id}
        found[language] = set(messages)
        for msgid, text in messages.items():
            assert text, msgid
            assert set(re.findall(r"\{[^}]*\}", text)) == set(re.findall(r"\{[^}]*\}", msgid)), (language, msgid)
    assert len({frozenset(ids) for ids in found.values()}) == 1


def test_every_label_of_the_bills_is_translated(energy):
    with (ENERGY / "locale" / "de.po").open("rb") as file:
        known = {message.id for message in read_po(file)}
    labels = {line[key] for line in energy["lines"] for key in ("kind", "description", "unit")}
    labels |= {step["label"] for step in energy["changes"]}
    assert labels - known <= {"", "kWh", "%"}


def test_no_secret_is_committed():
    for folder in (ENERGY, EXAMPLES / "chinook", STARTER):
        assert ".secret" in (folder / ".gitignore").read_text().split()
