"""FatturaPA 1.2.3 (FPR12, to companies and people): the XML of Italy's exchange system (SdI).

Written with lxml: the one library that writes it, a38, has had no release since January 2024. The order of the
elements is that of the schema of the Agenzia delle Entrate, which the tests hold it to.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal

from lxml import etree

from generator.document.einvoice.facturx import core
from generator.document.einvoice.invoice import Invoice, Item, Party
from generator.document.einvoice.terms import plain

FILE_NAME = "fatturapa.xml"
EMBEDDED = False
_NAMESPACE = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"
_ANYBODY, _ABROAD = "0000000", "XXXXXXX"
# UNCL5305 → Natura, where no tax is charged.
_NATURE: Mapping[str, str] = {"Z": "N3.1", "E": "N4", "AE": "N6.9", "K": "N3.2", "G": "N3.1", "O": "N2.2"}
# UNCL4461 → ModalitaPagamento.
_MEANS: Mapping[str, str] = {"58": "MP05", "30": "MP05", "59": "MP19"}
_INVOICE, _CREDIT = "TD01", "TD04"


def lacks(invoice: Invoice) -> Iterator[str]:
    """Beside the core: an Italian issuer with its regime, whole addresses, and a tax number of an Italian buyer."""
    yield from core(invoice)
    seller, buyer = invoice.seller, invoice.buyer
    if seller.country != "IT" or not seller.vat_id.startswith("IT"):
        yield "an issuer with an Italian VAT id"
    if not invoice.regime:
        yield "the issuer's fiscal regime"
    if not (buyer.street and buyer.city and (buyer.postcode or buyer.country != "IT")):
        yield "the buyer's address"
    if buyer.country == "IT" and not (buyer.vat_id or buyer.tax_number):
        yield "the buyer's VAT id or codice fiscale"
    if buyer.country == "IT" and not re.fullmatch(r"[0-9]{5}", buyer.postcode):
        yield "the buyer's postcode of five digits"
    if invoice.currency != "EUR":
        yield "amounts in euro"


def write(invoice: Invoice) -> bytes:
    """An invoice in, its XML out."""
    root = etree.Element(f"{{{_NAMESPACE}}}FatturaElettronica", versione="FPR12", nsmap={"p": _NAMESPACE})
    head, body = etree.SubElement(root, "FatturaElettronicaHeader"), etree.SubElement(root, "FatturaElettronicaBody")
    _transmission(head, invoice)
    _seller(head, invoice)
    _buyer(head, invoice.buyer)
    _general(body, invoice)
    _goods(body, invoice)
    _payment(body, invoice)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, name)
    if text is not None:
        child.text = text
    return child


def _latin(text: str, longest: int) -> str:
    """A text as the schema takes it: letters of Latin-1 and no longer than a field; other letters lose their marks."""
    plainer = "".join(letter if ord(letter) < 256 else _bare(letter) for letter in text)
    return plainer[:longest].strip() or "-"


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter).encode("latin-1", "ignore").decode("latin-1") or "?"


def _transmission(head: etree._Element, invoice: Invoice) -> None:
    part = _add(head, "DatiTrasmissione")
    sender = _add(part, "IdTrasmittente")
    _add(sender, "IdPaese", "IT")
    _add(sender, "IdCodice", invoice.seller.tax_number or invoice.seller.vat_id[2:])
    # Ten letters that no other invoice of this issuer has: a hash of its number.
    digest = hashlib.sha256(invoice.number.encode()).digest()
    _add(part, "ProgressivoInvio", base64.b32encode(digest).decode()[:10])
    _add(part, "FormatoTrasmissione", "FPR12")
    _add(part, "CodiceDestinatario", invoice.recipient_code or (_ANYBODY if invoice.buyer.country == "IT" else _ABROAD))


def _seller(head: etree._Element, invoice: Invoice) -> None:
    party = invoice.seller
    part = _add(head, "CedentePrestatore")
    person = _add(part, "DatiAnagrafici")
    _vat(person, party.vat_id)
    if party.tax_number:
        _add(person, "CodiceFiscale", party.tax_number)
    _add(_add(person, "Anagrafica"), "Denominazione", _latin(party.name, 80))
    _add(person, "RegimeFiscale", invoice.regime)
    _place(part, party)


def _buyer(head: etree._Element, party: Party) -> None:
    part = _add(head, "CessionarioCommittente")
    person = _add(part, "DatiAnagrafici")
    if party.vat_id or party.country != "IT":
        _vat(person, party.vat_id or f"{party.country}{party.tax_number or '0000000'}")
    if party.tax_number and party.country == "IT":
        _add(person, "CodiceFiscale", party.tax_number)
    _add(_add(person, "Anagrafica"), "Denominazione", _latin(party.name, 80))
    _place(part, party)


def _vat(person: etree._Element, number: str) -> None:
    part = _add(person, "IdFiscaleIVA")
    _add(part, "IdPaese", number[:2])
    _add(part, "IdCodice", number[2:30])


def _place(part: etree._Element, party: Party) -> None:
    place = _add(part, "Sede")
    _add(place, "Indirizzo", _latin(party.street, 60))
    _add(place, "CAP", party.postcode if party.country == "IT" else "00000")
    _add(place, "Comune", _latin(party.city, 60))
    if party.country == "IT" and re.fullmatch("[A-Z]{2}", party.region):
        _add(place, "Provincia", party.region)
    _add(place, "Nazione", party.country)


def _general(body: etree._Element, invoice: Invoice) -> None:
    part = _add(_add(body, "DatiGenerali"), "DatiGeneraliDocumento")
    _add(part, "TipoDocumento", _CREDIT if invoice.is_credit_note else _INVOICE)
    _add(part, "Divisa", invoice.currency)
    _add(part, "Data", invoice.issued.isoformat())
    _add(part, "Numero", _latin(invoice.number, 20))
    _add(part, "ImportoTotaleDocumento", f"{invoice.total:.2f}")
    if invoice.note:
        _add(part, "Causale", _latin(invoice.note, 200))
    for name, number in (("DatiOrdineAcquisto", invoice.order), ("DatiContratto", invoice.contract)):
        if number:
            _add(_add(part.getparent(), name), "IdDocumento", _latin(number, 20))
    if invoice.preceding:
        _add(_add(part.getparent(), "DatiFattureCollegate"), "IdDocumento", _latin(invoice.preceding, 20))


def _goods(body: etree._Element, invoice: Invoice) -> None:
    goods = _add(body, "DatiBeniServizi")
    for at, item in enumerate(invoice.items, 1):
        part = _add(goods, "DettaglioLinee")
        _add(part, "NumeroLinea", str(at))
        _add(part, "Descrizione", _latin(item.name, 1000))
        quantity, price = _signed(item)
        _add(part, "Quantita", plain(quantity, 2))
        _add(part, "UnitaMisura", item.unit)
        if invoice.period:
            _add(part, "DataInizioPeriodo", invoice.period[0].isoformat())
            _add(part, "DataFinePeriodo", invoice.period[1].isoformat())
        _add(part, "PrezzoUnitario", plain(price, 2))
        _add(part, "PrezzoTotale", f"{item.net:.2f}")
        _add(part, "AliquotaIVA", f"{item.rate:.2f}")
        if not item.rate:
            _add(part, "Natura", _NATURE.get(item.category, "N2.2"))
    for tax in invoice.taxes:
        part = _add(goods, "DatiRiepilogo")
        _add(part, "AliquotaIVA", f"{tax.rate:.2f}")
        if not tax.rate:
            _add(part, "Natura", _NATURE.get(tax.category, "N2.2"))
        _add(part, "ImponibileImporto", f"{tax.basis:.2f}")
        _add(part, "Imposta", f"{tax.amount:.2f}")
        _add(part, "EsigibilitaIVA", "I")
        if tax.reason:
            _add(part, "RiferimentoNormativo", _latin(tax.reason, 100))


def _signed(item: Item) -> tuple[Decimal, Decimal]:
    """Quantity and price of a line: here quantities are never below zero, and prices may be."""
    return (-item.quantity, -item.price) if item.quantity < 0 else (item.quantity, item.price)


def _payment(body: etree._Element, invoice: Invoice) -> None:
    means = _MEANS.get(invoice.payment.means)
    if means is None or invoice.payable <= 0:
        return
    part = _add(body, "DatiPagamento")
    _add(part, "CondizioniPagamento", "TP02")
    detail = _add(part, "DettaglioPagamento")
    _add(detail, "ModalitaPagamento", means)
    if invoice.due:
        _add(detail, "DataScadenzaPagamento", invoice.due.isoformat())
    _add(detail, "ImportoPagamento", f"{invoice.payable:.2f}")
    if invoice.payment.iban:
        _add(detail, "IBAN", invoice.payment.iban)
