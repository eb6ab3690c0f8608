"""What a template asks for: each need with its type, a sample and a stress value."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field

from generator.model.facts import Choice, Choices, FactValue, Part, Parts, Point, Scalar, Series, Table
from generator.model.story import Need
from generator.scenes.units import parse_decimal, parse_money
from generator.sourcefile import SourceFile, Strict

NeedType = Literal["text", "number", "money", "date", "flag", "series", "parts", "choices", "table"]


class NeedSpec(Strict):
    """One entry of `needs`."""

    type: NeedType = Field(description="What kind of fact it is.")
    sample: Any = Field(description="A typical value: previews and tests show it.")
    stress: Any = Field(None, description="A value as awkward as real data gets; the sample when left out.")
    help: str = Field("", description="What the fact is, for whoever maps data to it.")
    unit: str = Field("", description="Of a series: what its values are counted in, or a currency code.")
    optional: bool = Field(False, description="Whether the template copes without it.")


def read_needs(file: SourceFile, specs: Mapping[str, NeedSpec]) -> Mapping[str, Need]:
    """The `needs` section in, Needs by name out; a sample of the wrong type raises the file's error at its line."""
    needs = {}
    for name, spec in specs.items():
        values: dict[str, FactValue] = {}
        for key in ("sample", "stress"):
            raw = getattr(spec, key)
            if key == "stress" and raw is None:
                values[key] = values["sample"]
                continue
            try:
                values[key] = PARSERS[spec.type](raw, spec.unit)
            except (ValueError, KeyError, TypeError, AttributeError) as caught:
                reason = (
                    str(caught) if isinstance(caught, ValueError) else f"it does not have the shape of a {spec.type}"
                )
                raise file.fail(
                    ("needs", name, key), f"the {key} of '{name}' is wrong: {reason}.", SHAPES[spec.type]
                ) from None
        needs[name] = Need(
            name,
            spec.type,
            values["sample"],
            values["stress"],
            spec.help,
            spec.optional,
            file.line("needs", name),
            str(file.path),
        )
    return MappingProxyType(needs)


def _text(raw: Any, _unit: str) -> str:
    if not isinstance(raw, str):
        raise ValueError("a text is wanted here; put it in quotes")
    return raw


def _flag(raw: Any, _unit: str) -> bool:
    if not isinstance(raw, bool):
        raise ValueError("true or false is wanted here")
    return raw


def _date(raw: Any, _unit: str) -> datetime.date:
    if isinstance(raw, datetime.datetime):
        return raw.date()
    if isinstance(raw, datetime.date):
        return raw
    return datetime.date.fromisoformat(str(raw))


def _label(raw: Any) -> str | datetime.date:
    if isinstance(raw, datetime.date):
        return raw
    try:
        return datetime.date.fromisoformat(str(raw))
    except ValueError:
        return str(raw)


def _series(raw: Any, unit: str) -> Series:
    return Series(tuple(Point(_label(item["label"]), parse_decimal(item["value"])) for item in raw), unit)


def _parts(raw: Any, _unit: str) -> Parts:
    return Parts(tuple(Part(_label(item["label"]), parse_money(item["amount"])) for item in raw))


def _choices(raw: Any, _unit: str) -> Choices:
    keys = ("title", "text", "figure", "icon", "href")
    return Choices(
        tuple(
            Choice(str(item.get("id", index)), **{key: str(item.get(key, "")) for key in keys})
            for index, item in enumerate(raw)
        )
    )


def _scalar(raw: Any) -> Scalar:
    if raw is None or isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float):
        return parse_decimal(raw)
    if isinstance(raw, datetime.date):
        return raw
    try:
        return parse_money(raw)
    except ValueError:
        return str(raw)


def _table(raw: Any, _unit: str) -> Table:
    columns = tuple(str(key) for key in raw[0])
    return Table(columns, tuple(tuple(_scalar(row[column]) for column in columns) for row in raw))


PARSERS: Mapping[str, Callable[[Any, str], FactValue]] = {
    "text": _text,
    "number": lambda raw, _unit: parse_decimal(raw),
    "money": lambda raw, _unit: parse_money(raw),
    "date": _date,
    "flag": _flag,
    "series": _series,
    "parts": _parts,
    "choices": _choices,
    "table": _table,
}

SHAPES: Mapping[str, str] = {
    "text": "Write a text in quotes.",
    "number": "Write a number.",
    "money": "Write an amount and its currency: 84.20 EUR.",
    "date": "Write a date: 2026-05-28.",
    "flag": "Write true or false.",
    "series": "Write a list of {label: 2026-04-01, value: 205}.",
    "parts": "Write a list of {label: Energy, amount: 38.60 EUR}.",
    "choices": "Write a list of {title: …, text: …, figure: …, icon: …}.",
    "table": "Write a list of rows with the same keys.",
}

CLASSES: Mapping[str, type] = {
    "text": str,
    "number": parse_decimal(0).__class__,
    "money": parse_money("0 EUR").__class__,
    "date": datetime.date,
    "flag": bool,
    "series": Series,
    "parts": Parts,
    "choices": Choices,
    "table": Table,
}
