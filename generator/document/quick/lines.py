"""A line that is one text, as most of a document's are → its boxes, in one step.

The steps are those of WeasyPrint's layout/inline.py for a line box with a single text in it and room for all of it
where it stands; every other line is left to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.float import avoid_collisions
from weasyprint.layout.inline import iter_line_boxes, text_align
from weasyprint.layout.percent import resolve_one_percentage

from generator.document.quick.everywhere import put
from generator.document.quick.lengths import lengths
from generator.document.quick.shaping import fitted, strut_of

# WeasyPrint allows for as much when it compares a sum of widths with another.
_TOLERANCE = 1 + 1e-9


def install() -> None:
    """Puts this in place."""
    put(_lines, iter_line_boxes)


def _lines(
    context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any, containing_block: Any,
    absolute_boxes: Any, fixed_boxes: Any, first_letter_style: Any, first_line_style: Any,
) -> Iterator[Any]:  # fmt: skip
    """The lines of a line box, each with where the next goes on."""
    children = box.children
    if skip_stack is None and len(children) == 1 and first_letter_style is first_line_style is None:
        text = children[0]
        if text.__class__ is boxes.TextBox and text.text:
            line = line_of(context, box, text, position_y, containing_block)
            if line is not None:
                return iter(((line, None),))
    lines: Iterator[Any] = iter_line_boxes(
        context, box, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
        first_letter_style, first_line_style,
    )  # fmt: skip
    return lines


def line_of(context: Any, box: Any, text: Any, position_y: float, block: Any) -> Any:
    """The line of a text as boxes laid out; None when it isn't for this."""
    words, style, shapes = text.text, text.style, context.excluded_shapes
    if words[0] == " " or words[-1] == " " or shapes.__class__ is not list:
        return None
    lengths(box, block)
    resolve_one_percentage(box, "text_indent", block.width)
    left = block.content_box_x()
    available = left + block.width - left
    rtl = block.style["direction"] == "rtl"
    edge = left + block.width if rtl else left
    height, baseline = strut_of(box.style)
    beside = _are_beside(shapes, position_y)
    if beside:
        box.position_y, box.width, box.height = position_y, 0, height
        edge, lower, available = avoid_collisions(context, box, block, outer=False)
        if rtl or lower != position_y:
            return None
    start, end = edge + box.text_indent, (edge + available) * _TOLERANCE
    found = fitted(words, style, end - start, context)
    if found is None or start + found.width > end or (beside and found.width > available):
        return None
    box.position_x, box.position_y, text.position_y = edge, position_y, position_y
    lengths(text, block)
    text.position_x = start
    # The text: its margins make it as high as its style's lines.
    shown = text.copy()
    shown.pango_layout, shown.width, shown.height = found.layout, found.width, found.height
    shown.margin_top = shown.margin_bottom = (strut_of(style)[0] - found.height) / 2
    shown.baseline = found.baseline + shown.margin_top
    # The line: as high as its own style's lines, and as what is on it.
    line = box.copy_with_children([shown])
    line.width = start + shown.margin_width() - line.content_box_x()
    size = box.style["font_size"]
    half = (height - size) / 2
    if beside:
        box.width, box.height = line.width, size
        available = avoid_collisions(context, box, block, outer=False)[2]
    offset_x = text_align(context, line, available, last=True)
    if rtl:
        offset_x = offset_x * -1 - line.width
    top, own_top = 0 - shown.baseline, 0 - baseline
    bottom, own_bottom = top + shown.margin_height(), own_top + (size + half + half)
    top, bottom = min(top, own_top), max(bottom, own_bottom)
    offset_y = position_y - top
    line.baseline, line.height, line.position_y = -top, bottom - top, position_y
    line.margin_top = line.margin_bottom = 0
    line.position_x += offset_x
    shown.position_x += offset_x
    shown.position_y = 0 - shown.baseline + offset_y
    if (
        beside
        and line.height > height
        and avoid_collisions(context, line, block, outer=False)[:2] != (edge, position_y)
    ):
        return None
    return line


def _are_beside(shapes: Sequence[Any], position_y: float) -> bool:
    """Whether one of the floats ends below the top of a line."""
    return any(
        shape.position_y >= position_y or shape.position_y + shape.margin_height() > position_y for shape in shapes
    )
