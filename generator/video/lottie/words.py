"""The words of a Lottie file: each text layer with its place, time and setting; drawn in the brand's typefaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import skia

from generator.model.layers import LottieText
from generator.scenes.lottie import TEXT, Animation, words_of
from generator.video.lottie.properties import opacity, placed
from generator.video.stage import Stage
from generator.video.type import Look, Setting
from generator.video.wording import Wording
from generator.video.wrap import Paragraph, Wrapper

_FLOOR = 0.4
_ROOM = 0.96
_DEEPEST = 8
_ALIGN = {0: "start", 1: "end", 2: "center"}
_WEIGHTS = {
    "thin": 100, "extralight": 200, "light": 300, "medium": 500, "semibold": 600, "demibold": 600,
    "extrabold": 800, "bold": 700, "black": 900,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A text layer in its composition, under the layers of compositions that lead to it (outermost first)."""

    layer: dict[str, Any]
    siblings: list[dict[str, Any]]
    above: tuple[tuple[dict[str, Any], list[dict[str, Any]]], ...] = ()

    def at(self, frame: float) -> tuple[skia.Matrix, float] | None:
        """Its matrix and opacity at a frame of the file; None while it isn't shown."""
        matrix, shown = skia.Matrix(), 1.0
        for layer, siblings in (*self.above, (self.layer, self.siblings)):
            if layer.get("hd") or not layer.get("ip", 0) <= frame < layer.get("op", 0):
                return None
            matrix = skia.Matrix.Concat(matrix, placed(layer, siblings, frame))
            shown *= opacity(layer, frame)
            frame = (frame - layer.get("st", 0)) / (layer.get("sr") or 1)
        return matrix, shown


def spots(animation: Animation, index: int) -> list[Spot]:
    """The text layers that a layer of the main composition is or holds, bottom first."""
    assets = {asset.get("id"): asset for asset in animation.get("assets", ())}
    layers = animation["layers"]
    return list(_spots(layers[index], layers, (), assets))


def _spots(
    layer: dict[str, Any],
    siblings: list[dict[str, Any]],
    above: tuple[tuple[dict[str, Any], list[dict[str, Any]]], ...],
    assets: Mapping[Any, Any],
) -> Iterator[Spot]:
    if layer.get("ty") == TEXT:
        yield Spot(layer, siblings, above)
    elif layer.get("ty") == 0 and len(above) < _DEEPEST:
        inner = assets.get(layer.get("refId"), {}).get("layers", [])
        for each in reversed(inner):
            yield from _spots(each, inner, (*above, (layer, siblings)), assets)


class Words:
    """One text layer, set once in the units of the file, drawn wherever the file moves it."""

    def __init__(
        self, spot: Spot, said: LottieText | None, animation: Animation, stage: Stage, argb: int | None = None
    ) -> None:
        self._spot = spot
        document = _document(spot.layer)
        setting = _setting(document, animation, stage, said.style if said else "")
        color = argb if argb is not None else _color(document)
        own = words_of(spot.layer)
        text = said.text if said else own
        self._align = _ALIGN.get(document.get("j", 0), "start")
        box = document.get("sz")
        self._top = self._left = self._width = 0.0
        self._first: float | None = None
        look = Look(setting, color)
        wrapper = Wrapper(stage.setter, Wording.of(text, look))
        if box:
            corner = document.get("ps") or (-box[0] / 2, -box[1] / 2)
            self._left, self._top, self._width = corner[0], corner[1], box[0]
            self._paragraph: Paragraph = wrapper.fit(box[0], box[1], 0, _FLOOR)
        else:
            # Point text has no width: what the file's own words took, or what is left of the frame.
            lines = max(text.count("\n") + 1, 1)
            room = max(_room(spot, animation, self._align), _width(own, look, stage))
            self._paragraph = wrapper.fit(room, lines * setting.line_px, lines, _FLOOR)
            self._left = {"start": 0.0, "center": -room / 2, "end": -room}[self._align]
            self._width, self._first = room, 0.0

    def draw(self, canvas: skia.Canvas, frame: float) -> None:
        """The words at a frame of the file, on a canvas in its units."""
        at = self._spot.at(frame)
        if at is None or at[1] <= 0:
            return
        matrix, shown = at
        kept = canvas.save()
        if shown < 1:
            canvas.saveLayerAlpha(None, round(255 * shown))
        canvas.concat(matrix)
        paragraph = self._paragraph
        first = self._top + paragraph.first_baseline_px if self._first is None else self._first
        for index, line in enumerate(paragraph.lines):
            x = paragraph.line_x(index, self._left, self._width, self._side())
            line.draw(canvas, x, first + index * paragraph.setting.line_px)
        canvas.restoreToCount(kept)

    def _side(self) -> str:
        """After Effects' left and right are sides of the page, whatever the direction of the script."""
        if self._align == "center" or not self._paragraph.right_to_left:
            return self._align
        # In a box, and at a point with words of the file's own direction, the start is where the script starts.
        return "start" if self._first is None and self._align == "start" else _other(self._align)


def _other(side: str) -> str:
    return "end" if side == "start" else "start"


def _document(layer: dict[str, Any]) -> dict[str, Any]:
    try:
        found = layer["t"]["d"]["k"][0]["s"]
    except (KeyError, IndexError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _setting(document: dict[str, Any], animation: Animation, stage: Stage, style: str) -> Setting:
    size = float(document.get("s") or 32)
    line = float(document.get("lh") or 1.2 * size)
    if style:
        named = stage.setting(style)
        return replace(named, size_px=size, line_px=line)
    fonts = (animation.get("fonts") or {}).get("list", ())
    font: dict[str, Any] = next((each for each in fonts if each.get("fName") == document.get("f")), {})
    display = font.get("fFamily") == stage.brand.display_family
    family = stage.brand.display_family if display else stage.brand.text_family
    written = f"{font.get('fStyle', '')} {font.get('fWeight', '')} {document.get('f', '')}".lower().replace("-", "")
    weight = next((number for word, number in _WEIGHTS.items() if word in written), 400)
    return Setting(family, weight, size, line, float(document.get("tr") or 0) / 1000)


def _color(document: dict[str, Any]) -> int:
    parts = document.get("fc") or (0, 0, 0)
    red, green, blue = (round(255 * min(1.0, max(0.0, float(part)))) for part in parts[:3])
    return 0xFF000000 | red << 16 | green << 8 | blue


def _room(spot: Spot, animation: Animation, align: str) -> float:
    """How far words may run from where they stand half-way through the layer's time to the edge of the frame."""
    middle = (max(spot.layer.get("ip", 0), animation["ip"]) + min(spot.layer.get("op", 0), animation["op"])) / 2
    at = spot.at(middle)
    if at is None:
        return 0.0
    x, scale = at[0].getTranslateX(), abs(at[0].getScaleX()) or 1.0
    width = animation["w"]
    room: float = {"start": width - x, "end": x, "center": 2 * min(x, width - x)}[align]
    return float(max(0.0, _ROOM * room / scale))


def _width(text: str, look: Look, stage: Stage) -> float:
    return max((stage.setter.line([look.run(line)]).width_px for line in text.split("\n")), default=0.0)
