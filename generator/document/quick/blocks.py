"""A block or cell with one line in it that is one text → its box, in one step.

The steps are those of WeasyPrint's layout/block.py for such a block that has room on the page; every other block, and
one whose line is not for `lines`, is left to that.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import block_container_layout

from generator.document.quick import lines
from generator.document.quick.everywhere import put
from generator.document.quick.flow import margin_of


def install() -> None:
    """Puts this in place."""
    put(_container, block_container_layout)


def _container(
    context: Any, box: Any, bottom_space: float, skip_stack: Any, page_is_empty: bool, absolute_boxes: Any,
    fixed_boxes: Any, adjoining_margins: Any, first_letter_style: Any, first_line_style: Any, discard: bool,
    max_lines: Any,
) -> Any:  # fmt: skip
    """Lays out what is in a block container, and sets its height."""
    children = box.children
    if (
        len(children) == 1
        and children[0].__class__ is boxes.LineBox
        and skip_stack is first_letter_style is first_line_style is max_lines is None
        and not (discard or context.footnotes)
        and _is_plain(box)
    ):
        margins = [] if adjoining_margins is None else adjoining_margins
        found = _block(context, box, bottom_space, page_is_empty, margins)
        if found is not None:
            page = found.page_values()[1]
            return found, None, {"break": "any", "page": page}, [], False, None
    return block_container_layout(
        context, box, bottom_space, skip_stack, page_is_empty, absolute_boxes, fixed_boxes, adjoining_margins,
        first_letter_style, first_line_style, discard, max_lines,
    )  # fmt: skip


def _is_plain(box: Any) -> bool:
    """Whether a box is a block as most are: it stays where it is, isn't cut, and its first line is as others."""
    style = box.style
    return (
        style["position"] == "static"
        and style["continue"] == "auto"
        and style["box_decoration_break"] == "slice"
        and style["max_lines"] == "none"
        and box.first_line_style is None
        and box.first_letter_style is None
        and not box.force_fragmentation
    )


def _block(context: Any, box: Any, bottom_space: float, page_is_empty: bool, margins: list[float]) -> Any:
    """The box laid out; None, and nothing changed, when it isn't for this."""
    (line_box,) = box.children
    if len(line_box.children) != 1 or line_box.children[0].__class__ is not boxes.TextBox:
        return None
    begun = box.position_y
    own = box.establishes_formatting_context()
    if own:
        if box in context._excluded_shapes:
            return None
        context.create_block_formatting_context(box)
    margins.append(box.margin_top)
    collapses = box.top_margin_collapses()
    if collapses:
        position_y = box.position_y + margin_of(margins)
    else:
        box.position_y += margin_of(margins) - box.margin_top
        position_y = box.content_box_y()
    line_box.position_x, line_box.position_y = box.content_box_x(), position_y
    line = (
        lines.line_of(context, line_box, line_box.children[0], position_y, box) if line_box.children[0].text else None
    )
    if line is not None:
        end = line.position_y + line.height
        below = 0 if page_is_empty else box.border_bottom_width + box.padding_bottom
        if context.overflows_page(bottom_space, end + below):
            line = None
    if line is None:
        box.position_y = begun
        margins.pop()
        if own:
            context.finish_block_formatting_context()
        return None
    line.resume_at = None
    if collapses:
        box.position_y += margin_of(margins) - box.margin_top
    new_box = box.copy_with_children([line])
    if new_box.height == "auto":
        new_box.height = max(0, end - new_box.content_box_y())
    if own:
        context.finish_block_formatting_context(new_box)
    new_box.height = max(min(new_box.height, new_box.max_height), new_box.min_height)
    return new_box
