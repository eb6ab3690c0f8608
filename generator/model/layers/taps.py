"""What a layer does when it is touched: nothing of it shows in the picture."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.interactions import Do
from generator.model.layers.paint import Box


@dataclass(frozen=True, slots=True)
class TapItem:
    """One of a layer's items: its name ("2026-03", "2"), its `target` as of an Action, what a touch of it is called."""

    item: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Tap:
    """What a touch of a layer does, or of each of its items.

    `do`, `target`: as of an Action. `label`: what it is called. `items`: one for each item as it is drawn, in
    that order, None for one that can't be touched; empty when the layer is touched as a whole. `box`: the area, in
    place of what is drawn. `from_s`, `to_s`: in seconds of the scene; None while the layer is there.
    """

    do: Do
    target: str
    label: str = ""
    items: tuple[TapItem | None, ...] = ()
    box: Box | None = None
    from_s: float | None = None
    to_s: float | None = None
