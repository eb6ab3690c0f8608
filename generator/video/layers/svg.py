"""A vector file in the colours of the brand: sharp at every size."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import skia

from generator.errors import AssetError
from generator.model.layers import SvgLayer
from generator.scenes.svg import load_svg, recolored, size_of
from generator.video.canonical import file_digest
from generator.video.layers.picture import fitted
from generator.video.layers.sprite import Sprite
from generator.video.outline import draw_svg
from generator.video.stage import Stage

Colors = tuple[tuple[str, str], ...]


class SvgSprite(Sprite):
    """Fits into the box or covers it."""

    def __init__(self, layer: SvgLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        path = Path(layer.path)
        colors = tuple((name, _hex(stage.color(color))) for name, color in layer.colors)
        self._drawing, size = _drawing(path, file_digest(path), _hex(stage.color(layer.color)), colors)
        self._target = fitted(self.rect, *size, layer.fit)

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """The drawing, clipped to its box."""
        canvas.save()
        canvas.clipRect(self.rect, True)
        draw_svg(canvas, self._drawing, self._target)
        canvas.restore()


def _hex(argb: int) -> str:
    return f"#{argb & 0xFFFFFF:06x}"


def _drawing(path: Path, digest: str, current: str, colors: Colors) -> tuple[skia.SVGDOM, tuple[float, float]]:
    try:
        content, size = _content(path, digest, current, colors)
    except ValueError as caught:
        raise AssetError(str(path), f"{caught}.", "Save it as plain SVG.") from None
    drawing = skia.SVGDOM.MakeFromStream(skia.MemoryStream(content))
    if drawing is None:
        raise AssetError(str(path), "the file is not an SVG drawing.", "Save it as plain SVG.")
    return drawing, size


@lru_cache(maxsize=64)
def _content(path: Path, _digest: str, current: str, colors: Colors) -> tuple[bytes, tuple[float, float]]:
    root = load_svg(path)
    return recolored(root, current, dict(colors)), size_of(root)
