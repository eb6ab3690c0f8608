"""The poster: one frame as JPEG, and as WebP by choice, without any metadata."""

from __future__ import annotations

import io
from bisect import bisect_left

from PIL import Image

# Bytes for each pixel that a poster may take: 60 kB at 1280 × 720. What is busier gives way in quality, not in size.
_BYTES_A_PIXEL = 60_000 / (1280 * 720)
_QUALITIES = (88, 82, 74, 64, 52, 40)
_WEBP_QUALITY = 82


def jpeg(image: Image.Image) -> bytes:
    """An RGB picture in, a JPEG file out: of the best quality that keeps to the size, or the least that there is."""
    limit = _BYTES_A_PIXEL * image.width * image.height
    made: dict[int, bytes] = {}

    def fits(step: int) -> bool:
        made[step] = _encoded(image, "JPEG", quality=_QUALITIES[step], optimize=True)
        return len(made[step]) <= limit

    # A lower quality is never larger, so that halving finds the step with few trials.
    steps = range(len(_QUALITIES))
    step = min(bisect_left(steps, True, key=fits), steps[-1])
    return made[step] if step in made else _encoded(image, "JPEG", quality=_QUALITIES[step], optimize=True)


def webp_poster(image: Image.Image) -> bytes:
    """An RGB picture in, the bytes of a WebP file out."""
    return _encoded(image, "WEBP", quality=_WEBP_QUALITY, method=2)


def _encoded(image: Image.Image, kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
