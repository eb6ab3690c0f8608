"""What can be read in a file, by its kind. One extractor a file; each is given the bytes and yields passages.

An ending that is not known is read as text, and for runs of readable characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.privacy.verify.extract import captions, mail, markup, mp4, picture, plain, record, styles, table, webm
from generator.privacy.verify.passage import Passage

# gzip, zip, bzip2, xz, 7z, zstd: what is inside can't be read as it stands.
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd")


def passages_of(suffix: str, data: bytes) -> Iterator[Passage]:
    """The ending of a file's name (lower case, with its dot) and its bytes in, everything readable in it out.

    Raises ValueError when the file is not what its ending says, and for an archive.
    """
    if data.startswith(_PACKED) or suffix == ".br":
        raise ValueError("an archive")
    yield from _EXTRACTORS.get(suffix, plain.passages)(data)


def _pdf(data: bytes) -> Iterator[Passage]:
    # pypdf takes its time to load, and many campaigns make no documents.
    from generator.privacy.verify.extract import pdf

    yield from pdf.passages(data)


def _database(data: bytes) -> Iterator[Passage]:
    from generator.privacy.verify.extract import database

    yield from database.passages(data)


def _font(data: bytes) -> Iterator[Passage]:
    yield plain.loose(data)


_EXTRACTORS: Mapping[str, Callable[[bytes], Iterator[Passage]]] = {
    **dict.fromkeys((".html", ".htm", ".svg", ".xml", ".xhtml"), markup.passages),
    **dict.fromkeys((".json", ".jsonl", ".webmanifest"), record.passages),
    **dict.fromkeys((".css", ".js", ".mjs"), styles.passages),
    **dict.fromkeys((".vtt", ".srt"), captions.passages),
    **dict.fromkeys((".csv", ".tsv"), table.passages),
    **dict.fromkeys((".ics", ".vcf"), captions.unfolded),
    **dict.fromkeys((".mp4", ".m4v", ".mov", ".m4a"), mp4.passages),
    ".webm": webm.passages,
    ".eml": mail.passages,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".tif", ".tiff"), picture.passages),
    **dict.fromkeys((".woff2", ".woff", ".ttf", ".otf"), _font),
    ".pdf": _pdf,
    **dict.fromkeys((".sqlite", ".db"), _database),
}
