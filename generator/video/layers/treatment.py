"""What is done to the colours of pictures and footage, as one colour filter."""

from __future__ import annotations

import numpy as np
import skia
from numpy.typing import NDArray

from generator.model.layers import Treatment
from generator.video.stage import Stage

# Rec. 709's luma of red, green and blue.
_LUMA = (0.2126, 0.7152, 0.0722)
_INK = "ink"

Matrix = tuple[float, ...]
"""4 × 5 by rows: red, green, blue, alpha and 1 in, red, green, blue and alpha out, all 0…1."""


def matrix_of(treatment: Treatment | None, stage: Stage) -> Matrix | None:
    """A treatment in the brand's colours in, its matrix out; None where nothing is to be done."""
    if treatment is None:
        return None
    colors: NDArray[np.float64] = np.zeros((3, 4))
    colors[:, :3] = np.eye(3)
    if treatment.mono or treatment.duotone:
        dark, light = (
            (_parts(stage.color(name)) for name in treatment.duotone)
            if treatment.duotone
            else (np.zeros(3), np.ones(3))
        )
        colors[:, :3] = np.outer(light - dark, _LUMA)
        colors[:, 3] = dark
    colors *= 1 - treatment.dim
    colors[:, 3] += treatment.dim * _parts(stage.color(_INK))
    rows = [(*row[:3], 0.0, row[3]) for row in colors.tolist()]
    return tuple(value for row in (*rows, (0.0, 0.0, 0.0, 1.0, 0.0)) for value in row)


def painted(matrix: Matrix | None) -> skia.Paint:
    """A matrix in, a paint that puts it on what is drawn out."""
    result = skia.Paint(AntiAlias=True)
    if matrix is not None:
        result.setColorFilter(skia.ColorFilters.Matrix(list(matrix)))
    return result


def _parts(argb: int) -> NDArray[np.float64]:
    return np.array([(argb >> shift) & 255 for shift in (16, 8, 0)]) / 255
