"""Lines of a text in, what they read as out: folded, without escapes, decoded, as numbers.

All of that is a matter of single lines, but for what base64 wraps. Most lines of a page stand in the page before, too,
so what a line reads as is remembered once it has been met a few times; lines that nobody met are taken together.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from urllib.parse import unquote_plus

from generator.privacy.folding import digits, fold
from generator.privacy.verify.encoded import base64_in, closes, hex_in, opens
from generator.privacy.verify.hashes import candidates
from generator.privacy.verify.variants import canonical

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
_LONGEST = 1000
_OFTEN = 3
"""A line is remembered when it is met so often."""
_NO_DIGESTS: frozenset[bytes] = frozenset()
# A word that nobody writes, too short for base64; between texts that are folded at once.
_MARK = "7q7zx"
_BORDER = f"\n {_MARK} \n"
_MOST_KNOWN, _MOST_MET = 20_000, 200_000


class Piece:
    """One line of a text, or several. `unescaped`: those of its lines that escapes hide something in, without them;
    None when an escape is the end of a line, so that nobody can say which is which."""

    def __init__(self, text: str, folded: str | None = None, *, plain: bool = False) -> None:
        """`folded`: where that is known. `plain`: nothing in it can be hexadecimal or a digest."""
        self.text = text
        self.folded = fold(text) if folded is None else folded
        self.compact = self.folded.replace(" ", "")
        self.unescaped = unescaped_lines(text) if _ESCAPES.search(text) else ()
        self.base64 = base64_in(text)
        self.hex = () if plain else hex_in(text)
        self.digests = _NO_DIGESTS if plain else candidates(text)
        self.opens = opens(text)
        self.closes = closes(text)

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


_NOTHING = Piece("")


class _Memory:
    """Pieces by their lines. It holds what stands in recipients' files, so it never leaves the process."""

    def __init__(self) -> None:
        self.known: dict[str, Piece] = {}
        self._met: dict[int, int] = {}

    def learn(self, line: str) -> Piece | None:
        """A line that isn't known in; its Piece when it was met often enough, else None."""
        if len(line) > _LONGEST:
            return None
        name = hash(line)
        times = self._met.get(name, 0) + 1
        if times < _OFTEN:
            if len(self._met) >= _MOST_MET:
                self._met.clear()
            self._met[name] = times
            return None
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        piece = self.known[line] = Piece(line)
        return piece

    def forget(self) -> None:
        """Everything."""
        self.known.clear()
        self._met.clear()


_MEMORY = _Memory()


def forget() -> None:
    """Forget all lines that were met: for measurements."""
    _MEMORY.forget()


def parted(text: str) -> tuple[Piece, ...]:
    """A text in, its pieces out: every line that was met before is one of its own."""
    lines = text.split("\n")
    found: list[Piece | None] = list(map(_MEMORY.known.get, lines))
    pieces = _filled(lines, found) if None in found else found
    if any(one.closes and other.opens for one, other in pairwise(pieces)):  # type: ignore[union-attr]
        return tuple(_joined(pieces))  # type: ignore[arg-type]
    return tuple(pieces)  # type: ignore[arg-type]


def _filled(lines: Sequence[str], found: Iterable[Piece | None]) -> list[Piece]:
    """Lines that nobody knows, taken together where they stand together."""
    pieces: list[Piece | None] = []
    groups: list[list[str]] = []
    last: Piece | None = _NOTHING
    for line, known in zip(lines, found, strict=True):
        piece = known or _MEMORY.learn(line)
        if piece is not None:
            pieces.append(piece)
        elif last is None:
            groups[-1].append(line)
        else:
            groups.append([line])
            pieces.append(None)
        last = piece
    fresh = iter(_pieces(["\n".join(group) for group in groups]))
    return [piece or next(fresh) for piece in pieces]


def _pieces(texts: Sequence[str]) -> list[Piece]:
    """Texts in, a Piece each out: what can be done for all of them at once is."""
    joined = _BORDER.join(texts)
    folded = fold(joined).split(_MARK)
    if len(folded) != len(texts):
        # One of them holds the mark.
        return [Piece(text) for text in texts]
    plain = not hex_in(joined) and not candidates(joined)
    return [Piece(text, each.strip(), plain=plain) for text, each in zip(texts, folded, strict=True)]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces between which a run of base64 may go on, as one."""
    rows = [[pieces[0]]]
    for piece in pieces[1:]:
        if rows[-1][-1].closes and piece.opens:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [row[0] if len(row) == 1 else _whole("\n".join(piece.text for piece in row)) for row in rows]


def _whole(text: str) -> Piece:
    return _MEMORY.known.get(text) or _MEMORY.learn(text) or Piece(text)


def unescaped_lines(text: str) -> tuple[str, ...] | None:
    """The lines that say something else without their escapes, without them: all at once, as a film has thousands.

    None when an escape is the end of a line.
    """
    lines = [line for line in text.split("\n") if _ESCAPES.search(line)]
    plain = unescape("\n".join(lines)).split("\n")
    if len(plain) != len(lines):
        return None
    return tuple(now for now, line in zip(plain, lines, strict=True) if now != line)


def every_unescaped_line(text: str) -> list[str]:
    """All lines with escapes, without them, as many as there are then."""
    return unescape("\n".join(line for line in text.split("\n") if _ESCAPES.search(line))).split("\n")


def unescape(text: str) -> str:
    """Escapes of URLs, HTML, JSON and CSS undone, once."""
    if not _ESCAPES.search(text):
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
