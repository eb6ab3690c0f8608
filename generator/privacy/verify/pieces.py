"""A line of a text in, or several, what they read as out: folded, without escapes, decoded, as numbers.

All of that is a matter of single lines, but for what base64 wraps.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from urllib.parse import unquote_plus

from generator.privacy.folding import digits, fold
from generator.privacy.verify.encoded import base64_in, closes, hex_in, opens
from generator.privacy.verify.hashes import candidates
from generator.privacy.verify.variants import canonical

_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([0-9a-fA-F]{2,6})[^\S\n]?")
_SIGNS = re.compile(r"[\\%&+]")
# A plus beside a gap stands for none, and reads as one anyway.
_ESCAPES = re.compile(r"[\\%&+](?:(?<=\\)|(?<=%)[0-9A-Fa-f]{2}|(?<=&)[#A-Za-z]|(?<=\S\+)(?=\S))")
_RUN = re.compile(r"\d(?:[ .,'’٫٬\u00a0\u202f\u2009()/+-]{0,2}\d)*")
_SPLIT_UP = re.compile(r"(?<![\d.,])\d(?:[ \u00a0\u202f\u2009()/-]{0,2}\d)*(?![.,]\d)")
_FIGURE = re.compile(r"\d+")
_TOKEN = re.compile(r"\d+(?:[.,'’٫٬]\d+)*")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,٫]\d+)?(?!\d)")
# Digests, tokens and names of files: what digits they hold is chance.
_OPAQUE = re.compile(r"[A-Za-z0-9]{16,}")
_GLUE = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_NO_DIGESTS: frozenset[bytes] = frozenset()
# A word that nobody writes, too short for base64; between texts that are folded at once.
_MARK = "7q7zx"
_BORDER = f"\n {_MARK} \n"


class Piece:
    """One line of a text, or several. `unescaped`: those of its lines that escapes hide something in, without them;
    None when an escape is the end of a line, so that nobody can say which is which."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.compact = self.folded.replace(" ", "")
        self.unescaped = unescaped_lines(text) if _SIGNS.search(text) else ()
        self.base64 = base64_in(text)
        self.hex = hex_in(text)
        self.digests = candidates(text)

    @cached_property
    def ends_row(self) -> bool:
        """Whether rows of lines that are known end with it: one in sixteen does, by chance."""
        return hash(self.text) & 15 == 0

    @cached_property
    def opens(self) -> bool:
        """Whether a run of base64 may go on in it from the line before."""
        return opens(self.text)

    @cached_property
    def closes(self) -> bool:
        """Whether one may go on in the line after it."""
        return closes(self.text)

    @cached_property
    def unglued(self) -> str:
        """Words as they part at a capital and between letters and digits: userMartin83 → user martin 83."""
        return fold(_GLUE.sub(" ", self.text))

    @cached_property
    def rows(self) -> frozenset[tuple[str, ...]]:
        """Each number, and each row of numbers, as the groups that it is written in."""
        rows = {run.group() for run in _RUN.finditer(self._without_opaque)}
        return frozenset(tuple(digits(group) for group in _FIGURE.findall(row)) for row in rows)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """What the numbers may mean: 12.345 is twelve thousand and twelve point something."""
        text = self._without_opaque
        tokens = {match.group() for match in _TOKEN.finditer(text)}
        tokens |= {match.group() for match in _SPACED.finditer(text)}
        split = {digits(run.group()).lstrip("0") for run in _SPLIT_UP.finditer(text)}
        return frozenset(meaning for token in tokens for meaning in _meanings(token)) | split

    @cached_property
    def figures(self) -> frozenset[str]:
        """Digits that stand together, without anything between them."""
        return frozenset(digits(run.group()).lstrip("0") for run in _FIGURE.finditer(self._without_opaque))

    @cached_property
    def _without_opaque(self) -> str:
        return _OPAQUE.sub(_plain_digits, self.text)


class Run(Piece):
    """Pieces that stand one after the other, as one that says what all of them say."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.text = "\n".join([piece.text for piece in pieces])
        self.folded = " ".join([piece.folded for piece in pieces if piece.folded])
        self.compact = "".join([piece.compact for piece in pieces])
        hidden = [piece.unescaped for piece in pieces]
        self.unescaped = None if None in hidden else tuple(line for each in hidden for line in each or ())
        self.base64 = tuple(dict.fromkeys(each for piece in pieces for each in piece.base64))
        self.hex = tuple(dict.fromkeys(each for piece in pieces for each in piece.hex))
        self.digests = _NO_DIGESTS.union(*(piece.digests for piece in pieces))
        self._pieces = pieces

    @cached_property
    def unglued(self) -> str:
        """As of a Piece; so are all others."""
        return " ".join([piece.unglued for piece in self._pieces if piece.folded])

    @cached_property
    def rows(self) -> frozenset[tuple[str, ...]]:
        """Each number, and each row of numbers."""
        return frozenset().union(*(piece.rows for piece in self._pieces))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """What the numbers may mean."""
        return frozenset().union(*(piece.numbers for piece in self._pieces))

    @cached_property
    def figures(self) -> frozenset[str]:
        """Digits that stand together."""
        return frozenset().union(*(piece.figures for piece in self._pieces))


class _Part(Piece):
    """One of several texts that were read at once."""

    def __init__(self, text: str, folded: str, unescaped: tuple[str, ...] | None) -> None:
        self.text = text
        self.folded = folded
        self.compact = folded.replace(" ", "")
        self.unescaped = unescaped
        self.base64 = self.hex = ()
        self.digests = _NO_DIGESTS


def fresh(texts: Sequence[str]) -> Sequence[Piece]:
    """Texts of which base64 goes on from none into the next in, a Piece each out. What can be done for all of them at
    once is; what is encoded in any of them, and what may be a digest, is said of the first."""
    joined = _BORDER.join(texts)
    folded = fold(joined).split(_MARK)
    if len(texts) < 2 or len(folded) != len(texts):
        # Or one of them holds the mark.
        return [Piece(text) for text in texts]
    parts = list(map(_Part, texts, map(str.strip, folded), _unescaped_of(texts)))
    parts[0].base64 = base64_in(joined)
    parts[0].hex = hex_in(joined)
    parts[0].digests = candidates(joined)
    return parts


def _unescaped_of(texts: Sequence[str]) -> Sequence[tuple[str, ...] | None]:
    """Texts in, of each the lines that say something else without their escapes out."""
    hidden = [_hiding(text) if _SIGNS.search(text) else () for text in texts]
    lines = [line for each in hidden for line in each]
    plain = unescape("\n".join(lines)).split("\n")
    if len(plain) != len(lines):
        return [unescaped_lines(text) if each else () for text, each in zip(texts, hidden, strict=True)]
    now = iter(plain)
    return [tuple([new for line, new in zip(each, now, strict=False) if new != line]) for each in hidden]


def unescaped_lines(text: str) -> tuple[str, ...] | None:
    """The lines that say something else without their escapes, without them: all at once, as a film has thousands.

    None when an escape is the end of a line.
    """
    lines = _hiding(text)
    if not lines:
        return ()
    plain = unescape("\n".join(lines)).split("\n")
    if len(plain) != len(lines):
        return None
    return tuple(now for now, line in zip(plain, lines, strict=True) if now != line)


def every_unescaped_line(text: str) -> list[str]:
    """All lines with escapes, without them, as many as there are then."""
    return unescape("\n".join(_hiding(text))).split("\n")


def _hiding(text: str) -> Sequence[str]:
    """The lines that escapes may hide something in."""
    return [line for line in text.split("\n") if _SIGNS.search(line) and _ESCAPES.search(line)]


def unescape(text: str) -> str:
    """Escapes of URLs, HTML, JSON and CSS undone, once."""
    if not _SIGNS.search(text):
        return text
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    return html.unescape(unquote_plus(text)) if "%" in text or "+" in text else html.unescape(text)


def _unescaped(match: re.Match[str]) -> str:
    code = int(next(group for group in match.groups() if group), 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match.group()


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
