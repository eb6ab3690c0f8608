"""The brand's colours on white paper: what is too pale to read there is darkened until it can be read."""

from __future__ import annotations

from collections.abc import Mapping

Rgb = tuple[float, float, float]
_MIN_CONTRAST = 4.6
_WHITE: Rgb = (1.0, 1.0, 1.0)
_FALLBACKS = {
    "ink": "#10203a",
    "paper": "#fbf6ee",
    "sun": "#ffb547",
    "coral": "#ff6a4d",
    "teal": "#12a594",
    "mute": "#6b7a90",
    "line": "#eadfce",
}


def palette(colors: Mapping[str, str]) -> dict[str, str]:
    """A brand's colour tokens in; the same and those that the document derives, as "#rrggbb" by CSS name, out."""
    found = _FALLBACKS | dict(colors)
    ink, paper = rgb(found["ink"]), rgb(found["paper"])
    return found | {
        "mute-text": css(readable(rgb(found["mute"]), ink, paper)),
        "body-text": css(mix(ink, _WHITE, 0.15)),
        "rise-text": css(readable(rgb(found["coral"]), ink, _WHITE)),
        "fall-text": css(readable(rgb(found["teal"]), ink, _WHITE)),
        "on-sun": css(max((ink, paper, _WHITE), key=lambda color: contrast(color, rgb(found["sun"])))),
        "sun-half": css(mix(rgb(found["sun"]), _WHITE, 0.45)),
        "sun-faint": css(mix(rgb(found["sun"]), _WHITE, 0.7)),
    }


def rgb(text: str) -> Rgb:
    """ "#rrggbb" in, red, green and blue from 0 to 1 out."""
    red, green, blue = (int(text[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return red, green, blue


def css(color: Rgb) -> str:
    """Red, green and blue from 0 to 1 in, "#rrggbb" out."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in color)


def mix(color: Rgb, other: Rgb, share: float) -> Rgb:
    """`color` with `share` (0 to 1) of `other` in it."""
    red, green, blue = (a + (b - a) * share for a, b in zip(color, other, strict=True))
    return red, green, blue


def contrast(color: Rgb, ground: Rgb) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    lighter, darker = sorted((_luminance(color), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(color: Rgb, ink: Rgb, ground: Rgb) -> Rgb:
    """`color` with as little of `ink` mixed in as it takes to be read on `ground`."""
    for step in range(0, 101, 2):
        mixed = mix(color, ink, step / 100)
        if contrast(mixed, ground) >= _MIN_CONTRAST:
            return mixed
    return ink


def _luminance(color: Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
