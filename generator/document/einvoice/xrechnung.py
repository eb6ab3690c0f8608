"""XRechnung 3.0, the German CIUS of EN 16931: UN/CEFACT CII, for authorities."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.einvoice.facturx import core
from generator.document.einvoice.invoice import Invoice
from generator.document.einvoice.peppol import PROCESS

FILE_NAME = "xrechnung.xml"
EMBEDDED = False
_SPECIFICATION = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"


def lacks(invoice: Invoice) -> Iterator[str]:
    """Beside the core: whom to ask, whole addresses, electronic ones, and the buyer's reference (Leitweg-ID)."""
    yield from core(invoice)
    seller, buyer = invoice.seller, invoice.buyer
    if not invoice.buyer_reference:
        yield "the buyer's reference"
    if not seller.phone or sum(letter.isdigit() for letter in seller.phone) < 3:
        yield "the issuer's telephone number"
    if not seller.email:
        yield "the issuer's mail address"
    if not seller.endpoint:
        yield "the issuer's electronic address"
    if not buyer.endpoint:
        yield "the buyer's electronic address"
    if not (buyer.city and buyer.postcode):
        yield "the buyer's city and postcode"


def write(invoice: Invoice) -> bytes:
    """An invoice in, its XML out."""
    from generator.document.einvoice.terms import business_terms, cii

    return cii(business_terms(invoice, PROCESS), _SPECIFICATION)
