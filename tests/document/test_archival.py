"""Documents as veraPDF sees them: PDF/A-3a and PDF/UA-1, and what it says of documents with a fault planted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from sample_issuer import ISSUER
from verapdf import findings

from generator.document import render, write_document
from generator.model.facts import Money, Table
from generator.model.story import Page
from generator.resources import templates_dir
from generator.scenes.pages import load_page_template
from generator.story.translate import in_words
from generator.story.words import load_words

CLEAN = {"PDF/A-3a": [], "PDF/UA-1": []}


def written(story, folder: Path) -> Path:
    folder.mkdir()
    write_document(story, folder)
    return folder / "invoice.pdf"


def lines_of(count: int) -> Table:
    row = (Decimal("118"), "kWh", Decimal("0.2140"), Decimal("25.25"))
    columns = ("kind", "description", "quantity", "unit", "unit_price", "amount")
    return Table(columns, tuple((f"Kind {at % 3}", f"Charge {at}", *row) for at in range(count)))


def test_documents_are_archival_and_accessible(tell, tmp_path: Path) -> None:
    stories = {
        "sample": tell(),
        "stress": tell("de_DE", "stress"),
        "transfer": replace(tell("it_IT", autopay=False), issuer=ISSUER),
        "credit": tell("fr_FR", balance=Money(Decimal("-12.30"), "EUR"), autopay=False),
        "many": replace(tell("es_ES", lines=lines_of(60)), issuer=ISSUER),
        "arabic": tell("ar_EG", name="ليلى حداد"),
        "japanese": tell(name="山田 花子 🌻"),
    }
    paths = {name: written(story, tmp_path / name) for name, story in stories.items()}
    assert findings(*paths.values()) == {str(path): CLEAN for path in paths.values()}


@pytest.fixture(scope="module")
def account(tell):
    """A story with a statement of an account, with single facts replaced or left out."""
    template = load_page_template(templates_dir() / "documents" / "statement", "document.yaml")

    def make(locale: str = "en_IE", values: str = "sample", **replaced):
        story = tell(locale)
        words = load_words(locale[:2])
        facts = {name: getattr(need, values) for name, need in template.needs.items()} | replaced
        told = {name: in_words(value, words) for name, value in facts.items() if value is not None}
        page = Page(template, told, {name: words.text(text) for name, text in template.copy.items()})
        return replace(story, document=page, issuer=ISSUER)

    return make


def test_statements_of_money_and_of_points_are_too(account, tmp_path: Path) -> None:
    columns = ("date", "description", "category", "note", "amount", "points")
    many = Table(
        columns,
        tuple((date(2026, 4, 1 + at // 3), f"Shop {at}", "", "", Money(Decimal(-1), "EUR"), None) for at in range(80)),
    )
    stories = {
        "money": account(),
        "points": account("de_DE", closing=None, opening=None, points_before=Decimal(3097)),
        "stress": account("it_IT", "stress"),
        "many": account("fr_FR", movements=many, opening=Money(Decimal(100), "EUR"), closing=Money(Decimal(20), "EUR")),
        "unknown": account(opening=None),
    }
    paths = {name: written(story, tmp_path / name) for name, story in stories.items()}
    assert findings(*paths.values()) == {str(path): CLEAN for path in paths.values()}
    texts = {
        name: ["".join(page.extract_text().split()) for page in PdfReader(path).pages] for name, path in paths.items()
    }
    assert "€2,169.86" in texts["money"][0]
    assert "Rent" in texts["money"][0]
    assert texts["money"][0].count("€2,384.21") >= 3
    assert "3.420" in texts["points"][0]
    assert "Balancebefore" not in texts["unknown"][0]
    assert len(texts["many"]) > 2
    shown = 0
    for text in texts["many"]:
        if shown and shown < 80:
            assert f"Report{100 - shown},00€" in text
        shown += text.count("Shop")
    assert shown == 80


def test_faults_are_seen(tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = written(tell(), tmp_path / "good")
    paths = {
        "picture": written(
            with_markup(tell(), tmp_path / "picture-template", '<img src="x.svg">'), tmp_path / "picture"
        ),
        "font": without_fonts(good, tmp_path / "font.pdf"),
        "packet": without_packet(good, tmp_path / "packet.pdf"),
    }
    with monkeypatch.context() as patch:
        patch.setattr(render, "ArchiveMetadata", lambda **_: render_metadata(tell()))
        paths["identification"] = written(tell(), tmp_path / "identification")
    found = findings(*paths.values())
    seen = {name: {standard: bool(said) for standard, said in found[str(path)].items()} for name, path in paths.items()}
    assert seen == {
        "picture": {"PDF/A-3a": False, "PDF/UA-1": True},
        "font": {"PDF/A-3a": True, "PDF/UA-1": True},
        "packet": {"PDF/A-3a": True, "PDF/UA-1": True},
        "identification": {"PDF/A-3a": False, "PDF/UA-1": True},
    }


def render_metadata(story):
    """What WeasyPrint writes by itself: PDF/A without a word of PDF/UA."""
    from weasyprint.pdf.metadata import DocumentMetadata

    return DocumentMetadata(title=f"{story.brand.title} – Invoice", generator="Serendip", lang="en-IE")


def with_markup(story, root: Path, markup: str):
    root.mkdir()
    for file in story.document.template.root.iterdir():
        (root / file.name).write_bytes(file.read_bytes())
    (root / "x.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    page = root / "document.html.j2"
    page.write_text(page.read_text().replace("</body>", f"<p>{markup}</p></body>"))
    return replace(story, document=replace(story.document, template=replace(story.document.template, root=root)))


def without_fonts(path: Path, target: Path) -> Path:
    writer = PdfWriter(clone_from=PdfReader(path))
    for thing in writer._objects:
        if isinstance(thing, dict) and thing.get("/Type") == "/FontDescriptor":
            thing.pop("/FontFile2", None)
            thing.pop("/FontFile3", None)
    writer.write(target)
    return target


def without_packet(path: Path, target: Path) -> Path:
    writer = PdfWriter(clone_from=PdfReader(path))
    del writer._root_object["/Metadata"]
    writer.write(target)
    return target
