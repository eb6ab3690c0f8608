"""A text in, the readings of it that forms are looked for in out."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from urllib.parse import unquote_plus

from generator.privacy.folding import digits, fold
from generator.privacy.verify.encoded import decoded
from generator.privacy.verify.variants import Form, canonical, gapless

_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([0-9a-fA-F]{2,6})[^\S\n]?")
_ESCAPES = re.compile(r"[\\%&+]")
_RUN = re.compile(r"\d(?:[ .,'’٫٬\u00a0\u202f\u2009()/+-]{0,2}\d)*")
_SPLIT_UP = re.compile(r"(?<![\d.,])\d(?:[ \u00a0\u202f\u2009()/-]{0,2}\d)*(?![.,]\d)")
_FIGURE = re.compile(r"\d+")
_TOKEN = re.compile(r"\d+(?:[.,'’٫٬]\d+)*")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,٫]\d+)?(?!\d)")
# Digests, tokens and names of files: what digits they hold is chance.
_OPAQUE = re.compile(r"[A-Za-z0-9]{16,}")
_GLUE = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_ROUNDS = 3
_PREFIX = 4
"""Digits that may stand before a telephone number without a gap: 0, 00, a country."""


@dataclass(frozen=True)
class Reading:
    """The views of one text. `stages`: as it is and with its escapes undone. `how`: "base64" for what was decoded."""

    stages: tuple[str, ...] = field(repr=False)
    how: str = ""

    @cached_property
    def _folded(self) -> tuple[str, ...]:
        return tuple(fold(stage) for stage in self.stages)

    @cached_property
    def compact(self) -> str:
        """Letters and digits, folded, nothing between them."""
        return " ".join(stage.replace(" ", "") for stage in self._folded)

    @cached_property
    def _words(self) -> str:
        return f" {' '.join(self._folded)} "

    @cached_property
    def _unglued(self) -> str:
        """Words as they part at a capital and between letters and digits: userMartin83 → user martin 83."""
        return f" {' '.join(fold(_GLUE.sub(' ', stage)) for stage in self.stages)} "

    @cached_property
    def _rows(self) -> tuple[tuple[str, ...], ...]:
        """Each number, and each row of numbers, as the groups that it is written in."""
        rows = {run.group() for run in _RUN.finditer(self._without_opaque)}
        return tuple(tuple(digits(group) for group in _FIGURE.findall(row)) for row in rows)

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """What the numbers may mean: 12.345 is twelve thousand and twelve point something."""
        tokens = {match.group() for match in _TOKEN.finditer(self._without_opaque)}
        tokens |= {match.group() for match in _SPACED.finditer(self._without_opaque)}
        split = {digits(run.group()).lstrip("0") for run in _SPLIT_UP.finditer(self._without_opaque)}
        return frozenset(meaning for token in tokens for meaning in _meanings(token)) | split

    @cached_property
    def _figures(self) -> frozenset[str]:
        """Digits that stand together, without anything between them."""
        return frozenset(digits(run.group()).lstrip("0") for run in _FIGURE.finditer(self._without_opaque))

    @cached_property
    def _without_opaque(self) -> str:
        return "\n".join(_OPAQUE.sub(_plain_digits, stage) for stage in self.stages)

    def holds(self, form: Form) -> bool:
        """Whether the form is in the text."""
        if form.view == "raw":
            return any(form.text in stage for stage in self.stages)
        if form.view == "words":
            bounded = f" {form.text} "
            if bounded in self._words or (gapless(form.text) and form.text in self._words):
                return True
            return form.text in self.compact and bounded in self._unglued
        if form.view == "compact":
            return form.text in self.compact
        if form.view == "number":
            return form.text in self._numbers
        if form.view == "figure":
            # Years side by side (2003-2025) are no day.
            return form.text in self._figures
        return any(_spans(row, form.text) for row in self._rows)


def read(text: str) -> tuple[Reading, ...]:
    """A text in, its readings out: escapes of URLs, HTML, JSON and CSS undone, and whatever was encoded in it."""
    stages = [text]
    for _ in range(_ROUNDS):
        lines = _unescaped_lines(stages[-1])
        if not lines:
            break
        stages.append("\n".join(lines))
    found = [Reading(tuple(stages))]
    known: set[str] = set()
    queue = list(stages)
    for _ in range(_ROUNDS):
        fresh = [(how, content) for stage in queue for how, content in decoded(stage) if content not in known]
        known.update(content for _, content in fresh)
        queue = [content for _, content in fresh]
        by_way: dict[str, list[str]] = {}
        for how, content in fresh:
            by_way.setdefault(how, []).extend(dict.fromkeys((content, _unescape(content))))
        found += [Reading(tuple(dict.fromkeys(contents)), how) for how, contents in by_way.items()]
        if not queue:
            break
    return tuple(found)


def _unescaped_lines(text: str) -> list[str]:
    """The lines that say something else without their escapes, without them: all at once, as a film has thousands."""
    lines = [line for line in text.split("\n") if _ESCAPES.search(line)]
    plain = _unescape("\n".join(lines)).split("\n")
    if len(plain) != len(lines):
        # An escape was the end of a line.
        return plain
    return [now for now, line in zip(plain, lines, strict=True) if now != line]


def _unescape(text: str) -> str:
    if not _ESCAPES.search(text):
        return text
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    return html.unescape(unquote_plus(text)) if "%" in text or "+" in text else html.unescape(text)


def _unescaped(match: re.Match[str]) -> str:
    code = int(next(group for group in match.groups() if group), 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match.group()


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


def _plain_digits(match: re.Match[str]) -> str:
    """A long number stays; a digest goes."""
    text = match.group()
    return text if sum(char.isdigit() for char in text) > len(text) - 6 else " "


def _meanings(token: str) -> set[str]:
    """A number as written in, the numbers that it may mean out, each in canonical digits."""
    groups = [digits(group) for group in re.split(r"\D", token)]
    whole, last = groups[:-1], groups[-1]
    found: set[str] = set()
    grouped = all(len(group) in (2, 3) for group in groups[1:-1])
    if len(groups) == 1 or (grouped and len(last) == 3):
        found.add("".join(groups).lstrip("0"))
    if whole and grouped:
        found.add(canonical(Decimal(f"{''.join(whole)}.{last}")))
    return found
