"""Layers as a renderer gets them: words formatted, facts filled in, nothing left to look up.

Coordinates are fractions of the frame (0 to 1), x to the right, y down. Durations are seconds. Colours are brand
tokens ("ink", "sun") or "#rrggbb", either with an optional "/40" for 40% opacity. The picture of a layer at time t is a
pure function of (layer, brand, size, t).
"""

from generator.model.layers.base import Layer
from generator.model.layers.charts import Bar, BarsLayer, DonutLayer, LegendLayer, Slice, Step, WaterfallLayer
from generator.model.layers.codes import QrLayer
from generator.model.layers.curves import Dot, LineLayer, ProgressLayer
from generator.model.layers.effects import Clip, Mask, Shadow
from generator.model.layers.lottie import LottieLayer, LottieText
from generator.model.layers.maps import MapLayer
from generator.model.layers.media import FootageLayer, PictureLayer, Treatment
from generator.model.layers.motion import Along, Drift, Keyframe, Motion
from generator.model.layers.paint import Box, Gradient, Paint
from generator.model.layers.plain import (
    ButtonLayer,
    Card,
    CardsLayer,
    CounterLayer,
    FillLayer,
    LogoLayer,
    NumberFormat,
    PillLayer,
    ShapeLayer,
    TextLayer,
)
from generator.model.layers.rows import Column, ListItem, ListLayer, TableLayer
from generator.model.layers.spans import Span
from generator.model.layers.svg import SvgLayer
from generator.model.layers.taps import Tap, TapItem

AnyLayer = (
    FillLayer
    | ShapeLayer
    | TextLayer
    | CounterLayer
    | PillLayer
    | ButtonLayer
    | BarsLayer
    | DonutLayer
    | LegendLayer
    | WaterfallLayer
    | LineLayer
    | ProgressLayer
    | TableLayer
    | ListLayer
    | QrLayer
    | MapLayer
    | CardsLayer
    | PictureLayer
    | LottieLayer
    | SvgLayer
    | FootageLayer
    | LogoLayer
)

__all__ = [
    "Along",
    "AnyLayer",
    "Bar",
    "BarsLayer",
    "Box",
    "ButtonLayer",
    "Card",
    "CardsLayer",
    "Clip",
    "Column",
    "CounterLayer",
    "DonutLayer",
    "Dot",
    "Drift",
    "FillLayer",
    "FootageLayer",
    "Gradient",
    "Keyframe",
    "Layer",
    "LegendLayer",
    "LineLayer",
    "ListItem",
    "ListLayer",
    "LogoLayer",
    "LottieLayer",
    "LottieText",
    "MapLayer",
    "Mask",
    "Motion",
    "NumberFormat",
    "Paint",
    "PictureLayer",
    "PillLayer",
    "ProgressLayer",
    "QrLayer",
    "Shadow",
    "ShapeLayer",
    "Slice",
    "Span",
    "Step",
    "SvgLayer",
    "TableLayer",
    "Tap",
    "TapItem",
    "TextLayer",
    "Treatment",
    "WaterfallLayer",
]
