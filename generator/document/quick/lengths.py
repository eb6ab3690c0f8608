"""Used lengths of a box, kept with its style for every width that it was worked out for."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent

from generator.document.quick.everywhere import put

_MOST_WIDTHS = 16
_RESOLVED = (
    "margin_left", "margin_right", "margin_top", "margin_bottom", "padding_left", "padding_right", "padding_top",
    "padding_bottom", "width", "min_width", "max_width", "height", "min_height", "max_height", "border_top_width",
    "border_right_width", "border_bottom_width", "border_left_width",
)  # fmt: skip


def install() -> None:
    """Puts this in place."""
    put(lengths, _resolve)


_resolve = percent.resolve_percentages


def lengths(box: Any, containing_block: Any) -> None:
    """Used lengths of a box: those that its style gave to another box in a block as wide and as high."""
    is_box = isinstance(containing_block, boxes.Box)
    size = (containing_block.width, containing_block.height) if is_box else tuple(containing_block)
    style = box.style
    if isinstance(box, boxes.PageBox) or style["border_collapse"] == "collapse":
        _resolve(box, containing_block)
        return
    memo = style.__dict__.setdefault("resolved", {})
    found = memo.get(size)
    if found is None:
        _resolve(box, containing_block)
        if len(memo) < _MOST_WIDTHS:
            own = box.__dict__
            memo[size] = {name: own[name] for name in _RESOLVED}
    else:
        box.__dict__.update(found)
