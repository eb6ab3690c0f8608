"""Style sheets and scripts: the source, in which numbers are lengths and colours."""

from __future__ import annotations

from collections.abc import Iterator

from generator.privacy.verify.extract.plain import as_text, loose
from generator.privacy.verify.passage import Kind, Passage


def passages(data: bytes) -> Iterator[Passage]:
    """The source."""
    text = as_text(data)
    yield loose(data) if text is None else Passage(Kind.SOURCE, text)
