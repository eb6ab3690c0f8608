"""A readable part of a file, and how much a find in it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What a passage is; it decides which forms are looked for in it, and whose words excuse a find.

    PROSE: what people read or hear. MIXED: words that people may meet, among the names of a program: attributes, JSON.
    SOURCE: a file's own text, with markup and style; short numbers there are lengths and colours. LOOSE: readable runs
    in what is no text; a short word there is chance.
    """

    PROSE = "prose"
    MIXED = "mixed"
    SOURCE = "source"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Passage:
    """`place`: where in its file ("comment", "metadata"), "" for the file as such. `data`: the bytes that a LOOSE
    passage was read from, so that scripts whose letters look like noise can be searched as bytes. `by_line`: most of
    its lines stand in other recipients' files too, so that what they read as is worth remembering. `values`: every line
    is a value of its own, so that the end of one and the beginning of the next say nothing together."""

    kind: Kind
    text: str = field(repr=False)
    place: str = ""
    data: bytes = field(default=b"", repr=False)
    by_line: bool = False
    values: bool = False
