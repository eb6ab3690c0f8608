"""Computed styles, kept from document to document.

A style is decided by its parent's and by the declarations that hold for it. Both are named by where they stand in
memory, and kept with the style, so that nothing else can come to stand there.
"""

from __future__ import annotations

from typing import Any, ClassVar

import weasyprint.css

# Pseudo-elements of notes, whose styles are changed when they are placed.
CHANGED = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
_MOST_STYLES = 2000


def install() -> None:
    """Puts this in place."""
    weasyprint.css.StyleFor = KeepingStyles


class KeepingStyles(weasyprint.css.StyleFor):  # type: ignore[misc]
    """Styles of elements, kept from document to document."""

    kept: ClassVar[dict[Any, Any]] = {}

    def set_computed_styles(
        self, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, base_url: Any = None,
        target_collector: Any = None,
    ) -> None:  # fmt: skip
        """WeasyPrint's own, where no style is kept for the same parent and declarations."""
        computed = self.get_computed_styles()
        if pseudo_type is None and root is None:
            super().set_computed_styles(element, parent, root, pseudo_type, base_url, target_collector)
            return
        if pseudo_type is not None and _is_needless(pseudo_type, computed[element, None]):
            return
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
            if style["anchor"] or pseudo_type in CHANGED:
                return
            if len(self.kept) >= _MOST_STYLES:
                self.kept.clear()
            self.kept[key] = style
        else:
            computed[element, pseudo_type] = style


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
