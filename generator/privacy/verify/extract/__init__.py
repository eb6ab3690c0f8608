"""What can be read in a file, by its kind. One extractor a file; each is given the bytes and yields texts.

An ending that is not known is read as text, and for runs of readable characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.privacy.verify.extract import captions, film, markup, pdf, picture, plain, record, table

_EXTRACTORS: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    **dict.fromkeys((".html", ".htm", ".svg", ".xml", ".xhtml"), markup.texts),
    **dict.fromkeys((".json", ".jsonl", ".webmanifest"), record.texts),
    **dict.fromkeys((".vtt", ".srt"), captions.texts),
    **dict.fromkeys((".csv", ".tsv"), table.texts),
    **dict.fromkeys((".ics", ".vcf"), captions.unfolded),
    **dict.fromkeys((".mp4", ".m4v", ".mov", ".m4a", ".webm"), film.texts),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".tif", ".tiff"), picture.texts),
    ".pdf": pdf.texts,
}


# gzip, zip, bzip2, xz, 7z, zstd: what is inside can't be read as it stands.
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd")


def texts_of(suffix: str, data: bytes) -> Iterator[str]:
    """The ending of a file's name (lower case, with its dot) and its bytes in, everything readable in it out.

    Raises ValueError when the file is not what its ending says, and for an archive.
    """
    if data.startswith(_PACKED) or suffix == ".br":
        raise ValueError("an archive")
    yield from _EXTRACTORS.get(suffix, plain.texts)(data)
