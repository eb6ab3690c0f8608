"""Pictures: EXIF, XMP, comments, text chunks (compressed ones too), readable runs of bytes. Pixels are not read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from PIL import Image

from generator.privacy.verify.extract.plain import runs


def texts(data: bytes) -> Iterator[str]:
    """Metadata, one entry a line; readable runs. Raises ValueError for what is not a picture."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            entries = [*image.info.items(), *image.getexif().items()]
            for directory in (0x8769, 0x8825):  # EXIF, GPS
                entries += list(image.getexif().get_ifd(directory).items())
    except (OSError, SyntaxError, Image.DecompressionBombError) as caught:
        raise ValueError("not a picture") from caught
    yield "\n".join(f"{key} {_readable(value)}" for key, value in entries)
    yield from runs(data)


def _readable(value: Any) -> str:
    if isinstance(value, bytes):
        return "\n".join(runs(value))
    return str(value)
