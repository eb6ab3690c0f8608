"""What is done to a layer's picture: clip, mask, blur, shadow.

A blur, a shadow or a mask is worked out once and kept as an image for as long as the content stays the same, so that a
blurred picture that only moves costs no more than another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from pathlib import Path

import numpy as np
import skia

from generator.errors import AssetError
from generator.model.layers import Clip, Layer
from generator.scenes.pictures import whole_picture
from generator.video.layers.extent import Extent
from generator.video.outline import draw_svg, svg_file, svg_path
from generator.video.stage import Stage

OVERHANG = 0.1
"""How far a layer may draw beyond its box, of the frame's shorter side: shadows of cards, long descenders."""
_SOFT = skia.SamplingOptions(skia.FilterMode.kLinear)


class Finish:
    """The effects of one layer."""

    def __init__(self, layer: Layer, stage: Stage, rect: skia.Rect) -> None:
        self._layer = layer
        self._stage = stage
        self._rect = rect
        self._clip = clip_path(layer.clip, stage, rect, layer.id) if layer.clip else None
        self._still = layer.clip is not None and layer.clip.still
        self._filter = self._filtering()
        self._mask = self._masking()
        self._extent = Extent(stage)
        self._kept: tuple[Hashable, skia.Image] | None = None

    @classmethod
    def of(cls, layer: Layer, stage: Stage, rect: skia.Rect) -> Finish | None:
        """None for the many layers that have no effect."""
        return cls(layer, stage, rect) if layer.blur or layer.shadow or layer.mask or layer.clip else None

    @property
    def is_window(self) -> bool:
        """Whether the layer is seen through something that does not drift with it."""
        return self._mask is not None or (self._clip is not None and not self._still)

    def draw(self, canvas: skia.Canvas, content: Hashable, paint: Callable[[skia.Canvas], None]) -> None:
        """What `paint` draws, with the effects. Equal `content`: it would draw the same."""
        if self._filter is None and self._mask is None:
            canvas.save()
            self._clipped(canvas)
            paint(canvas)
            canvas.restore()
            return
        bounds = self.reach(content, paint)
        if bounds.isEmpty():
            return
        if self._kept is None or self._kept[0] != content:
            self._kept = (content, self._finished(paint, bounds))
        # At rest it lies on whole pixels, where sampling changes nothing.
        canvas.drawImage(self._kept[1], bounds.left(), bounds.top(), _SOFT)

    def reach(self, content: Hashable, paint: Callable[[skia.Canvas], None]) -> skia.Rect:
        """What the layer touches with its effects, in whole pixels."""
        extent = self._extent.of(content, paint)
        if self._clip is not None and not self._still:
            extent = _shared(extent, skia.Rect(self._clip.getBounds().makeOutset(1, 1).roundOut()))
        margin = self._reach_px()
        return extent if extent.isEmpty() else skia.Rect(extent.makeOutset(margin, margin).roundOut())

    def hold_still(self, canvas: skia.Canvas) -> None:
        """Clip to a window that does not move with the layer, if it has one."""
        if self._clip is not None and self._still:
            canvas.clipPath(self._clip, skia.ClipOp.kIntersect, True)

    def _clipped(self, canvas: skia.Canvas) -> None:
        if self._clip is not None and not self._still:
            canvas.clipPath(self._clip, skia.ClipOp.kIntersect, True)

    def _finished(self, paint: Callable[[skia.Canvas], None], bounds: skia.Rect) -> skia.Image:
        surface = skia.Surface(int(bounds.width()), int(bounds.height()))
        canvas = surface.getCanvas()
        canvas.translate(-bounds.left(), -bounds.top())
        canvas.saveLayer(None, skia.Paint(ImageFilter=self._filter) if self._filter else None)
        self._clipped(canvas)
        paint(canvas)
        if self._mask is not None:
            self._mask(canvas)
        canvas.restore()
        return surface.makeImageSnapshot()

    def _reach_px(self) -> float:
        layer, shorter = self._layer, self._stage.shorter_px
        reach = 3 * layer.blur
        if layer.shadow:
            reach += max(abs(layer.shadow.dx), abs(layer.shadow.dy)) + 3 * layer.shadow.blur
        return reach * shorter

    def _filtering(self) -> skia.ImageFilter | None:
        layer, shorter = self._layer, self._stage.shorter_px
        found: skia.ImageFilter | None = None
        if layer.blur:
            found = skia.ImageFilters.Blur(layer.blur * shorter, layer.blur * shorter, skia.TileMode.kDecal, None)
        if layer.shadow:
            shadow, color = layer.shadow, self._stage.color(layer.shadow.color)
            sigma = shadow.blur * shorter
            dx, dy = shadow.dx * shorter, shadow.dy * shorter
            found = skia.ImageFilters.DropShadow(dx, dy, sigma, sigma, color, found)
        return found

    def _masking(self) -> Callable[[skia.Canvas], None] | None:
        mask, rect = self._layer.mask, self._rect
        if mask is None:
            return None
        if mask.gradient is not None:
            paint = self._stage.paint(mask.gradient, rect)
            paint.setBlendMode(skia.BlendMode.kDstIn)
            return lambda canvas: canvas.drawPaint(paint)
        image = _alpha_image(Path(mask.path), rect)
        scale = max(rect.width() / image.width(), rect.height() / image.height())
        width, height = image.width() * scale, image.height() * scale
        target = skia.Rect.MakeXYWH(rect.centerX() - width / 2, rect.centerY() - height / 2, width, height)
        keep = skia.Paint(BlendMode=skia.BlendMode.kDstIn)
        sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)

        def masked(canvas: skia.Canvas) -> None:
            canvas.saveLayer(None, keep)
            canvas.clipRect(rect)
            canvas.drawImageRect(image, target, sampling, None)
            canvas.restore()

        return masked


def _shared(one: skia.Rect, two: skia.Rect) -> skia.Rect:
    """What two rectangles have in common; empty when they are apart."""
    left, top = max(one.left(), two.left()), max(one.top(), two.top())
    right, bottom = min(one.right(), two.right()), min(one.bottom(), two.bottom())
    return skia.Rect.MakeLTRB(left, top, max(left, right), max(top, bottom))


def clip_path(clip: Clip, stage: Stage, rect: skia.Rect, layer_id: str) -> skia.Path:
    """A clip and the layer's box in pixels in, the window in pixels out."""
    box = stage.rect(clip.box) if clip.box else rect
    if clip.shape == "path":
        path = svg_path(clip.path, f"layer '{layer_id}'")
        matrix = skia.Matrix.Scale(box.width(), box.height())
        matrix.postTranslate(box.left(), box.top())
        path.transform(matrix)
        return path
    path = skia.Path()
    if clip.shape == "circle":
        path.addCircle(box.centerX(), box.centerY(), min(box.width(), box.height()) / 2)
    else:
        radius = clip.radius_px * stage.unit
        path.addRoundRect(box, radius, radius)
    return path


def revealed(rect: skia.Rect, side: str, progress: float) -> skia.Path:
    """What of `rect` is uncovered at a progress of 0 to 1, from a side or in a circle from the middle."""
    share = min(1.0, max(0.0, progress))
    path = skia.Path()
    if side == "circle":
        path.addCircle(rect.centerX(), rect.centerY(), math.hypot(rect.width(), rect.height()) / 2 * share)
        return path
    across = side in ("left", "right")
    width, height = rect.width() * (share if across else 1), rect.height() * (1 if across else share)
    left = rect.right() - width if side == "right" else rect.left()
    top = rect.bottom() - height if side == "down" else rect.top()
    path.addRect(skia.Rect.MakeXYWH(left, top, width, height))
    return path


def _alpha_image(path: Path, rect: skia.Rect) -> skia.Image:
    """A picture file in; an image whose alpha is the picture's, or how light it is where it is opaque, out.

    An SVG drawing is drawn as large as it has to be to cover `rect`, and what it leaves empty is transparent.
    """
    if path.suffix.lower() == ".svg":
        return _drawn(path, rect)
    try:
        picture = whole_picture(path)
    except OSError:
        picture = None
    if picture is None:
        raise AssetError(str(path), "the mask can't be decoded.", "Save it as PNG, JPEG or WebP.")
    pixels = np.asarray(picture)
    alpha = pixels[..., 3]
    if alpha.min() == 255:
        alpha = np.asarray(picture.convert("L"))
    # Premultiplied white: all four are the alpha.
    return skia.Image.fromarray(
        np.repeat(alpha[..., None], 4, axis=2), skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType
    )


def _drawn(path: Path, rect: skia.Rect) -> skia.Image:
    """An SVG file in, an image that covers `rect` out. One without a size of its own fills the box."""
    drawing = svg_file(path)
    size = drawing.containerSize()
    width, height = size.width() or rect.width(), size.height() or rect.height()
    scale = max(rect.width() / width, rect.height() / height)
    surface = skia.Surface(max(1, math.ceil(width * scale)), max(1, math.ceil(height * scale)))
    canvas = surface.getCanvas()
    canvas.scale(scale, scale)
    draw_svg(canvas, drawing, skia.Rect.MakeWH(width, height))
    image: skia.Image = surface.makeImageSnapshot()
    return image
