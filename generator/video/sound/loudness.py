"""Samples in, integrated loudness out, in LUFS: ITU-R BS.1770-4, within a tenth of a unit.

The K weighting is applied to the spectrum of each tenth of a second (Parseval's theorem) rather than by its two
recursive filters, which numpy would be slow at.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from generator.video.sound.samples import Samples
from generator.video.sound.score import RATE

TARGET_LUFS = -16.0
"""What streaming services and phones expect of speech and music together; no film is louder."""

_CELL = RATE // 10
_ABSOLUTE_LUFS, _RELATIVE_LU = -70.0, -10.0
_OFFSET = -0.691
# The two biquads of BS.1770-4, table 1 and 2, for 48 kHz: (b0, b1, b2, a1, a2).
_SHELF = (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585)
_HIGH_PASS = (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621)


class Meter:
    """Fed with samples piece by piece; keeps one number for each tenth of a second."""

    def __init__(self) -> None:
        self._cells: list[NDArray[np.float64]] = []
        self._rest: Samples = np.zeros((0, 2), np.float32)

    def feed(self, samples: Samples) -> None:
        """Take the next samples in."""
        joined = np.concatenate([self._rest, samples]) if len(self._rest) else samples
        whole = len(joined) // _CELL * _CELL
        self._rest = joined[whole:]
        if whole:
            self._cells.append(_powers(joined[:whole]))

    def lufs(self) -> float:
        """Integrated loudness of all that was fed, gated; minus infinity for silence."""
        # What is shorter than a tenth of a second counts as if silence followed.
        padded = np.zeros((_CELL, 2), np.float32)
        padded[: len(self._rest)] = self._rest
        powers = np.concatenate([*self._cells, _powers(padded)] if len(self._rest) or not self._cells else self._cells)
        spans = np.convolve(powers, np.full(4, 0.25), "valid") if len(powers) >= 4 else powers
        spans = spans[spans > _power(_ABSOLUTE_LUFS)]
        if not len(spans):
            return -math.inf
        spans = spans[spans > spans.mean() * 10 ** (_RELATIVE_LU / 10)]
        return _OFFSET + 10 * math.log10(float(spans.mean()))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def _powers(samples: Samples) -> NDArray[np.float64]:
    """(n · cell, 2) in, the weighted mean square of each cell, both channels summed, out."""
    cells = samples.reshape(-1, _CELL, 2)
    spectrum = np.fft.rfft(cells, axis=1)
    energy = (spectrum.real**2 + spectrum.imag**2).sum(axis=2)
    powers: NDArray[np.float64] = (energy * _WEIGHTS).sum(axis=1)
    return powers


def _weights() -> NDArray[np.float64]:
    """For each bin of a cell's spectrum: what its energy adds to the weighted mean square."""
    z = np.exp(-2j * np.pi * np.arange(_CELL // 2 + 1) / _CELL)
    response = np.ones(len(z), np.complex128)
    for b0, b1, b2, a1, a2 in (_SHELF, _HIGH_PASS):
        response *= (b0 + b1 * z + b2 * z**2) / (1 + a1 * z + a2 * z**2)
    weights = 2 * np.abs(response) ** 2 / _CELL**2
    weights[0] /= 2
    weights[-1] /= 2
    return weights


_WEIGHTS = _weights()
