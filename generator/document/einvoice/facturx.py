"""Factur-X / ZUGFeRD, profile EN 16931: UN/CEFACT CII, embedded in the PDF as factur-x.xml."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document.einvoice.invoice import Invoice, Party

FILE_NAME = "factur-x.xml"
EMBEDDED = True

# Properties of Factur-X's XMP schema: name, type, description, value.
NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
PROPERTIES = (
    ("DocumentFileName", "Text", "name of the embedded XML invoice file", FILE_NAME),
    ("DocumentType", "Text", "INVOICE", "INVOICE"),
    ("Version", "Text", "The actual version of the Factur-X XML schema", "1.0"),
    ("ConformanceLevel", "Text", "The conformance level of the embedded Factur-X data", "EN 16931"),
)


def lacks(invoice: Invoice) -> Iterator[str]:
    """What EN 16931 itself asks for and the invoice doesn't have."""
    yield from core(invoice)


def write(invoice: Invoice) -> bytes:
    """An invoice in, its XML out."""
    from generator.document.einvoice.terms import business_terms, cii

    return cii(business_terms(invoice))


def core(invoice: Invoice) -> Iterator[str]:
    """What every format asks for: both names, both countries, who is taxed, a reason where nobody is."""
    if not invoice.buyer.name:
        yield "the buyer's name"
    if not is_country(invoice.buyer):
        yield "the buyer's country"
    if not (invoice.seller.vat_id or invoice.seller.tax_number):
        yield "the issuer's VAT id"
    categories = {tax.category for tax in invoice.taxes}
    if "AE" in categories and not invoice.buyer.vat_id:
        yield "the buyer's VAT id"
    if any(tax.category not in ("S", "Z") and not tax.reason for tax in invoice.taxes):
        yield "the reason why no VAT is charged"
    if invoice.payable > 0 and not (invoice.due or invoice.terms):
        yield "a due date"


def is_country(party: Party) -> bool:
    """Whether a party's country is a code."""
    return len(party.country) == 2 and party.country.isascii() and party.country.isalpha()
