"""The poster: one frame as JPEG, and as WebP by choice, without any metadata."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from generator.video.cache import whole
from generator.video.compose import Pixels

# Bytes for each pixel that a poster may take: 60 kB at 1280 × 720. What is busier gives way in quality, not in size.
_BYTES_A_PIXEL = 60_000 / (1280 * 720)
_QUALITIES = (88, 82, 74, 64, 52, 40)
_WEBP_QUALITY = 82


def write_poster(picture: Pixels, path: Path) -> None:
    """A uint8 (height, width, 3) RGB picture in, a JPEG file out, whole or not at all."""
    image = Image.fromarray(picture)
    limit = _BYTES_A_PIXEL * image.width * image.height
    for quality in _QUALITIES:
        data = _encoded(image, "JPEG", quality=quality, optimize=True)
        if len(data) <= limit:
            break
    _write(data, path)


def write_webp_poster(picture: Pixels, path: Path) -> None:
    """A uint8 (height, width, 3) RGB picture in, a WebP file out, whole or not at all."""
    _write(_encoded(Image.fromarray(picture), "WEBP", quality=_WEBP_QUALITY, method=2), path)


def _encoded(image: Image.Image, kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _write(data: bytes, path: Path) -> None:
    with whole(path) as part:
        part.write_bytes(data)
