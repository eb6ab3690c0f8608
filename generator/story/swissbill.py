"""A bill in Swiss francs in, the QR code of a Swiss QR-bill out.

What the code holds is laid down in the Swiss Implementation Guidelines for the QR-bill, 2.3: a Swiss or Liechtenstein
account; the reference a QR reference (with a QR-IBAN, and only with one), a creditor reference (ISO 11649), or none and
a text. The library `qrbill` writes and checks it.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from generator.model.facts import Money
from generator.model.issuer import Issuer
from generator.story.payment import PaymentCode, creditor_reference, modules_of

_COUNTRIES = ("CH", "LI")
_LEAST, _MOST = Decimal("0.01"), Decimal("999999999.99")
_HIGHEST_VERSION = 25
_TEXT, _NAME = 140, 70
_QR_REFERENCE = 27


def swiss_code(issuer: Issuer | None, amount: Money, reference: str) -> PaymentCode | None:
    """Who is to be paid, how much and what to write on it in; the code out, the Swiss cross left to who draws it.

    None where no such bill can be made: nothing to pay, another currency than francs, an account elsewhere, or a
    reference that doesn't go with the account.
    """
    if issuer is None or issuer.iban[:2] not in _COUNTRIES or amount.currency != "CHF":
        return None
    if not _LEAST <= amount.amount <= _MOST or amount.amount != round(amount.amount, 2):
        return None
    return _code(issuer, amount.amount, " ".join(reference.split()))


@lru_cache(maxsize=64)
def _code(issuer: Issuer, amount: Decimal, text: str) -> PaymentCode | None:
    from qrbill import QRBill

    number = _qr_reference(text) or creditor_reference(text)
    creditor = {
        "name": issuer.payee[:_NAME].strip(),
        "street": issuer.street,
        "pcode": issuer.postcode,
        "city": issuer.city,
        "country": issuer.country,
    }
    try:
        bill = QRBill(
            account=issuer.iban,
            creditor=creditor,
            amount=f"{amount:.2f}",
            currency="CHF",
            reference_number=number or None,
            additional_information="" if number else text[:_TEXT],
        )
    except ValueError:
        # A QR-IBAN without its reference, or the other way round; an address that doesn't fit.
        return None
    content = str(bill.qr_data())
    return PaymentCode(content, modules) if (modules := modules_of(content, _HIGHEST_VERSION)) else None


def _qr_reference(text: str) -> str:
    """A QR reference without its spaces, 27 digits of which the last is the check digit; "" for any other text."""
    from stdnum.ch import esr

    digits = text.replace(" ", "")
    return digits if len(digits) == _QR_REFERENCE and esr.is_valid(digits) else ""
