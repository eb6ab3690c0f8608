"""A text in, its pieces out: what stands in other people's texts too is read once.

Most lines of a page stand in the page before. What a line reads as is remembered once it has been met a few times, and
so are the rows of lines that come one after the other; lines that nobody met are taken together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.privacy.verify.encoded import closes, opens
from generator.privacy.verify.pieces import Piece, Run, fresh

_LONGEST = 1000
_OFTEN = 3
"""A line is remembered when it is met so often."""
_SHORTEST_ROW, _OFTEN_ROW = 4, 2
"""So many lines make a row that is worth remembering, when it is met so often."""
_MOST_KNOWN, _MOST_MET, _MOST_LETTERS = 20_000, 200_000, 4_000_000


class _Memory:
    """Pieces by their lines, rows by their pieces. It holds what stands in recipients' files, so it never leaves the
    process."""

    def __init__(self) -> None:
        self.known: dict[str, Piece] = {}
        self._rows: dict[tuple[Piece, ...], Run] = {}
        self._letters = 0
        self._met: dict[int, int] = {}

    def learn(self, line: str) -> Piece | None:
        """A line that isn't known in; its Piece when it was met often enough, else None."""
        if len(line) > _LONGEST or not self._often(hash(line), _OFTEN):
            return None
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        piece = self.known[line] = Piece(line)
        return piece

    def row(self, lines: tuple[Piece, ...]) -> Run | None:
        """Lines that are known, one after the other, as one; None when they were not met so before."""
        row = self._rows.get(lines)
        if row is None and self._often(hash(lines), _OFTEN_ROW):
            row = Run(_joined(lines))
            self._letters += len(row.text)
            if self._letters > _MOST_LETTERS:
                self._rows.clear()
                self._letters = len(row.text)
            self._rows[lines] = row
        return row

    def forget(self) -> None:
        """Everything."""
        self.known.clear()
        self._rows.clear()
        self._letters = 0
        self._met.clear()

    def _often(self, name: int, often: int) -> bool:
        times = self._met.get(name, 0) + 1
        if times < often:
            if len(self._met) >= _MOST_MET:
                self._met.clear()
            self._met[name] = times
        return times >= often


_MEMORY = _Memory()


def forget() -> None:
    """Forget all lines that were met: for measurements."""
    _MEMORY.forget()


def parted(text: str) -> tuple[Piece, ...]:
    """A text in, its pieces out."""
    lines = text.split("\n")
    found = list(map(_MEMORY.known.get, lines))
    groups = _groups(lines, found)
    unknown = iter(fresh(["\n".join(lines[start:end]) for start, end in groups]))
    parts: list[Piece] = []
    done = 0
    for start, end in groups:
        parts += _known(found[done:start])  # type: ignore[arg-type]
        parts.append(next(unknown))
        done = end
    parts += _known(found[done:])  # type: ignore[arg-type]
    return tuple(parts)


def _known(lines: Sequence[Piece]) -> Iterator[Piece]:
    """Lines that are known, one after the other, as few pieces.

    Where a row ends is a matter of its last line alone, so that a line which only some people have changes one row.
    """
    start = 0
    for at in [at for at, line in enumerate(lines, 1) if line.ends_row] + [len(lines)]:
        if at == start or (at < len(lines) and lines[at - 1].closes and lines[at].opens):
            continue
        few = lines[start:at]
        row = _MEMORY.row(tuple(few)) if len(few) >= _SHORTEST_ROW else None
        if row is None:
            yield from _joined(few)
        else:
            yield row
        start = at


def _groups(lines: Sequence[str], found: list[Piece | None]) -> list[tuple[int, int]]:
    """Where lines begin and end that nobody knows, or through which base64 may go on from such a one. What is learned
    now is filled in."""
    groups: list[tuple[int, int]] = []
    for at in [at for at, piece in enumerate(found) if piece is None]:
        found[at] = _MEMORY.learn(lines[at])
        if found[at] is not None:
            continue
        start, end = at, at + 1
        while start and (before := found[start - 1]) is not None and before.closes and opens(lines[start]):
            start -= 1
        while end < len(found) and (after := found[end]) is not None and after.opens and closes(lines[end - 1]):
            end += 1
        if groups and groups[-1][1] >= start:
            start = groups.pop()[0]
        groups.append((start, end))
    return groups


def _joined(lines: Sequence[Piece]) -> list[Piece]:
    """Lines in; those through which a run of base64 may go on as one."""
    rows: list[list[Piece]] = []
    for line in lines:
        if rows and line.opens and rows[-1][-1].closes:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [row[0] if len(row) == 1 else _whole("\n".join([line.text for line in row])) for row in rows]


def _whole(text: str) -> Piece:
    return _MEMORY.known.get(text) or _MEMORY.learn(text) or Piece(text)
