"""Peaks in, a gain for every sample out: nothing is louder than the ceiling, and the gain moves softly.

A look-ahead limiter. The film is cut into cells of 64 samples; each says how far it has to be turned down. The gain at
a boundary is the mean, over 64 ms, of the least that is needed around each cell, and runs straight in between, so it is
never more than what a cell needs.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from generator.video.sound.samples import Samples

CELL = 64
# −1.5 dB below full scale: AAC rounds a little upwards.
CEILING = 10 ** (-1.5 / 20)
_REACH = 24


def peaks(samples: Samples) -> NDArray[np.float32]:
    """(n · CELL, 2) in, the largest amplitude of each cell out."""
    found: NDArray[np.float32] = np.abs(samples).reshape(-1, CELL * 2).max(axis=1)
    return found


class Limiter:
    """Made of the peaks of a whole film, in cells, and of the gain that it gets anyway."""

    def __init__(self, cell_peaks: NDArray[np.float32], gain: float = 1.0) -> None:
        need = np.minimum(1.0, CEILING / np.maximum(cell_peaks.astype(np.float64) * gain, CEILING))
        self._bounds = _smoothed(need) * gain

    def apply(self, samples: Samples, start: int) -> Samples:
        """Samples that begin at `start`, a cell's boundary, in; the same, turned down, out."""
        first, count = start // CELL, len(samples) // CELL
        bounds = self._bounds[first : first + count + 1]
        steps = np.arange(CELL, dtype=np.float32) / CELL
        curve = bounds[:-1, None] + (bounds[1:] - bounds[:-1])[:, None] * steps
        turned: Samples = samples * curve.reshape(-1, 1).astype(np.float32)
        return turned


def _smoothed(need: NDArray[np.float64]) -> NDArray[np.float64]:
    """What n cells need in, the gain at their n + 1 boundaries out."""
    at_bounds: NDArray[np.float64] = np.minimum(np.append(1.0, need), np.append(need, 1.0))
    if need.min(initial=1.0) >= 1.0:
        return at_bounds
    span = 2 * _REACH + 1
    least = sliding_window_view(np.pad(at_bounds, _REACH, mode="edge"), span).min(axis=1)
    means: NDArray[np.float64] = sliding_window_view(np.pad(least, _REACH, mode="edge"), span).mean(axis=1)
    return means
