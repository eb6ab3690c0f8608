"""Parts of a text that look different from the rest."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from generator.scenes.wording import placeholders
from generator.sourcefile import Strict


def _checked(text: str) -> str:
    if not text.strip():
        raise ValueError("a span names the words that it is about, or a placeholder")
    placeholders(text)
    return text


class SpanSpec(Strict):
    """Part of a text in a look of its own."""

    of: Annotated[str, AfterValidator(_checked)] = Field(
        description="Words or a placeholder; every place that reads so."
    )
    color: str = Field("", description="A colour of its own.")
    weight: int = Field(0, ge=0, le=900, description="100…900; that of the text when left out.")
    style: str = Field("", description="Another type style of the brand.")
    size: float = Field(1.0, gt=0, le=3, description="A factor on the size.")
    underline: bool = False
    strike: bool = False
    highlight: str = Field("", description="The colour of a marker's stroke behind the words.")
