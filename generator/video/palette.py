"""The few colours that a GIF may have, chosen from the pictures that it shows.

Colours are told apart by cells a sixty-fourth wide in red, green and blue; a cell's number has six bits of each. Pixels
are looked at by runs of equal ones along the rows, of which a drawing has a tenth as many.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from generator.video.compose import Pixels
from generator.video.mediancut import median_cut

# Of 256 colours one stands for "as before".
MOST_COLOURS = 255
# Every which row of a drawing is looked at, and every which pixel of a photograph, across and down.
_ROWS = 2
_STRIDE = 4
_CELLS = 1 << 18
# So much of a drawing must fall into cells that get a colour of their own. The rest is edges, which neighbours do for.
_ENOUGH = 0.99
_UNKNOWN = 255
_AT_ONCE = 256


class Palette:
    """Colours, uint8 (at most 255, 3), RGB. `cells`: those of which it is known which colour stands for them.

    `table`: the colours' bytes as a GIF wants them; the entry after the last colour, `unchanged`, stands for no change.
    """

    def __init__(self, colours: NDArray[np.uint8], cells: NDArray[np.intp] | None = None) -> None:
        self.unchanged = len(colours)
        size = 1 << max(1, len(colours).bit_length())
        self.table = colours.tobytes().ljust(3 * size, b"\0")
        self._colours = colours.astype(np.float32)
        self._nearest = np.full(_CELLS, _UNKNOWN, np.uint8)
        if cells is not None:
            self._nearest[cells] = np.arange(len(cells))

    def indices(self, pixels: Pixels) -> NDArray[np.uint8]:
        """Pixels, uint8 (height, width, 4), BGRA, in; the number of the nearest colour of each out: (height, width).

        No dithering: its noise would move from picture to picture and triple the file.
        """
        colours, lengths = _runs(pixels)
        cells = _cells_of(colours)
        found = self._nearest.take(cells)
        unknown = cells[found == _UNKNOWN]
        if len(unknown):
            # Marking them is quicker than sorting, since there are no more numbers than cells.
            marked = np.zeros(_CELLS, np.bool_)
            marked[unknown] = True
            new = np.flatnonzero(marked)
            self._nearest[new] = self._search(new)
            found = self._nearest.take(cells)
        return np.repeat(found, lengths).reshape(pixels.shape[:2])

    def _search(self, cells: NDArray[np.intp]) -> NDArray[np.intp]:
        """Cells in, the colour nearest to the middle of each out."""
        # Of the squared distance only what depends on the colour decides: a row for each value of each channel. No
        # matrix product: its threads would wait for processors that the other workers have, a hundred times as long as
        # this takes.
        middles = np.arange(64, dtype=np.float32) * 4 + np.float32(1.5)
        red, green, blue = (np.multiply.outer(-2 * middles, channel) for channel in self._colours.T)
        red += (self._colours**2).sum(axis=1)
        nearest = np.empty(len(cells), np.intp)
        for start in range(0, len(cells), _AT_ONCE):
            piece = cells[start : start + _AT_ONCE]
            apart = red.take(piece >> 12, axis=0)
            apart += green.take(piece >> 6 & 63, axis=0)
            apart += blue.take(piece & 63, axis=0)
            nearest[start : start + _AT_ONCE] = apart.argmin(axis=1)
        return nearest


def palette_of(pictures: Sequence[Pixels], most: int = MOST_COLOURS) -> Palette:
    """Pictures of equal size, uint8 (height, width, 4), BGRA, in; the palette that shows them best out.

    Drawings have few colours, and each gets an entry; photographs go through median cut.
    """
    if most >= MOST_COLOURS:
        drawn = _drawn(np.concatenate([picture[::_ROWS] for picture in pictures]))
        if drawn is not None:
            return drawn
    sparse = np.concatenate([picture[::_STRIDE, ::_STRIDE, 2::-1] for picture in pictures])
    return Palette(median_cut(sparse.reshape(-1, 3), most))


def _drawn(pixels: Pixels) -> Palette | None:
    """BGRA pixels in, the mean colours of their fullest cells out; None when too much is in others."""
    colours, lengths = _runs(pixels)
    cells = _cells_of(colours)
    counts = np.bincount(cells, weights=lengths, minlength=_CELLS)
    full = np.flatnonzero(counts)
    if len(full) > MOST_COLOURS:
        # Of equally full cells the first is taken, so that equal pictures have equal palettes.
        full = np.sort(full[np.argsort(-counts[full], kind="stable")[:MOST_COLOURS]])
        if counts[full].sum() < _ENOUGH * lengths.sum():
            return None
    numbers = np.full(_CELLS, len(full), np.uint16)
    numbers[full] = np.arange(len(full))
    which = numbers[cells]
    channels = [(colours >> shift & 0xFF) * lengths for shift in (16, 8, 0)]
    sums = [np.bincount(which, weights=channel, minlength=len(full) + 1)[: len(full)] for channel in channels]
    return Palette(np.rint(np.stack(sums, axis=1) / counts[full, None]).astype(np.uint8), full)


def _runs(pixels: Pixels) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """Pixels, uint8 (height, width, 4), BGRA, in; the colour and the length of every run of equal ones out."""
    flat = np.ascontiguousarray(pixels).view(np.uint32).ravel()
    starts = np.concatenate([[0], np.flatnonzero(flat[1:] != flat[:-1]) + 1])
    return flat[starts], np.diff(starts, append=len(flat))


def _cells_of(colours: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Colours as 0xAARRGGBB in, the numbers of their cells out."""
    return (colours >> 6 & 0x3F000 | colours >> 4 & 0xFC0 | colours >> 2 & 0x3F).astype(np.intp)
