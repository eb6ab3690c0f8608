"""A text that fits on its line → its size, and Pango's layout of it, kept until it is drawn.

WeasyPrint makes a Pango context, a font description and a layout for every text, drops them when it has measured the
text, and makes and shapes all again to draw it. Here texts of a style share context and description, and a text is
shaped once. Whatever is not plain (a decoration, spacing, OpenType features, a text that could be broken or wrapped) is
left to WeasyPrint.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import font_features, get_font_description
from weasyprint.text.line_break import Layout, strut, unicode_to_char_p

from generator.document.quick.everywhere import put

_MOST_KEPT = 4000
"""How many layouts of a document wait to be drawn; those of a longer one are made again."""
# Ends of lines and paragraphs, tabs, soft hyphens, and what is no letter.
_NOT_PLAIN = re.compile("[\0-\x1f\x7f-\x9f\xad\u2028\u2029]")
_WRAPS = frozenset({"normal", "pre-wrap", "pre-line"})
_UNBOUNDED = 2**21


def install() -> None:
    """Puts this in place; `lines` uses the rest."""
    put(strut_of, strut)


class Fitted(NamedTuple):
    """A text on one line: its layout and its measures in pixels."""

    layout: Layout
    width: float
    height: float
    baseline: float


class _Hand(NamedTuple):
    """What the layouts of a style have in common."""

    context: Any
    description: Any
    language: Any
    wraps: bool


class Kept(Layout):  # type: ignore[misc]
    """A layout that is ready to be drawn, once."""

    def __init__(self, style: Any, hand: _Hand, layout: Any, text: str, max_width: float | None) -> None:
        self.style, self.language, self.layout = style, hand.language, layout
        self.text, self.max_width, self.justification_spacing = text, max_width, 0
        self.ascent = self.underline_position = self.strikethrough_position = None
        self.first_line_direction = 0

    def waits_for(self, style: Any) -> bool:
        """Whether it is as it was measured, for this style."""
        return self.__dict__.get("style") is style

    def reactivate(self, style: Any) -> None:
        """Ready to be drawn: as it was measured, or made again."""
        if not self.waits_for(style):
            super().reactivate(style)


def fitted(text: str, style: Any, max_width: float, document: Any) -> Fitted | None:
    """A text, its style and the width that there is in; its line out, or None where WeasyPrint has to look at it.

    `document`: WeasyPrint's layout context.
    """
    hand = style.__dict__.get("hand", False)
    if hand is False:
        hand = style.__dict__["hand"] = _hand(style)
    if hand is None or _NOT_PLAIN.search(text):
        return None
    layout = ffi.gc(pango.pango_layout_new(hand.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout, False)
    pango.pango_layout_set_font_description(layout, hand.description)
    pango.pango_layout_set_single_paragraph_mode(layout, True)
    pango.pango_layout_set_text(layout, text.encode(), -1)
    line = pango.pango_layout_get_line_readonly(layout, 0)
    extents = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
    if hand.wraps and max_width < _UNBOUNDED and extents.width > int(max(0, max_width) * TO_UNITS):
        return None
    kept = Kept(style, hand, layout, text, max_width if hand.wraps else None)
    kept.first_line_direction = line.resolved_dir
    found = Fitted(
        kept, extents.width * FROM_UNITS, extents.height * FROM_UNITS,
        pango.pango_layout_get_baseline(layout) * FROM_UNITS,
    )  # fmt: skip
    if hand.wraps and max_width < found.width:
        return None
    waiting = document.__dict__.setdefault("kept_layouts", [0])
    waiting[0] += 1
    if waiting[0] > _MOST_KEPT:
        kept.deactivate()
    return found


def _hand(style: Any) -> _Hand | None:
    """What texts of a style share; None when they aren't plain."""
    features = font_features(
        style["font_kerning"], style["font_variant_ligatures"], style["font_variant_position"],
        style["font_variant_caps"], style["font_variant_numeric"], style["font_variant_alternates"],
        style["font_variant_east_asian"], style["font_feature_settings"],
    )  # fmt: skip
    plain = (
        not features
        and style["font_size"]
        and style["lang"]
        and style["font_language_override"] == "normal"
        and style["text_decoration_line"] == "none"
        and style["letter_spacing"] in ("normal", 0)
        and style["word_spacing"] == 0
    )
    if not plain:
        return None
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    name, _ = unicode_to_char_p(style["lang"])
    language = pango.pango_language_from_string(name)
    pango.pango_context_set_language(context, language)
    return _Hand(context, get_font_description(style), language, style["white_space"] in _WRAPS)


def strut_of(style: Any) -> Any:
    """Height and baseline of a style's lines, kept with it."""
    found = style.__dict__.get("strut")
    if found is None:
        found = style.__dict__["strut"] = strut(style)
    return found
