"""The `audience` section of the campaign file."""

from __future__ import annotations

from pydantic import Field, field_validator

from generator.sourcefile import Strict

EVERYONE = "everyone"


class SegmentRule(Strict):
    """A segment and the condition for it, over the fields of the record."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]*$", description="Small letters, digits, - and _.")
    when: str = Field(min_length=1, description="An expression; a field without a value makes it false.")


class AudienceSpec(Strict):
    """Who is left out, who is a prospect, and which segment each belongs to."""

    suppression: str | None = Field(
        default=None, min_length=1, description="A file with one customer id, or its keyed MAC in hex, on each line."
    )
    prospects: str | None = Field(
        default=None, min_length=1, description="An expression that holds for prospects; all others are customers."
    )
    segments: tuple[SegmentRule, ...] = Field(default=(), description="The first whose condition holds is taken.")

    @field_validator("segments")
    @classmethod
    def _own_names(cls, segments: tuple[SegmentRule, ...]) -> tuple[SegmentRule, ...]:
        names = [rule.name for rule in segments]
        if len(set(names)) < len(names):
            raise ValueError("two segments have the same name")
        if EVERYONE in names:
            raise ValueError(f"'{EVERYONE}' is the segment of those whom no rule takes")
        return segments
