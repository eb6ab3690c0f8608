"""SVG paths that are rectangles side by side, such as a QR code's → the same lines of a PDF, without a look at each.

WeasyPrint splits a path into letters and numbers, and works out where a marker would stand at each of some two thousand
corners.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint import svg
from weasyprint.svg.path import path

_ONE = r"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z"
_BAR, _BARS = re.compile(_ONE), re.compile(rf"(?:{_ONE})+")
_MARKERS = ("marker", "marker-start", "marker-mid", "marker-end")


def install() -> None:
    """Puts this in place."""
    svg.TAGS["path"] = _path


def _path(image: Any, node: Any, font_size: float) -> None:
    """Draws the path of a node; any path but of such rectangles as WeasyPrint does."""
    text = node.get("d", "")
    if not _BARS.fullmatch(text) or any(node.get(marker) for marker in _MARKERS):
        path(image, node, font_size)
        return
    found = ["0 0 m"]
    for bar in _BAR.finditer(text):
        x, y, width, height, back = map(int, bar.groups())
        right, bottom = x + width, y + height
        found.append(f"{x} {y} m\n{right} {y} l\n{right} {bottom} l\n{right - back} {bottom} l\nh")
    image.stream.stream.append("\n".join(found).encode())
