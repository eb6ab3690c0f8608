"""Vector files in the colours of the brand."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.layers.base import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class SvgLayer(Layer):
    """An SVG file. `color`: what currentColor stands for. `colors`: (a colour of the file or an id, a colour)."""

    path: str
    fit: str = "contain"
    color: str = "ink"
    colors: tuple[tuple[str, str], ...] = ()
