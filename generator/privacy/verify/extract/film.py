"""MP4 and WebM: tags, chapters and captions, by reading every readable run of bytes.

Atoms (of MP4: `udta`, `meta`) and elements (of WebM) hold tags, chapter titles and timed text uncompressed, so no
demuxer is needed; this part of the program has none. Pixels and sound are not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.privacy.verify.extract.plain import runs

_EBML = b"\x1a\x45\xdf\xa3"


def texts(data: bytes) -> Iterator[str]:
    """Readable runs. Raises ValueError for what starts with neither atom nor EBML header."""
    if data[:4] != _EBML and data[4:8] not in (b"ftyp", b"moov", b"styp", b"free", b"mdat", b"wide"):
        raise ValueError("not a film")
    yield from runs(data)
