"""The plain layers: fills, shapes, texts, numbers, buttons, cards, pictures. A spec in, a resolved layer out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.model.brand import Brand
from generator.model.facts import Choices, FactValue, Money
from generator.model.layers import (
    AnyLayer,
    Box,
    ButtonLayer,
    Card,
    CardsLayer,
    CounterLayer,
    FillLayer,
    FootageLayer,
    Gradient,
    LogoLayer,
    LottieLayer,
    LottieText,
    Paint,
    PictureLayer,
    PillLayer,
    ShapeLayer,
    Span,
    SvgLayer,
    TextLayer,
    Treatment,
)
from generator.model.story import SceneTemplate
from generator.scenes import specs
from generator.scenes.assets import asset_path
from generator.scenes.lottie import lottie_texts
from generator.scenes.wording import Variant, literal
from generator.story.phrasing import Phrasing


@dataclass(frozen=True)
class Context:
    """What a layer is resolved with: the scene's facts, the brand, the words, the story's own texts, links, taps.

    `taps`: by layer id; False takes the template's away.
    """

    facts: Mapping[str, FactValue]
    brand: Brand
    phrasing: Phrasing
    template: SceneTemplate
    texts: Mapping[str, tuple[Variant, ...]]
    links: Mapping[str, str] | None
    taps: Mapping[str, specs.TapSpec | bool] = field(default_factory=dict)

    def tap(self, spec: specs.LayerSpec) -> specs.TapSpec | None:
        """What a touch of a layer does, as written."""
        change = self.taps.get(spec.id, True)
        return change if isinstance(change, specs.TapSpec) else spec.tap if change else None

    def link(self, name: str) -> str:
        """Where a link leads, "" when the campaign has none of this name. Previews have no campaign, and an example."""
        if self.links is None:
            return f"https://example.com/{name}" if name else ""
        return self.links.get(name, "")

    def say(self, layer_id: str, wording: tuple[Variant, ...]) -> str:
        """The words of a layer: the story's own, or the template's."""
        return self.phrasing.say(self.texts.get(layer_id, wording), self.facts)

    def picture_path(self, name: str) -> str:
        """The absolute path of a file of the scene."""
        return str(asset_path(self.template.root, name))


Build = Callable[[Any, Context, dict[str, Any]], AnyLayer | None]
"""A spec, the context and what all layers have in, the layer out; None when the facts leave nothing to draw."""


def has_content(spec: specs.LayerSpec, context: Context) -> bool:
    """Whether there is anything to draw: a missing fact leaves its layer out, as does an empty text."""
    for key in spec.shows:
        name = getattr(spec, key)
        if isinstance(name, str) and name not in context.facts and key not in spec.spare:
            return False
    if isinstance(spec, specs.TextSpec | specs.PillSpec | specs.ButtonSpec):
        wording: tuple[Variant, ...] = (
            getattr(spec, "text", ()) or getattr(spec, "pill", ()) or getattr(spec, "button", ())
        )
        return bool(context.say(spec.id, wording))
    return True


def _main_wording(spec: specs.TextSpec | specs.PillSpec | specs.ButtonSpec) -> tuple[Variant, ...]:
    if isinstance(spec, specs.TextSpec):
        return spec.text
    return spec.pill if isinstance(spec, specs.PillSpec) else spec.button


def paint(spec: specs.PaintSpec) -> Paint:
    """A colour token or gradient as written in, Paint out."""
    if isinstance(spec, specs.LinearSpec):
        return Gradient(spec.linear, "linear", spec.angle)
    if isinstance(spec, specs.RadialSpec):
        return Gradient(spec.radial, "radial", 0.0, spec.centre, spec.radius)
    return spec


def _fill(spec: specs.FillSpec, _context: Context, common: dict[str, Any]) -> AnyLayer:
    return FillLayer(**common, paint=paint(spec.fill))


def _shape(spec: specs.ShapeSpec, _context: Context, common: dict[str, Any]) -> AnyLayer:
    return ShapeLayer(
        **common,
        shape=spec.shape,
        paint=paint(spec.paint),
        path=spec.path or "",
        stroke=spec.stroke,
        radius_px=spec.radius,
        from_deg=spec.from_,
        sweep_deg=spec.sweep,
    )


def _text(spec: specs.TextSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    return TextLayer(
        **common,
        text=context.say(spec.id, spec.text),
        style=spec.style,
        color=paint(spec.color),
        align=spec.align,
        anchor=spec.anchor,
        max_lines=spec.max_lines,
        floor=spec.floor,
        by_line=spec.by_line,
        emphasis=tuple(context.phrasing.say(literal(text), context.facts) for text in spec.emphasis),
        spans=tuple(_span(span, context) for span in spec.spans),
        contrast=spec.contrast or "",
    )


def _span(spec: specs.SpanSpec, context: Context) -> Span:
    return Span(
        of=context.phrasing.say(literal(spec.of), context.facts),
        color=spec.color,
        weight=spec.weight,
        style=spec.style,
        size=spec.size,
        underline=spec.underline,
        strike=spec.strike,
        highlight=spec.highlight,
    )


def _counter(spec: specs.CounterSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    value = context.facts[spec.counter]
    if not isinstance(value, Money | Decimal):
        raise TypeError(spec.counter)
    return CounterLayer(
        **common,
        value=value.amount if isinstance(value, Money) else value,
        format=context.phrasing.formats.number_format(value),
        text=context.phrasing.formats.value(value),
        style=spec.style,
        color=paint(spec.color),
        align=spec.align,
        raise_cents=spec.raise_cents and isinstance(value, Money),
        anchor=spec.anchor,
        contrast=spec.contrast or "",
    )


def _pill(spec: specs.PillSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    return PillLayer(
        **common,
        text=context.say(spec.id, spec.pill),
        tone=context.phrasing.choose(spec.tone, context.facts) or "plain",
        arrow=context.phrasing.choose(spec.arrow, context.facts),
        style=spec.style,
        align=spec.align,
    )


def _button(spec: specs.ButtonSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    return ButtonLayer(
        **common,
        text=context.say(spec.id, spec.button),
        href=context.link(spec.link),
        note=context.say(f"{spec.id}_note", spec.note),
        pulse=spec.pulse,
        color=spec.color,
    )


def _cards(spec: specs.CardsSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    value = context.facts[spec.cards]
    if not isinstance(value, Choices):
        raise TypeError(spec.cards)
    words = context.phrasing.words
    return CardsLayer(
        **common,
        cards=tuple(
            Card(item.icon, words.text(item.title), words.text(item.text), words.text(item.figure), item.href)
            for item in value.items[: spec.at_most]
        ),
        direction=spec.direction,
    )


def _picture(spec: specs.PictureSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    return PictureLayer(
        **common,
        path=context.picture_path(spec.picture),
        fit=spec.fit,
        radius_px=spec.radius,
        focus=spec.focus,
        treatment=_treatment(spec.treatment),
    )


def _footage(spec: specs.FootageSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    return FootageLayer(
        **common,
        path=context.picture_path(spec.footage),
        fit=spec.fit,
        start_s=spec.from_,
        end_s=spec.to or 0.0,
        speed=spec.speed,
        loop=spec.loop,
        crop=Box(*spec.crop) if spec.crop else None,
        focus=spec.focus,
        treatment=_treatment(spec.treatment),
    )


def _lottie(spec: specs.LottieSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    path = context.picture_path(spec.lottie)
    words = context.phrasing.words
    return LottieLayer(
        **common,
        path=path,
        fit=spec.fit,
        texts=tuple(
            LottieText(
                name,
                context.phrasing.say(spec.texts[name], context.facts) if name in spec.texts else words.text(own),
                spec.styles.get(name, ""),
            )
            for name, own in lottie_texts(Path(path)).items()
        ),
        colors=tuple(sorted(spec.colors.items())),
        start_s=spec.from_,
        end_s=spec.to or 0.0,
        speed=spec.speed,
        loop=spec.loop,
    )


def _svg(spec: specs.SvgSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    return SvgLayer(
        **common,
        path=context.picture_path(spec.svg),
        fit=spec.fit,
        color=spec.color,
        colors=tuple(sorted(spec.colors.items())),
    )


def _treatment(spec: specs.TreatmentSpec | None) -> Treatment | None:
    return Treatment(spec.mono, spec.duotone, spec.dim) if spec else None


def _logo(spec: specs.LogoSpec, _context: Context, common: dict[str, Any]) -> AnyLayer:
    return LogoLayer(**common, color=spec.logo, mark=spec.mark, contrast=spec.contrast or "")


BUILDERS: Mapping[type[specs.LayerSpec], Build] = {
    specs.FillSpec: _fill,
    specs.ShapeSpec: _shape,
    specs.TextSpec: _text,
    specs.CounterSpec: _counter,
    specs.PillSpec: _pill,
    specs.ButtonSpec: _button,
    specs.CardsSpec: _cards,
    specs.PictureSpec: _picture,
    specs.FootageSpec: _footage,
    specs.LogoSpec: _logo,
    specs.LottieSpec: _lottie,
    specs.SvgSpec: _svg,
}
