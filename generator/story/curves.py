"""Lines and progress: a spec and its facts in, labelled and formatted figures out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Any

from generator.model.facts import FactValue, Money, Series
from generator.model.layers import AnyLayer, Dot, LineLayer, NumberFormat, ProgressLayer
from generator.scenes import specs
from generator.story.charts import highlighted
from generator.story.contents import Build, Context


def _line(spec: specs.LineSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    series = context.facts[spec.line]
    if not isinstance(series, Series):
        raise TypeError(spec.line)
    other = context.facts.get(spec.compare) if spec.compare else None
    names = (context.say(f"{spec.id}_name", spec.name), context.say(f"{spec.id}_compare_name", spec.compare_name))
    compare = _dots(other, -1, context) if isinstance(other, Series) else ()
    return LineLayer(
        **common,
        dots=_dots(series, highlighted(series, spec.highlight), context),
        compare=compare,
        names=names if compare else (names[0], ""),
        area=spec.area,
        smooth=spec.smooth,
        marks=spec.dots,
        ground=spec.ground,
        color=spec.color,
        compare_color=spec.compare_color,
        text_color=spec.text_color,
    )


def _dots(series: Series, lit: int, context: Context) -> tuple[Dot, ...]:
    formats, words = context.phrasing.formats, context.phrasing.words
    return tuple(
        Dot(
            words.text(formats.label(point.label)),
            point.value,
            formats.amount_of(point.value, series.unit) if index == lit else "",
            index == lit,
        )
        for index, point in enumerate(series.points)
    )


def _progress(spec: specs.ProgressSpec, context: Context, common: dict[str, Any]) -> AnyLayer | None:
    value = context.facts[spec.progress]
    goal = context.facts[spec.goal] if isinstance(spec.goal, str) else spec.goal
    share = _share(value, goal)
    if share is None:
        return None
    figure, form, text = _figure(spec.figure, value, share, context)
    return ProgressLayer(
        **common,
        share=float(share),
        shape=spec.shape,
        value=figure,
        format=form,
        text=text,
        note=context.say(f"{spec.id}_note", spec.note),
        style=spec.style,
        color=spec.color,
        over_color=spec.over_color,
        track=spec.track,
        text_color=spec.text_color,
        note_color=spec.note_color,
    )


def _share(value: FactValue, goal: FactValue) -> Decimal | None:
    """Value and goal in, how much of it is reached out; None for a goal of nothing or less, or of another currency."""
    if isinstance(value, Money) and isinstance(goal, Money) and value.currency != goal.currency:
        return None
    reached, whole = (item.amount if isinstance(item, Money) else item for item in (value, goal))
    if not isinstance(reached, Decimal) or not isinstance(whole, Decimal) or whole <= 0:
        return None
    return reached / whole


def _figure(kind: str, value: FactValue, share: Decimal, context: Context) -> tuple[Decimal, NumberFormat, str]:
    """The number that counts, how it is written, and its landed form."""
    formats = context.phrasing.formats
    if kind == "value" and isinstance(value, Money | Decimal):
        amount = value.amount if isinstance(value, Money) else value
        return amount, formats.number_format(value), formats.value(value)
    if kind == "none":
        return Decimal(0), NumberFormat(), ""
    # Rounded down: a goal that is nearly reached is not reached.
    percent = (share * 100).to_integral_value(ROUND_DOWN)
    return percent, formats.percent_format(), formats.percent(percent)


BUILDERS: Mapping[type[specs.LayerSpec], Build] = {
    specs.LineSpec: _line,
    specs.ProgressSpec: _progress,
}
