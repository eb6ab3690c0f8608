"""SVG files: the colours in them, and the same drawing in others.

Skia reads presentation attributes and `style`, but no style sheets, which drawing programs write: their class rules are
written into the elements first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

_NAMESPACE = "http://www.w3.org/2000/svg"
_PAINTS = ("fill", "stroke", "stop-color", "color")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
CURRENT = "currentcolor"


def load_svg(path: Path) -> ElementTree.Element:
    """A file in, its root with all class rules written into its elements out; ValueError when it is no SVG."""
    try:
        root = ElementTree.fromstring(path.read_bytes())
    except (OSError, ElementTree.ParseError):
        raise ValueError("it is no SVG file that can be read") from None
    if root.tag not in ("svg", f"{{{_NAMESPACE}}}svg"):
        raise ValueError("it is no SVG drawing")
    rules = _rules(root)
    for element in root.iter():
        declared: dict[str, str] = {}
        for name in element.get("class", "").split():
            declared |= rules.get(name, {})
        declared |= _declarations(element.attrib.pop("style", ""))
        element.attrib.update(declared)
    return root


def names_of(root: ElementTree.Element) -> set[str]:
    """What can be recoloured: the drawing's colours ("#rrggbb"), and the ids of its elements."""
    ids = {element.get("id", "") for element in root.iter()}
    colors = {_normal(element.get(key, "")) for element in root.iter() for key in _PAINTS}
    return (ids | {color for color in colors if color.startswith("#")}) - {""}


def size_of(root: ElementTree.Element) -> tuple[float, float]:
    """Width and height of a drawing in its own units: those of its viewBox, or as it says."""
    box = [float(part) for part in _NUMBER.findall(root.get("viewBox", ""))]
    if len(box) == 4 and min(box[2:]) > 0:
        return box[2], box[3]
    said = [_NUMBER.match(root.get(key, "")) for key in ("width", "height")]
    width, height = (float(match[0]) if match else 0.0 for match in said)
    return (width, height) if min(width, height) > 0 else (1.0, 1.0)


def recolored(root: ElementTree.Element, current: str, colors: Mapping[str, str]) -> bytes:
    """A drawing, the colour of `currentColor`, and colours ("#rrggbb") by colour or id in; an SVG file out.

    It fills whatever it is drawn into: a size of its own would not be scaled.
    """
    wanted = {_normal(name): color for name, color in colors.items()}
    ElementTree.register_namespace("", _NAMESPACE)
    copied = ElementTree.fromstring(ElementTree.tostring(root))
    width, height = size_of(root)
    copied.attrib |= {"width": "100%", "height": "100%", "viewBox": root.get("viewBox", f"0 0 {width} {height}")}
    for element, own in list(_with_own(copied, wanted, None)):
        for key in _PAINTS:
            value = _normal(element.get(key, ""))
            if value in ("", "none") or value.startswith("url"):
                continue
            if own is not None:
                element.set(key, own)
            elif value in wanted:
                element.set(key, wanted[value])
            elif value == CURRENT and current:
                element.set(key, current)
        if own is not None and element.get("id") in wanted and element.get("fill") is None:
            element.set("fill", own)
    return ElementTree.tostring(copied)


def _with_own(
    element: ElementTree.Element, wanted: Mapping[str, str], own: str | None
) -> Iterator[tuple[ElementTree.Element, str | None]]:
    """Every element with the colour that its id, or that of a group around it, has been given."""
    own = wanted.get(element.get("id", ""), own)
    yield element, own
    for child in element:
        yield from _with_own(child, wanted, own)


def _normal(color: str) -> str:
    """Colours as "#rrggbb" in lower case; anything else as it is."""
    text = color.strip()
    if _HEX.fullmatch(text):
        return "#" + (text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])).lower()
    return CURRENT if text.lower() == CURRENT else text


def _rules(root: ElementTree.Element) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for element in root.iter():
        if element.tag.rpartition("}")[2] == "style":
            for selectors, body in _RULE.findall(element.text or ""):
                for selector in selectors.split(","):
                    if re.fullmatch(r"\.[\w-]+", selector.strip()):
                        found.setdefault(selector.strip()[1:], {}).update(_declarations(body))
    return found


def _declarations(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip() and value.strip()}
