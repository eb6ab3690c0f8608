"""Computed styles, kept from document to document.

A style is decided by its parent's and by the declarations that hold for it. Both are named by where they stand in
memory, and kept with the style, so that nothing else can come to stand there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf
from types import SimpleNamespace
from typing import Any, ClassVar
from xml.etree import ElementTree

import weasyprint.css
from weasyprint.css import declaration_precedence, find_style_attributes, preprocess_declarations

from generator.document.quick.matching import Cascaded, Rules
from generator.document.quick.tree import Tree

# Pseudo-elements of notes, whose styles are changed when they are placed.
CHANGED = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
_MOST_STYLES, _MOST_RULES = 2000, 32
# What WeasyPrint makes declarations of; and a drawing's size.
_DECLARING = frozenset({"style", "lang", "id", "name"})
_COLORS = re.compile(r"(?:background|color): ?#[0-9a-fA-F]{6}")
_DRAWING = "{http://www.w3.org/2000/svg}svg"


def install() -> None:
    """Puts this in place."""
    weasyprint.css.StyleFor = KeepingStyles


class KeepingStyles(weasyprint.css.StyleFor):  # type: ignore[misc]
    """Styles of elements, kept from document to document."""

    kept: ClassVar[dict[Any, Any]] = {}

    def __init__(
        self, html: Any, sheets: Any, presentational_hints: bool, font_config: Any, target_collector: Any
    ) -> None:
        if presentational_hints:
            super().__init__(html, sheets, presentational_hints, font_config, target_collector)
            return
        self._cascaded_styles: dict[Any, Cascaded] = {}
        self._computed_styles: dict[Any, Any] = {}
        self.initial_page_sizes = {"box": None, "area": None}
        self._sheets, self.font_config = sheets, font_config
        root, base_url = html.etree_element, html.base_url
        rules = _rules(sheets)
        computed, places = self._computed_styles, {None: rules.top}
        tree = Tree(html.wrapper_element)
        for node, parent in tree:
            place = places[node] = rules.place_of(node, places[parent], tree)
            declared = _declared(node, base_url)
            holding = (
                rules.holding_over(node, place, tree, declared) if declared else rules.holding_for(node, place, tree)
            )
            above = id(rules) if parent is None else id(computed[parent, None])
            own = holding.get(None, _NOTHING)
            key: Any = None if declared else (above, None, id(own))
            self._set(key, own, (node, parent, root, None, base_url, target_collector))
            for pseudo, style in holding.items():
                if pseudo is not None and not _is_needless(pseudo, computed[node, None]):
                    key = (id(computed[node, None]), pseudo, id(style))
                    self._set(key, style, (node, node, root, pseudo, base_url, target_collector))

    def _set(self, key: Any, cascaded: Cascaded, given: Any) -> None:
        """Sets the style of an element or pseudo-element; of one without a key by its values."""
        node, parent, root, pseudo, base_url, target_collector = given
        style = self.kept.get(key) if key else None
        if style is not None:
            self._computed_styles[node, pseudo] = style
            return
        self._cascaded_styles[node, pseudo] = cascaded
        self.set_computed_styles(node, parent, root, pseudo, base_url, target_collector, key)
        del self._cascaded_styles[node, pseudo]

    def set_computed_styles(
        self, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, base_url: Any = None,
        target_collector: Any = None, key: Any = None,
    ) -> None:  # fmt: skip
        """WeasyPrint's own, where no style is kept for the same parent and declarations."""
        computed = self.get_computed_styles()
        if pseudo_type is None and root is None:
            super().set_computed_styles(element, parent, root, pseudo_type, base_url, target_collector)
            return
        if pseudo_type is not None and _is_needless(pseudo_type, computed[element, None]):
            return
        if key is None:
            cascaded = self.get_cascaded_styles().get((element, pseudo_type), {})
            above = tuple(id(sheet) for sheet, *_ in self._sheets) if parent is None else id(computed[parent, None])
            # The specificity of a page's rule is a list.
            weigh = repr if isinstance(element, tuple) else _same
            named = tuple([(name, _name(value), weigh(weight)) for name, (value, weight) in cascaded.items()])
            key = (above, pseudo_type, named)
        style = self.kept.get(key)
        if style is None:
            super().set_computed_styles(element, parent, root, pseudo_type, base_url, target_collector)
            style = computed[element, pseudo_type]
            if style["anchor"] or pseudo_type in CHANGED or _is_its_own(element):
                return
            if len(self.kept) >= _MOST_STYLES:
                self.kept.clear()
            self.kept[key] = style
        else:
            computed[element, pseudo_type] = style


_NOTHING: Cascaded = {}


_RULES: dict[Any, Rules] = {}


def _rules(sheets: Any) -> Rules:
    """The rules of style sheets, which these keep in memory, so that nothing else can come to stand there."""
    key = tuple([(id(sheet), origin, specificity) for sheet, origin, specificity in sheets])
    found = _RULES.pop(key, None) or Rules(sheets)
    _RULES[key] = found
    if len(_RULES) > _MOST_RULES:
        del _RULES[next(iter(_RULES))]
    return found


def _declared(node: Any, base_url: str) -> Cascaded:
    """What an element's own attributes declare: its style, its language …; nothing of most."""
    declaring = _DECLARING.intersection(node.attrib)
    if node.tag != _DRAWING and not declaring:
        return _NOTHING
    style = node.get("style", "")
    return _of_colors(style) if declaring == {"style"} and _COLORS.fullmatch(style) else _parsed(node, base_url)


@lru_cache(maxsize=256)
def _of_colors(style: str) -> Cascaded:
    """What the colours of a chart declare: they are the brand's, and the same for all."""
    return _parsed(ElementTree.Element("span", {"style": style}), "")


def _parsed(node: Any, base_url: str) -> Cascaded:
    found: Cascaded = {}
    tree = SimpleNamespace(iter=lambda: (node,))
    for specificity, _, declarations, base in find_style_attributes(tree, False, base_url):
        for name, values, importance in preprocess_declarations(base, declarations):
            weight = (declaration_precedence("author", importance), inf, specificity)
            if name not in found or found[name][1] <= weight:
                found[name] = values, weight
    return found


def _is_its_own(node: Any) -> bool:
    """Whether the style of an element is made of what only it has: nobody else comes to it."""
    return hasattr(node, "attrib") and bool(node.get("style")) and not _COLORS.fullmatch(node.get("style"))


def _same(weight: Any) -> Any:
    return weight


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
    return pseudo_type in CHANGED and style["position"][0] != "note()"
