"""An Invoice in, the business terms of EN 16931 by number out, as the factur-x library wants them: texts, no floats."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Any

from lxml import etree

from generator.document.einvoice.invoice import Invoice, Item, Party, Tax

# The library logs what it writes; nothing personal may stand in a log.
logging.getLogger("factur-x").setLevel(logging.CRITICAL)

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_PERIOD = {"start": "BT-73", "end": "BT-74"}


def business_terms(invoice: Invoice, process: str = "") -> dict[str, Any]:
    """`process`: the business process (BT-23)."""
    pay, amount = invoice.payment, _amounts(invoice.places)
    found: dict[str, Any] = {
        "BT-1": invoice.number,
        "BT-2": invoice.issued,
        "BT-3": invoice.kind,
        "BT-5": invoice.currency,
        "BT-9": invoice.due,
        "BT-10": invoice.buyer_reference,
        "BT-12": invoice.contract,
        "BT-13": invoice.order,
        "BT-20": invoice.terms,
        "BT-23": process,
        "BG-1": [{"BT-22": invoice.note}] if invoice.note else [],
        "BG-3": [{"BT-25": invoice.preceding}] if invoice.preceding else [],
        "BG-4": _party(invoice.seller, contact=True),
        "BG-7": _party(invoice.buyer),
        # When the supply was complete; also, no schema of CII lets the group that holds it be left out.
        "BT-72": invoice.period[1] if invoice.period else invoice.issued,
        "BT-81": pay.means,
        "BT-83": pay.reference,
        "BT-84": pay.iban,
        "BT-85": pay.account_name if pay.iban else "",
        "BT-86": pay.bic if pay.iban else "",
        "BT-89": pay.mandate,
        "BT-90": pay.creditor_id,
        "BT-91": pay.debited_iban,
        "BT-106": amount(invoice.net),
        "BT-109": amount(invoice.net),
        "BT-110": amount(invoice.tax),
        "BT-112": amount(invoice.total),
        "BT-113": amount(invoice.prepaid) if invoice.prepaid else "",
        "BT-115": amount(invoice.payable),
        "BG-23": [_tax(tax, invoice.places) for tax in invoice.taxes],
        "BG-25": [_item(item, at, invoice.places) for at, item in enumerate(invoice.items, 1)],
    }
    if invoice.period:
        found[_PERIOD["start"]], found[_PERIOD["end"]] = invoice.period
    return {name: value for name, value in found.items() if value not in ("", None, [])}


def cii(terms: dict[str, Any], specification: str = "") -> bytes:
    """Business terms in, UN/CEFACT CII out. `specification`: what it claims to be (BT-24), when not EN 16931 alone."""
    from facturx.generate_xml import generate_cii_xml

    made: bytes = generate_cii_xml(terms, level="en16931", check_xsd=False, check_schematron=False)
    return _claiming(made, specification, "{*}GuidelineSpecifiedDocumentContextParameter/{*}ID")


def ubl(terms: dict[str, Any], specification: str) -> bytes:
    """Business terms in, OASIS UBL 2.1 out: Invoice or CreditNote."""
    from facturx.generate_xml import generate_ubl_xml

    made: bytes = generate_ubl_xml(terms, level="en16931", check_xsd=False, check_schematron=False)
    return _claiming(made, specification, "{*}CustomizationID")


def _claiming(made: bytes, specification: str, path: str) -> bytes:
    """XML in, the same with its specification identifier (BT-24) replaced, and without UBL's own version, out.

    The library knows the identifiers of EN 16931 and of Factur-X only. EN 16931 has no use for a version (UBL-CR-001),
    and its schemas none for an empty element that says that it is nil.
    """
    root = etree.fromstring(made)
    if specification:
        root.find(f".//{path}").text = specification
    for version in root.findall("{*}UBLVersionID"):
        root.remove(version)
    for element in root.iter():
        element.attrib.pop(_NIL, None)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _amounts(places: int) -> Any:
    return lambda value: f"{value:.{places}f}"


def plain(value: Decimal, least: int = 0) -> str:
    """A number in, its digits out, without zeros at the end beyond `least` decimals and without an exponent."""
    text = f"{value.normalize():f}"
    decimals = len(text.partition(".")[2])
    return text if decimals >= least else f"{value:.{least}f}"


def _party(party: Party, *, contact: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": party.name,
        "addr_l1": party.street,
        "addr_l2": party.line2,
        "postcode": party.postcode,
        "city": party.city,
        "country_subdivision": party.region,
        "country_code": party.country,
        "vat_identifier": party.vat_id,
        "legal_identifier": party.registration,
    }
    if contact:
        found |= {"tax_identifier": party.tax_number, "legal_info": party.legal_note}
        person = {"name": party.contact, "phone": party.phone, "email": party.email}
        found["contacts"] = [{name: value for name, value in person.items() if value}]
    if party.endpoint:
        found["einvoicing_addr_schemeid"], found["einvoicing_addr"] = party.endpoint
    return {name: value for name, value in found.items() if value}


def _tax(tax: Tax, places: int) -> dict[str, str]:
    amount = _amounts(places)
    found = {
        "BT-116": amount(tax.basis),
        "BT-117": amount(tax.amount),
        "BT-118": tax.category,
        "BT-119": plain(tax.rate),
        "BT-120": tax.reason,
    }
    return {name: value for name, value in found.items() if value}


def _item(item: Item, at: int, places: int) -> dict[str, Any]:
    return {
        "BT-126": str(at),
        "BT-129": plain(item.quantity),
        "BT-130": item.unit,
        "BT-131": _amounts(places)(item.net),
        "BT-146": plain(item.price, places),
        "BT-151": item.category,
        "BT-152": plain(item.rate),
        "BT-153": item.name,
    }
