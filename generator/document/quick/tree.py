"""A document's elements in their order, wrapped by cssselect2 only when a selector asks for more than their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.css import find_stylesheets

from generator.document.quick.everywhere import put


def install() -> None:
    """Puts this in place; `styles` uses the rest."""
    put(_stylesheets, find_stylesheets)


class Tree:
    """The elements under `root`, cssselect2's wrapper of the document's element."""

    def __init__(self, root: Any) -> None:
        self._root = root.etree_element
        self._parents: dict[Any, Any] = {self._root: None}
        self._wrapped = {self._root: root}

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        """Every element with the one that it is in, None for the root."""
        stack = [self._root]
        while stack:
            node = stack.pop()
            yield node, self._parents[node]
            inner = [child for child in node if isinstance(child.tag, str)]
            for child in inner:
                self._parents[child] = node
            stack += reversed(inner)

    def wrapped(self, node: Any) -> Any:
        """An element that was come to in, as cssselect2 wants it for its tests out."""
        if node not in self._wrapped:
            for child in self.wrapped(self._parents[node]).iter_children():
                self._wrapped[child.etree_element] = child
        return self._wrapped[node]


def _stylesheets(root: Any, *given: Any) -> Any:
    """The style sheets that a document names, if it has an element that could."""
    named = any(
        isinstance(node.tag, str) and node.tag.endswith(("style", "link")) for node in root.etree_element.iter()
    )
    return find_stylesheets(root, *given) if named else ()
