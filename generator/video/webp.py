"""The moving preview as WebP: the GIF's pictures with all their colours, under the same 1 MB."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image

from generator.errors import RenderError
from generator.video.cache import whole
from generator.video.compose import Pixels
from generator.video.gif import LIMIT_BYTES, Still

_QUALITIES = (80, 60, 40, 20, 5)


def write_webp(stills: Sequence[Still], picture: Callable[[Still], Pixels], path: Path) -> None:
    """Stills, and a function that draws one as RGB, in; a WebP file under 1 MB out, whole or not at all."""
    pictures = [Image.fromarray(picture(still)) for still in stills]
    for quality in _QUALITIES:
        data = _encode(pictures, [round(still.hold_s * 1000) for still in stills], quality)
        if len(data) < LIMIT_BYTES:
            with whole(path) as part:
                part.write_bytes(data)
            return
    raise RenderError("preview.webp", "the preview can't be made smaller than 1 MB.", "Switch the preview off.")


def _encode(pictures: Sequence[Image.Image], holds_ms: Sequence[int], quality: int) -> bytes:
    out = io.BytesIO()
    pictures[0].save(
        out,
        "WEBP",
        save_all=True,
        append_images=pictures[1:],
        duration=list(holds_ms),
        loop=0,
        quality=quality,
        method=0,
    )
    return out.getvalue()
