"""Alternatives as cards of equal size and weight."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import skia

from generator.model.layers import Card, CardsLayer
from generator.video.layers.sprite import Sprite
from generator.video.outline import svg_path
from generator.video.stage import Stage
from generator.video.wrap import Paragraph

_TICKS = 1024
_SHRINK = 0.94
_SMALLEST = 0.55
_COMFORTABLE = 0.86
_NARROWEST_PX = 240.0
_WIDE_PX = 420.0
_ICON_COLORS = ("coral", "teal", "sun", "ink")


@dataclass(frozen=True, slots=True)
class _Content:
    """One card's words at the shared size, and the height that they need."""

    card: Card
    title: Paragraph
    text: Paragraph | None
    figure: Paragraph | None
    height_px: float
    complete: bool


class CardsSprite(Sprite):
    """All cards share one size of type: the largest at which the fullest card fits."""

    by_item = True

    def __init__(self, layer: CardsLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        unit, count = stage.unit, max(1, len(layer.cards))
        columns = 1 if layer.direction == "column" else (2 if count == 4 else count)
        if (self.rect.width() - (columns - 1) * 32 * unit) / columns < _NARROWEST_PX * unit:
            columns = 1
        rows = -(-count // columns)
        self._gap = 32 * unit
        self._width = (self.rect.width() - (columns - 1) * self._gap) / columns
        limit = (self.rect.height() - (rows - 1) * self._gap) / rows
        self._radius = stage.brand.radii_px.get("card", 36.0) * unit * 0.8
        # The icon above the title, or beside it where that would make the type small.
        self._contents, self._factor, self._beside = self._largest(limit, beside=False)
        if self._factor < _COMFORTABLE and self._width > _WIDE_PX * unit:
            self._contents, self._factor, self._beside = self._largest(limit, beside=True)
        contents = self._contents
        self._height = min(limit, max((content.height_px for content in contents), default=0.0))
        self._places = [
            skia.Rect.MakeXYWH(
                round(self.rect.left() + (i % columns) * (self._width + self._gap)),
                round(self.rect.top() + (i // columns) * (self._height + self._gap)),
                round(self._width),
                round(self._height),
            )
            for i in range(len(contents))
        ]
        self._shadow = _shadow(self._width, self._height, self._radius, unit, stage.color("shadow"))

    def content_state(self, t: float) -> Hashable:
        """How far each card has come in."""
        return tuple(self.entrance.at(t, index) for index in range(len(self._contents)))

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Every card under its own motion."""
        for index, (content, place) in enumerate(zip(self._contents, self._places, strict=True)):
            with self.moved(canvas, self.layer.enter, self.entrance.at(t, index) / _TICKS, place):
                self._card(canvas, content, place, index)

    def _card(self, canvas: skia.Canvas, content: _Content, place: skia.Rect, index: int) -> None:
        image, margin = self._shadow
        canvas.drawImage(image, place.left() - margin, place.top() - margin)
        body = skia.Paint(AntiAlias=True, Color=self.stage.color("card"))
        canvas.drawRoundRect(place, self._radius, self._radius, body)
        pad, icon = self._pad(self._factor), self._icon(self._factor)
        x, y, width = place.left() + pad, place.top() + pad, place.width() - 2 * pad
        color = self.stage.color(_ICON_COLORS[index % len(_ICON_COLORS)])
        mirrored = content.title.right_to_left
        icon_x = place.right() - pad - icon * 0.84 if mirrored else x
        drawn = self._draw_icon(canvas, content.card.icon, icon_x, y, icon, color)
        if drawn and self._beside:
            offset = icon * 1.3
            title_x = x if mirrored else x + offset
            content.title.draw(canvas, title_x, y + (icon - content.title.setting.line_px) / 2, width - offset)
            y += max(icon, content.title.height_px)
        else:
            y += icon * 1.3 if drawn else 0.0
            content.title.draw(canvas, x, y, width)
            y += content.title.height_px
        if content.text is not None:
            y += 0.35 * content.text.setting.size_px
            content.text.draw(canvas, x, y, width)
            y += content.text.height_px
        if content.figure is not None:
            bottom = place.bottom() - pad - content.figure.height_px
            content.figure.draw(canvas, x, bottom, width)

    def _largest(self, limit: float, *, beside: bool) -> tuple[list[_Content], float, bool]:
        """The cards' contents at the largest factor at which the fullest fits into `limit` pixels of height."""
        factor = 1.0
        contents = self._set(factor, limit, beside)
        while factor > _SMALLEST and not all(content.complete and content.height_px <= limit for content in contents):
            factor *= _SHRINK
            contents = self._set(factor, limit, beside)
        return contents, factor, beside

    def _set(self, factor: float, limit: float, beside_title: bool) -> list[_Content]:
        stage = self.stage
        pad = self._pad(factor)
        width = self._width - 2 * pad
        contents = []
        for card in self._layer.cards:
            icon = self._icon(factor) if card.icon in stage.brand.icons else 0.0
            beside = icon * 1.3 if beside_title else 0.0
            title = stage.paragraph(
                card.title, stage.setting("card_title", factor), "ink", (width - beside, limit), max_lines=3, floor=0.7
            )
            height = max(icon, title.height_px) if beside else icon * 1.3 + title.height_px
            text = figure = None
            if card.figure:
                figure = stage.paragraph(
                    card.figure, stage.setting("card_figure", factor), "ink", (width, limit), max_lines=2, floor=0.99
                )
                height += figure.height_px + 0.8 * figure.setting.size_px
            if card.text:
                setting = stage.setting("card_text", factor)
                height += 0.35 * setting.size_px
                room = max(setting.line_px, limit - 2 * pad - height)
                text = stage.paragraph(card.text, setting, "soft_ink", (width, room), floor=0.99)
                height += text.height_px
            parts = [part for part in (title, text, figure) if part is not None]
            complete = not any(part.ellipsis for part in parts)
            contents.append(_Content(card, title, text, figure, height + 2 * pad, complete))
        return contents

    def _pad(self, factor: float) -> float:
        return 44 * self.stage.unit * max(0.6, factor)

    def _icon(self, factor: float) -> float:
        return 62 * self.stage.unit * factor

    def _draw_icon(self, canvas: skia.Canvas, name: str, x: float, y: float, size: float, argb: int) -> bool:
        data = self.stage.brand.icons.get(name)
        if data is None:
            return False
        pen = skia.Paint(
            AntiAlias=True, Color=argb, Style=skia.Paint.kStroke_Style, StrokeWidth=2.0,
            StrokeCap=skia.Paint.kRound_Cap, StrokeJoin=skia.Paint.kRound_Join,
        )  # fmt: skip
        canvas.save()
        canvas.translate(x - size / 12, y)
        canvas.scale(size / 24, size / 24)
        canvas.drawPath(svg_path(data, f"icon '{name}'"), pen)
        canvas.restore()
        return True


def _shadow(width: float, height: float, radius: float, unit: float, argb: int) -> tuple[skia.Image, float]:
    """(a soft shadow as an image, how far it reaches past the card): blurred once, then only copied."""
    margin = round(64 * unit)
    surface = skia.Surface(max(1, round(width) + 2 * margin), max(1, round(height) + 2 * margin))
    for blur, lower, strength in ((22, 14, 0.09), (4, 2, 0.05)):
        paint = skia.Paint(
            AntiAlias=True,
            Color=(round(255 * strength) << 24) | (argb & 0xFFFFFF),
            MaskFilter=skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur * unit),
        )
        rect = skia.Rect.MakeXYWH(margin, margin + lower * unit, round(width), round(height))
        surface.getCanvas().drawRoundRect(rect, radius, radius, paint)
    return surface.makeImageSnapshot(), margin
