"""Steps of a drawing that come again and again → the same bytes with fewer steps of Python.

Colours are made bytes once; a border below a cell, such as a table's lines, is drawn without asking for three others;
what is marked, stacked or an artifact is opened and closed without a generator.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any

from weasyprint.draw import draw_outline
from weasyprint.draw.border import draw_border
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from generator.document.quick.everywhere import put
from generator.document.quick.writing import as_bytes

_set_color = Stream.set_color
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")


def install() -> None:
    """Puts this in place."""
    put(_border, draw_border)
    put(_outline, draw_outline)
    Stream.set_color = _color
    Stream.stacked, Stream.marked, Stream.artifact = _stacked, _marked, _artifact


def _color(stream: Any, color: Any, stroke: bool = False) -> None:
    """Sets the colour of what is filled, or of lines."""
    made = color.__dict__.get("made")
    if made is None:
        if color.space not in ("srgb", "hsl", "hwb"):
            _set_color(stream, color, stroke)
            return
        *channels, alpha = color
        red, green, blue = map(as_bytes, color.to("srgb").coordinates)
        made = ((color.space, *channels), alpha, f"a{alpha}", b"%b %b %b " % (red, green, blue))
        color.__dict__["made"] = made
    name, alpha, state, text = made
    if stroke:
        stream.set_alpha(alpha, stroke)
        if name != stream._current_color_stroke:
            stream._current_color_stroke = name
            stream.stream.append(text + b"RG")
        return
    if state != stream._current_alpha:
        stream.set_alpha(alpha, stroke)
    if name != stream._current_color:
        stream._current_color = name
        stream.stream.append(text + b"rg")


class _Stacked:
    """Keeps a stream's state while what is in it is drawn."""

    __slots__ = ("_stream",)

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __enter__(self) -> None:
        self._stream.push_state()

    def __exit__(self, kind: type | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._stream.pop_state()


class _Marked:
    """Closes content that was marked."""

    __slots__ = ("_stream",)

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type | None, error: BaseException | None, where: TracebackType | None) -> None:
        if self._stream._tags is not None:
            self._stream.stream.append(b"EMC")


def _stacked(stream: Any) -> _Stacked:
    return _Stacked(stream)


def _marked(stream: Any, box: Any, tag: str) -> _Marked:
    """Content of a box, with a number by which the structure names it."""
    tags = stream._tags
    if tags is not None:
        number = len(tags)
        assert box not in tags
        tags[box] = {"tag": tag, "mcid": number}
        stream.stream.append(b"/%b\n<</MCID %d>>\nBDC" % (tag.encode(), number))
    return _Marked(stream)


def _artifact(stream: Any) -> _Marked:
    """Content that is no part of the structure."""
    if stream._tags is not None:
        stream.stream.append(b"/Artifact\nBMC")
    return _Marked(stream)


def _outline(stream: Any, box: Any) -> None:
    """Draws the outlines of a box and of those in it, if there are any."""
    stack = [box]
    while stack:
        found = stack.pop()
        if found.style["outline_width"]:
            draw_outline(stream, box)
            return
        stack += [child for child in found.children if isinstance(child, boxes.Box)]


def _border(stream: Any, box: Any) -> None:
    """Draws the borders of a box."""
    top, right, below, left = (
        box.border_top_width, box.border_right_width, box.border_bottom_width, box.border_left_width,
    )  # fmt: skip
    style = box.style
    line = style.__dict__.get("line", 0)
    if line == 0:
        line = style.__dict__["line"] = _line(style)
    if top == right == below == left == 0 and line is not False:
        return
    if not line or top or right or left:
        draw_border(stream, box)
        return
    x, y, width, height = box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
    end = y + height
    with _artifact(stream), _Stacked(stream):
        steps = stream.stream
        x1, x2, y1, y2 = as_bytes(x), as_bytes(x + width), as_bytes(end), as_bytes(end - below)
        steps.append(b"%b %b m\n%b %b l\n%b %b l\n%b %b l\nW*\nn" % (x2, y1, x1, y1, x1, y2, x2, y2))
        _color(stream, line)
        inner = b"%b %b %b %b re\n" % tuple(map(as_bytes, (x, y, width, height - below)))
        outer = b"%b %b %b %b re\nf*" % tuple(map(as_bytes, (x, y, width, height)))
        steps.append(inner + outer)


def _line(style: Any) -> Any:
    """The colour of the line below boxes of a style with square corners; None when there may be more to draw, and False
    when there is even without a border."""
    if (
        style["column_width"] != "auto" or style["column_count"] != "auto" or style["border_image_source"][0] != "none"
        or style["visibility"] != "visible"
    ):  # fmt: skip
        return False
    color = get_color(style, "border_bottom_color")
    plain = style["border_bottom_style"] == "solid" and color.alpha
    square = all((0, "px") in style[f"border_{corner}_radius"] for corner in _CORNERS)
    return color if plain and square else None
