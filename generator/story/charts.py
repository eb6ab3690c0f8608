"""The charts: bars, ring, legend, waterfall. A spec and its fact in, labelled and formatted figures out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.model.facts import Money, Part, Parts, Series
from generator.model.layers import AnyLayer, Bar, BarsLayer, DonutLayer, LegendLayer, Slice, Step, WaterfallLayer
from generator.scenes import specs
from generator.story.contents import Build, Context
from generator.story.formats import total_of

OTHER = "Other"
"""The message id of what is left when there are more parts than a ring can show."""


def _bars(spec: specs.BarsSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    series = context.facts[spec.bars]
    if not isinstance(series, Series):
        raise TypeError(spec.bars)
    lit = highlighted(series, spec.highlight)
    formats, words = context.phrasing.formats, context.phrasing.words
    bars = tuple(
        Bar(
            words.text(formats.label(point.label)),
            point.value,
            formats.amount_of(point.value, series.unit),
            index == lit,
        )
        for index, point in enumerate(series.points)
    )
    return BarsLayer(
        **common,
        bars=bars,
        color=spec.color,
        highlight=spec.highlight_color,
        text_color=spec.text_color,
        direction=spec.direction,
    )


def highlighted(series: Series, which: str) -> int:
    """Which point of a series stands out, by its place: -1 for none."""
    values = [point.value for point in series.points]
    if not values or which == "none":
        return -1
    places = {
        "last": len(values) - 1,
        "first": 0,
        "max": values.index(max(values)),
        "min": values.index(min(values)),
    }
    return places[which]


def kept_parts(parts: Parts, at_most: int) -> tuple[tuple[int | None, Part], ...]:
    """Parts in, at most `at_most` out with their places among them: the biggest, in the order given, then "Other", the
    sum of the rest, which has no place."""
    items = tuple(enumerate(parts.items))
    if len(items) <= at_most:
        return items
    biggest = sorted(items, key=lambda item: -item[1].amount.amount)[: at_most - 1]
    kept = {place for place, _ in biggest}
    rest = [item for place, item in items if place not in kept]
    left = Money(sum((item.amount.amount for item in rest), Decimal(0)), rest[0].amount.currency)
    return (*(item for item in items if item[0] in kept), (None, Part(OTHER, left)))


def slices_of(parts: Parts, at_most: int, context: Context) -> tuple[Slice, ...]:
    """Parts in, at most `at_most` slices out, biggest first kept in the order given, the rest summed as "Other"."""
    items = [item for _, item in kept_parts(parts, at_most)]
    whole = sum((max(item.amount.amount, Decimal(0)) for item in items), Decimal(0))
    colors = context.brand.charts
    return tuple(
        Slice(
            _label(item, context),
            float(max(item.amount.amount, Decimal(0)) / whole) if whole else 0.0,
            context.phrasing.formats.money(item.amount),
            colors[index % len(colors)],
        )
        for index, item in enumerate(items)
    )


def _label(part: Part, context: Context) -> str:
    if isinstance(part.label, str):
        return context.phrasing.words.text(part.label)
    text = context.phrasing.formats.date(part.label, "month")
    return text[:1].upper() + text[1:]


def _parts(name: str, context: Context) -> Parts:
    value = context.facts[name]
    if not isinstance(value, Parts):
        raise TypeError(name)
    return value


def _donut(spec: specs.DonutSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    parts = _parts(spec.donut, context)
    centre = context.say(f"{spec.id}_centre", spec.centre) or context.phrasing.formats.money(total_of(parts))
    return DonutLayer(**common, slices=slices_of(parts, spec.at_most, context), centre=centre, color=spec.color)


def _legend(spec: specs.LegendSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    slices = slices_of(_parts(spec.legend, context), spec.at_most, context)
    return LegendLayer(**common, slices=slices, color=spec.color)


def _waterfall(spec: specs.WaterfallSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    items = _parts(spec.waterfall, context).items
    steps: list[Step] = []
    level = Decimal(0)
    for index, item in enumerate(items):
        amount = item.amount.amount
        ends = index in (0, len(items) - 1)
        low, high = (Decimal(0), amount) if ends else (level, level + amount)
        kind = ("from" if index == 0 else "to") if ends else ("rise" if amount >= 0 else "fall")
        text = context.phrasing.formats.money(item.amount, "" if ends else "signed")
        steps.append(Step(_label(item, context), text, min(low, high), max(low, high), kind))
        level = amount if ends else level + amount
    return WaterfallLayer(**common, steps=tuple(steps), color=spec.color, direction=spec.direction)


BUILDERS: Mapping[type[specs.LayerSpec], Build] = {
    specs.BarsSpec: _bars,
    specs.DonutSpec: _donut,
    specs.LegendSpec: _legend,
    specs.WaterfallSpec: _waterfall,
}
