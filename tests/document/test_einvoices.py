"""E-invoices against the official schemas and Schematron, and against independent arithmetic."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import facturx
import pytest
from lxml import etree
from official import against
from sample_issuer import ISSUER
from verapdf import findings

from generator.document import missing_einvoices, write_document
from generator.document.einvoice import FORMATS, einvoices, lacks_of
from generator.model.facts import Money, Table
from generator.scenes.pages import with_einvoices

SELLER = replace(
    ISSUER, region="MI", registration="MI-9999999", legal_note="Capitale sociale EUR 1.000.000 i.v.",
    contact="Servizio clienti", email="bills@solena.example", phone="+999 555 0100",
    creditor_id="IT43ZZZ0000000000000000", fiscal_regime="RF01",
)  # fmt: skip
COLUMNS = ("kind", "description", "quantity", "unit", "unit_price", "amount", "vat_rate", "vat_category")
BUYER = {
    "country": "IT",
    "buyer_reference": "04011000-12345-03",
    "buyer_endpoint": "0204:04011000-12345-03",
    "buyer_tax_number": "99999999990",
    "vat_rate": Decimal(10),
}


def euros(text: str) -> Money:
    return Money(Decimal(text), "EUR")


def supplies(*rows: tuple[str, str, str, str, str], **more: str) -> Table:
    """Rows of description, quantity, unit, price and amount; "" where there is none."""
    return Table(
        COLUMNS,
        tuple(
            ("", what, *(Decimal(x) if x else None for x in (quantity,)), unit, Decimal(price) if price else None,
             Decimal(amount), Decimal(more["rate"]) if "rate" in more else None, more.get("category"))
            for what, quantity, unit, price, amount in rows
        ),
    )  # fmt: skip


ENERGY = supplies(
    ("Energy, peak hours", "118", "kWh", "0.2140", "25.25"),
    ("Energy, off-peak", "87", "kWh", "0.1534", "13.35"),
    ("Grid and metering", "30", "days", "0.6633", "19.90"),
    ("Fixed charge", "30", "days", "0.44", "13.20"),
    ("Renewables levy", "30", "days", "0.1617", "4.85"),
)


@pytest.fixture
def bill(tell):
    """A story with a bill and e-invoices in every format, with single facts replaced or left out."""

    def make(locale: str = "it_IT", formats=FORMATS, **facts):
        story = tell(locale)
        page = story.document
        wanted = {**page.facts, **BUYER, "supplies": ENERGY, "autopay": False, **facts}
        told = {name: value for name, value in wanted.items() if value is not None}
        page = replace(page, template=with_einvoices(page.template, formats), facts=told)
        return replace(story, document=page, issuer=SELLER)

    return make


def mixed() -> Table:
    rows = [
        ("", "Books", Decimal(3), "pieces", Decimal("12.34"), Decimal("37.02"), Decimal(4), None),
        ("", "Paper", Decimal("2.5"), "kg", Decimal("3.999"), Decimal("10.00"), Decimal(22), None),
        ("", "Paper, returned", Decimal(1), "kg", Decimal("-4.00"), Decimal("-4.00"), Decimal(22), None),
        ("", "Gift", None, None, None, Decimal("5.55"), Decimal(0), "Z"),
    ]
    return Table(COLUMNS, tuple(rows))


CASES = {
    "energy": {},
    "collected": {"autopay": True},
    "debit": {"autopay": True, "mandate": "M-1", "debited_iban": "IT87 D999 9999 9990 0000 0123 456"},
    "paid": {"paid": True},
    "prepaid": {"balance": euros("64.20"), "prepaid": euros("20.00")},
    "undated": {"due": None, "period_start": None, "period_end": None},
    "noted": {"note": "A word & <another>, “quoted”.", "order": "PO-1", "contract": "V-7"},
    "rates": {"supplies": mixed(), "balance": euros("51.37"), "vat": None},
    "credit": {
        "supplies": supplies(("Solar power fed in", "153", "kWh", "-0.08", "-12.24")),
        "balance": euros("-13.46"),
        "preceding": "S-2026-55000",
    },
    "reverse": {
        "supplies": supplies(("Advice", "2", "hours", "50", "100.00"), rate="0", category="AE"),
        "balance": euros("100.00"),
        "buyer_vat_id": "DE136695976",
        "country": "DE",
        "postcode": "10115",
        "vat_reason": "Reverse charge",
    },
    "exempt": {
        "supplies": supplies(("Insurance", "1", "", "9.99", "9.99"), rate="0", category="E"),
        "balance": euros("9.99"),
        "vat_reason": "Exempt, article 10",
    },
    "names": {"name": "Ольга Соколова 山田 & Söhne <GmbH>", "street": "Łódzka 1/2", "city": "Świdnica"},
    "many": {
        "supplies": supplies(*[(f"Charge {at}", "118", "kWh", "0.2140", "25.25") for at in range(200)]),
        "balance": euros("5555.00"),
    },
}


@pytest.mark.parametrize("case", CASES)
def test_the_official_rules_have_nothing_against_any_format(bill, case: str) -> None:
    story = bill(**CASES[case])
    assert missing_einvoices(story) == ()
    made = einvoices(story)
    assert [each.format for each in made] == list(FORMATS)
    for each in made:
        assert against(each.format, each.data) == [], each.format
        assert amounts(each.data) == reckoned(story.document.facts), each.format
    check_peppol(etree.fromstring(made[2].data))


def reckoned(facts) -> tuple[Decimal, ...]:
    """Sum of the lines, tax, total and what is left to pay, worked out anew; absolute values."""
    records = facts["supplies"].records()
    rates = {record["vat_rate"] if record["vat_rate"] is not None else facts["vat_rate"] for record in records}
    own = {rate: Decimal(0) for rate in rates}
    for record in records:
        own[record["vat_rate"] if record["vat_rate"] is not None else facts["vat_rate"]] += record["amount"]
    exact = abs(sum(own[rate] * rate / 100 for rate in rates))
    net = abs(sum(own.values()))
    prepaid = facts["prepaid"].amount if "prepaid" in facts else Decimal(0)
    owed = abs(facts["balance"].amount + prepaid)
    # Tax is what the bill has beyond its lines: what the rates come to, rounded as the bill rounds.
    assert abs(owed - net - exact) <= Decimal("0.01") * len(rates)
    return net, owed - net, owed, Decimal(0) if facts.get("paid") else abs(facts["balance"].amount)


def amounts(data: bytes) -> tuple[Decimal, ...]:
    root = etree.fromstring(data)

    def one(*names: str) -> Decimal:
        for name in names:
            found = root.findall(f".//{{*}}{name}")
            if found:
                return Decimal(found[0].text)
        raise AssertionError(names)

    if etree.QName(root).localname == "FatturaElettronica":
        net = sum(Decimal(each.text) for each in root.iter("PrezzoTotale"))
        tax = sum(Decimal(each.text) for each in root.iter("Imposta"))
        total = one("ImportoTotaleDocumento")
        # Only what is paid by transfer or debit says what is left.
        left = root.find(".//ImportoPagamento")
        return net, tax, total, Decimal(left.text) if left is not None else _LEFT
    if etree.QName(root).localname == "CrossIndustryInvoice":
        total = root.find(".//{*}SpecifiedTradeSettlementHeaderMonetarySummation")
        texts = [total.findtext(f"{{*}}{name}") for name in ("LineTotalAmount", "TaxTotalAmount", "GrandTotalAmount")]
        return (*map(Decimal, texts), Decimal(total.findtext("{*}DuePayableAmount")))
    tax = Decimal(root.findtext("{*}TaxTotal/{*}TaxAmount"))
    return one("LineExtensionAmount"), tax, one("TaxInclusiveAmount"), one("PayableAmount")


CATEGORY = "a line's VAT category and rate don't go together, or the category is none of S, Z, E, AE, G"


class _Anything(Decimal):
    __hash__ = Decimal.__hash__

    def __eq__(self, other: object) -> bool:
        return True


_LEFT = _Anything(0)


def check_peppol(root: etree._Element) -> None:
    """What Peppol BIS Billing 3.0 adds to EN 16931 and can be seen in such invoices (rules PEPPOL-EN16931-R…)."""
    text = root.findtext
    assert text("{*}ProfileID") == "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", "R001, R007"
    assert text("{*}CustomizationID").endswith("#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"), "R004"
    assert len(root.findall("{*}Note")) <= 1, "R002"
    assert text("{*}BuyerReference") or text("{*}OrderReference/{*}ID"), "R003"
    for party in ("AccountingSupplierParty", "AccountingCustomerParty"):
        endpoint = root.find(f"{{*}}{party}/{{*}}Party/{{*}}EndpointID")
        assert endpoint is not None and endpoint.text and endpoint.get("schemeID"), "R010, R020"
    for element in root.iter():
        assert len(element) or (element.text or "").strip(), f"R008: {element.tag}"
    currency = text("{*}DocumentCurrencyCode")
    assert {each.get("currencyID") for each in root.iter() if each.get("currencyID")} == {currency}, "R051"
    assert len(root.findall("{*}TaxTotal")) == 1, "R053, R054"
    start, end = text("{*}InvoicePeriod/{*}StartDate"), text("{*}InvoicePeriod/{*}EndDate")
    for date in (start, end, text("{*}IssueDate")):
        assert date is None or datetime.date.fromisoformat(date), "F001"
    for line in [*root.findall("{*}InvoiceLine"), *root.findall("{*}CreditNoteLine")]:
        quantity = Decimal(next(each.text for each in line if each.tag.endswith("edQuantity")))
        price, net = (Decimal(line.findtext(path)) for path in ("{*}Price/{*}PriceAmount", "{*}LineExtensionAmount"))
        assert abs(quantity * price - net) <= Decimal("0.02"), "R120"
        assert price >= 0


@pytest.mark.parametrize(
    ("format_name", "pattern", "rule"),
    [
        ("facturx", rb"(<ram:GrandTotalAmount>)[\d.]+", "BR-CO-15"),
        ("facturx", rb"(<ram:LineTotalAmount>)[\d.]+(?=</ram:LineTotalAmount>\s*<ram:TaxBasis)", "BR-CO-10"),
        ("xrechnung", rb"(<ram:DuePayableAmount>)[\d.]+", "BR-CO-16"),
        ("xrechnung", rb"<ram:BuyerReference>[^<]*</ram:BuyerReference>()", "BR-DE-15"),
        ("peppol", rb'(<cbc:TaxInclusiveAmount currencyID="EUR">)[\d.]+', "BR-CO-15"),
        ("peppol", rb'(<cbc:TaxableAmount currencyID="EUR">)[\d.]+', "BR-S-08"),
        ("fatturapa", rb"(<ImportoTotaleDocumento>)[\d.]+", "schema"),
    ],
)
def test_a_corrupted_amount_is_caught(bill, format_name: str, pattern: bytes, rule: str) -> None:
    (made,) = einvoices(bill(formats=(format_name,)))
    wrong = b"12,34" if rule == "schema" else b"99999.99" if b"()" not in pattern else b""
    broken, count = re.subn(pattern, lambda match: match[1] + wrong, made.data, count=1)
    assert count == 1
    assert any(said.startswith(rule) or f"[{rule}]" in said for said in against(format_name, broken))


def test_the_embedded_invoice_is_read_back_byte_for_byte(bill, tmp_path: Path) -> None:
    story = bill()
    assert write_document(story, tmp_path) == ("invoice.pdf", "xrechnung.xml", "peppol.xml", "fatturapa.xml")
    pdf = (tmp_path / "invoice.pdf").read_bytes()
    name, data = facturx.get_xml_from_pdf(pdf, check_xsd=True)
    assert name == "factur-x.xml"
    assert data == einvoices(story)[0].data
    assert facturx.get_level(etree.fromstring(data)) == "en16931"
    assert len(pdf) < 120_000
    assert findings(tmp_path / "invoice.pdf") == {str(tmp_path / "invoice.pdf"): {"PDF/A-3a": [], "PDF/UA-1": []}}
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write_document(story, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("facts", "without"),
    [
        ({"country": None}, dict.fromkeys(("facturx", "xrechnung", "peppol"), "it lacks the buyer's country")),
        (
            {"buyer_reference": None},
            {"xrechnung": "it lacks the buyer's reference", "peppol": "it lacks the buyer's reference or order"},
        ),
        ({"buyer_reference": None, "order": "PO-1"}, {"xrechnung": "it lacks the buyer's reference"}),
        ({"buyer_tax_number": None}, {"fatturapa": "it lacks the buyer's VAT id or codice fiscale"}),
        ({"balance": euros("84.30")}, dict.fromkeys(FORMATS, "its lines and their tax don't come to its balance")),
        ({"vat_rate": None}, dict.fromkeys(FORMATS, "a line has no VAT rate")),
        ({"vat_category": "K"}, dict.fromkeys(FORMATS, CATEGORY)),
        ({"issued": None}, dict.fromkeys(FORMATS, "it lacks a number, a date or a balance")),
    ],
)  # fmt: skip
def test_what_is_lacking_is_told_and_no_file_written(bill, tmp_path: Path, facts, without) -> None:
    story = bill(**facts)
    told = dict(line.split(": ", 1) for line in missing_einvoices(story))
    assert {name: told.get(name, "").split(" and the buyer's VAT id")[0] for name in without} == without
    files = {"xrechnung": "xrechnung.xml", "peppol": "peppol.xml", "fatturapa": "fatturapa.xml"}
    assert set(write_document(story, tmp_path)) == {"invoice.pdf"} | {
        file for name, file in files.items() if name not in told
    }
    assert "Lucia" not in " ".join(missing_einvoices(story))


def test_a_cent_of_the_bills_own_rounding_is_the_bills(bill) -> None:
    # 76.50 and ten percent are 7.65 rounded up, and 7.64 as this bill was rounded.
    story = bill(supplies=supplies(("Energy", "1", "", "76.45", "76.45")), balance=euros("84.09"))
    for each in einvoices(story):
        assert against(each.format, each.data) == []
    assert amounts(einvoices(story)[0].data) == (Decimal("76.45"), Decimal("7.64"), Decimal("84.09"), Decimal("84.09"))


@pytest.mark.parametrize(
    ("said", "code"), [("it", "IT"), ("Germany", "DE"), ("USA", "US"), ("czech republic", "CZ"), ("Norway", "NO")]
)
def test_a_country_is_known_by_code_and_name(bill, said: str, code: str) -> None:
    (made,) = einvoices(bill(formats=("facturx",), country=said))
    assert etree.fromstring(made.data).findtext(".//{*}BuyerTradeParty//{*}CountryID") == code


def test_what_an_issuer_lacks_is_known_before_anybody_is_rendered() -> None:
    facts = {"name": "x", "country": "IT", "street": "x", "city": "x", "postcode": "20121", "buyer_tax_number": "1",
             "buyer_reference": "x", "buyer_endpoint": "0204:1"}  # fmt: skip
    assert lacks_of(facts, SELLER, FORMATS) == {}
    poor = replace(SELLER, phone="", email="", fiscal_regime="")
    assert lacks_of(facts, poor, FORMATS) == {
        "xrechnung": ("the issuer's telephone number", "the issuer's mail address", "the issuer's electronic address"),
        "peppol": ("the issuer's electronic address",),
        "fatturapa": ("the issuer's fiscal regime",),
    }
