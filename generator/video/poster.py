"""The poster: one frame as JPEG, and as WebP by choice, without any metadata."""

from __future__ import annotations

import io

from PIL import Image

# Bytes for each pixel that a poster may take: 60 kB at 1280 × 720. What is busier gives way in quality, not in size.
_BYTES_A_PIXEL = 60_000 / (1280 * 720)
_QUALITIES = (88, 82, 74, 64, 52, 40)
_WEBP_QUALITY = 82


def jpeg(image: Image.Image) -> bytes:
    """An RGB picture in, the bytes of a JPEG file out."""
    limit = _BYTES_A_PIXEL * image.width * image.height
    for quality in _QUALITIES:
        data = _encoded(image, "JPEG", quality=quality, optimize=True)
        if len(data) <= limit:
            break
    return data


def webp_poster(image: Image.Image) -> bytes:
    """An RGB picture in, the bytes of a WebP file out."""
    return _encoded(image, "WEBP", quality=_WEBP_QUALITY, method=2)


def _encoded(image: Image.Image, kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
