"""SVG path data and SVG files in, Skia paths and pictures out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import skia
from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path

from generator.errors import AssetError


class _PathPen(BasePen):  # type: ignore[misc]
    def __init__(self, path: skia.Path) -> None:
        super().__init__(None)
        self._path = path

    def _moveTo(self, pt: Any) -> None:  # noqa: N802
        self._path.moveTo(*pt)

    def _lineTo(self, pt: Any) -> None:  # noqa: N802
        self._path.lineTo(*pt)

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: N802
        self._path.cubicTo(*pt1, *pt2, *pt3)

    def _qCurveToOne(self, pt1: Any, pt2: Any) -> None:  # noqa: N802
        self._path.quadTo(*pt1, *pt2)

    def _closePath(self) -> None:  # noqa: N802
        self._path.close()

    def _endPath(self) -> None:  # noqa: N802
        pass


def svg_path(data: str, place: str) -> skia.Path:
    """SVG path data in, a Skia path in the same units out. `place` names the file and layer for the error."""
    path = skia.Path()
    try:
        parse_path(data, _PathPen(path))
    except ValueError:
        raise AssetError(
            place, "the SVG path data can't be read.", "Write commands such as 'M0 0 L1 0 L1 1 Z'."
        ) from None
    return path


def svg_file(path: Path) -> skia.SVGDOM:
    """An SVG file in, its drawing out; raises AssetError when it is missing or not SVG."""
    try:
        content = path.read_bytes()
    except OSError:
        raise AssetError(str(path), "the SVG file can't be read.", "Check the name and its permissions.") from None
    drawing = skia.SVGDOM.MakeFromStream(skia.MemoryStream(content))
    if drawing is None:
        raise AssetError(str(path), "the file is not an SVG drawing.", "Save it as plain SVG.")
    return drawing


def draw_svg(canvas: skia.Canvas, drawing: skia.SVGDOM, rect: skia.Rect, flat: int | None = None) -> None:
    """Draw it into `rect` (it must have a viewBox). `flat`: one ARGB colour in place of the drawing's own."""
    drawing.setContainerSize(skia.Size(rect.width(), rect.height()))
    if flat is not None:
        paint = skia.Paint(ColorFilter=skia.ColorFilters.Blend(flat, skia.BlendMode.kSrcIn))
        canvas.saveLayer(rect, paint)
    else:
        canvas.save()
    canvas.translate(rect.left(), rect.top())
    drawing.render(canvas)
    canvas.restore()
