"""WeasyPrint without what it does again for every document of a batch: the same bytes in about half the time.

WeasyPrint is made for one document. A batch is thousands of one template, whose style sheets give the same few dozen
styles each time; so computed styles are kept (`_KeepingStyles`), and lengths that a style has worked out for one width
(`_lengths`). Markup that is well-formed XML is read by Python's own parser, in C (`parsed`), and parts of the file
become bytes by their type (`_bytes`).

This reaches into WeasyPrint, so it holds only for the versions that the tests have seen; with any other WeasyPrint does
all by itself. A test compares the bytes with and without.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache
from typing import Any, ClassVar
from xml.etree import ElementTree

import cssselect2
import pydyf
import weasyprint
import weasyprint.css
import weasyprint.layout
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.html import UA_STYLESHEET
from weasyprint.layout import percent

from generator.document.fetch import LocalFetcher

KNOWN = ("70.",)
"""Beginnings of the versions that this was tried with."""

_MOST_STYLES = 2000
# Pseudo-elements of notes, whose styles are changed when they are placed.
_CHANGED = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
_RESOLVED = (
    "margin_left", "margin_right", "margin_top", "margin_bottom", "padding_left", "padding_right", "padding_top",
    "padding_bottom", "width", "min_width", "max_width", "height", "min_height", "max_height", "border_top_width",
    "border_right_width", "border_bottom_width", "border_left_width",
)  # fmt: skip


@contextmanager
def at_rest() -> Iterator[None]:
    """Without the collector of cycles: it would look through all of a document's boxes again and again."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


def parsed(text: str, base_url: str, fetcher: LocalFetcher, *, notes: bool = True) -> HTML:
    """Markup in, a document out. What is no well-formed XML is read as HTML, as browsers do.

    `notes`: whether there may be footnotes.
    """
    try:
        root = ElementTree.fromstring(text.removeprefix("<!doctype html>"))
    except ElementTree.ParseError:
        return HTML(string=text, base_url=base_url, url_fetcher=fetcher)
    found = HTML.__new__(HTML)
    found.base_url, found.url_fetcher, found.media_type = base_url, fetcher, "print"
    found.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
    found.etree_element = found.wrapper_element.etree_element
    if not notes:
        found._ua_stylesheets = lambda forms=False: [_without_notes()]
    return found


@cache
def _without_notes() -> CSS:
    """The style sheet that every document has, without the parts of footnotes, which it looks for in every element."""
    sheet = copy(UA_STYLESHEET)
    sheet.matcher = copy(sheet.matcher)
    sheet.matcher.other_selectors = [entry for entry in sheet.matcher.other_selectors if entry[3] not in _CHANGED]
    return sheet


class _KeepingStyles(weasyprint.css.StyleFor):  # type: ignore[misc]
    """Styles of elements, kept from document to document.

    A style is decided by its parent's and by the declarations that hold for it. Both are named by where they stand in
    memory, and kept with the style, so that nothing else can come to stand there.
    """

    kept: ClassVar[dict[Any, Any]] = {}

    def set_computed_styles(
        self, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, base_url: Any = None,
        target_collector: Any = None,
    ) -> None:  # fmt: skip
        computed = self.get_computed_styles()
        # A page type is a tuple; its styles hang on which page it is.
        if isinstance(element, tuple) or (pseudo_type is None and root is None):
            super().set_computed_styles(element, parent, root, pseudo_type, base_url, target_collector)
            return
        if pseudo_type is not None and _is_needless(pseudo_type, computed[element, None]):
            return
        cascaded = self.get_cascaded_styles().get((element, pseudo_type), {})
        above = tuple(id(sheet) for sheet, *_ in self._sheets) if parent is None else id(computed[parent, None])
        named = tuple([(name, _name(value), weight) for name, (value, weight) in cascaded.items()])
        key = (above, pseudo_type, named)
        style = self.kept.get(key)
        if style is None:
            super().set_computed_styles(element, parent, root, pseudo_type, base_url, target_collector)
            style = computed[element, pseudo_type]
            if style["anchor"] or pseudo_type in _CHANGED:
                return
            if len(self.kept) >= _MOST_STYLES:
                self.kept.clear()
            self.kept[key] = style
        else:
            computed[element, pseudo_type] = style


def _name(value: Any) -> Any:
    """What tells a declared value from others: itself, when it is text, else where it stands."""
    kind = value.__class__
    if kind is str:
        return value
    return tuple([_name(part) for part in value]) if kind is tuple else id(value)


def _is_needless(pseudo_type: str, style: Any) -> bool:
    """Whether nobody asks for the style of a pseudo-element: no list item has no marker, and no footnote no call."""
    if pseudo_type == "marker":
        return "list-item" not in style["display"]
    if pseudo_type.startswith("footnote-"):
        return bool(style["float"] != "footnote")
    return pseudo_type in _CHANGED and style["position"][0] != "note()"


_resolve = percent.resolve_percentages


def _lengths(box: Any, containing_block: Any) -> None:
    """Used lengths of a box: those that its style gave to another box in a block as wide and as high."""
    is_box = isinstance(containing_block, boxes.Box)
    size = (containing_block.width, containing_block.height) if is_box else tuple(containing_block)
    style = box.style
    if isinstance(box, boxes.PageBox | boxes.MarginBox) or style["border_collapse"] == "collapse":
        _resolve(box, containing_block)
        return
    memo = style.__dict__.setdefault("resolved", {})
    found = memo.get(size)
    if found is None:
        _resolve(box, containing_block)
        if len(memo) < 16:
            own = box.__dict__
            memo[size] = {name: own[name] for name in _RESOLVED}
    else:
        box.__dict__.update(found)


_to_bytes = pydyf._to_bytes


def _bytes(item: Any) -> Any:
    """A part of a PDF as bytes: most are texts and numbers, which need no look at what else they may be."""
    kind = item.__class__
    if kind is bytes:
        return item
    if kind is str:
        return item.encode("ascii")
    if kind is int:
        return b"%d" % item
    if kind is float and not item.is_integer():
        return (b"%f" % item).rstrip(b"0")
    return _to_bytes(item)


@cache
def install() -> bool:
    """Puts all this in place, once a process; whether this WeasyPrint is known."""
    if not weasyprint.__version__.startswith(KNOWN):
        return False
    weasyprint.css.StyleFor = _KeepingStyles
    pydyf._to_bytes = _bytes
    for found in pkgutil.walk_packages(weasyprint.layout.__path__, "weasyprint.layout."):
        module = importlib.import_module(found.name)
        if getattr(module, "resolve_percentages", None) is _resolve:
            setattr(module, "resolve_percentages", _lengths)  # noqa: B010 (no module says that it has one)
    return True
