"""A shaped text → the text operators that show it, its glyphs read all at once.

WeasyPrint reads every field of every glyph through cffi, and works out the same few dozen glyphs again wherever they
stand. What needs more than glyphs side by side (pictographs, bitmaps, missing letters, raised glyphs, decorations) is
left to it.
"""

from __future__ import annotations

from typing import Any

from weasyprint.draw.text import draw_text
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from generator.document.quick.everywhere import put
from generator.document.quick.shaping import Kept
from generator.document.quick.writing import as_bytes

_GLYPH = ffi.sizeof("PangoGlyphInfo")
# Glyph, width, x and y offset, flags.
_FIELDS = 5
_MISSING = pango.PANGO_GLYPH_UNKNOWN_FLAG
# Below, Pango tells sizes of fonts that are wrong (its issue 530).
_SIZES_ARE_RIGHT = pango.pango_version() >= 14802
_SMALLEST = 1e-6


def install() -> None:
    """Puts this in place."""
    if _GLYPH == _FIELDS * 4:
        put(_draw_text, draw_text)


def _draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: Any) -> None:
    """Draws a text box on a page's stream."""
    style, layout = textbox.style, textbox.pango_layout
    plain = (
        layout.__class__ is Kept
        and layout.waits_for(style)
        and text_overflow == "clip"
        and block_ellipsis == "none"
        and style["visibility"] == "visible"
        and style["text_decoration_line"] == "none"
        and style["font_size"] >= _SMALLEST
        and textbox.text.strip()
    )
    runs = _runs(stream, textbox) if plain else None
    if runs is None:
        draw_text(stream, textbox, offset_x, text_overflow, block_ellipsis)
        return
    stream.set_color(style["color"])
    stream.begin_text()
    x, y = textbox.position_x, textbox.position_y + textbox.baseline
    steps = stream.stream
    steps.append(b"1 0 0 -1 %b %b Tm" % (as_bytes(x), as_bytes(y)))
    for font, size, shown in runs:
        stream.set_font_size(font.hash, size)
        steps.append(b"[%b] TJ" % shown.encode())
    stream.end_text()
    layout.deactivate()


def _runs(stream: Any, textbox: Any) -> list[tuple[Any, float, str]] | None:
    """The glyphs of a text by font, as TJ shows them; None when WeasyPrint has to draw them."""
    layout = textbox.pango_layout
    faces = stream.__dict__.setdefault("faces", {})
    found: list[tuple[Any, float, str]] = []
    previous = None
    run = pango.pango_layout_get_line_readonly(layout.layout, 0).runs
    while run != ffi.NULL:
        item, run = run.data, run.next
        address = item.item.analysis.font
        # The layout keeps the font, so that no other comes to stand at its address.
        face = faces.get(address)
        if face is None:
            face = faces[address] = (*stream.add_font(address), layout.layout)
        font, size, _ = face
        if font.bitmap or font.png or font.svg or font.colr or not _SIZES_ARE_RIGHT:
            return None
        shown = _shown(stream, textbox, item, font, size)
        if shown is None:
            return None
        if address == previous:
            found[-1] = (font, size, found[-1][2] + shown)
        else:
            found.append((font, size, shown))
        previous = address
    return found


def _shown(stream: Any, textbox: Any, item: Any, font: Any, size: float) -> str | None:
    """A run's glyphs, "<0012>0<0034>" with what moves the next between them."""
    pieces = font.__dict__.setdefault("pieces", {}).setdefault(size, {})
    glyphs = item.glyphs
    count = glyphs.num_glyphs
    fields = memoryview(ffi.buffer(glyphs.glyphs, count * _GLYPH)).cast("i").tolist()
    if not count or any(fields[3::_FIELDS]):
        return None
    found = ["<"]
    for at, key in enumerate(zip(fields[::_FIELDS], fields[1::_FIELDS], fields[2::_FIELDS], strict=True)):
        piece = pieces.get(key)
        if piece is None:
            glyph = key[0]
            if glyph >= _MISSING or glyph == pango.PANGO_GLYPH_EMPTY:
                return None
            if glyph not in font.to_unicode:
                font.to_unicode[glyph] = _letters(textbox, item, at, count)
            piece = pieces[key] = _piece(stream, item.item.analysis.font, font, size, key)
        found.append(piece)
    shown = "".join(found)
    return shown[:-1] if shown[-1] == "<" else shown + ">"


def _letters(textbox: Any, item: Any, at: int, count: int) -> str:
    """The letters that the glyph at `at` stands for."""
    clusters, start = item.glyphs.log_clusters, item.item.offset
    if item.item.analysis.level % 2:
        end = item.item.length if at == 0 else clusters[at - 1]
    else:
        end = item.item.length if at == count - 1 else clusters[at + 1]
    letters: bytes = textbox.pango_layout.text.encode()[start + clusters[at] : start + end]
    return letters.decode()


def _piece(stream: Any, address: Any, font: Any, size: float, key: tuple[int, int, int]) -> str:
    """A glyph, moved by its offset, and what moves the next to where it stands."""
    glyph, width, x_offset = key
    offset = x_offset / size
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(address, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    kerning = font.widths[glyph] + offset - width * 1000 * FROM_UNITS / size
    moved = f">{-offset}<" if offset else ""
    return f"{moved}{glyph:04x}" + (f">{int(kerning)}<" if kerning else "")
