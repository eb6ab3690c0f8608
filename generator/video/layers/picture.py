"""A picture file.

It is brought to the size in which it is shown once, with a filter that sees every pixel of the file, and only moved
after that. Scaling the file itself in every frame would shimmer under a slow zoom: which of its pixels are seen would
change from frame to frame.
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

import numpy as np
import skia
from PIL import Image

from generator.errors import AssetError
from generator.model.layers import Layer, PictureLayer
from generator.scenes.pictures import whole_picture
from generator.video.layers.sprite import Sprite
from generator.video.layers.treatment import Matrix, matrix_of, painted
from generator.video.outline import draw_svg, svg_file
from generator.video.stage import Stage

_LARGEST_GROWTH = 2.0
_CUBIC = skia.SamplingOptions(skia.CubicResampler.CatmullRom())
_BETWEEN = skia.SamplingOptions(skia.FilterMode.kLinear)
_SMALLER = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
# Below this scale a cubic filter would skip pixels.
_CUBIC_FROM = 0.6
# A moving picture is first enlarged, once, and then drawn linearly: seven times as quick in each frame as a cubic
# filter, and as sharp, for it is blurred by less. Not a larger one than this, which makes 50 MB.
_FINER = 2
_FINER_UP_TO_PX = 3_200_000
_RGBA = skia.ColorType.kRGBA_8888_ColorType
Edges = tuple[float, float, float, float]


class PictureSprite(Sprite):
    """Covers the box (the focal point is kept) or fits into it, upright whatever the camera's orientation tag says."""

    def __init__(self, layer: PictureLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._radius = layer.radius_px * stage.unit
        path = Path(layer.path)
        width, height = _size_of(path, _changed(path))
        target = fitted(self.rect, width, height, layer.fit, layer.focus)
        # Whole pixels around the box, so that the picture at rest is copied pixel by pixel.
        left, top = math.floor(self.rect.left()), math.floor(self.rect.top())
        right, bottom = math.ceil(self.rect.right()), math.ceil(self.rect.bottom())
        self._place = skia.Rect.MakeLTRB(left, top, max(right, left + 1), max(bottom, top + 1))
        grown = growth(layer, max(width / target.width(), height / target.height()))
        size = (math.ceil(self._place.width() * grown), math.ceil(self._place.height() * grown))
        across, down = size[0] / self._place.width(), size[1] / self._place.height()
        edges = (
            (target.left() - left) * across,
            (target.top() - top) * down,
            (target.right() - left) * across,
            (target.bottom() - top) * down,
        )
        self._made_of = (path, _changed(path), size, edges, matrix_of(layer.treatment, stage))
        self._image = _prepared(*self._made_of)

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """The picture, clipped to the box's rounded corners."""
        canvas.save()
        canvas.clipRRect(skia.RRect.MakeRectXY(self.rect, self._radius, self._radius), True)
        image, options = self._image, sampling(canvas, self._place, self._image)
        if options.useCubic and image.width() * image.height() <= _FINER_UP_TO_PX:
            image, options = _finer(*self._made_of), _BETWEEN
        canvas.drawImageRect(image, self._place, options, None)
        canvas.restore()


def growth(layer: Layer, most: float) -> float:
    """How much larger than its box a layer becomes, as far as its file (`most` times the box) has pixels for it."""
    scales = [layer.drift.scale if layer.drift else 1.0, *(frame.scale or 1.0 for frame in layer.keyframes)]
    return max(1.0, min(max(scales), most, _LARGEST_GROWTH))


def sampling(canvas: skia.Canvas, place: skia.Rect, image: skia.Image) -> skia.SamplingOptions:
    """How to draw an image into `place` on a canvas as it is scaled now: sharp, and without skipping pixels."""
    matrix = canvas.getTotalMatrix()
    along = math.hypot(matrix.getScaleX(), matrix.getSkewY()) * place.width() / image.width()
    if along < _CUBIC_FROM:
        return _SMALLER
    moved = matrix.getTranslateX() % 1 or matrix.getTranslateY() % 1
    return _CUBIC if moved or abs(along - 1) > 1e-6 or matrix.getSkewY() else skia.SamplingOptions()


def fitted(
    rect: skia.Rect, width: float, height: float, fit: str, focus: tuple[float, float] = (0.5, 0.5)
) -> skia.Rect:
    """A box, a picture's size and "cover" or "contain" in, where the picture goes out.

    `focus`: the point of the picture that comes as near to the middle of the box as it can.
    """
    choose = max if fit == "cover" else min
    scale = choose(rect.width() / width, rect.height() / height)
    across, down = width * scale, height * scale
    left, top = rect.centerX() - across / 2, rect.centerY() - down / 2
    if fit == "cover":
        left = min(rect.left(), max(rect.right() - across, rect.centerX() - focus[0] * across))
        top = min(rect.top(), max(rect.bottom() - down, rect.centerY() - focus[1] * down))
    return skia.Rect.MakeXYWH(left, top, across, down)


def _changed(path: Path) -> int:
    """When the file was changed, so that what is remembered of it is forgotten then."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        raise AssetError(str(path), "the picture does not exist.", "Check the name in the scene.") from None


@lru_cache(maxsize=256)
def _size_of(path: Path, _changed_ns: int) -> tuple[float, float]:
    if path.suffix.lower() == ".svg":
        size = svg_file(path).containerSize()
        return size.width() or 1.0, size.height() or 1.0
    picture = opened(path)
    return float(picture.width), float(picture.height)


@lru_cache(maxsize=12)
def _prepared(path: Path, _changed_ns: int, size: tuple[int, int], edges: Edges, matrix: Matrix | None) -> skia.Image:
    """A file in; a picture of `size` in which the file takes the place between `edges` (in pixels) out."""
    surface = skia.Surface(*size)
    target = skia.Rect.MakeLTRB(*edges)
    with surface as canvas:
        canvas.saveLayer(None, painted(matrix))
        if path.suffix.lower() == ".svg":
            draw_svg(canvas, svg_file(path), target)
        else:
            picture, left, top = _resized(opened(path), size, edges)
            pixels = skia.Image.fromarray(np.ascontiguousarray(picture), _RGBA)
            canvas.drawImage(pixels, left, top)
        canvas.restore()
    return surface.makeImageSnapshot().withDefaultMipmaps()


@lru_cache(maxsize=4)
def _finer(path: Path, changed_ns: int, size: tuple[int, int], edges: Edges, matrix: Matrix | None) -> skia.Image:
    """What `_prepared` gives, with as many pixels more between its own: nothing finer than them is to be seen."""
    pixels = Image.fromarray(_prepared(path, changed_ns, size, edges, matrix).toarray(colorType=_RGBA))
    finer = pixels.resize((_FINER * size[0], _FINER * size[1]), Image.Resampling.LANCZOS)
    surface = skia.Surface(*finer.size)
    surface.getCanvas().drawImage(skia.Image.fromarray(np.asarray(finer), _RGBA), 0, 0)
    return surface.makeImageSnapshot()


def _resized(picture: Image.Image, size: tuple[int, int], edges: Edges) -> tuple[Image.Image, int, int]:
    """The part of a picture that shows when it lies between `edges` of an area, at that size; and where it starts."""
    left, top = max(0, math.floor(edges[0])), max(0, math.floor(edges[1]))
    right, bottom = min(size[0], math.ceil(edges[2])), min(size[1], math.ceil(edges[3]))
    across, down = picture.width / (edges[2] - edges[0]), picture.height / (edges[3] - edges[1])
    box = (
        max(0.0, (left - edges[0]) * across),
        max(0.0, (top - edges[1]) * down),
        min(float(picture.width), (right - edges[0]) * across),
        min(float(picture.height), (bottom - edges[1]) * down),
    )
    wanted = (max(1, right - left), max(1, bottom - top))
    return picture.resize(wanted, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0), left, top


def opened(path: Path) -> Image.Image:
    """A PNG, JPEG or WebP file in, an upright RGBA picture out; raises AssetError."""
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
    return picture
