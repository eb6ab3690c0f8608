"""Story in, invoice.pdf out."""

from __future__ import annotations

import datetime
import hashlib
import io
import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateError, TemplateNotFound, TemplateSyntaxError
from weasyprint import CSS, VERSION, Attachment

from generator.disk import writing
from generator.document import quick
from generator.document.content import context_of, page_words
from generator.document.einvoice import EInvoice, einvoices, facturx
from generator.document.fetch import FetchError, LocalFetcher
from generator.document.fonts import Families, families_of, fonts
from generator.document.palette import palette
from generator.document.xmp import ArchiveMetadata, Schema
from generator.errors import RenderError, SceneError
from generator.model.story import Page, PageTemplate, Story
from generator.resources import assets_dir
from generator.sandbox import templates

FILE_NAME = "invoice.pdf"
_TEMPLATE, _STYLE = "document.html.j2", "style.css"
_VARIANT = "pdf/a-3a"
FACTURX = Schema("Factur-X PDFA Extension Schema", facturx.NAMESPACE, "fx", facturx.PROPERTIES)
_NOTES = re.compile(r"footnote|note\(")
_ENDLESS = 120
_ENDLESS_WORD = re.compile(rf"\S{{{_ENDLESS},}}")
_PIECE = re.compile(r"\S{1,10}")
_BREAK = "\u200b"


def write_document(story: Story, folder: Path) -> tuple[str, ...]:
    """A story in; `folder`/invoice.pdf, PDF/A-3a and PDF/UA-1, and e-invoices written; the names of the files out.

    The same story gives the same bytes. Raises RenderError when it can't be set, SceneError when the template is
    wrong, OutputError when it can't be written. A story without a document gives no file.
    """
    if story.document is None:
        return ()
    made = _einvoices(story, story.document)
    files = {FILE_NAME: render_pdf(story, story.document, [each for each in made if each.embedded])}
    files |= {each.file_name: each.data for each in made if not each.embedded}
    for name, data in files.items():
        with writing(folder / name):
            (folder / name).write_bytes(data)
    return tuple(files)


def _einvoices(story: Story, page: Page) -> tuple[EInvoice, ...]:
    """The story's e-invoices; what goes wrong is told without what stands in them."""
    try:
        return einvoices(story)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as caught:
        raise RenderError(
            str(page.template.root / "document.yaml"),
            f"the e-invoice can't be written ({type(caught).__name__}).",
            "Look at the facts that e-invoices need.",
        ) from caught


def render_pdf(story: Story, page: Page, embedded: Sequence[EInvoice] = ()) -> bytes:
    """A story, its document and what to embed in it in, the bytes of a PDF out."""
    quick.install()
    with quick.at_rest():
        return _set(story, page, embedded)


def _set(story: Story, page: Page, embedded: Sequence[EInvoice]) -> bytes:
    root = page.template.root
    html = _html(story, page, root)
    sheets = _sheets(page.template)
    folders = (*page.template.folders, story.brand.root, story.brand.logo.parent, assets_dir())
    fetcher = LocalFetcher(folders)
    try:
        families = families_of(unescape(html), story.brand, story.language)
        configuration = fonts().configuration
        styles = [
            fonts().learn(families.rules, fetcher),
            _sheet(_variables(story, page, families)),
            *(_style(sheet, folders) for sheet in sheets),
        ]
        has_notes = any(map(_has_notes, sheets)) or bool(_NOTES.search(html))
        source = quick.parsed(html, root.as_uri() + "/", fetcher, notes=has_notes)
        document = source.render(stylesheets=styles, font_config=configuration, pdf_variant=_VARIANT)
        document.metadata = ArchiveMetadata(
            title=document.metadata.title or story.brand.title,
            generator=document.metadata.generator or "",
            lang=document.metadata.lang or story.language,
            producer=f"WeasyPrint {VERSION}",
            schemas=[FACTURX for each in embedded if each.format == "facturx"],
        )
        data: bytes = document.write_pdf(
            pdf_variant=_VARIANT,
            attachments=[_attachment(each, page) for each in embedded],
            # Two runs of one story give one file: nothing random, no clock, and no name of the recipient's.
            pdf_identifier=hashlib.sha256(html.encode()).hexdigest()[:32].encode(),
        )
    except FetchError as fault:
        raise SceneError(
            str(root / _TEMPLATE), f"the document can't be set: {fault}.", "Correct the reference."
        ) from None
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError, AssertionError) as caught:
        # The message of a library could quote what is on the page.
        raise RenderError(
            str(root / _TEMPLATE),
            f"the document can't be set ({type(caught).__name__}).",
            "Run 'serendip preview' to see whether it fails with the samples too.",
        ) from caught
    return data


def _attachment(einvoice: EInvoice, page: Page) -> Attachment:
    """An e-invoice in, what it is in the PDF: another form of the same document. Its times are the bill's own day."""
    issued = page.facts.get("issued")
    day = issued if isinstance(issued, datetime.date) else datetime.date(2000, 1, 1)
    time = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    return Attachment(
        file_obj=io.BytesIO(einvoice.data),
        name=einvoice.file_name,
        description="Factur-X",
        created=time,
        modified=time,
        relationship="Alternative",
    )


def _html(story: Story, page: Page, root: Path) -> str:
    try:
        return _template(root).render(**context_of(story, page))
    except TemplateError as caught:
        raise SceneError(
            str(root / _TEMPLATE), f"the template can't be filled ({type(caught).__name__}).", "Check the names in it."
        ) from None


def breakable(value: Any) -> Any:
    """A value that a template shows in; out, when it is a text, with places to break a line in its endless words.

    Looking for a place in a word of ten thousand letters takes the setter most of a minute. Addresses stay whole.
    """
    if not isinstance(value, str) or hasattr(value, "__html__") or len(value) < _ENDLESS or "://" in value:
        return value
    return _ENDLESS_WORD.sub(lambda word: _BREAK.join(_PIECE.findall(word[0])), value)


def _variables(story: Story, page: Page, families: Families) -> str:
    """The brand's tokens and the words of the page number as CSS variables."""
    colors = "".join(f"--{name}: {color}; " for name, color in palette(story.brand.colors).items())
    tokens = f"{colors}--display: {families.display}; --text: {families.text}; --figures: {families.figures};"
    # A page box inherits nothing, so it is told the same tokens.
    words = page_words(page.copy.get("page", "{page} / {pages}"))
    return f":root {{ {tokens} }} @page {{ {tokens} --page-words: {words}; }}"


@lru_cache(maxsize=8)
def _template(root: Path) -> Template:
    environment = templates(root, finalize=breakable)
    try:
        return environment.get_template(_TEMPLATE)
    except TemplateSyntaxError as caught:
        raise SceneError(
            f"{root / _TEMPLATE}:{caught.lineno}:1", "this is not a valid template.", "Correct this line of it."
        ) from None
    except TemplateNotFound:
        raise SceneError(
            str(root / _TEMPLATE), "the file does not exist.", f"Add a {_TEMPLATE} to the folder."
        ) from None


def _sheets(template: PageTemplate) -> tuple[Path, ...]:
    """The style sheet of the layout, if there is one, and the template's own."""
    return (*((template.layout / "layout.css",) if template.layout else ()), template.root / _STYLE)


@lru_cache(maxsize=16)
def _has_notes(sheet: Path) -> bool:
    """Whether a style sheet speaks of footnotes."""
    try:
        return bool(_NOTES.search(sheet.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return True


@lru_cache(maxsize=64)
def _sheet(text: str) -> CSS:
    return CSS(string=text, font_config=fonts().configuration)


@lru_cache(maxsize=16)
def _style(sheet: Path, folders: tuple[Path, ...]) -> CSS:
    try:
        return CSS(filename=sheet, url_fetcher=LocalFetcher(folders), font_config=fonts().configuration)
    except OSError:
        raise SceneError(str(sheet), "the file can't be read.", f"Add a {sheet.name} to the folder.") from None
