"""The campaign's `facts` in, compiled rules out; and the value of an expression in, a fact's value out."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import Field

from generator.errors import CampaignError
from generator.expressions import MISSING, Expression, ExpressionFault
from generator.model.facts import Choice, Choices, FactValue, Money, Part, Parts, Series, Table
from generator.privacy.words import FACT_LANGUAGE
from generator.sourcefile import Key, SourceFile, Strict


class FactSpec(Strict):
    """The long form of a fact."""

    value: str = Field(description="An expression over released values.")
    purpose: str | tuple[str, ...] | None = Field(
        default=None, description="The only purposes that it may be used for; all that its fields allow without it."
    )


@dataclass(frozen=True)
class FactRule:
    """A compiled fact. `purposes`: those that it is limited to, None for no limit. `place`: file:line:column."""

    name: str
    expression: Expression
    purposes: tuple[str, ...] | None
    place: str


def compile_facts(
    section: Mapping[str, str | FactSpec], file: SourceFile, at: Sequence[Key] = ("facts",)
) -> dict[str, FactRule]:
    """The section as parsed, and the file and keys where it stands, in. Raises CampaignError at the fact's line."""
    rules: dict[str, FactRule] = {}
    for name, given in section.items():
        spec = FactSpec(value=given) if isinstance(given, str) else given
        if not name.isidentifier():
            raise CampaignError(
                file.place(*at, name), f"'{name}' can't be a fact's name.", "Use letters, digits and underscores."
            )
        try:
            expression = FACT_LANGUAGE.compile(spec.value)
        except ExpressionFault as fault:
            raise CampaignError(
                file.place(*at, name),
                f"the fact '{name}' is not an expression: {fault}.",
                "Write one such as 'invoices[-1].total | money(\"EUR\")'.",
            ) from None
        purposes = (spec.purpose,) if isinstance(spec.purpose, str) else spec.purpose
        rules[name] = FactRule(name, expression, purposes, file.place(*at, name))
    return rules


def fact_value(value: Any) -> FactValue | None:
    """What an expression came to in; a fact's value, or None for a missing one, out. Raises TypeError for the rest."""
    if isinstance(value, types.GeneratorType | map | filter):
        value = list(value)
    if value is MISSING or value is None or (isinstance(value, str | list | tuple) and not value):
        return None
    if isinstance(value, str):
        return str(value).strip() or None
    if isinstance(value, bool | Money | Table):
        return value
    if isinstance(value, Series):
        return value if value.points else None
    if isinstance(value, Choices | Parts):
        return value if value.items else None
    if isinstance(value, int | Decimal | float):
        return _finite(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, Part):
        return Parts((value,))
    if isinstance(value, list | tuple):
        return _listed(value)
    raise TypeError(type(value).__name__)


def _finite(value: int | float | Decimal) -> Decimal:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise TypeError("a number that is not finite")
    return number


def _listed(items: Iterable[Any]) -> FactValue:
    kept = tuple(items)
    if all(isinstance(item, Part) for item in kept):
        return Parts(kept)
    if all(isinstance(item, Choice) for item in kept):
        return Choices(kept)
    raise TypeError("a list")
