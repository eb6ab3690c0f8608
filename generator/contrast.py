"""Colours that can be read: WCAG 2 contrast, and the nearest shade of a colour that has enough of it.

Colours are "#rrggbb" in sRGB.
"""

from __future__ import annotations

from collections.abc import Iterable

Rgb = tuple[int, int, int]

TEXT = 4.5  # WCAG 2.2, success criterion 1.4.3: text of normal size
SHAPE = 3.0  # 1.4.11: what a control or a chart needs to be seen


def rgb(color: str) -> Rgb:
    """ "#rrggbb" in, (red, green, blue) from 0 to 255 out."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def mix(color: str, other: str, share: float) -> str:
    """`share` of `other` in `color`, from 0 (all `color`) to 1 (all `other`)."""
    pairs = zip(rgb(color), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(color: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((_luminance(color), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(color: str, grounds: Iterable[str], towards: str, ratio: float = TEXT) -> str:
    """`color`, or the first shade on its way to `towards` that reaches `ratio` on every one of `grounds`."""
    grounds = tuple(grounds)
    for step in range(51):
        shade = mix(color, towards, step / 50)
        if all(contrast(shade, ground) >= ratio for ground in grounds):
            return shade
    return towards


def on(ground: str, *choices: str) -> str:
    """The one of `choices` that is best read on `ground`; black or white when none of them reaches 4.5."""
    best = max(choices, key=lambda choice: contrast(choice, ground))
    if contrast(best, ground) >= TEXT:
        return best
    return max(("#000000", "#ffffff"), key=lambda choice: contrast(choice, ground))


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
