"""Picture files: a path in, a whole, upright picture out, or nothing. Half a file is no picture."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageFile, ImageOps


def whole_picture(path: Path) -> Image.Image | None:
    """A PNG, JPEG or WebP file in; RGBA, turned as the camera's tag says, out. None when it can't be decoded.

    Raises OSError when the file can't be read at all. WeasyPrint lets Pillow fill what is missing of a broken file with
    grey, for the whole process; here that is undone while decoding.
    """
    data = path.read_bytes()
    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(data)) as opened:
            return ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
