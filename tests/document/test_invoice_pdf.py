from __future__ import annotations

import hashlib
import io
import logging
import os
import pickle
import re
import socket
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp
from pypdf import PdfReader
from sample_issuer import ISSUER

from generator.document import write_document
from generator.document.content import context_of
from generator.errors import OutputError, SceneError
from generator.model.facts import Money, Part, Parts, Table
from generator.model.story import Links

COLUMNS = ("kind", "description", "quantity", "unit", "unit_price", "amount")


def read(story, folder: Path) -> PdfReader:
    assert write_document(story, folder) == ("invoice.pdf",)
    return PdfReader(io.BytesIO((folder / "invoice.pdf").read_bytes()))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_a_name_of_ten_thousand_letters_is_set_in_seconds(tell, tmp_path: Path) -> None:
    began = time.process_time()
    reader = read(tell(name="A" * 10_000), tmp_path)
    assert time.process_time() - began < 8
    assert squeezed(text_of(reader)).count("A") >= 10_000


def test_what_lines_come_to_is_carried_from_page_to_page(tell, tmp_path):
    reader = read(tell(lines=lines_of(100)), tmp_path)
    texts = [squeezed(page.extract_text()) for page in reader.pages]
    assert len(texts) > 3
    total = Decimal(0)
    for text in texts:
        before = re.findall(r"Broughtforward€([\d,.]+\.\d\d)", text)
        assert before == ([f"{total:,}"] if 0 < total < 2525 else [])
        total += Decimal("25.25") * len(re.findall(r"Charge\d+ofmany", text))
        after = re.findall(r"Carriedforward€([\d,.]+\.\d\d)", text)
        assert after == ([f"{total:,}"] if total < 2525 else []), "nothing is carried past the last line"
    assert total == Decimal("2525.00")


def test_a_bill_to_be_paid_by_transfer_shows_the_account_and_a_code(tell, tmp_path):
    story = replace(tell(autopay=False), issuer=ISSUER)
    reader = read(story, tmp_path)
    text = squeezed(text_of(reader))
    assert "PayeeIBANBICReferenceSolenaEnergiaS.p.A.IT87D999999999900000" in text
    assert "IT99999999990" in text
    assert scanned(tmp_path / "invoice.pdf").split("\n")[5:8] == [
        "Solena Energia S.p.A.", "IT87D9999999999000000123456", "EUR84.2",
    ]  # fmt: skip
    told = replace(tell(autopay=False, payment_reference="RF18 5390 0754 7034"), issuer=ISSUER)
    assert "RF18539007547034" in squeezed(text_of(read(told, tmp_path))), "the page pays by the same reference"
    assert scanned(tmp_path / "invoice.pdf").split("\n")[9] == "RF18539007547034"
    for paid in (tell(), tell(paid=True), tell(balance=Money(Decimal("-1.00"), "EUR"), autopay=False)):
        assert "IBAN" not in text_of(read(replace(paid, issuer=ISSUER), tmp_path))


def scanned(path: Path) -> str:
    """The document's QR code, read by a reader of others."""
    with pdfium.PdfDocument(path) as document:
        found = [code for page in document for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())]
    assert len(found) == 1
    return str(found[0].text)


def first_row(pixels: np.ndarray, color: str, least: int) -> int:
    """The first row of a picture with so many pixels of a colour, "#rrggbb", one beside the other."""
    wanted = np.all(np.abs(pixels.astype(int) - [int(color[at : at + 2], 16) for at in (1, 3, 5)]) < 12, axis=2)
    runs = np.lib.stride_tricks.sliding_window_view(wanted, least, axis=1).all(axis=2).any(axis=1)
    return int(runs.argmax()) if runs.any() else -1


def test_parts_too_small_to_see_leave_the_bar_on_one_line(tell, tmp_path):
    amounts = {"Energy": "95775.48", "Grid": "19.50", "Fixed charge": "12.94", "Taxes": "19167.28"}
    parts = Parts(tuple(Part(name, Money(Decimal(amount), "EUR")) for name, amount in amounts.items()))
    story = tell(breakdown=parts)
    read(story, tmp_path)
    slices = context_of(story, story.document)["breakdown"]
    assert [round(each.share, 2) for each in slices] == [83.3, 0.02, 0.01, 16.67]
    with pdfium.PdfDocument(tmp_path / "invoice.pdf") as document:
        pixels = document[0].render(scale=2).to_numpy()[:, :, 2::-1]
    first, last = (first_row(pixels, slices[at].color, least) for at, least in ((0, 200), (3, 40)))
    assert first > 0
    assert abs(first - last) <= 1


def lines_of(count: int) -> Table:
    row = (Decimal("118"), "kWh", Decimal("0.2140"), Decimal("25.25"))
    return Table(COLUMNS, tuple((f"Kind {at % 5}", f"Charge {at} of many", *row) for at in range(count)))


def test_it_tells_the_invoice(tell, tmp_path):
    text = squeezed(text_of(read(tell(), tmp_path)))
    for piece in (
        "Invoice",
        "LuciaBellandi",
        "S-2026-55899",
        "€84.20",
        "28May2026",
        "1–30Apr2026",
        "SolenaEnergia",
        "Energy,peakhours118kWh0.214025.25",
        "March€90.30",
        "−7.01",
        "OfwhichVAT€7.65",
        "Page1of1",
    ):
        assert piece in text, piece


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("it_IT", ("Fattura", "84,20€", "28maggio2026", "Pagina1di1", "Marzo")),
        ("es_ES", ("Factura", "84,20€", "28demayode2026", "Página1de1", "Marzo")),
        ("de_AT", ("Rechnung", "€84,20", "28.Mai2026", "Seite1von1", "März")),
        ("fr_FR", ("Facture", "84,20€", "28mai2026", "Page1sur1", "Mars")),
    ],
)
def test_it_speaks_the_language(tell, tmp_path, locale, words):
    reader = read(tell(locale), tmp_path)
    text = squeezed(text_of(reader))
    for word in words:
        assert word in text, word
    assert reader.trailer["/Root"]["/Lang"] == locale.replace("_", "-")


@pytest.mark.parametrize(
    "name",
    [
        "František Wichterlová",
        "Bjørn Hansen",
        "Ольга Соколова",
        "Νίκος Παπαδάκης",
        "ليلى حداد",
        "נועה לוי",
        "王小明",
        "山田 花子",
        "김하늘",
        "Sol 🌻 Jiménez",
        "Omar عمر Benhaddou",
        "Ximena <Ximi> & {{ 7 * 7 }}",
        "Siobhán O'Brien-D’Arcy",
        "O",
    ],
)
def test_names_in_every_script_can_be_read_and_are_drawn(tell, tmp_path, name):
    reader = read(tell(name=name), tmp_path)
    assert squeezed(name) in squeezed(text_of(reader))
    for font in fonts_of(reader):
        # A character without a glyph would be drawn in a font that nobody chose, with the box of the missing.
        assert re.search(r"Inter|Bricolage|Noto|emoji", font), font


def fonts_of(reader: PdfReader) -> set[str]:
    return {
        str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }


def test_no_name_is_no_name(tell, tmp_path):
    text = text_of(read(tell(name=None), tmp_path))
    assert "Lucia" not in text
    assert "None" not in text


def test_pages_follow_the_lines(tell, tmp_path):
    assert len(read(tell(lines=lines_of(1)), tmp_path).pages) == 1
    reader = read(tell(lines=lines_of(200)), tmp_path)
    texts = [squeezed(page.extract_text()) for page in reader.pages]
    assert 6 <= len(texts) <= 9
    found = [re.findall(r"Charge(\d+)ofmany", text) for text in texts]
    assert sorted(int(number) for page in found for number in page) == list(range(200))
    for number, (text, lines) in enumerate(zip(texts, found, strict=True), 1):
        assert f"Page{number}of{len(texts)}" in text
        assert bool(lines) == ("ChargeQuantityUnitpriceAmount(EUR)" in text), "the header stands over every part"
        # No line is torn apart: as many amounts as lines, and no kind stands alone at the foot of a page.
        assert len(re.findall(r"118kWh0\.214025\.25", text)) == len(lines)
        assert not re.search(r"Kind\d€[\d,.]+SolenaEnergia", text)


def test_the_ways_out_never_stand_on_a_page_alone(tell, tmp_path):
    targets = {
        "contact": "mailto:hello@solena.example",
        "choices": "https://solena.example/c",
        "stop": "mailto:s@x.example",
    }
    pages = set()
    for count in range(1, 12):
        story = replace(tell(lines=lines_of(count), name="A name of some length, " * 3), links=Links(targets))
        texts = [squeezed(page.extract_text()) for page in read(story, tmp_path).pages]
        assert "Yourdataandchoices·Stopthesemessages" in texts[-1]
        assert "Questionsaboutaline?" in texts[-1], f"{count} lines"
        pages.add(len(texts))
    assert pages == {1, 2}, "both sides of the break were looked at"


def test_many_lines_are_summed_by_kind(tell, tmp_path):
    text = squeezed(text_of(read(tell(lines=lines_of(10)), tmp_path)))
    for kind in range(5):
        assert f"Kind{kind}€50.50" in text


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en_GB", ("Your data and choices", "Stop these messages")),
        ("it_IT", ("I tuoi dati e le tue scelte", "Non ricevere più questi messaggi")),
        ("es_ES", ("Tus datos y tus opciones", "No recibir más mensajes")),
        ("de_DE", ("Deine Daten und deine Wahl", "Diese Nachrichten abbestellen")),
        ("fr_FR", ("Vos données et vos choix", "Ne plus recevoir ces messages")),
    ],
)
def test_the_ways_out_are_there_in_every_language(tell, tmp_path, locale, words):
    story = tell(locale)
    targets = {**story.links.targets, "choices": "choices.html", "stop": "https://stop.solena.example/{token}"}
    reader = read(replace(story, links=Links(targets).filled("https://bill.example/", story.token)), tmp_path)
    text = squeezed(text_of(reader))
    for word in words:
        assert squeezed(word) in text
    found = {
        note.get_object()["/A"]["/URI"]
        for page in reader.pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    }
    # Whole addresses, from wherever the file is opened.
    assert {"https://bill.example/t0ken/choices.html", "https://stop.solena.example/t0ken"} <= found


def test_a_credit_asks_for_nothing(tell, tmp_path):
    text = text_of(read(tell(balance=Money(Decimal("-12.30"), "EUR"), autopay=False), tmp_path))
    assert "In your favour" in text
    assert "Pay online" not in text


@pytest.mark.parametrize(
    ("autopay", "paid", "link"), [(True, False, False), (False, False, True), (False, True, False)]
)
def test_a_pay_button_only_where_there_is_something_to_pay(tell, tmp_path, autopay, paid, link):
    reader = read(tell(autopay=autopay, paid=paid), tmp_path)
    targets = [
        note.get_object()["/A"]["/URI"]
        for page in reader.pages
        for note in page.get("/Annots", ())
        if "/A" in note.get_object()
    ]
    assert ("https://pay.solena.example/" in targets) == link
    assert "mailto:hello@solena.example" in targets


def test_it_is_tagged(tell, tmp_path):
    reader = read(tell(), tmp_path)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    packet = root["/Metadata"].get_data()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in packet
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in packet
    kinds = tags_of(root["/StructTreeRoot"])
    for kind in ("/Document", "/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/THead", "/Figure"):
        assert kind in kinds, kind
    figures = [element for element in elements_of(root["/StructTreeRoot"]) if element.get("/S") == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == ["solena"]
    assert [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)] == ["Invoice"]
    assert all("/Contents" in note.get_object() for note in reader.pages[-1]["/Annots"])


def elements_of(node):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements_of(child)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from elements_of(node["/K"])


def tags_of(root) -> set[str]:
    return {str(element["/S"]) for element in elements_of(root) if "/S" in element}


def test_its_metadata_is_of_nobody(tell, tmp_path):
    story = tell()
    reader = read(story, tmp_path)
    assert dict(reader.metadata) == {
        "/Title": "solena – Invoice",
        "/Creator": "Serendip",
        "/Producer": reader.metadata.producer,
    }
    data = (tmp_path / "invoice.pdf").read_bytes() + reader.trailer["/Root"]["/Metadata"].get_data()
    for secret in (
        b"Lucia",
        story.pseudonym.encode(),
        story.token.encode(),
        str(tmp_path).encode(),
        b"/home",
        b"file:",
    ):
        assert secret not in data, secret


def test_two_processes_write_the_same_bytes(tell, tmp_path):
    write_document(tell(), tmp_path)
    here = hashlib.sha256((tmp_path / "invoice.pdf").read_bytes()).hexdigest()
    program = (
        "import pickle, sys, hashlib, pathlib\n"
        "from generator.document import write_document\n"
        "story = pickle.load(sys.stdin.buffer)\n"
        "write_document(story, pathlib.Path(sys.argv[1]))\n"
        "print(hashlib.sha256((pathlib.Path(sys.argv[1]) / 'invoice.pdf').read_bytes()).hexdigest())\n"
    )
    other = tmp_path / "other"
    other.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", program, str(other)],
        input=pickle.dumps(tell()),
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "4321", "TZ": "Asia/Tokyo"},
    )
    assert done.stdout.decode().strip() == here
    assert done.stderr == b""


def test_what_was_rendered_before_changes_nothing(tell, tmp_path):
    write_document(tell(name="山田 花子"), tmp_path)
    first = (tmp_path / "invoice.pdf").read_bytes()
    write_document(tell(name="ليلى حداد"), tmp_path)
    write_document(tell(name="Sol 🌻 Jiménez"), tmp_path)
    write_document(tell(name="山田 花子"), tmp_path)
    assert (tmp_path / "invoice.pdf").read_bytes() == first


def test_nothing_leaves_the_machine_and_nothing_is_said(tell, tmp_path, monkeypatch, caplog, capfd):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a document opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        write_document(tell(), tmp_path)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/x.png", "/etc/hostname", "missing.png", "data:image/png;,x"]
)
def test_a_template_loads_only_its_own_files(tell, tmp_path, target):
    story = tell()
    for name in ("document.html.j2", "style.css", "document.yaml"):
        (tmp_path / name).write_bytes((story.document.template.root / name).read_bytes())
    page = tmp_path / "document.html.j2"
    page.write_text(page.read_text().replace("</body>", f'<img src="{target}" alt="x"></body>'))
    own = replace(story, document=replace(story.document, template=replace(story.document.template, root=tmp_path)))
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(SceneError) as caught:
        write_document(own, out)
    assert "document.html.j2" in caught.value.place
    assert "Lucia" not in str(caught.value)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("fault", ["{{ nothing_of_the_kind }}", "{% if %}", "{{ facts.name.nothing.more }}"])
def test_a_wrong_template_is_told_as_such(tell, tmp_path, fault):
    story = tell()
    for name in ("document.html.j2", "style.css"):
        (tmp_path / name).write_bytes((story.document.template.root / name).read_bytes())
    (tmp_path / "document.html.j2").write_text(f"<html lang=en><title>x</title>{fault}")
    own = replace(story, document=replace(story.document, template=replace(story.document.template, root=tmp_path)))
    with pytest.raises(SceneError, match=r"document\.html\.j2"):
        write_document(own, tmp_path)


def test_an_unwritable_folder_is_told(tell, tmp_path):
    with pytest.raises(OutputError):
        write_document(tell(), tmp_path / "not there")


def test_a_story_without_a_document_gives_no_file(tell, tmp_path):
    assert write_document(replace(tell(), document=None), tmp_path) == ()
    assert list(tmp_path.iterdir()) == []
