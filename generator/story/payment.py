"""A bill that is to be paid by transfer in, the QR code that fills a banking app's form out.

The code is the European Payments Council's (EPC069-12, version 002): SEPA credit transfers in euro. Page and document
show the same one. A reference that is a creditor reference (ISO 11649, with good check digits) goes into the field of
its own, which banks hand on as it is; any other is the text of the transfer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from generator.model.facts import Money
from generator.model.issuer import Issuer

_LEAST, _MOST = Decimal("0.01"), Decimal("999999999.99")
_NAME, _TEXT = 70, 140
_HIGHEST_VERSION = 13
_MASK = 3
# Countries of the SEPA schemes (EPC409-09), by the first letters of the IBAN.
_SEPA = frozenset({
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI", "GR", "HR", "HU",
    "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE",
    "SI", "SK", "SM", "VA",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaymentCode:
    """`content`: what a scanner reads. `modules`: the code's rows, "1" dark and "0" light, without a margin."""

    content: str
    modules: tuple[str, ...]


def payment_code(issuer: Issuer | None, amount: Money, reference: str) -> PaymentCode | None:
    """Who is to be paid, how much and what to write on it in; the code out.

    None where no such transfer can be made: nothing to pay, another currency than the euro, no account in a country of
    SEPA, more than a transfer holds, or nothing to know the payment by.
    """
    if issuer is None or issuer.iban[:2] not in _SEPA or amount.currency != "EUR":
        return None
    if not _LEAST <= amount.amount <= _MOST or amount.amount != round(amount.amount, 2):
        return None
    text = " ".join(reference.split())
    if not text or len(text) > _TEXT:
        return None
    return _code(issuer.payee[:_NAME].strip(), issuer.iban, issuer.bic, amount.amount, text)


@lru_cache(maxsize=64)
def _code(name: str, iban: str, bic: str, amount: Decimal, text: str) -> PaymentCode | None:
    reference = creditor_reference(text)
    euros = f"{amount:.2f}".rstrip("0").rstrip(".")
    fields = ["BCD", "002", "1", "SCT", bic, name, iban, f"EUR{euros}", "", reference, "" if reference else text]
    content = "\n".join(fields).rstrip("\n")
    # More bytes than the standard allows: a name or a reference in a script of several bytes a letter.
    return PaymentCode(content, modules) if (modules := modules_of(content, _HIGHEST_VERSION)) else None


def creditor_reference(text: str) -> str:
    """A reference in, the same without spaces when it is a creditor reference, ISO 11649; "" for any other."""
    from stdnum import iso11649

    found = iso11649.compact(text)
    return found if found[:2] == "RF" and iso11649.is_valid(found) else ""


def modules_of(content: str, highest_version: int) -> tuple[str, ...]:
    """A text in UTF-8 in, the rows of its QR code with error correction M out; none when it is too long.

    The mask is a given one: readers take any, and to try all eight, as the standard suggests for the prettiest, costs
    more than the rest of a page.
    """
    import segno

    try:
        code = segno.make_qr(content, error="m", boost_error=False, mask=_MASK, encoding="utf-8", eci=False)
    except segno.DataOverflowError:
        return ()
    if int(code.version) > highest_version:
        return ()
    return tuple("".join("1" if module else "0" for module in row) for row in code.matrix)


def outline(modules: Sequence[str]) -> str:
    """The rows of a code in, the dark modules as an SVG path out, one unit a module: a rectangle for every run."""
    found = []
    for y, row in enumerate(modules):
        x = 0
        while (start := row.find("1", x)) >= 0:
            end = row.find("0", start)
            x = len(row) if end < 0 else end
            found.append(f"M{start} {y}h{x - start}v1h{start - x}z")
    return "".join(found)
