"""A Lottie file: artwork and words in their order, at the pace of the file."""

from __future__ import annotations

import math
from collections.abc import Hashable
from functools import lru_cache
from pathlib import Path
from typing import Any

import skia

from generator.errors import AssetError
from generator.model.layers import LottieLayer
from generator.scenes.lottie import Animation, length_s, load_lottie
from generator.video.canonical import file_digest
from generator.video.layers.picture import fitted
from generator.video.layers.sprite import Sprite
from generator.video.lottie.artwork import Artwork, groups, recolored
from generator.video.lottie.words import Words, spots
from generator.video.stage import Stage

Colors = tuple[tuple[str, int], ...]


class LottieSprite(Sprite):
    """Starts again, or holds its last frame, when it is shorter than the scene. Between two frames it stands still."""

    def __init__(self, layer: LottieLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        path = Path(layer.path)
        colors = tuple((name, stage.color(color)) for name, color in layer.colors)
        try:
            animation = _animation(path, file_digest(path))
            target = fitted(self.rect, animation["w"], animation["h"], layer.fit)
            size = (max(1, math.ceil(target.width())), max(1, math.ceil(target.height())))
            pieces = _pieces(path, file_digest(path), colors, size)
        except ValueError as caught:
            raise AssetError(str(path), f"{caught}.", "Export it again with Bodymovin or LottieFiles.") from None
        self._left, self._top = math.floor(target.left()), math.floor(target.top())
        self._scale = (size[0] / animation["w"], size[1] / animation["h"])
        said = {text.id: text for text in layer.texts}
        tinted = dict(colors)
        self._pieces: list[Artwork | list[Words]] = [
            [
                Words(spot, said.get(name := str(spot.layer.get("nm", ""))), animation, stage, tinted.get(name))
                for spot in spots(animation, piece)
            ]
            if isinstance(piece, int)
            else piece
            for piece in pieces
        ]
        self._fps = float(animation["fr"])
        self._offset = float(animation["ip"])
        self._first = round(layer.start_s * self._fps)
        end_s = min(layer.end_s or math.inf, length_s(animation))
        self._count = max(1, round(end_s * self._fps) - self._first)
        self._rest = math.inf if layer.loop else max(0.0, _last_event(animation) - self._offset - self._first)
        self._last: tuple[int, list[skia.Image | None]] | None = None

    def content_state(self, t: float) -> Hashable:
        """The frame of the file, counted from the first that is shown; the last that differs, once nothing moves."""
        index = max(0, int(t * self._fps * self._layer.speed + 1e-6))
        index = index % self._count if self._layer.loop else min(self._count - 1, index)
        return min(index, math.ceil(self._rest)) if self._rest < math.inf else index

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Artwork and words, bottom first."""
        index = self.content_state(t)
        assert isinstance(index, int)
        frame = self._first + index
        canvas.save()
        canvas.clipRect(self.rect)
        for piece, image in zip(self._pieces, self._images(frame), strict=True):
            if isinstance(piece, list):
                canvas.save()
                canvas.translate(self._left, self._top)
                canvas.scale(*self._scale)
                for words in piece:
                    words.draw(canvas, frame + self._offset)
                canvas.restore()
            elif image is not None:
                canvas.drawImage(image, self._left, self._top, skia.SamplingOptions(skia.FilterMode.kLinear))
        canvas.restore()

    def _images(self, frame: int) -> list[skia.Image | None]:
        if self._last is None or self._last[0] != frame:
            images = [
                None
                if isinstance(piece, list)
                else skia.Image.fromarray(
                    piece.picture(frame), skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType
                )
                for piece in self._pieces
            ]
            self._last = (frame, images)
        return self._last[1]


@lru_cache(maxsize=32)
def _animation(path: Path, _digest: str) -> Animation:
    return load_lottie(path)


@lru_cache(maxsize=16)
def _pieces(path: Path, digest: str, colors: Colors, size: tuple[int, int]) -> tuple[Artwork | int, ...]:
    """Artwork ready to draw, and the numbers of the layers whose words lie between; shared by all films of a worker."""
    tinted = recolored(_animation(path, digest), colors)
    return tuple(
        index if art is None and index is not None else Artwork(art or tinted, size) for art, index in groups(tinted)
    )


def _last_event(animation: Animation) -> float:
    """The frame after which nothing changes: no key lies behind it, and no layer comes or goes."""
    last = 0.0
    waiting: list[tuple[Any, float, float]] = [(animation["layers"], 0.0, 1.0)]
    assets = {asset.get("id"): asset for asset in animation.get("assets", ())}
    while waiting:
        item, start, rate = waiting.pop()
        if isinstance(item, list):
            waiting += [(each, start, rate) for each in item]
        elif isinstance(item, dict):
            if isinstance(item.get("x"), str) or "tm" in item or item.get("ty") == "rp":
                return math.inf
            if isinstance(item.get("t"), int | float) and "s" in item:
                last = max(last, start + item["t"] * rate)
            if "ip" in item and "op" in item:
                ends = [start + float(item[key]) * rate for key in ("ip", "op")]
                last = max([last, *(end for end in ends if end < animation["op"])])
                inner = assets.get(item.get("refId"), {}).get("layers", [])
                own = float(item.get("sr") or 1)
                waiting.append((inner, start + float(item.get("st") or 0) * rate, rate * own))
            waiting += [(each, start, rate) for each in item.values() if isinstance(each, dict | list)]
    return last
