"""Codes that a camera reads."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.layers.base import Layer

QUIET_MODULES = 4
"""The light margin that ISO/IEC 18004 asks for on each side of a QR code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QrLayer(Layer):
    """A QR code. `modules`: its rows from the top, "1" dark and "0" light, without the margin, which is drawn too.

    `content`: what it says, for those who check that. `rounded`: dark modules flow into each other with round ends.
    """

    modules: tuple[str, ...]
    content: str = ""
    rounded: bool = False
    color: str = "ink"
    ground: str = "white"
