"""Tables and lists: a spec and its fact in, formatted cells and items out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from generator.model.facts import Choices, Money, Parts, Scalar, Series, Table
from generator.model.layers import AnyLayer, Column, ListItem, ListLayer, TableLayer
from generator.scenes import specs
from generator.story.contents import Build, Context
from generator.story.formats import Formats, capital

ONE_LINE_MORE = "and one more line"
LINES_MORE = "and {more} more lines"
ONE_MORE = "and one more"
MORE = "and {more} more"
_MOST_DECIMALS = 6


def _table(spec: specs.TableSpec, context: Context, common: dict[str, Any]) -> AnyLayer | None:
    table = context.facts[spec.table]
    if not isinstance(table, Table):
        raise TypeError(spec.table)
    wanted = spec.columns or tuple(specs.ColumnSpec(column=name) for name in table.columns)
    shown = [column for column in wanted if column.column in table.columns]
    if not shown or not table.rows:
        return None
    places = [table.columns.index(column.column) for column in shown]
    kept = table.rows[: spec.at_most]
    columns, cells = [], []
    for index, (column, place) in enumerate(zip(shown, places, strict=True)):
        values = [row[place] for row in kept]
        figures = _are_figures(values)
        weight = "lead" if index == 0 else "strong" if figures and index == len(shown) - 1 else "quiet"
        title = context.phrasing.say(column.title, context.facts) if column.title else _title(column.column, context)
        columns.append(Column(title, column.align or _aligned(values, figures), weight))
        cells.append(_cells(values, column.format, context))
    words = context.phrasing.words
    return TableLayer(
        **common,
        columns=tuple(columns),
        rows=tuple(zip(*cells, strict=True)),
        total=len(table.rows),
        more=(words.text(ONE_LINE_MORE), words.text(LINES_MORE)),
        header=spec.header,
        lines=spec.lines,
        style=spec.style,
        color=spec.color,
        quiet_color=spec.quiet_color,
        line_color=spec.line_color,
        band_color=spec.band_color,
    )


def _title(name: str, context: Context) -> str:
    return context.phrasing.words.text(capital(name.replace("_", " ")))


def _are_figures(values: Sequence[Scalar]) -> bool:
    there = [value for value in values if value is not None]
    return bool(there) and all(isinstance(value, Decimal | Money) for value in there)


def _aligned(values: Sequence[Scalar], figures: bool) -> str:
    if figures:
        return "end"
    return "center" if values and all(isinstance(value, bool) for value in values) else "start"


def _cells(values: Sequence[Scalar], spec: str, context: Context) -> list[str]:
    """The values of a column as they are written: numbers all with as many digits after the point as one of them has,
    so that the points stand below each other."""
    formats = context.phrasing.formats
    numbers = [value for value in values if isinstance(value, Decimal)]
    places = max((_decimals(number) for number in numbers), default=0)
    return [
        _cell(value, spec or (str(places) if isinstance(value, Decimal) else ""), context, formats) for value in values
    ]


def _cell(value: Scalar, spec: str, context: Context, formats: Formats) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return context.phrasing.words.text(value)
    return formats.value(value, spec or ("short" if isinstance(value, datetime.date) else ""))


def _decimals(number: Decimal) -> int:
    return min(_MOST_DECIMALS, max(0, -int(number.normalize().as_tuple().exponent)))


def _list(spec: specs.ListSpec, context: Context, common: dict[str, Any]) -> AnyLayer | None:
    items = _items(spec, context)
    if not items:
        return None
    words = context.phrasing.words
    kept = items[: spec.at_most]
    return ListLayer(
        **common,
        items=tuple(item if item.icon else ListItem(item.text, item.figure, spec.icon) for item in kept),
        total=len(items),
        more=(words.text(ONE_MORE), words.text(MORE)),
        marker=spec.marker,
        style=spec.style,
        color=spec.color,
        quiet_color=spec.quiet_color,
        marker_color=spec.marker_color,
    )


def _items(spec: specs.ListSpec, context: Context) -> list[ListItem]:
    if not isinstance(spec.list, str):
        said = (context.say(f"{spec.id}_{place}", item) for place, item in enumerate(spec.list, 1))
        return [ListItem(text) for text in said if text]
    value, words, formats = context.facts[spec.list], context.phrasing.words, context.phrasing.formats
    if isinstance(value, Table):
        return _rows(spec, value, context)
    if isinstance(value, Parts):
        found = [ListItem(words.text(formats.label(item.label)), formats.money(item.amount)) for item in value.items]
    elif isinstance(value, Series):
        found = [
            ListItem(words.text(formats.label(point.label)), formats.amount_of(point.value, value.unit))
            for point in value.points
        ]
    elif isinstance(value, Choices):
        found = [ListItem(words.text(item.title), words.text(item.figure), item.icon) for item in value.items]
    else:
        raise TypeError(spec.list)
    return found if spec.figures else [ListItem(item.text, "", item.icon) for item in found]


def _rows(spec: specs.ListSpec, table: Table, context: Context) -> list[ListItem]:
    """The rows of a table as items; one without words is left out."""
    column = spec.column or _first_words(table)
    if column not in table.columns:
        return []
    figures = spec.figures if isinstance(spec.figures, str) and spec.figures in table.columns else None
    texts = [row[table.columns.index(column)] for row in table.rows]
    amounts: Sequence[Scalar] = (
        [row[table.columns.index(figures)] for row in table.rows] if figures else [None] * len(texts)
    )
    written = zip(_cells(texts, "", context), _cells(amounts, "", context), strict=True)
    return [ListItem(text, figure) for text, figure in written if text]


def _first_words(table: Table) -> str:
    for index, name in enumerate(table.columns):
        if any(isinstance(row[index], str) for row in table.rows):
            return name
    return table.columns[0] if table.columns else ""


BUILDERS: Mapping[type[specs.LayerSpec], Build] = {
    specs.TableSpec: _table,
    specs.ListSpec: _list,
}
