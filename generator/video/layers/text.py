"""A paragraph that comes in as a whole or line by line."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

import skia

from generator.model.layers import Gradient, TextLayer
from generator.video.layers.sprite import Sprite
from generator.video.paint import plain
from generator.video.stage import Stage
from generator.video.type import Look
from generator.video.wrap import Paragraph

_ANCHORS = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
_LINE_STAGGER_S = 0.12


class TextSprite(Sprite):
    """Wrapped, shrunk or cut to its box once; then only moved."""

    def __init__(self, layer: TextLayer, stage: Stage, duration_s: float) -> None:
        self.by_item = layer.by_line and layer.enter is not None
        super().__init__(layer, stage, duration_s)
        self._align = layer.align
        self.paragraph = _set(layer, stage, self.rect)
        spare = self.rect.height() - self.paragraph.height_px
        self._top = self.rect.top() + spare * _ANCHORS[layer.anchor]
        if isinstance(layer.color, Gradient):
            # It goes from edge to edge of the words, not of the box, so they are set first to see where these are.
            self.paragraph = _set(layer, stage, self.rect, stage.paint(layer.color, self._words()).getShader())

    def _words(self) -> skia.Rect:
        """What the lines cover."""
        paragraph, rect = self.paragraph, self.rect
        lefts = [
            paragraph.line_x(index, rect.left(), rect.width(), self._align) for index in range(len(paragraph.lines))
        ]
        left = min(lefts, default=rect.left())
        return skia.Rect.MakeXYWH(left, self._top, max(1.0, paragraph.width_px), max(1.0, paragraph.height_px))

    def covered(self) -> skia.Rect:
        """The lines."""
        return self._words()

    def content_state(self, t: float) -> Hashable:
        """How far each line has come in."""
        if not self.by_item:
            return None
        return tuple(self._line_progress(t, index) for index in range(len(self.paragraph.lines)))

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """All lines, each under its own motion when they come in one by one."""
        paragraph, rect = self.paragraph, self.rect
        if not self.by_item:
            paragraph.draw(canvas, rect.left(), self._top, rect.width(), self._align)
            return
        for index, line in enumerate(paragraph.lines):
            with self.moved(canvas, self.layer.enter, self._line_progress(t, index) / 1024, rect):
                x = paragraph.line_x(index, rect.left(), rect.width(), self._align)
                line.draw(canvas, x, paragraph.baseline(index, self._top))

    def _line_progress(self, t: float, index: int) -> int:
        motion = self.layer.enter
        # Lines that come in by themselves need a delay between them even where the motion names none.
        if motion is not None and not motion.stagger_s:
            return self.entrance.at(t - index * _LINE_STAGGER_S)
        return self.entrance.at(t, index)


def _set(layer: TextLayer, stage: Stage, rect: skia.Rect, shader: skia.Shader | None = None) -> Paragraph:
    """The words in their box: wrapped, shrunk or cut. `shader`: what they are filled with instead of a colour."""
    setting, color = stage.setting(layer.style), plain(layer.color)
    strong = replace(setting, weight=max(700, setting.weight))
    look = Look(strong, stage.color(_strong_color(layer, stage)), shader=shader)
    own = Look(setting, stage.color(color), shader=shader)
    return stage.paragraph(
        layer.text,
        setting,
        color,
        (rect.width(), rect.height()),
        max_lines=layer.max_lines,
        floor=layer.floor,
        parts=[
            *((part, look) for part in layer.emphasis),
            *(stage.span(span, setting, own) for span in layer.spans),
        ],
        shader=shader,
    )


def _strong_color(layer: TextLayer, stage: Stage) -> str:
    """Strong words in a muted text stand out in ink; elsewhere they keep the text's colour."""
    return "ink" if layer.color == "mute" and "ink" in stage.brand.colors else plain(layer.color)
