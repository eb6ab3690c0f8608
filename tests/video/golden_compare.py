"""One comparator for pictures: same size, and the worst 32 px tile under a stated difference.

A mean over the whole picture would miss a wrong digit, and so would a perceptual hash.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

TILE_PX = 32
ALLOWED = 0.04
FAILURES = Path(__file__).resolve().parents[1] / "failures"


def worst_tile(expected: NDArray[np.uint8], actual: NDArray[np.uint8]) -> float:
    """Two pictures of one size in; the mean difference, 0 to 1, of the worst tile out. Tiles overlap by half."""
    difference = np.abs(expected.astype(np.int16) - actual.astype(np.int16)).max(axis=2) / 255
    height, width = difference.shape
    worst = 0.0
    for top in range(0, max(1, height - TILE_PX // 2), TILE_PX // 2):
        for left in range(0, max(1, width - TILE_PX // 2), TILE_PX // 2):
            worst = max(worst, float(difference[top : top + TILE_PX, left : left + TILE_PX].mean()))
    return worst


def compare(name: str, expected: NDArray[np.uint8], actual: NDArray[np.uint8], failures: Path = FAILURES) -> None:
    """Raise AssertionError when they differ, leaving expected, actual and difference as PNG in `failures`."""
    same_size = expected.shape == actual.shape
    worst = worst_tile(expected, actual) if same_size else 1.0
    if same_size and worst <= ALLOWED:
        return
    failures.mkdir(parents=True, exist_ok=True)
    Image.fromarray(expected).save(failures / f"{name}-expected.png")
    Image.fromarray(actual).save(failures / f"{name}-actual.png")
    if same_size:
        difference = np.abs(expected.astype(np.int16) - actual.astype(np.int16)).astype(np.uint8)
        Image.fromarray(255 - np.minimum(255, difference * 3)).save(failures / f"{name}-difference.png")
        cause = f"the worst tile differs by {worst:.1%}, {ALLOWED:.0%} is allowed"
    else:
        cause = f"the size is {actual.shape[1]} x {actual.shape[0]}, not {expected.shape[1]} x {expected.shape[0]}"
    raise AssertionError(f"{name}: {cause}; see {failures}")
