"""The poster: one frame as JPEG, and as WebP by choice, without any metadata."""

from __future__ import annotations

import io
from bisect import bisect_left

from PIL import Image

# Bytes for each pixel that a poster may take: 60 kB at 1280 × 720. What is busier gives way in quality, not in size.
_BYTES_A_PIXEL = 60_000 / (1280 * 720)
_QUALITIES = (88, 82, 74, 64, 52, 40)
_WEBP_QUALITY = 82
_BLOCK_PX = 16
_EVERY = 4
# Bands are encoded without searching for the shortest codes, and may be busier than the rest.
_HOPE = 1.08


def jpeg(image: Image.Image) -> bytes:
    """An RGB picture in, a JPEG file out: of the best quality that keeps to the size, or the least that there is."""
    limit = _BYTES_A_PIXEL * image.width * image.height
    bands = _bands(image)
    share = bands.width * bands.height / (image.width * image.height)

    def seems_to_fit(step: int) -> bool:
        return len(_encoded(bands, "JPEG", quality=_QUALITIES[step])) <= limit * share * _HOPE

    # A lower quality is never larger, so that halving finds the step with few trials.
    step = min(bisect_left(range(len(_QUALITIES)), True, key=seems_to_fit), len(_QUALITIES) - 1)
    for quality in _QUALITIES[step:]:
        data = _encoded(image, "JPEG", quality=quality, optimize=True)
        if len(data) <= limit:
            break
    return data


def _bands(image: Image.Image) -> Image.Image:
    """Every fourth row of the blocks that JPEG cuts a picture into: enough to tell by how large the whole will be."""
    tops = range(0, image.height - _BLOCK_PX + 1, _EVERY * _BLOCK_PX)
    if len(tops) < 2:
        return image
    bands = Image.new("RGB", (image.width, _BLOCK_PX * len(tops)))
    for number, top in enumerate(tops):
        bands.paste(image.crop((0, top, image.width, top + _BLOCK_PX)), (0, number * _BLOCK_PX))
    return bands


def webp_poster(image: Image.Image) -> bytes:
    """An RGB picture in, the bytes of a WebP file out."""
    return _encoded(image, "WEBP", quality=_WEBP_QUALITY, method=2)


def _encoded(image: Image.Image, kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
