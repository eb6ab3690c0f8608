"""PDF: the text of its pages, metadata, XMP, attachments, links and every decoded stream."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ContentStream, DictionaryObject, EncodedStreamObject, StreamObject

from generator.privacy.verify.extract.plain import runs
from generator.privacy.verify.extract.plain import texts as plain_texts

# pypdf's warnings quote what it reads.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def texts(data: bytes) -> Iterator[str]:
    """Everything that a reader, or whoever takes the file apart, can read. Raises ValueError for what is not a PDF."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        yield "\n".join(page.extract_text() for page in reader.pages)
        yield "\n".join(f"{key} {value}" for key, value in (reader.metadata or {}).items())
        for number in sorted({key for table in reader.xref.values() for key in table} | set(reader.xref_objStm)):
            yield from _object(reader.get_object(number))
    except (PyPdfError, KeyError, IndexError, AttributeError, TypeError, RecursionError) as caught:
        raise ValueError("not a PDF") from caught
    yield from runs(data)


def _object(node: object) -> Iterator[str]:
    if isinstance(node, StreamObject | EncodedStreamObject | ContentStream):
        content = node.get_data()
        yield from plain_texts(content)
        yield from runs(content)
    if isinstance(node, DictionaryObject | list | str):
        yield str(node)
