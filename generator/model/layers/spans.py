"""Parts of a text that look different from the rest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Every place in the text that reads `of`. What is left out ("" or 0) is as in the text around it.

    `style`: a type style of the brand in place of the text's own; `size`: a factor on top. `highlight`: the colour of a
    marker's stroke behind the words.
    """

    of: str
    color: str = ""
    weight: int = 0
    style: str = ""
    size: float = 1.0
    underline: bool = False
    strike: bool = False
    highlight: str = ""
