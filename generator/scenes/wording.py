"""Wordings: the text of a layer as a designer writes it, or variants of it with conditions.

A wording is one message id with placeholders, "Due {due:long}", or a list of variants of which the first that holds is
taken: [{when: "delta < 0", text: "…"}, {text: "…"}]. Placeholders name facts; what stands after the colon says how.
"""

from __future__ import annotations

from functools import lru_cache
from string import Formatter
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from generator.expressions import Expression, ExpressionFault, Language
from generator.sourcefile import Strict

_LANGUAGE = Language()
_FORMATTER = Formatter()


@lru_cache(maxsize=4096)
def condition(text: str) -> Expression:
    """A compiled condition; raises ExpressionFault."""
    return _LANGUAGE.compile(text)


def _checked_condition(text: str) -> str:
    try:
        condition(text)
    except ExpressionFault as fault:
        raise ValueError(f"the condition can't be understood: {fault}") from None
    return text


Condition = Annotated[str, AfterValidator(_checked_condition)]


@lru_cache(maxsize=8192)
def placeholders(text: str) -> tuple[tuple[str, str | None, str], ...]:
    """ "Due {due:long}." in, (("Due ", "due", "long"), (".", None, "")) out; ValueError when they don't match."""
    try:
        pieces = tuple((literal, name, spec or "") for literal, name, spec, _ in _FORMATTER.parse(text))
    except ValueError:
        raise ValueError("the braces don't match; write {{ for a brace") from None
    for _, name, _ in pieces:
        if name is not None and not name.isidentifier():
            raise ValueError("a placeholder is the name of a fact, like {first_name}")
    return pieces


def _checked_text(text: str) -> str:
    placeholders(text)
    return text


class Variant(Strict):
    """One variant: its message id and the condition under which it is taken (none: always)."""

    text: Annotated[str, AfterValidator(_checked_text)]
    when: Condition | None = None

    def names(self) -> set[str]:
        """The facts that the variant and its condition read."""
        found = {name for _, name, _ in placeholders(self.text) if name is not None}
        return found | (set(condition(self.when).names) if self.when else set())


def _as_variants(value: Any) -> Any:
    return [{"text": value}] if isinstance(value, str) else value


Wording = Annotated[
    tuple[Variant, ...], BeforeValidator(_as_variants, json_schema_input_type=str | tuple[Variant, ...])
]


def names_of(wording: tuple[Variant, ...]) -> set[str]:
    """The facts that a wording reads."""
    return set().union(*(variant.names() for variant in wording)) if wording else set()


def literal(text: str) -> tuple[Variant, ...]:
    """A text in, a wording of one variant out."""
    return (Variant(text=text),)
