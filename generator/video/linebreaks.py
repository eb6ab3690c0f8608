"""Where lines may break: between words, after hyphens, and between ideographs."""

from __future__ import annotations

import unicodedata

_AFTER = frozenset("-‐–—/\u200b")
_NEVER_FIRST = frozenset("、。，．・：；？！ー々）」』】〕〉》ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％")
_NEVER_LAST = frozenset("（「『【〔〈《")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The (start, end) of every part between newlines that holds anything."""
    spans, start = [], 0
    for part in text.split("\n"):
        if part:
            spans.append((start, start + len(part)))
        start += len(part) + 1
    return spans


def trimmed(text: str, start: int, end: int) -> int:
    """`end`, moved to the left over spaces."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def break_points(text: str, *, hyphens: bool) -> list[int]:
    """Every index where a new line may start, after hyphens or only between words."""
    points = []
    for index in range(1, len(text)):
        before, after = text[index - 1], text[index]
        if after.isspace():
            continue
        wide = unicodedata.east_asian_width(before) in "WF" and unicodedata.east_asian_width(after) in "WF"
        breakable_space = before.isspace() and before not in "\u00a0\u202f\u2007"
        hyphen = before in _AFTER and index > 1 and text[index - 2].isalpha() and after.isalpha()
        ideographs = wide and _ideographic(before) and after not in _NEVER_FIRST and before not in _NEVER_LAST
        if breakable_space or (hyphen and hyphens) or ideographs:
            points.append(index)
    return points


def _ideographic(character: str) -> bool:
    """Whether lines may break after it without a space: Han, kana and their punctuation, not Hangul and not emoji."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef"
