"""A photograph's pixels in, the few colours that show it best out, by median cut.

Colours are boxed by cells a sixty-fourth wide in red, green and blue. In every round each box is cut in two halves of
about as many pixels across the channel in which it is widest; a box's mean colour stands for it. Pillow has the same,
cuts one box after the other, and looks up a colour for every pixel besides, which takes four times as long.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_LEVELS = 64


def median_cut(pixels: NDArray[np.uint8], most: int) -> NDArray[np.uint8]:
    """Pixels (n, 3), at least one, in; at most so many colours out: (m, 3). `most`: up to 1023."""
    red, green, blue = (pixels.T >> 2).astype(np.uint32)
    codes = red << 12 | green << 6 | blue
    cells, counts = np.unique(codes, return_counts=True)
    box = np.zeros(len(cells), np.intp)
    boxes = 1
    while boxes < most:
        cells, counts, fresh = _cut(cells, counts, box, most - boxes)
        if fresh[-1] + 1 == boxes:
            break
        box, boxes = fresh, int(fresh[-1]) + 1
    numbers = np.zeros(_LEVELS**3, np.intp)
    numbers[cells] = box
    which = numbers[codes]
    sums = np.stack([np.bincount(which, weights=channel, minlength=boxes) for channel in pixels.T], axis=1)
    return np.rint(sums / np.bincount(which, minlength=boxes)[:, None]).astype(np.uint8)


def _cut(
    cells: NDArray[np.uint32], counts: NDArray[np.intp], box: NDArray[np.intp], most: int
) -> tuple[NDArray[np.uint32], NDArray[np.intp], NDArray[np.intp]]:
    """Cells by boxes in, in the order of the boxes, and how many of these may be cut; the same with new boxes out."""
    starts = np.flatnonzero(np.diff(box, prepend=-1))
    values = np.stack([cells >> 12, cells >> 6 & 63, cells & 63]).astype(np.intp)
    spans = np.maximum.reduceat(values, starts, axis=1) - np.minimum.reduceat(values, starts, axis=1)
    held = np.add.reduceat(counts, starts)
    cuttable = spans.max(axis=0) > 0
    if np.count_nonzero(cuttable) > most:
        # The fullest; of equally full boxes the first, so that equal pictures have equal colours.
        fullest = np.argsort(np.where(cuttable, -held, 1), kind="stable")[:most]
        cuttable = np.zeros(len(starts), np.bool_)
        cuttable[fullest] = True
    along = values[spans.argmax(axis=0)[box], np.arange(len(box))]
    # Numbers of 16 bits are sorted many times as fast as longer ones.
    order = np.argsort((box * _LEVELS + along).astype(np.uint16), kind="stable")
    cells, counts = cells[order], counts[order]
    before = np.cumsum(counts) - counts
    before -= before[starts][box]
    upper = 2 * before + counts >= held[box]
    # Neither half is empty.
    upper[starts] = False
    upper[np.append(starts[1:], len(box)) - 1] = True
    upper &= cuttable[box]
    return cells, counts, np.cumsum(np.diff(box * 2 + upper, prepend=-1) != 0) - 1
