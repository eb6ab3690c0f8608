"""Layers in, sprites out: the one place that knows which kind is drawn by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from generator.errors import AssetError
from generator.model.brand import Brand
from generator.model.layers import (
    AnyLayer,
    BarsLayer,
    ButtonLayer,
    CardsLayer,
    CounterLayer,
    DonutLayer,
    FillLayer,
    FootageLayer,
    LegendLayer,
    LineLayer,
    ListLayer,
    LogoLayer,
    LottieLayer,
    MapLayer,
    PictureLayer,
    PillLayer,
    ProgressLayer,
    QrLayer,
    ShapeLayer,
    SvgLayer,
    TableLayer,
    TextLayer,
    WaterfallLayer,
)
from generator.typefaces import families_for
from generator.video.canonical import canonical
from generator.video.layers.bars import BarsSprite
from generator.video.layers.button import ButtonSprite
from generator.video.layers.cards import CardsSprite
from generator.video.layers.counter import CounterSprite
from generator.video.layers.donut import DonutSprite
from generator.video.layers.fill import FillSprite
from generator.video.layers.footage import FootageReader, FootageSprite
from generator.video.layers.legend import LegendSprite
from generator.video.layers.line import LineSprite
from generator.video.layers.listing import ListSprite
from generator.video.layers.logo import LogoSprite
from generator.video.layers.lottie import LottieSprite
from generator.video.layers.map import MapSprite
from generator.video.layers.picture import PictureSprite
from generator.video.layers.pill import PillSprite
from generator.video.layers.progress import ProgressSprite
from generator.video.layers.qr import QrSprite
from generator.video.layers.shape import ShapeSprite
from generator.video.layers.sprite import Sprite
from generator.video.layers.svg import SvgSprite
from generator.video.layers.table import TableSprite
from generator.video.layers.text import TextSprite
from generator.video.layers.waterfall import WaterfallSprite
from generator.video.legible import Choice, Legible, chosen, seen, veiled, wanted
from generator.video.stage import Stage
from generator.video.type import FaceFinder, Typesetter

_SPRITES: Mapping[type[Any], Callable[[Any, Stage, float], Sprite]] = {
    FillLayer: FillSprite,
    ShapeLayer: ShapeSprite,
    TextLayer: TextSprite,
    CounterLayer: CounterSprite,
    PillLayer: PillSprite,
    ButtonLayer: ButtonSprite,
    BarsLayer: BarsSprite,
    DonutLayer: DonutSprite,
    LegendLayer: LegendSprite,
    WaterfallLayer: WaterfallSprite,
    LineLayer: LineSprite,
    ProgressLayer: ProgressSprite,
    TableLayer: TableSprite,
    ListLayer: ListSprite,
    QrLayer: QrSprite,
    MapLayer: MapSprite,
    CardsLayer: CardsSprite,
    PictureLayer: PictureSprite,
    LogoLayer: LogoSprite,
    LottieLayer: LottieSprite,
    SvgLayer: SvgSprite,
}


class Painter:
    """Prepares layers for one brand at one frame size. Make one and keep it: it holds the loaded fonts.

    `typefaces` finds font files for a text. `footage` reads footage; without it a footage layer is an error.
    """

    def __init__(
        self,
        brand: Brand,
        size_px: tuple[int, int],
        typefaces: FaceFinder = families_for,
        footage: FootageReader | None = None,
    ) -> None:
        self._stage = Stage(brand, size_px[0], size_px[1], Typesetter(typefaces))
        self._footage = footage
        self._choices: dict[str, Choice] = {}

    def prepare(self, layer: AnyLayer, duration_s: float) -> Sprite:
        """A resolved layer and its scene's length in seconds in, a sprite out.

        Raises BrandError for a colour or style that the brand lacks, AssetError for a file that can't be decoded.
        """
        if isinstance(layer, FootageLayer):
            if self._footage is None:
                raise AssetError(layer.path, "there is nothing to read footage with.", "Give the painter a reader.")
            return FootageSprite(layer, self._stage, duration_s, self._footage)
        if isinstance(layer, TextLayer | CounterLayer | LogoLayer) and layer.contrast:
            choice = self._choice(layer, duration_s)
            plainly = replace(layer, color=choice.color, contrast="", ground=())
            return veiled(self.prepare(plainly, duration_s), choice, self._stage)
        return _SPRITES[type(layer)](layer, self._stage, duration_s)

    def _choice(self, layer: Legible, duration_s: float) -> Choice:
        """The colour of words on their ground; measured once for all words that stand there."""
        need = wanted(layer, self._stage)
        key = canonical((layer.ground, layer.box, layer.enter, layer.exit, duration_s, need))
        if key not in self._choices:
            below = [self.prepare(other, duration_s) for other in layer.ground]  # type: ignore[arg-type]
            self._choices[key] = chosen(seen(layer, below, self._stage, duration_s), need, self._stage)
        return self._choices[key]
