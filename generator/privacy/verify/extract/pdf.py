"""PDF: the words of the pages, every text in every object, every stream unpacked, whatever refers to it.

Objects are read from the bytes themselves, not through the file's index: what an older revision left, or what nothing
refers to any more, is in the file all the same. Letters on pages are numbers of glyphs, which pypdf translates.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from generator.privacy.verify.extract.markup import passages_of
from generator.privacy.verify.extract.plain import as_text, loose
from generator.privacy.verify.passage import Kind, Passage

# pypdf's warnings quote what it reads.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_STREAM = re.compile(rb"(<<(?:[^<>]|<<(?:[^<>]|<<[^<>]*>>|<[^<>]*>)*>>|<[^<>]*>)*>>)\s*stream\r?\n")
_END = b"endstream"
_LITERAL = re.compile(rb"\(((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*)\)", re.DOTALL)
_HEX = re.compile(rb"(?<!<)<([0-9A-Fa-f\s]{4,})>(?!>)")
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r?\n)")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_FILTERED = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_OPERATORS = re.compile(rb"\b(?:Tj|TJ|Tf|re|BT)\b")
_MOST_BYTES = 1 << 28


def passages(data: bytes) -> Iterator[Passage]:
    """Everything that a reader, or whoever takes the file apart, can read. Raises ValueError for what is not a PDF."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        for number, page in enumerate(reader.pages, 1):
            yield Passage(Kind.PROSE, page.extract_text(), f"page {number}")
        if reader.is_encrypted:
            raise ValueError("an encrypted PDF")
    except (PyPdfError, KeyError, IndexError, AttributeError, TypeError, RecursionError) as caught:
        raise ValueError("not a PDF") from caught
    outside = bytearray()
    at = 0
    for head, start, end in _streams(data):
        outside += data[at:start]
        at = end
        yield from _stream(head, data[start:end])
    outside += data[at:]
    yield from _objects(bytes(outside))


def _streams(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(dictionary, start, end) of every stream."""
    at = 0
    while (match := _STREAM.search(data, at)) is not None:
        end = data.find(_END, match.end())
        if end < 0:
            raise ValueError("a PDF that is cut short")
        yield match[1], match.end(), end
        at = end + len(_END)


def _stream(head: bytes, content: bytes) -> Iterator[Passage]:
    filtered = _FILTERED.search(head)
    names = re.findall(rb"/(\w+)", filtered[1]) if filtered else []
    for name in names:
        if name in (b"FlateDecode", b"Fl"):
            content = _inflated(content)
        elif name in (b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"):
            break
        else:
            raise ValueError("a PDF with streams that are packed in a way that isn't read")
    if b"/ObjStm" in head:
        yield from _objects(content)
    elif b"/XRef" in head or b"/Length1" in head or b"FontFile" in head:
        yield loose(content, "font" if b"/Length1" in head else "index")
    elif b"/EmbeddedFile" in head or b"/Metadata" in head:
        yield from _attached(content, "attachment" if b"/EmbeddedFile" in head else "metadata")
    elif _OPERATORS.search(content, 0, 4096):
        # A page's own stream: what it shows was read as words; what else stands in it, as runs.
        yield loose(content, "page's stream")
        texts = [_literal(match[1]) for match in _LITERAL.finditer(content)]
        if texts:
            yield Passage(Kind.MIXED, "".join(texts), "page's stream")
    else:
        yield from _attached(content, "stream")


def _attached(content: bytes, place: str) -> Iterator[Passage]:
    text = as_text(content)
    if text is None:
        yield loose(content, place)
    elif "<" in text[:64]:
        for passage in passages_of(text):
            yield Passage(passage.kind, passage.text, place)
    else:
        yield Passage(Kind.MIXED, text, place)


def _objects(source: bytes) -> Iterator[Passage]:
    """The texts of dictionaries: titles, authors, alternative texts, links; and the names, as runs."""
    texts = [_literal(match[1]) for match in _LITERAL.finditer(source)]
    texts += [_decoded(bytes.fromhex(_even(match[1]))) for match in _HEX.finditer(source)]
    said = "\n".join(text for text in texts if len(text) > 1)
    if said:
        yield Passage(Kind.MIXED, said, "objects")
    yield loose(source, "objects")


def _even(digits: bytes) -> str:
    plain = b"".join(digits.split()).decode("ascii")
    return plain + "0" * (len(plain) % 2)


def _literal(raw: bytes) -> str:
    return _decoded(_ESCAPE.sub(_unescaped, raw) if b"\\" in raw else raw)


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code[:1].isdigit():
        return bytes((int(code, 8) & 0xFF,))
    return b"" if code.endswith(b"\n") else _ESCAPED.get(code, code)


def _decoded(raw: bytes) -> str:
    """A text of an object: UTF-16 or UTF-8 with its mark, else nearly Latin-1."""
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "latin-1", "replace")


def _inflated(content: bytes) -> bytes:
    """A stream unpacked, also one whose end is damaged. Raises ValueError for what is none."""
    unpacker = zlib.decompressobj()
    try:
        return unpacker.decompress(content, _MOST_BYTES)
    except zlib.error as caught:
        raise ValueError("a PDF with a damaged stream") from caught
