"""Tables and lists: rows of words and figures, each ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.layers.base import Layer


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its title ("" for none), "start", "center" or "end", and how it is set.

    `weight`: "lead" for what a row is about, "strong" for the figure at the end, "quiet" for what is between.
    """

    title: str
    align: str = "start"
    weight: str = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayer(Layer):
    """Rows of formatted cells under their titles. `total`: how many rows there are, of which `rows` may be shown.

    `more`: the words for one row left out, and for `{more}` of them. `lines`: "rules", "zebra" or "none".
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    more: tuple[str, str]
    header: bool = True
    lines: str = "rules"
    style: str = "row"
    color: str = "ink"
    quiet_color: str = "mute"
    line_color: str = "line"
    band_color: str = "soft"


@dataclass(frozen=True, slots=True)
class ListItem:
    """One line of a list: its words, a figure at the other edge, and the name of an icon of the brand."""

    text: str
    figure: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLayer(Layer):
    """Items one below the other. `total` and `more` as of a table. `marker`: "bullet", "number", "tick", "icon" or
    "none"."""

    items: tuple[ListItem, ...]
    total: int
    more: tuple[str, str]
    marker: str = "bullet"
    style: str = "lead"
    color: str = "ink"
    quiet_color: str = "mute"
    marker_color: str = "sun"
