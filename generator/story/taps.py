"""What a touch does: a tap as written and the layer that it belongs to in, the same in the recipient's words out."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from generator.model.facts import FactValue, Parts, Series
from generator.model.layers import (
    AnyLayer,
    BarsLayer,
    Box,
    ButtonLayer,
    CardsLayer,
    CounterLayer,
    DonutLayer,
    LegendLayer,
    ListLayer,
    PillLayer,
    TableLayer,
    Tap,
    TapItem,
    TextLayer,
    WaterfallLayer,
)
from generator.scenes import specs
from generator.scenes.specs.taps import ITEM, VALUE
from generator.story.charts import kept_parts
from generator.story.contents import Context
from generator.story.formats import THIN, is_currency

ITEM_LABEL = "{item}: {value}"
"""The message id of what a touch of one item is called, where nobody says."""


def tap_of(spec: specs.LayerSpec, layer: AnyLayer, context: Context) -> Tap | None:
    """A layer's spec and the layer in, its tap out: the story's own, else the template's, else a button's link."""
    written = context.tap(spec)
    if written is None:
        if isinstance(spec, specs.ButtonSpec) and isinstance(layer, ButtonLayer) and spec.link:
            return Tap("link", spec.link, layer.text)
        return None
    label = context.phrasing.say(written.label, context.facts) if not written.each else ""
    return Tap(
        do=written.do,
        target=written.target,
        label=label or _words(layer),
        items=_items(spec, written, layer, context) if written.each else (),
        box=Box(*written.box) if written.box else None,
        from_s=written.from_,
        to_s=written.to,
    )


def item_names(labels: Sequence[str | datetime.date]) -> tuple[str, ...]:
    """Labels in the order of a fact in, the names of their items in places out: months, days, or numbers from 1.

    A label that is a text never is a name: it may be anything.
    """
    if labels and all(isinstance(label, datetime.date) for label in labels):
        for length in (len("2026-03"), len("2026-03-05")):
            names = tuple(str(label)[:length] for label in labels)
            if len(set(names)) == len(names):
                return names
    return tuple(str(number) for number in range(1, len(labels) + 1))


def _words(layer: AnyLayer) -> str:
    """What stands in a layer."""
    return layer.text if isinstance(layer, TextLayer | CounterLayer | PillLayer | ButtonLayer) else ""


def _items(
    spec: specs.LayerSpec, written: specs.TapSpec, layer: AnyLayer, context: Context
) -> tuple[TapItem | None, ...]:
    fact = next((context.facts[name] for key in spec.shows if (name := getattr(spec, key)) in context.facts), None)
    said = _said(layer, fact)
    names = _names(spec, len(said), fact)
    return tuple(
        TapItem(name, written.target_of(name), _label(written, item, value, context)) if name else None
        for name, (item, value) in zip(names, said, strict=False)
    )


def _label(written: specs.TapSpec, item: str, value: str, context: Context) -> str:
    phrasing, own = context.phrasing, {ITEM: item, VALUE: value}
    said = phrasing.say(written.label, {**context.facts, **own})
    return said or (phrasing.fill(ITEM_LABEL, own) if item and value else item or value)


def _said(layer: AnyLayer, fact: FactValue | None) -> list[tuple[str, str]]:
    """Of each item of a layer, as it is drawn: what it is called, and its figure."""
    if isinstance(layer, BarsLayer):
        # What a chart says once, of all its bars, is said of each where one is heard alone.
        unit = fact.unit if isinstance(fact, Series) and fact.unit and not is_currency(fact.unit) else ""
        return [(bar.label, f"{bar.text}{THIN}{unit}" if unit else bar.text) for bar in layer.bars]
    if isinstance(layer, DonutLayer | LegendLayer):
        return [(part.label, part.text) for part in layer.slices]
    if isinstance(layer, WaterfallLayer):
        return [(step.label, step.text) for step in layer.steps]
    if isinstance(layer, CardsLayer):
        return [(card.title, card.figure) for card in layer.cards]
    if isinstance(layer, ListLayer):
        return [(item.text, item.figure) for item in layer.items]
    if isinstance(layer, TableLayer):
        return [(row[0], row[-1] if len(row) > 1 else "") for row in layer.rows]
    return []


def _names(spec: specs.LayerSpec, count: int, fact: FactValue | None) -> Sequence[str]:
    """The name of each item as it is drawn, "" for one that stands for several."""
    if isinstance(fact, Series):
        return item_names([point.label for point in fact.points])
    if isinstance(fact, Parts):
        names = item_names([part.label for part in fact.items])
        if isinstance(spec, specs.DonutSpec | specs.LegendSpec):
            return [names[place] if place is not None else "" for place, _ in kept_parts(fact, spec.at_most)]
        return names
    return [str(number) for number in range(1, count + 1)]
