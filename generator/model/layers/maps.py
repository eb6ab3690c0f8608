"""Maps of simple shapes."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.layers.base import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLayer(Layer):
    """Regions of the file `path`. `lit`: (region id, strength 0…1), the strongest last; none draws the plain map.

    `label`: the words of the last one's tag, "" for none. `lifted`: it is one region of all, and stands out as such.
    """

    path: str
    lit: tuple[tuple[str, float], ...] = ()
    label: str = ""
    lifted: bool = False
    color: str = "line"
    highlight: str = "sun"
    edge_color: str = "paper"
    label_color: str = "ink"
