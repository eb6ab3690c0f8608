"""Where what can be touched lies in a film: from the layout that is drawn, for its aspect and size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import skia

from generator.model.interactions import Area, Mark, mark_id
from generator.model.layers import AnyLayer, Box, CounterLayer, FootageLayer, LogoLayer, TextLayer
from generator.video.fingers import Spot, grown
from generator.video.layers.sprite import Sprite
from generator.video.timeline import Place

_MOST_KNOWN = 512


class Measuring(Protocol):
    """Makes the sprites that layers are drawn with."""

    def prepare(self, layer: AnyLayer, duration_s: float) -> Sprite:
        """A layer of a scene that lasts `duration_s` in, its sprite out."""


class Touch:
    """Finds areas to touch for one painter and size of frame; what is the same for everybody is measured once."""

    def __init__(self, painter: Measuring, size_px: tuple[int, int]) -> None:
        self._painter = painter
        self._size_px = size_px
        self._known: dict[tuple[AnyLayer, float], tuple[Spot, ...]] = {}

    def spots(self, layers: Sequence[AnyLayer], duration_s: float) -> tuple[Spot, ...]:
        """A scene's layers and length in, every area that can be touched as it is drawn out, bottom first."""
        return tuple(spot for layer in layers if layer.tap is not None for spot in self._of(layer, duration_s))

    def marks(self, place: Place, layers: Sequence[AnyLayer], fps: int) -> tuple[Mark, ...]:
        """A scene on the film's grid and its layers in, its marks out: at a finger's size, in seconds of the film.

        Nothing can be touched before the middle of the transition into its scene, nor after that of the one out of it.
        """
        begin_s, first_s, end_s = place.first / fps, place.heard.start / fps, place.heard.stop / fps
        found = []
        for spot in grown(self.spots(layers, place.frames / fps), self._size_px):
            from_s, to_s = max(first_s, begin_s + spot.from_s), min(end_s, begin_s + spot.to_s)
            if to_s > from_s:
                area = Area(
                    round(100 * spot.x0, 2),
                    round(100 * spot.y0, 2),
                    round(100 * (spot.x1 - spot.x0), 2),
                    round(100 * (spot.y1 - spot.y0), 2),
                )
                name = mark_id(place.scene.key, spot.layer, spot.item)
                found.append(Mark(name, area, round(from_s, 3), round(to_s, 3)))
        return tuple(found)

    def _of(self, layer: AnyLayer, duration_s: float) -> tuple[Spot, ...]:
        if layer.personal:
            return self._measured(layer, duration_s)
        key = (layer, duration_s)
        if key not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._measured(layer, duration_s)
        return self._known[key]

    def _measured(self, layer: AnyLayer, duration_s: float) -> tuple[Spot, ...]:
        tap = layer.tap
        assert tap is not None
        if isinstance(layer, FootageLayer):
            # Its box is all of it, and its frames need not be decoded.
            return (self._spot(layer, "", _edges(layer.box), (0.0, duration_s)),)
        sprite = self._painter.prepare(_plain(layer), duration_s)
        if tap.box is not None:
            return (self._spot(layer, "", _edges(tap.box), sprite.present_s()),)
        if not tap.items:
            return (self._spot(layer, "", self._carried(sprite, sprite.touched(), layer), sprite.present_s()),)
        return tuple(
            self._spot(layer, item.item, self._carried(sprite, area, layer), sprite.present_s(index))
            for index, (item, area) in enumerate(zip(tap.items, sprite.item_areas(), strict=False))
            if item is not None
        )

    def _carried(self, sprite: Sprite, area: skia.Rect, layer: AnyLayer) -> tuple[float, float, float, float]:
        """An area in the middle of its time, in fractions of the frame."""
        from_s, to_s = sprite.present_s()
        tap = layer.tap
        if tap is not None:
            from_s = from_s if tap.from_s is None else tap.from_s
            to_s = to_s if tap.to_s is None else tap.to_s
        at = sprite.carried(area, (from_s + to_s) / 2)
        width, height = self._size_px
        return at.left() / width, at.top() / height, at.right() / width, at.bottom() / height

    def _spot(
        self, layer: AnyLayer, item: str, edges: tuple[float, float, float, float], present_s: tuple[float, float]
    ) -> Spot:
        tap = layer.tap
        assert tap is not None
        from_s = present_s[0] if tap.from_s is None else tap.from_s
        to_s = present_s[1] if tap.to_s is None else min(present_s[1], tap.to_s)
        return Spot(layer.id, item, *edges, from_s, to_s)


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.y0, box.x1, box.y1


def _plain(layer: AnyLayer) -> AnyLayer:
    """The layer without a choice of colour: that takes time, and moves nothing."""
    if isinstance(layer, TextLayer | CounterLayer | LogoLayer) and layer.contrast:
        return replace(layer, contrast="", ground=())
    return layer
