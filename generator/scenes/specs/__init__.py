"""Layers as designers write them: one class a kind, each with the keys that the kind takes."""

from generator.scenes.specs.base import MERGED, LayerSpec
from generator.scenes.specs.charts import BarsSpec, DonutSpec, LegendSpec, WaterfallSpec
from generator.scenes.specs.codes import QrSpec
from generator.scenes.specs.curves import LineSpec, ProgressSpec
from generator.scenes.specs.effects import ClipSpec, ShadowSpec
from generator.scenes.specs.lottie import LottieSpec
from generator.scenes.specs.maps import MapSpec
from generator.scenes.specs.media import FootageSpec, PictureSpec, TreatmentSpec
from generator.scenes.specs.motion import (
    AlongSpec,
    DriftSpec,
    KeyframeSpec,
    MotionKey,
    MotionSpec,
    SpringSpec,
)
from generator.scenes.specs.paint import BoxSpec, LinearSpec, PaintSpec, RadialSpec
from generator.scenes.specs.plain import (
    ButtonSpec,
    CardsSpec,
    CounterSpec,
    FillSpec,
    LogoSpec,
    PillSpec,
    ShapeSpec,
    TextSpec,
)
from generator.scenes.specs.rows import ColumnSpec, ListSpec, TableSpec
from generator.scenes.specs.spans import SpanSpec
from generator.scenes.specs.svg import SvgSpec
from generator.scenes.specs.taps import TapChange, TapSpec

KINDS: dict[str, type[LayerSpec]] = {
    "fill": FillSpec,
    "shape": ShapeSpec,
    "text": TextSpec,
    "counter": CounterSpec,
    "pill": PillSpec,
    "button": ButtonSpec,
    "bars": BarsSpec,
    "donut": DonutSpec,
    "legend": LegendSpec,
    "waterfall": WaterfallSpec,
    "line": LineSpec,
    "progress": ProgressSpec,
    "table": TableSpec,
    "list": ListSpec,
    "qr": QrSpec,
    "map": MapSpec,
    "cards": CardsSpec,
    "picture": PictureSpec,
    "lottie": LottieSpec,
    "svg": SvgSpec,
    "footage": FootageSpec,
    "logo": LogoSpec,
}

AnyLayerSpec = (
    FillSpec
    | ShapeSpec
    | TextSpec
    | CounterSpec
    | PillSpec
    | ButtonSpec
    | BarsSpec
    | DonutSpec
    | LegendSpec
    | WaterfallSpec
    | LineSpec
    | ProgressSpec
    | TableSpec
    | ListSpec
    | QrSpec
    | MapSpec
    | CardsSpec
    | PictureSpec
    | LottieSpec
    | SvgSpec
    | FootageSpec
    | LogoSpec
)

__all__ = [
    "KINDS",
    "MERGED",
    "AlongSpec",
    "AnyLayerSpec",
    "BarsSpec",
    "BoxSpec",
    "ButtonSpec",
    "CardsSpec",
    "ClipSpec",
    "ColumnSpec",
    "CounterSpec",
    "DonutSpec",
    "DriftSpec",
    "FillSpec",
    "FootageSpec",
    "KeyframeSpec",
    "LayerSpec",
    "LegendSpec",
    "LineSpec",
    "LinearSpec",
    "ListSpec",
    "LogoSpec",
    "LottieSpec",
    "MapSpec",
    "MotionKey",
    "MotionSpec",
    "PaintSpec",
    "PictureSpec",
    "PillSpec",
    "ProgressSpec",
    "QrSpec",
    "RadialSpec",
    "ShadowSpec",
    "ShapeSpec",
    "SpanSpec",
    "SpringSpec",
    "SvgSpec",
    "TableSpec",
    "TapChange",
    "TapSpec",
    "TextSpec",
    "TreatmentSpec",
    "WaterfallSpec",
]
