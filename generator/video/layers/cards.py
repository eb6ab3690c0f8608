"""Alternatives as cards of equal size and weight."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import skia

from generator.model.layers import Card, CardsLayer
from generator.video.layers.icon import draw_icon
from generator.video.layers.shadow import soft_shadow
from generator.video.layers.sprite import Sprite
from generator.video.stage import Stage
from generator.video.wrap import Paragraph, Wrapper

_TICKS = 1024
_SHRINK = 0.94
_SMALLEST = 0.5
_COMFORTABLE = 0.8
_NARROWEST_PX = 170.0
_WIDE_PX = 400.0
_GAP_PX = 32.0
_ICON_COLORS = ("coral", "teal", "sun", "ink")


@dataclass(frozen=True, slots=True)
class _Words:
    """One card's texts, ready to be broken into any column. A missing one is None."""

    card: Card
    title: Wrapper
    text: Wrapper | None
    figure: Wrapper | None


@dataclass(frozen=True, slots=True)
class _Content:
    """One card's words at the shared size, the height kept for its title, and the height that all of it needs."""

    card: Card
    title: Paragraph
    text: Paragraph | None
    figure: Paragraph | None
    title_px: float
    height_px: float
    complete: bool


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """Cards in columns and rows at one factor of the type's size. `beside`: the icon stands beside the title."""

    columns: int
    beside: bool
    factor: float
    width_px: float
    limit_px: float
    contents: tuple[_Content, ...]

    @property
    def overflow_px(self) -> float:
        """How much the fullest card lacks."""
        return max((content.height_px for content in self.contents), default=0.0) - self.limit_px

    @property
    def fits(self) -> bool:
        """Whether the fullest card holds its words."""
        return all(content.complete and content.height_px <= self.limit_px for content in self.contents)


class CardsSprite(Sprite):
    """All cards share one size of type: the largest at which the fullest card fits.

    The icon stands above the title, or beside it where that would make the type small; cards that would be too narrow
    or too low for their words are arranged anew.
    """

    by_item = True

    def __init__(self, layer: CardsLayer, stage: Stage, duration_s: float) -> None:
        super().__init__(layer, stage, duration_s)
        self._layer = layer
        self._radius = stage.brand.radii_px.get("card", 36.0) * stage.unit * 0.8
        self._words = [self._prepared(card) for card in layer.cards]
        self._chosen = self._arranged()
        self._contents = self._chosen.contents
        height = min(self._chosen.limit_px, max((content.height_px for content in self._contents), default=0.0))
        gap, columns, width = _GAP_PX * stage.unit, self._chosen.columns, self._chosen.width_px
        self._places = [
            skia.Rect.MakeXYWH(
                round(self.rect.left() + (index % columns) * (width + gap)),
                round(self.rect.top() + (index // columns) * (height + gap)),
                round(width),
                round(height),
            )
            for index in range(len(self._contents))
        ]
        self._shadow = soft_shadow(width, height, self._radius, stage.unit, stage.color("shadow"))

    def content_state(self, t: float) -> Hashable:
        """How far each card has come in."""
        return tuple(self.entrance.at(t, index) for index in range(len(self._contents)))

    def item_areas(self) -> Sequence[skia.Rect]:
        """The cards."""
        return self._places

    def paint(self, canvas: skia.Canvas, t: float) -> None:
        """Every card under its own motion."""
        for index, (content, place) in enumerate(zip(self._contents, self._places, strict=True)):
            with self.item_moved(canvas, self.entrance.at(t, index) / _TICKS, place):
                self._card(canvas, content, place, index)

    def _prepared(self, card: Card) -> _Words:
        stage = self.stage
        return _Words(
            card,
            stage.wrapper(card.title, stage.setting("card_title"), "ink"),
            stage.wrapper(card.text, stage.setting("card_text"), "soft_ink") if card.text else None,
            stage.wrapper(card.figure, stage.setting("card_figure"), "ink") if card.figure else None,
        )

    def _arranged(self) -> _Arrangement:
        """The first arrangement with comfortable type, in the designer's direction if it can be; else the largest."""
        count, unit = max(1, len(self._words)), self.stage.unit
        row = [2, 4, 1] if count == 4 else [count, 1, 2]
        choices = row if self._layer.direction == "row" else [1, 2, count]
        tried: list[_Arrangement] = []
        for columns in dict.fromkeys(min(choice, count) for choice in choices):
            width = (self.rect.width() - (columns - 1) * _GAP_PX * unit) / columns
            if width < _NARROWEST_PX * unit and columns > 1:
                continue
            # Beside it, a narrow card's title would be left with too little.
            for beside in (False, True) if width > _WIDE_PX * unit else (False,):
                found = self._largest(columns, width, beside)
                if found.fits and found.factor >= _COMFORTABLE:
                    return found
                tried.append(found)
        return max(tried, key=lambda found: (found.fits, found.factor, -found.overflow_px))

    def _largest(self, columns: int, width: float, beside: bool) -> _Arrangement:
        rows = -(-len(self._words) // columns)
        limit = (self.rect.height() - (rows - 1) * _GAP_PX * self.stage.unit) / max(1, rows)
        factor = 1.0
        while True:
            contents: list[_Content] = []
            titles = self._titles(factor, width, limit, beside)
            # Side by side, all texts start at one height.
            title_px = max((title.height_px for title in titles), default=0.0) if columns > 1 else 0.0
            for words, title in zip(self._words, titles, strict=True):
                contents.append(self._set(words, title, title_px, factor, width, limit, beside))
                if factor > _SMALLEST and not (contents[-1].complete and contents[-1].height_px <= limit):
                    break
            else:
                return _Arrangement(columns, beside, factor, width, limit, tuple(contents))
            factor = max(_SMALLEST, factor * _SHRINK)

    def _titles(self, factor: float, card_width: float, limit: float, beside: bool) -> list[Paragraph]:
        """All titles at the size that the longest needs."""
        room = card_width - 2 * self._pad(factor) - (self._icon(factor) * 1.3 if beside else 0.0)
        titles = [words.title.fit(room, limit, 3, factor * 0.7, True, factor) for words in self._words]
        smallest = min((title.setting.size_px for title in titles), default=0.0)
        shared = smallest / self.stage.setting("card_title").size_px
        return [words.title.fit(room, limit, 3, shared, True, shared) for words in self._words]

    def _set(
        self,
        words: _Words,
        title: Paragraph,
        title_px: float,
        factor: float,
        card_width: float,
        limit: float,
        beside: bool,
    ) -> _Content:
        pad = self._pad(factor)
        width = card_width - 2 * pad
        icon = self._icon(factor) if words.card.icon in self.stage.brand.icons else 0.0
        title_px = max(title_px, title.height_px)
        height = max(icon, title_px) if beside else icon * 1.3 + title_px
        text = figure = None
        complete = True
        if words.figure is not None:
            figure = words.figure.fit(width, limit, 2, floor=factor * 0.9, largest=factor)
            height += figure.height_px + 0.8 * figure.setting.size_px
        if words.text is not None:
            setting = self.stage.setting("card_text", factor)
            room = limit - 2 * pad - height - 0.35 * setting.size_px
            # Words that would lie on others are left out; only an arrangement where all fit counts as fitting.
            complete = room >= 0.9 * setting.line_px
            if complete:
                text = words.text.fit(width, room, floor=factor, largest=factor)
                height += text.height_px + 0.35 * text.setting.size_px
        complete = complete and not any(part.ellipsis for part in (title, text, figure) if part is not None)
        return _Content(words.card, title, text, figure, title_px, height + 2 * pad, complete)

    def _card(self, canvas: skia.Canvas, content: _Content, place: skia.Rect, index: int) -> None:
        image, margin = self._shadow
        canvas.drawImage(image, place.left() - margin, place.top() - margin)
        body = skia.Paint(AntiAlias=True, Color=self.stage.color("card"))
        canvas.drawRoundRect(place, self._radius, self._radius, body)
        pad, icon = self._pad(self._chosen.factor), self._icon(self._chosen.factor)
        x, y, width = place.left() + pad, place.top() + pad, place.width() - 2 * pad
        color = self.stage.color(_ICON_COLORS[index % len(_ICON_COLORS)])
        mirrored = content.title.right_to_left
        icon_x = place.right() - pad - icon * 0.84 if mirrored else x
        drawn = draw_icon(canvas, self.stage, content.card.icon, icon_x - icon / 12, y, icon, color)
        if drawn and self._chosen.beside:
            offset = icon * 1.3
            title_x = x if mirrored else x + offset
            one_line = len(content.title.lines) == 1
            title_y = y + (icon - content.title.setting.line_px) / 2 if one_line else y
            content.title.draw(canvas, title_x, title_y, width - offset)
            y += max(icon, content.title_px)
        else:
            y += icon * 1.3 if drawn else 0.0
            content.title.draw(canvas, x, y, width)
            y += content.title_px
        if content.text is not None:
            content.text.draw(canvas, x, y + 0.35 * content.text.setting.size_px, width)
        if content.figure is not None:
            bottom = place.bottom() - pad - content.figure.height_px
            content.figure.draw(canvas, x, bottom, width)

    def _pad(self, factor: float) -> float:
        return 44 * self.stage.unit * max(0.55, factor)

    def _icon(self, factor: float) -> float:
        return 62 * self.stage.unit * factor
