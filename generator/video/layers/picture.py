"""A picture file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import skia

from generator.errors import AssetError
from generator.model.layers import PictureLayer
from generator.scenes.pictures import whole_picture
from generator.video.layers.sprite import Sprite
from generator.video.outline import draw_svg, svg_file
from generator.video.stage import Stage


class PictureSprite(Sprite):
    """Covers the box (the middle is kept) or fits into it, upright whatever the camera's orientation tag says."""

    def __init__(self, layer: PictureLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        path = Path(layer.path)
        if path.suffix.lower() == ".svg":
            self._vector: skia.SVGDOM | None = svg_file(path)
            size = self._vector.containerSize()
            width, height = (size.width() or 1.0), (size.height() or 1.0)
        else:
            self._vector = None
            self._image = skia_image(path)
            width, height = float(self._image.width()), float(self._image.height())
        self._target = fitted(self.rect, width, height, layer.fit)

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """The picture, clipped to the box's rounded corners."""
        canvas.save()
        radius = self._layer.radius_px * self.stage.unit
        canvas.clipRRect(skia.RRect.MakeRectXY(self.rect, radius, radius), True)
        if self._vector is not None:
            draw_svg(canvas, self._vector, self._target)
        else:
            options = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
            canvas.drawImageRect(self._image, self._target, options, None)
        canvas.restore()


def fitted(rect: skia.Rect, width: float, height: float, fit: str) -> skia.Rect:
    """A box, a picture's size and "cover" or "contain" in, where the picture goes out."""
    choose = max if fit == "cover" else min
    scale = choose(rect.width() / width, rect.height() / height)
    half_width, half_height = width * scale / 2, height * scale / 2
    return skia.Rect.MakeLTRB(
        rect.centerX() - half_width, rect.centerY() - half_height, rect.centerX() + half_width,
        rect.centerY() + half_height,
    )  # fmt: skip


@lru_cache(maxsize=32)
def skia_image(path: Path) -> skia.Image:
    """A PNG, JPEG or WebP file in, an upright image in sRGB out; raises AssetError."""
    try:
        picture = whole_picture(path)
    except FileNotFoundError:
        raise AssetError(str(path), "the picture does not exist.", "Check the name in the scene.") from None
    except OSError as caught:
        raise AssetError(
            str(path), f"the picture can't be read: {caught.strerror}.", "Check its permissions."
        ) from None
    if picture is None:
        raise AssetError(str(path), "the picture can't be decoded.", "Save it again as PNG, JPEG or WebP.")
    return skia.Image.fromarray(np.asarray(picture), skia.ColorType.kRGBA_8888_ColorType)
