"""Peppol BIS Billing 3.0: UBL 2.1, for the network's access points."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.einvoice.facturx import core
from generator.document.einvoice.invoice import Invoice

FILE_NAME = "peppol.xml"
EMBEDDED = False
_SPECIFICATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"


def lacks(invoice: Invoice) -> Iterator[str]:
    """Beside the core: addresses of both ends, and something that the buyer knows it by."""
    yield from core(invoice)
    if not invoice.seller.endpoint:
        yield "the issuer's electronic address"
    if not invoice.buyer.endpoint:
        yield "the buyer's electronic address"
    if not (invoice.buyer_reference or invoice.order):
        yield "the buyer's reference or order"


def write(invoice: Invoice) -> bytes:
    """An invoice in, its XML out."""
    from generator.document.einvoice.terms import business_terms, ubl

    return ubl(business_terms(invoice, PROCESS), _SPECIFICATION)
