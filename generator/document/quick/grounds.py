"""Boxes without a background, picture or round corner, as nearly all are: nothing to look up for any of them."""

from __future__ import annotations

from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout.background import layout_box_backgrounds

from generator.document.quick.everywhere import put

_RADII = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_SQUARE = dict.fromkeys(_RADII, (0, 0))


def install() -> None:
    """Puts this in place."""
    put(_backgrounds, layout_box_backgrounds)


def _backgrounds(page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None) -> None:
    """Lays out the backgrounds of a box and of those in it, on a page."""
    if style is not None or box is page or not isinstance(box, boxes.Box):
        layout_box_backgrounds(page, box, get_image, layout_children, style)
        return
    bare = box.style.__dict__.get("bare")
    if bare is None:
        bare = box.style.__dict__["bare"] = _is_bare(box.style)
    if not bare:
        layout_box_backgrounds(page, box, get_image, layout_children)
        return
    box.__dict__.update(_SQUARE)
    if layout_children:
        for child in box.all_children():
            _backgrounds(page, child, get_image)
    box.background = None


def _is_bare(style: Any) -> bool:
    """Whether there is nothing behind boxes of a style, and no corner of theirs is round."""
    return (
        style["border_image_source"][0] == "none"
        and style["mask_border_source"][0] == "none"
        and style["visibility"] != "hidden"
        and all(kind == "none" for kind, _ in style["background_image"])
        and get_color(style, "background_color").alpha == 0
        and not style["box_shadow"]
        and all((0, "px") in style[name] for name in _RADII)
    )
