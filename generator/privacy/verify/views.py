"""A text in, the readings of it that forms are looked for in out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generator.privacy.verify.encoded import decoded
from generator.privacy.verify.parting import parted
from generator.privacy.verify.pieces import Piece, every_unescaped_line, unescape
from generator.privacy.verify.variants import Form, gapless

_ROUNDS = 3
_PREFIX = 4
"""Digits that may stand before a telephone number without a gap: 0, 00, a country."""


@dataclass(frozen=True)
class Reading:
    """The views of one text. `stages`: as it is and with its escapes undone. `parts`: each stage as its pieces.

    `how`: "base64" for what was decoded.
    """

    stages: tuple[str, ...] = field(repr=False)
    parts: tuple[tuple[Piece, ...], ...] = field(repr=False)
    how: str = ""

    @cached_property
    def compact(self) -> str:
        """Letters and digits, folded, nothing between them."""
        return " ".join(["".join([piece.compact for piece in part]) for part in self.parts])

    @cached_property
    def digests(self) -> frozenset[bytes]:
        """What may be a digest in the text as it is."""
        return frozenset().union(*[piece.digests for piece in self.parts[0] if piece.digests])

    @cached_property
    def _pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for part in self.parts for piece in part)

    @cached_property
    def _words(self) -> str:
        return f" {' '.join([piece.folded for piece in self._pieces if piece.folded])} "

    def holds(self, form: Form) -> bool:
        """Whether the form is in the text."""
        if form.view == "raw":
            return any(form.text in stage for stage in self.stages)
        if form.view == "words":
            bounded = f" {form.text} "
            if bounded in self._words or (gapless(form.text) and form.text in self._words):
                return True
            # One word, which doesn't go from one piece into the next.
            return any(bounded in f" {piece.unglued} " for piece in self._pieces if form.text in piece.compact)
        if form.view == "compact":
            return form.text in self.compact
        run = form.text.replace(".", "")
        return any(_counts(piece, form) for piece in self._pieces if run in piece.compact)


def _counts(piece: Piece, form: Form) -> bool:
    """Whether the number, whose digits a piece holds one after the other, is one there."""
    if form.view == "number":
        return form.text in piece.numbers
    if form.view == "figure":
        # Years side by side (2003-2025) are no day.
        return form.text in piece.figures
    return any(_spans(row, form.text) for row in piece.rows)


def read(text: str, *, by_line: bool = False) -> tuple[Reading, ...]:
    """A text in, its readings out: escapes of URLs, HTML, JSON and CSS undone, and whatever was encoded in it.

    `by_line`: most of its lines have been met before, or will be met again. The readings are the same.
    """
    part = parted if by_line else _as_one
    stages, parts = [text], [part(text)]
    for _ in range(_ROUNDS):
        lines = _unescaped(stages[-1], parts[-1])
        if not lines:
            break
        stages.append("\n".join(lines))
        parts.append(part(stages[-1]))
    found = [Reading(tuple(stages), tuple(parts))]
    known: set[str] = set()
    met = [each for pieces in parts for each in (*_all(pieces, "base64"), *_all(pieces, "hex"))]
    for _ in range(_ROUNDS):
        fresh = [(how, content) for how, content in dict.fromkeys(met) if content not in known]
        if not fresh:
            break
        known.update(content for _, content in fresh)
        by_way: dict[str, list[str]] = {}
        for how, content in fresh:
            by_way.setdefault(how, []).extend(dict.fromkeys((content, unescape(content))))
        found += [_of(dict.fromkeys(contents), how) for how, contents in by_way.items()]
        met = [each for _, content in fresh for each in decoded(content)]
    return tuple(found)


def _of(contents: dict[str, None], how: str) -> Reading:
    return Reading(tuple(contents), tuple(map(_as_one, contents)), how)


def _as_one(text: str) -> tuple[Piece, ...]:
    return (Piece(text),)


def _all(pieces: Sequence[Piece], way: str) -> list[tuple[str, str]]:
    return [each for piece in pieces for each in getattr(piece, way)]


def _unescaped(text: str, pieces: Sequence[Piece]) -> list[str]:
    """The lines of a stage that escapes hide something in, without them."""
    found: list[str] = []
    for piece in pieces:
        if piece.unescaped is None:
            return every_unescaped_line(text)
        found += piece.unescaped
    return found


def _spans(row: tuple[str, ...], wanted: str) -> bool:
    """Whether digits are written as whole groups, but for a prefix of the first: 0049 171 … holds 171 …, and a row of
    years holds no day."""
    joined = "".join(row)
    at = joined.find(wanted)
    while at >= 0:
        end, start = 0, 0
        for group in row:
            start, end = end, end + len(group)
            if end > at:
                break
        ends = {sum(map(len, row[:count])) for count in range(1, len(row) + 1)}
        if at - start <= _PREFIX and at + len(wanted) in ends:
            return True
        at = joined.find(wanted, at + 1)
    return False
