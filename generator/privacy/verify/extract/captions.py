"""Captions and chapters (WebVTT), calendars and cards: lines that belong together are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.privacy.verify.extract.plain import texts as plain_texts

_TIMING = re.compile(r"^(?:\d+|[\d:.,]+ --> .*|WEBVTT.*|)$", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_FOLD = re.compile(r"\r?\n[ \t]")


def texts(data: bytes) -> Iterator[str]:
    """The source; what is said, in one piece, without times, numbers and tags."""
    for source in plain_texts(data):
        yield source
        yield " ".join(_TAG.sub("", _TIMING.sub("", source)).split())


def unfolded(data: bytes) -> Iterator[str]:
    """iCalendar and vCard: the source; its lines as they were before they were folded, escapes undone."""
    for source in plain_texts(data):
        yield source
        yield re.sub(r"\\([,;\\])", r"\1", _FOLD.sub("", source)).replace("\\n", "\n")
