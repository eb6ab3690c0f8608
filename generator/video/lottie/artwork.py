"""The artwork of a Lottie file by ThorVG: all but its text layers, in groups, so that words can lie between them."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import thorvg_cython as thorvg
from numpy.typing import NDArray

from generator.scenes.lottie import TEXT, Animation

Rgba = NDArray[np.uint8]
_NOTHING_DRAWN = frozenset({3, TEXT})
_engine: list[Any] = []


class Artwork:
    """Some of the layers of a file, at one size. Frames are counted from the file's first."""

    def __init__(self, animation: Animation, size_px: tuple[int, int]) -> None:
        if not _engine:
            # No threads: the same order of work, and one core a worker.
            _engine.append(thorvg.Engine(threads=0))
        self._size_px = size_px
        self._animation = thorvg.Animation()
        picture = self._animation.get_picture()
        if picture.load_data(json.dumps(animation).encode(), "lottie+json") != thorvg.Result.SUCCESS:
            raise ValueError("it can't be drawn")
        picture.set_size(*size_px)
        self._canvas = thorvg.SwCanvas(*size_px, int(thorvg.Colorspace.ABGR8888), int(thorvg.EngineOption.NONE))
        self._canvas.add(picture)

    def picture(self, frame: float) -> Rgba:
        """The artwork at a frame: uint8 (height, width, 4), RGBA, premultiplied; a new array."""
        self._animation.set_frame(frame)
        self._canvas.clear()
        self._canvas.update()
        self._canvas.draw(True)
        self._canvas.sync()
        width, height = self._size_px
        return np.array(memoryview(self._canvas), np.uint8).reshape(height, width, 4)


def recolored(animation: Animation, colors: Sequence[tuple[str, int]]) -> Animation:
    """An animation and (name of a layer or group, ARGB) pairs in, the animation in these colours out."""
    changed = copy.deepcopy(animation)
    assets = {asset.get("id"): asset for asset in changed.get("assets", ())}
    for name, argb in colors:
        for owner in (changed, *assets.values()):
            for layer in owner.get("layers", ()):
                _recolor(layer, name, argb, assets, inside=False)
    return changed


def _recolor(item: Any, name: str, argb: int, assets: dict[Any, Any], *, inside: bool) -> None:
    if not isinstance(item, dict):
        return
    inside = inside or item.get("nm") == name
    if inside:
        parts = [(argb >> shift & 255) / 255 for shift in (16, 8, 0)]
        if item.get("ty") in ("fl", "st"):
            item["c"] = {"a": 0, "k": [*parts, 1]}
            if argb >> 24 < 255:
                item["o"] = {"a": 0, "k": (argb >> 24) / 2.55}
        if item.get("ty") == 1:
            item["sc"] = f"#{argb & 0xFFFFFF:06x}"
        for layer in assets.get(item.get("refId"), {}).get("layers", ()):
            _recolor(layer, name, argb, assets, inside=True)
    for child in (*item.get("shapes", ()), *(item.get("it") or ())):
        _recolor(child, name, argb, assets, inside=inside)


def groups(animation: Animation) -> Iterator[tuple[Animation | None, int | None]]:
    """What to draw, bottom first: (artwork, None) for a group of layers, (None, index) for the words of a layer.

    The words of a layer lie over its own artwork, and under that of the layers above it.
    """
    layers = animation["layers"]
    spoken = [_speaks(layer, animation) for layer in layers]
    group: list[int] = []
    for index in range(len(layers) - 1, -1, -1):
        group.append(index)
        # What a layer is cut out with stands above it, and belongs to it.
        if spoken[index] and not layers[index].get("td"):
            if any(_draws(layers[number]) for number in group):
                yield _only(animation, group), None
            group = []
            yield None, index
    if any(_draws(layers[number]) for number in group):
        yield _only(animation, group), None


def _speaks(layer: dict[str, Any], animation: Animation) -> bool:
    if layer.get("ty") == TEXT:
        return True
    inner: Animation = next(
        (asset for asset in animation.get("assets", ()) if asset.get("id") == layer.get("refId")), {}
    )
    return layer.get("ty") == 0 and any(_speaks(each, animation) for each in inner.get("layers", ()))


def _draws(layer: dict[str, Any]) -> bool:
    return layer.get("ty") not in _NOTHING_DRAWN and not layer.get("hd") and not layer.get("td")


def _only(animation: Animation, kept: Sequence[int]) -> Animation:
    """The animation with all other layers hidden: they may still be parents. Text layers are always hidden."""
    changed = copy.deepcopy(animation)
    for index, layer in enumerate(changed["layers"]):
        cutter = layer.get("td") and index + 1 in kept
        if index not in kept and not cutter:
            layer["hd"] = True
    for owner in (changed, *changed.get("assets", ())):
        for layer in owner.get("layers", ()):
            if layer.get("ty") == TEXT:
                layer["hd"] = True
    return changed
