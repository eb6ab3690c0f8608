"""Two pictures in, the rectangles outside which they are equal out: small ones, because converting them costs.

Tiles are compared. The rectangle around those that differ is cut in two, and the halves again, wherever that leaves out
enough of what is equal: between the growing ends of bars, between a card's edge and what stands on it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from generator.video.compose import Pixels

Rectangle = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are the first outside."""

# Two pixels are compared as one number, eight comparisons are one number again: as wide is a tile.
_TILE = 16
_AT_ONCE = 2
# What a rectangle more costs, in tiles.
_SAVING = 100


def patches(before: Pixels, after: Pixels, box: Rectangle) -> list[Rectangle]:
    """The rectangles that hold all that differs of two pictures within a box, and little else.

    Both uint8 (height, width, 4), the width even.
    """
    height, width = before.shape[:2]
    left, top = box[0] // _TILE, box[1] // _TILE
    right, bottom = -(-box[2] // _TILE), -(-box[3] // _TILE)
    region = (slice(top * _TILE, bottom * _TILE), slice(left * _TILE // _AT_ONCE, right * _TILE // _AT_ONCE))
    one, two = (picture.reshape(height, -1).view(np.uint64)[region] for picture in (before, after))
    down, across = bottom - top, right - left
    if down * across <= _SAVING:
        return [box]
    pairs = np.zeros((down * _TILE, across * _TILE // _AT_ONCE), np.bool_)
    np.not_equal(one, two, out=pairs[: one.shape[0], : one.shape[1]])
    tiles = np.bitwise_or.reduce(pairs.view(np.uint64).reshape(down, _TILE, across), axis=1) != 0
    rows, columns = _lines(tiles), _lines(tiles.T)
    return [
        ((left + x0) * _TILE, (top + y0) * _TILE, min(width, (left + x1) * _TILE), min(height, (top + y1) * _TILE))
        for x0, y0, x1, y1 in _parted(rows, columns, (0, 0, across, down))
    ]


def _lines(tiles: NDArray[np.bool_]) -> list[int]:
    """Every line's tiles as the bits of a number, the first the lowest."""
    packed = np.packbits(tiles, axis=1, bitorder="little")
    told, step = packed.tobytes(), packed.shape[1]
    return [int.from_bytes(told[start : start + step], "little") for start in range(0, len(told), step)]


def _parted(rows: Sequence[int], columns: Sequence[int], box: Rectangle) -> list[Rectangle]:
    """The rectangles of tiles to be taken of a box, which is cut where that saves most."""
    found: list[Rectangle] = []
    waiting = [box]
    while waiting:
        x0, y0, x1, y1 = waiting.pop()
        mask, depth = (1 << x1 - x0) - 1, (1 << y1 - y0) - 1
        across = [row >> x0 & mask for row in rows[y0:y1]]
        down = [column >> y0 & depth for column in columns[x0:x1]]
        left, right = _ends(down)
        top, bottom = _ends(across)
        if right < 0:
            continue
        across, down = across[top:bottom], down[left:right]
        x0, y0, x1, y1 = x0 + left, y0 + top, x0 + right, y0 + bottom
        area = (x1 - x0) * (y1 - y0)
        if area - sum(map(int.bit_count, across)) > _SAVING:
            row, over = _cut(across)
            column, beside = _cut(down)
            if min(over, beside) + _SAVING < area:
                if over <= beside:
                    waiting += [(x0, y0, x1, y0 + row), (x0, y0 + row, x1, y1)]
                else:
                    waiting += [(x0, y0, x0 + column, y1), (x0 + column, y0, x1, y1)]
                continue
        found.append((x0, y0, x1, y1))
    return found


def _ends(lines: Sequence[int]) -> tuple[int, int]:
    """The first line with a tile and the one after the last."""
    some = [number for number, line in enumerate(lines) if line]
    return (some[0], some[-1] + 1) if some else (0, -1)


def _cut(lines: Sequence[int]) -> tuple[int, int]:
    """Lines, the first and the last not empty, in; before which to cut them, and the area of both parts, out."""
    if len(lines) < 2:
        return 1, 1 << 30
    before, after = _areas(lines), _areas(lines[::-1])
    sums = [one + two for one, two in zip(before, after[-2::-1], strict=False)]
    least = min(sums)
    return sums.index(least) + 1, least


def _areas(lines: Sequence[int]) -> list[int]:
    """For every line, the area of the smallest rectangle around the tiles as far as there."""
    areas, union, wide, filled = [], 0, 0, 0
    for number, line in enumerate(lines, 1):
        if line:
            if line | union != union:
                union |= line
                wide = union.bit_length() - (union & -union).bit_length() + 1
            filled = number * wide
        areas.append(filled)
    return areas
