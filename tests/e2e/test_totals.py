"""Page, film, PDF, e-invoice and CSV of every recipient of both examples say the same amount to the cent: the one that
decimal arithmetic over the campaigns' own files and database comes to.

Films are small: the words of the amount are the same.
"""

from __future__ import annotations

import csv
import html
import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader
from rendered_output import Example, Output

CENT = Decimal("0.01")
CII = {"ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"}
AMOUNT = re.compile(r"\d{1,3}(?:[.,’'\u202f\u00a0 ]?\d{3})*[.,]\d{2}(?!\d)")


@dataclass(frozen=True)
class Bill:
    """What the data says of one recipient's bill. `lines`: the amounts of all its lines, tax included."""

    total: Decimal
    lines: tuple[Decimal, ...]


def amounts(text: str) -> set[Decimal]:
    """Every number with two decimals in a text, whatever the locale's marks."""
    return {Decimal(re.sub(r"\D", "", number)) / 100 for number in AMOUNT.findall(text)}


def energy_bills(folder: Path) -> dict[str, Bill]:
    """The last invoice of every customer, added up from its lines."""

    def rows(name: str) -> list[dict[str, str]]:
        with (folder / "data" / name).open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    last = {row["customer_id"]: row for row in sorted(rows("invoices.csv"), key=lambda row: row["issued"])}
    lines: dict[str, list[Decimal]] = {}
    for row in rows("lines.csv"):
        lines.setdefault(row["invoice_id"], []).append(Decimal(row["amount"]))
    return {
        customer: Bill(sum(lines[row["invoice_id"]], Decimal(0)), tuple(lines[row["invoice_id"]]))
        for customer, row in last.items()
    }


def chinook_bills(database: Path) -> dict[str, Bill]:
    """The same from the database: quantity times unit price of every line of the last invoice."""
    found: dict[str, Bill] = {}
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for (customer,) in connection.execute("SELECT CustomerId FROM Customer").fetchall():
            (invoice,) = connection.execute(
                "SELECT InvoiceId FROM Invoice WHERE CustomerId = ? ORDER BY InvoiceDate DESC, InvoiceId DESC",
                (customer,),
            ).fetchone()
            query = "SELECT UnitPrice, Quantity FROM InvoiceLine WHERE InvoiceId = ?"
            lines = [
                (Decimal(str(price)) * count).quantize(CENT) for price, count in connection.execute(query, (invoice,))
            ]
            found[str(customer)] = Bill(sum(lines, Decimal(0)), tuple(lines))
    return found


@pytest.fixture(scope="module", params=["energy", "chinook"])
def rendered(
    request: pytest.FixtureRequest, rendered_example: Callable[[str], Example], chinook_db: Path
) -> tuple[Output, Mapping[str, Bill]]:
    example = rendered_example(request.param)
    bills = energy_bills(example.campaign) if request.param == "energy" else chinook_bills(chinook_db)
    return example.output, bills


def billed(output: Output, bills: Mapping[str, Bill]) -> dict[str, Bill]:
    """Those who were rendered and have a bill."""
    return {customer: bills[customer] for customer in output.folders if customer in bills}


def test_there_are_bills_to_compare(rendered: tuple[Output, Mapping[str, Bill]]) -> None:
    output, bills = rendered
    with_document = [folder for folder in output.folders.values() if (folder / "invoice.pdf").is_file()]
    assert len(billed(output, bills)) == len(with_document) >= 20


def test_the_page_says_the_total_and_its_lines_add_up_to_it(rendered: tuple[Output, Mapping[str, Bill]]) -> None:
    output, bills = rendered
    for customer, bill in billed(output, bills).items():
        page = html.unescape(re.sub(r"<script.*?</script>|<[^>]+>", " ", output.page(customer), flags=re.DOTALL))
        assert abs(bill.total) in amounts(page), customer
        assert {abs(amount) for amount in bill.lines} <= amounts(page), customer


def test_the_film_says_the_total(rendered: tuple[Output, Mapping[str, Bill]]) -> None:
    output, bills = rendered
    for customer, bill in billed(output, bills).items():
        captions = (output.folders[customer] / "captions.vtt").read_text(encoding="utf-8")
        assert abs(bill.total) in amounts(captions), customer


def test_the_document_says_the_total_and_every_line_or_its_kind(rendered: tuple[Output, Mapping[str, Bill]]) -> None:
    output, bills = rendered
    for customer, bill in billed(output, bills).items():
        found = amounts(output.pdf_text(customer))
        assert abs(bill.total) in found, customer
        if len(bill.lines) <= 8:
            assert {abs(amount) for amount in bill.lines} <= found, customer


def test_the_table_adds_up_to_the_total(rendered: tuple[Output, Mapping[str, Bill]]) -> None:
    output, bills = rendered
    for customer, bill in billed(output, bills).items():
        with (output.folders[customer] / "lines.csv").open(encoding="utf-8-sig", newline="") as handle:
            _, *rows = csv.reader(handle)
        # description, kind, quantity, unit, unit price, amount, currency
        found = [Decimal(row[5]) for row in rows]
        assert sorted(found) == sorted(bill.lines), customer
        assert sum(found) == bill.total, customer


def test_the_e_invoice_comes_to_the_total(rendered: tuple[Output, Mapping[str, Bill]]) -> None:
    output, bills = rendered
    for customer, bill in billed(output, bills).items():
        attached = PdfReader(output.folders[customer] / "invoice.pdf").attachments["factur-x.xml"][0]
        sums = etree.fromstring(attached).find(".//ram:SpecifiedTradeSettlementHeaderMonetarySummation", CII)
        assert sums is not None

        def said(name: str, within: etree._Element = sums) -> Decimal:
            return Decimal(within.findtext(f"ram:{name}", "0", CII))

        assert said("GrandTotalAmount") == abs(bill.total), customer
        assert said("TaxBasisTotalAmount") + said("TaxTotalAmount") == abs(bill.total), customer
        assert said("DuePayableAmount") == abs(bill.total) - said("TotalPrepaidAmount"), customer
