"""SVG path data in, what they draw out on a pen: the one place that knows what a broken path looks like."""

from __future__ import annotations

from typing import Any

# What fontTools stumbles over, depending on where a path breaks off: words for numbers, numbers too few, arcs without
# their flags, commands that SVG doesn't have.
_STUMBLES = (ValueError, IndexError, AssertionError, TypeError, NotImplementedError)


def draw_path(text: str, pen: Any) -> None:
    """Draw path data, such as "M0 0 L1 0 L1 1 Z", on a fontTools pen; raises ValueError when they can't be read."""
    # Campaigns without outlines do not pay for loading it.
    from fontTools.svgLib.path import parse_path

    try:
        parse_path(text, pen)
    except _STUMBLES:
        raise ValueError("path data are commands such as 'M0 0 L1 0 L1 1 Z'") from None
