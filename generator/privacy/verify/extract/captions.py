"""Captions and chapters (WebVTT), calendars and cards: lines that belong together are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.privacy.verify.extract.plain import as_text, loose
from generator.privacy.verify.passage import Kind, Passage

_TIMING = re.compile(r"^(?:\d+|[\d:.,]+ --> .*|WEBVTT.*|)$", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_FOLD = re.compile(r"\r?\n[ \t]")
_PROPERTY = re.compile(r"^[A-Z0-9-]+([;][^:\n]*)?:", re.MULTILINE)


def passages(data: bytes) -> Iterator[Passage]:
    """What is said, in one piece, without times, numbers and tags; the source."""
    source = as_text(data)
    if source is None:
        yield loose(data)
        return
    yield Passage(Kind.PROSE, " ".join(_TAG.sub("", _TIMING.sub("", source)).split()), "captions")
    yield Passage(Kind.SOURCE, source)


def unfolded(data: bytes) -> Iterator[Passage]:
    """iCalendar and vCard: the values of their lines as they were before they were folded; the source."""
    source = as_text(data)
    if source is None:
        yield loose(data)
        return
    whole = re.sub(r"\\([,;\\])", r"\1", _FOLD.sub("", source)).replace("\\n", "\n")
    yield Passage(Kind.PROSE, _PROPERTY.sub("", whole))
    yield Passage(Kind.SOURCE, whole)
