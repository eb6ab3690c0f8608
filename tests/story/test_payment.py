from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
import zxingcpp

from generator.model.facts import Money
from generator.model.issuer import Issuer
from generator.story.payment import outline, payment_code

ISSUER = Issuer(
    "Solena Energia S.p.A.",
    "Via dell'Alba 12",
    "20121",
    "Milano",
    "IT",
    iban="IT87D9999999999000000123456",
    bic="SOLEITM0XXX",
)


def euros(text: str) -> Money:
    return Money(Decimal(text), "EUR")


def scanned(modules: tuple[str, ...]) -> str:
    rows = np.array([[0 if module == "1" else 255 for module in row] for row in modules], np.uint8)
    picture = np.pad(np.kron(rows, np.ones((6, 6), np.uint8)), 24, constant_values=255)
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


@pytest.mark.parametrize(
    ("amount", "written"),
    [("84.20", "EUR84.2"), ("100.00", "EUR100"), ("0.01", "EUR0.01"), ("1234567.89", "EUR1234567.89")],
)
def test_a_scanner_reads_what_the_standard_asks_for(amount: str, written: str) -> None:
    code = payment_code(ISSUER, euros(amount), "S-2026-55899")
    assert code is not None
    lines = scanned(code.modules).split("\n")
    assert lines == code.content.split("\n")
    assert lines == [
        "BCD", "002", "1", "SCT", "SOLEITM0XXX", "Solena Energia S.p.A.", "IT87D9999999999000000123456", written,
        "", "", "S-2026-55899",
    ]  # fmt: skip


def test_letters_of_any_script_are_kept() -> None:
    code = payment_code(replace(ISSUER, name="Łódź Zażółć Świat Sp. z o.o.", bic=""), euros("9.90"), "Ж-7")
    assert code is not None
    assert scanned(code.modules).split("\n")[4:7] == ["", "Łódź Zażółć Świat Sp. z o.o.", "IT87D9999999999000000123456"]


@pytest.mark.parametrize(
    ("issuer", "amount", "reference"),
    [
        (None, euros("5.00"), "S-1"),
        (replace(ISSUER, iban=""), euros("5.00"), "S-1"),
        (replace(ISSUER, iban="US000000"), euros("5.00"), "S-1"),
        (ISSUER, Money(Decimal("5.00"), "USD"), "S-1"),
        (ISSUER, euros("0.00"), "S-1"),
        (ISSUER, euros("-5.00"), "S-1"),
        (ISSUER, euros("5.001"), "S-1"),
        (ISSUER, euros("1000000000.00"), "S-1"),
        (ISSUER, euros("5.00"), " "),
        (ISSUER, euros("5.00"), "x" * 141),
        (replace(ISSUER, name="山" * 70), euros("5.00"), "山" * 140),
    ],
)
def test_no_code_where_no_transfer_can_be_made(issuer: Issuer | None, amount: Money, reference: str) -> None:
    assert payment_code(issuer, amount, reference) is None


def test_a_long_name_ends_where_the_form_does() -> None:
    code = payment_code(replace(ISSUER, account_name="A" * 90), euros("5.00"), "S-1")
    assert code is not None
    assert code.content.split("\n")[5] == "A" * 70


def test_the_outline_covers_the_dark_modules_and_nothing_else() -> None:
    assert outline(("110", "001", "000")) == "M0 0h2v1h-2zM2 1h1v1h-1z"
