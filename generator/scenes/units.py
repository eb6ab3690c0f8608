"""Quantities as designers write them: "8%" → 0.08, "300ms" or "1.5s" → seconds, "84.20 EUR" → Money."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from generator.model.facts import Money

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s)")
_TEMPO = re.compile(r"[a-z][a-z_]*")
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)\s*%")
_MONEY = re.compile(r"(-?\d+(?:\.\d+)?) ([A-Z]{3})")


def parse_duration(value: Any) -> float:
    """ "300ms" or "5s" in, seconds out."""
    if isinstance(value, str) and (match := _DURATION.fullmatch(value.strip())):
        return float(match[1]) / (1000 if match[2] == "ms" else 1)
    raise ValueError("a duration is written like 300ms or 5s")


def parse_tempo(value: Any) -> float | str:
    """ "300ms" in, seconds out; "slow" in, the name of a tempo of the brand out."""
    if isinstance(value, str) and _TEMPO.fullmatch(value):
        return value
    return parse_duration(value)


def parse_percent(value: Any) -> float:
    """ "8%" in, 0.08 out; a bare 0 is allowed."""
    if isinstance(value, str) and (match := _PERCENT.fullmatch(value.strip())):
        return float(match[1]) / 100
    if value == 0 and not isinstance(value, bool):
        return 0.0
    raise ValueError("a measure is written in percent, like 8%")


def parse_money(value: Any) -> Money:
    """ "84.20 EUR" in, Money out."""
    if isinstance(value, str) and (match := _MONEY.fullmatch(value.strip())):
        return Money(Decimal(match[1]), match[2])
    raise ValueError("an amount is written with its currency code, like 84.20 EUR")


def parse_decimal(value: Any) -> Decimal:
    """A YAML number in, Decimal out, digits as written."""
    if isinstance(value, bool):
        raise ValueError("a number is wanted here")
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise ValueError("a number is wanted here") from None


def path_data(text: str) -> str:
    """SVG path data in, the same out when it draws one line or more; raises ValueError."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path

    pen = RecordingPen()
    try:
        parse_path(text, pen)
    except ValueError:
        raise ValueError("path data are commands such as 'M0 0 L1 0 L1 1 Z'") from None
    if not any(name in ("lineTo", "curveTo", "qCurveTo") for name, _ in pen.value):
        raise ValueError("this path data draws nothing")
    return text


Percent = Annotated[float, BeforeValidator(parse_percent, json_schema_input_type=str)]
Duration = Annotated[float, BeforeValidator(parse_duration, json_schema_input_type=str)]
Tempo = Annotated[float | str, BeforeValidator(parse_tempo, json_schema_input_type=str)]
PathData = Annotated[str, AfterValidator(path_data)]
