"""Tables and lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from generator.model.facts import Table
from generator.model.story import Need
from generator.scenes.specs.base import LayerSpec
from generator.scenes.wording import Variant, Wording
from generator.sourcefile import Strict


class ColumnSpec(Strict):
    """One column of a table."""

    column: str = Field(description="Its name in the need.")
    title: Wording = Field((), description="What stands above it; its name when left out.")
    format: str = Field("", description="How its values are written, as after the colon of a placeholder.")
    align: Literal["start", "center", "end"] | None = Field(None, description="Numbers end at one edge by themselves.")


def _column(value: Any) -> Any:
    return {"column": value} if isinstance(value, str) else value


ColumnKey = Annotated[ColumnSpec, BeforeValidator(_column, json_schema_input_type=str | ColumnSpec)]


def _item(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


ItemKey = Annotated[Wording, BeforeValidator(_item, json_schema_input_type=str | Variant | tuple[Variant, ...])]


class TableSpec(LayerSpec):
    """Rows of a table."""

    shows: ClassVar[dict[str, tuple[str, ...]]] = {"table": ("table",)}
    words: ClassVar[tuple[str, ...]] = ("titles",)
    divisible: ClassVar[bool] = True

    table: str = Field(description="The need that it shows: a table.")
    columns: tuple[ColumnKey, ...] = Field((), description="Which columns, in which order; all when left out.")
    header: bool = Field(True, description="The titles stand above the columns.")
    at_most: int = Field(6, ge=1, description="How many rows; a line below says how many more there are.")
    lines: Literal["rules", "zebra", "none"] = Field("rules", description="What keeps the rows apart.")
    style: str = "row"
    color: str = "ink"
    quiet_color: str = Field("mute", description="Titles, and what is neither first nor the figure at the end.")
    line_color: str = "line"
    band_color: str = Field("soft", description="Every second row, of a zebra.")

    @property
    def titles(self) -> tuple[Variant, ...]:
        """The wordings of all titles."""
        return tuple(variant for column in self.columns for variant in column.title)

    def faults(self, needs: Mapping[str, Need], root: Path) -> Iterator[tuple[str, str]]:
        """A column that the need's sample lacks."""
        yield from _missing(self.table, [column.column for column in self.columns], needs)


class ListSpec(LayerSpec):
    """Items one below the other."""

    shows: ClassVar[dict[str, tuple[str, ...]]] = {"list": ("table", "parts", "choices", "series")}
    words: ClassVar[tuple[str, ...]] = ("wordings",)
    divisible: ClassVar[bool] = True

    list: str | tuple[ItemKey, ...] = Field(description="The need that it shows, or the texts themselves.")
    column: str = Field("", description="Of a table: the column of the words; the first with words when left out.")
    figures: str | bool = Field(True, description="Of a table: the column of the figures. false for none.")
    at_most: int = Field(6, ge=1, description="How many items; a line below says how many more there are.")
    marker: Literal["bullet", "number", "tick", "icon", "none"] = "bullet"
    icon: str = Field("", description="The icon of items that have none of their own.")
    style: str = "lead"
    color: str = "ink"
    quiet_color: str = "mute"
    marker_color: str = "sun"

    @property
    def wordings(self) -> tuple[Variant, ...]:
        """The wordings of all fixed texts."""
        return () if isinstance(self.list, str) else tuple(variant for item in self.list for variant in item)

    def text_names(self) -> frozenset[str]:
        """Fixed texts are called after their place: id_1, id_2 …"""
        count = 0 if isinstance(self.list, str) else len(self.list)
        return frozenset(f"{self.id}_{place}" for place in range(1, count + 1))

    def faults(self, needs: Mapping[str, Need], root: Path) -> Iterator[tuple[str, str]]:
        """A column that the need's sample lacks, or no text at all."""
        if isinstance(self.list, str):
            named = [self.column, self.figures if isinstance(self.figures, str) else ""]
            yield from _missing(self.list, [name for name in named if name], needs)
        elif not self.list:
            yield "the list is empty.", "Write texts, or the name of a need."


def _missing(need: str, columns: list[str], needs: Mapping[str, Need]) -> Iterator[tuple[str, str]]:
    sample = needs[need].sample
    known = sample.columns if isinstance(sample, Table) else ()
    for name in columns:
        if name not in known:
            yield f"'{need}' has no column '{name}'.", f"Use one of {', '.join(known) or 'a table'}."
