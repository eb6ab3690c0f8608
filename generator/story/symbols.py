"""A text in, the rows of its QR code out: drawn by segno the first time, and by what that taught from then on.

What segno draws in a millisecond and a half is, for texts of one length, the same symbol with other bits in the same
places. So the first symbol of a length gives the version, the modules that hold data, and those that don't (ISO/IEC
18004:2015, figure 1); the error correction (7.5), the order of codewords (7.6) and of modules (7.7.3) and the mask
(7.8.2) are worked out here, in a tenth of the time. Each first symbol is compared with what would be drawn here:
where the two differ, segno goes on to draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

MASK = 3
"""The mask is a given one: readers take any, and to try all eight, as the standard suggests for the prettiest, costs
more than the rest of a page."""
_BYTES = 0b0100
_FIELD = 0x11D
"""The polynomial of the field that codewords are numbers of (7.5.2)."""
_MOST_LENGTHS = 1024


@dataclass(frozen=True, slots=True)
class Symbol:
    """`version`: 1 to 40. `rows`: "1" dark and "0" light, without a margin."""

    version: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """A version's symbols, with error correction M. `blocks`: of data and of correction codewords in each block.

    `pick`: takes the modules, in reading order, out of the message's bits, a 0 and a 1. `mask`: of those bits.
    """

    version: int
    size: int
    blocks: tuple[tuple[int, int], ...]
    bits: int
    mask: int
    pick: Callable[[str], tuple[str, ...]]

    def drawn(self, data: bytes) -> tuple[str, ...]:
        message = self._message(data)
        rest = self.bits - 8 * len(message)
        bits = f"{(int.from_bytes(message) << rest) ^ self.mask:0{self.bits}b}"
        modules = "".join(self.pick(bits + "01"))
        return tuple(modules[at : at + self.size] for at in range(0, len(modules), self.size))

    def _message(self, data: bytes) -> bytes:
        """The data's codewords and those that correct them, block by block interleaved."""
        counted = 16 if self.version > 9 else 8
        head = (_BYTES << counted | len(data)) << 8 * len(data) | int.from_bytes(data)
        # Four zero bits end it.
        words = (head << 4).to_bytes(len(data) + (8 + counted) // 8)
        room = sum(block for block, _ in self.blocks)
        # segno puts a zero before the two codewords that fill up by turns.
        words += (b"\0" + b"\xec\x11" * room)[: room - len(words)]
        at, given, correcting = 0, [], []
        for size, corrections in self.blocks:
            given.append(words[at : at + size])
            correcting.append(_corrections(given[-1], corrections))
            at += size
        return bytes(chain(_in_turn(given), _in_turn(correcting)))


_frames: dict[int, _Frame] = {}
_lengths: dict[int, _Frame | None] = {}
"""Bytes of a text → how it is drawn; None for those that segno draws."""


def symbol(content: str) -> Symbol | None:
    """A text in UTF-8 in, its code with error correction M out; None when it is too long."""
    data = content.encode("utf-8")
    # By its first two bytes and its line end it is neither digits, nor letters of the small alphabet, nor Kanji.
    plain = b"\n" in data and data[0] < 0x80
    frame = _lengths.get(len(data)) if plain else None
    if frame is not None:
        return Symbol(frame.version, frame.drawn(data))
    code = _by_segno(content)
    if code is None:
        return None
    version = int(code.version)
    rows = tuple("".join("1" if module else "0" for module in row) for row in code.matrix)
    if plain and len(data) not in _lengths:
        if len(_lengths) >= _MOST_LENGTHS:
            _lengths.clear()
        frame = _frames.get(version) or _frames.setdefault(version, _framed(code, rows))
        _lengths[len(data)] = frame if frame.drawn(data) == rows else None
    return Symbol(version, rows)


def _by_segno(content: str) -> Any:
    import segno

    try:
        return segno.make_qr(content, error="m", boost_error=False, mask=MASK, encoding="utf-8", eci=False)
    except segno.DataOverflowError:
        return None


def _framed(code: Any, rows: Sequence[str]) -> _Frame:
    """A symbol of segno's in, what all of its version have in common out."""
    from segno import consts

    size, version = len(rows), int(code.version)
    kinds: Any = [list(row) for row in code.matrix_iter(border=0, verbose=True)]
    # segno takes the module beside the format information for a part of it.
    kinds[8][size - 9] = consts.TYPE_DATA_LIGHT
    order = [(i, j) for i, j in _course(size) if kinds[i][j] in (consts.TYPE_DATA_DARK, consts.TYPE_DATA_LIGHT)]
    place = {module: bit for bit, module in enumerate(order)}
    picked = [place.get((i, j), len(order) + (rows[i][j] == "1")) for i in range(size) for j in range(size)]
    masked = "".join("1" if (i + j) % 3 == 0 else "0" for i, j in order)
    level: Any = consts.ECC[version][consts.ERROR_LEVEL_M]  # type: ignore[index]
    blocks = tuple((each.num_data, each.num_total - each.num_data) for each in level for _ in range(each.num_blocks))
    return _Frame(version, size, blocks, len(order), int(masked, 2), itemgetter(*picked))


def _course(size: int) -> Iterator[tuple[int, int]]:
    """Row and column of every module in the order in which bits are placed: columns in pairs, up and down in turn."""
    upwards = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for step in range(size):
            row = size - 1 - step if upwards else step
            yield from ((row, right), (row, right - 1))
        upwards = not upwards


def _in_turn(blocks: Sequence[bytes]) -> Iterator[int]:
    """The first codeword of each block, then the second of each, and so on; some blocks have one less."""
    for at in range(max(map(len, blocks))):
        for block in blocks:
            if at < len(block):
                yield block[at]


def _corrections(words: bytes, count: int) -> bytes:
    """The remainder of the codewords as a polynomial, by the one that generates `count` of them (7.5.2)."""
    multiples, rest, top = _multiples(count), 0, 8 * (count - 1)
    kept = (1 << top) - 1
    for word in words:
        rest = (rest & kept) << 8 ^ multiples[word ^ rest >> top]
    return rest.to_bytes(count)


@lru_cache(maxsize=64)
def _multiples(count: int) -> tuple[int, ...]:
    """All 256 multiples of the generating polynomial less its leading term, each as a number of `count` bytes."""
    polynomial, root = [1], 1
    for _ in range(count):
        # Times (x - root).
        longer = [*polynomial, 0]
        for at, factor in enumerate(polynomial):
            longer[at + 1] ^= _times(factor, root)
        polynomial, root = longer, _times(root, 2)
    return tuple(int.from_bytes([_times(factor, part) for part in polynomial[1:]]) for factor in range(256))


def _times(one: int, other: int) -> int:
    """A product in the field."""
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = one << 1 ^ (_FIELD if one & 0x80 else 0)
        other >>= 1
    return product
