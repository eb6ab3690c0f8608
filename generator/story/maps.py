"""Maps: a spec and its fact in, which regions are lit and how strongly out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.model.facts import Parts, Series
from generator.model.layers import AnyLayer, MapLayer
from generator.scenes import specs
from generator.scenes.regions import Region, read_regions, region_of
from generator.story.contents import Build, Context


def _map(spec: specs.MapSpec, context: Context, common: dict[str, Any]) -> AnyLayer:
    path = context.picture_path(spec.regions)
    regions = read_regions(Path(path))
    value = context.facts[spec.map]
    lit: list[tuple[Region, float]] = []
    label = ""
    if isinstance(value, Parts | Series):
        values = _values(value, regions)
        most = max((amount for amount, _ in values.values()), default=Decimal(0))
        # What is not above zero is as quiet as a region without a value.
        there = {region: amount for region, (amount, _) in values.items() if amount > 0}
        lit = [(region, float(amount / most)) for region, amount in sorted(there.items(), key=lambda item: item[1])]
        if lit:
            index = values[lit[-1][0]][1]
            label = f"{context.phrasing.words.text(lit[-1][0].name)}  {_written(value, index, context)}"
    elif (region := region_of(regions, str(value))) is not None:
        lit, label = [(region, 1.0)], context.phrasing.words.text(region.name)
    return MapLayer(
        **common,
        path=path,
        lit=tuple((region.id, strength) for region, strength in lit),
        label=label if spec.label else "",
        lifted=isinstance(value, str),
        color=spec.color,
        highlight=spec.highlight_color,
        edge_color=spec.edge_color,
        label_color=spec.label_color,
    )


def _values(value: Parts | Series, regions: tuple[Region, ...]) -> dict[Region, tuple[Decimal, int]]:
    """Region → (its amount, which item it is). A label that is no region of the map is left out."""
    if isinstance(value, Parts):
        items = [(str(item.label), item.amount.amount) for item in value.items]
    else:
        items = [(str(point.label), point.value) for point in value.points]
    found: dict[Region, tuple[Decimal, int]] = {}
    for index, (label, amount) in enumerate(items):
        region = region_of(regions, label)
        if region is not None:
            found[region] = (amount, index)
    return found


def _written(value: Parts | Series, index: int, context: Context) -> str:
    formats = context.phrasing.formats
    if isinstance(value, Parts):
        return formats.money(value.items[index].amount)
    return formats.amount_of(value.points[index].value, value.unit)


BUILDERS: Mapping[type[specs.LayerSpec], Build] = {specs.MapSpec: _map}
