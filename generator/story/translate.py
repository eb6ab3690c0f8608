"""Labels inside facts, in the recipient's words: what a catalogue knows is translated, the rest stays as it is.

Only labels: a text fact is a person's own words or name, and never looked up.
"""

from __future__ import annotations

from dataclasses import replace

from generator.model.facts import Choices, FactValue, Parts, Series, Table
from generator.model.issuer import Issuer
from generator.story.words import Words


def in_words(value: FactValue, words: Words) -> FactValue:
    """A fact in, the same fact with the labels of its rows, parts, points and alternatives translated out."""
    if isinstance(value, Table):
        rows = tuple(tuple(words.text(cell) if isinstance(cell, str) else cell for cell in row) for row in value.rows)
        return replace(value, rows=rows)
    if isinstance(value, Parts):
        return Parts(
            tuple(
                replace(item, label=words.text(item.label)) if isinstance(item.label, str) else item
                for item in value.items
            )
        )
    if isinstance(value, Series):
        points = tuple(
            replace(point, label=words.text(point.label)) if isinstance(point.label, str) else point
            for point in value.points
        )
        return replace(value, points=points)
    if isinstance(value, Choices):
        return Choices(
            tuple(
                replace(item, title=words.text(item.title), text=words.text(item.text), figure=words.text(item.figure))
                for item in value.items
            )
        )
    return value


def issuer_in_words(issuer: Issuer | None, words: Words) -> Issuer | None:
    """Who sends a bill in, the same with what the law wants said of the company in the recipient's language out."""
    return replace(issuer, legal_note=words.text(issuer.legal_note)) if issuer and issuer.legal_note else issuer
