"""MP4: tags, chapters and captions, by reading every readable run of bytes.

Atoms hold tags (`udta`, `meta`), chapter titles and timed text uncompressed, so no demuxer is needed; this part of the
program has none. Pixels and sound are not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.privacy.verify.extract.plain import runs


def texts(data: bytes) -> Iterator[str]:
    """Readable runs. Raises ValueError for what has no atom where a film has one."""
    if data[4:8] not in (b"ftyp", b"moov", b"styp", b"free", b"mdat", b"wide"):
        raise ValueError("not a film")
    yield from runs(data)
