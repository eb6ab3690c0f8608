"""What is asked of every box over and over while it is laid out → the same answers, sooner.

Whether it is in the flow, which boxes are in it, the names of its pages, the margin between two, and what floats ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import collapse_margin
from weasyprint.layout.float import float_width, get_clearance

from generator.document.quick.everywhere import put

_is_in_normal_flow = boxes.Box.is_in_normal_flow


def install() -> None:
    """Puts this in place."""
    boxes.Box.is_in_normal_flow = _flows
    boxes.Box.descendants = _descendants
    boxes.ParentBox.page_values = _page_values
    put(margin_of, collapse_margin)
    put(_clearance, get_clearance)
    put(_float_width, float_width)


def _flows(box: Any) -> bool:
    """Whether a box is in normal flow."""
    style = box.style
    if style["float"] == "none" and style["position"] in ("static", "relative"):
        return True
    found: bool = _is_in_normal_flow(box)
    return found


def _descendants(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """A box and all in it, in their order."""
    stack = [box]
    while stack:
        found = stack.pop()
        if isinstance(found, boxes.Box):
            yield found
            stack += reversed(found.children)
        elif placeholders:
            yield from found.descendants(placeholders)
        else:
            yield found


def _page_values(box: Any) -> tuple[Any, Any]:
    """The names of the pages on which a box begins and ends."""
    own = box.style["page"]
    first = next((child for child in box.children if child.is_in_normal_flow() or child.is_floated()), None)
    if first is None:
        return own, own
    begins, ends = first.page_values()
    last = next(child for child in reversed(box.children) if child.is_in_normal_flow() or child.is_floated())
    if last is not first:
        ends = last.page_values()[1]
    return begins or own, ends or own


def margin_of(adjoining: Sequence[float]) -> float:
    """What margins that meet come to."""
    if not adjoining:
        return 0
    if len(adjoining) == 1:
        return adjoining[0] + 0
    found: float = collapse_margin(adjoining)
    return found


def _clearance(context: Any, box: Any, direction: str, collapsed_margin: float = 0) -> Any:
    """How far down a box goes to clear floats; None when it doesn't."""
    if box.style["clear"] == "none":
        return None
    return get_clearance(context, box, direction, collapsed_margin)


def _float_width(box: Any, context: Any, block: Any) -> None:
    """Sets the width of a float. That of a table with a width of its own is set after this, from the table's."""
    if box.is_table_wrapper:
        table = box.get_wrapped_table()
        fixed = table.style["table_layout"] == "fixed" and table.style["width"] != "auto"
        if fixed and table.children and table.children[0].children and table.children[0].children[0].children:
            return
    float_width(box, context, block)
