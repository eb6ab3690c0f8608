"""The Swiss QR-bill, read again by a reader of others, field by field; and the creditor reference in both codes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
import zxingcpp
from segno.helpers import make_epc_qr

from generator.model.facts import Money
from generator.model.issuer import Issuer
from generator.story.payment import creditor_reference, payment_code
from generator.story.swissbill import swiss_code

ISSUER = Issuer("Solena Suisse AG", "Musterstrasse 12", "8001", "Zürich", "CH", iban="CH5604835012345678009")
QR_IBAN = "CH4431999123000889012"
QRR = "21 00000 00003 13947 14300 09017"
SCOR = "RF18 5390 0754 7034"


def francs(text: str) -> Money:
    return Money(Decimal(text), "CHF")


def scanned(modules: tuple[str, ...]) -> str:
    rows = np.array([[0 if module == "1" else 255 for module in row] for row in modules], np.uint8)
    picture = np.pad(np.kron(rows, np.ones((6, 6), np.uint8)), 24, constant_values=255)
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


@pytest.mark.parametrize(
    ("iban", "reference", "kind", "number", "text"),
    [
        (ISSUER.iban, SCOR, "SCOR", "RF18539007547034", ""),
        (QR_IBAN, QRR, "QRR", "210000000003139471430009017", ""),
        (ISSUER.iban, "Rechnung 7, April", "NON", "", "Rechnung 7, April"),
        (ISSUER.iban, "RF19 5390 0754 7034", "NON", "", "RF19 5390 0754 7034"),
    ],
)
def test_a_scanner_reads_what_the_guidelines_ask_for(
    iban: str, reference: str, kind: str, number: str, text: str
) -> None:
    code = swiss_code(replace(ISSUER, iban=iban), francs("1949.75"), reference)
    assert code is not None
    fields = scanned(code.modules).replace("\r\n", "\n").split("\n")
    assert fields == [
        "SPC", "0200", "1", iban,
        "S", "Solena Suisse AG", "Musterstrasse 12", "", "8001", "Zürich", "CH",
        *[""] * 7, "1949.75", "CHF", *[""] * 7,
        kind, number, text, "EPD",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("issuer", "amount", "reference"),
    [
        (None, francs("5.00"), SCOR),
        (ISSUER, Money(Decimal("5.00"), "EUR"), SCOR),
        (ISSUER, francs("0.00"), SCOR),
        (ISSUER, francs("-5.00"), SCOR),
        (ISSUER, francs("5.005"), SCOR),
        (ISSUER, francs("1000000000.00"), SCOR),
        (replace(ISSUER, iban="DE02120300000000202051"), francs("5.00"), SCOR),
        (replace(ISSUER, iban="CH5604835012345678008"), francs("5.00"), SCOR),
        (replace(ISSUER, iban=QR_IBAN), francs("5.00"), SCOR),
        (replace(ISSUER, iban=QR_IBAN), francs("5.00"), "210000000003139471430009018"),
        (ISSUER, francs("5.00"), QRR),
        (replace(ISSUER, city=""), francs("5.00"), SCOR),
    ],
)
def test_what_cannot_be_paid_has_no_code(issuer: Issuer | None, amount: Money, reference: str) -> None:
    assert swiss_code(issuer, amount, reference) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SCOR, "RF18539007547034"),
        ("rf18539007547034", "RF18539007547034"),
        ("RF19539007547034", ""),
        ("18539007547034", ""),
        ("Invoice RF18539007547034", ""),
        ("", ""),
    ],
)
def test_a_creditor_reference_has_good_check_digits(text: str, found: str) -> None:
    assert creditor_reference(text) == found


@pytest.mark.parametrize("reference", [SCOR, "Invoice 7"])
def test_the_code_of_sepa_holds_what_the_library_would_put_there(reference: str) -> None:
    issuer = replace(ISSUER, iban="DE02120300000000202051", bic="BYLADEM1001")
    code = payment_code(issuer, Money(Decimal("84.20"), "EUR"), reference)
    assert code is not None
    number = creditor_reference(reference)
    given = {"reference": number} if number else {"text": reference}
    other = make_epc_qr(issuer.payee, issuer.iban, Decimal("84.20"), bic=issuer.bic, encoding="utf-8", **given)
    theirs = tuple("".join("1" if module else "0" for module in row) for row in other.matrix)
    assert scanned(code.modules) == scanned(theirs) == code.content
    lines = code.content.split("\n")
    assert lines[9:] == (["RF18539007547034"] if number else ["", "Invoice 7"])
