"""The poster: one frame as JPEG, without any metadata."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from generator.video.cache import whole
from generator.video.compose import Pixels

_QUALITY = 88


def write_poster(picture: Pixels, path: Path) -> None:
    """A uint8 (height, width, 3) RGB picture in, a JPEG file out, whole or not at all."""
    with whole(path) as part:
        Image.fromarray(picture).save(part, "JPEG", quality=_QUALITY, optimize=True)
