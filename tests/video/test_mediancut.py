"""The few colours of a photograph: as many as asked for, near what is there, the same for the same picture."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from generator.video.mediancut import median_cut


def photograph() -> NDArray[np.uint8]:
    """Two gradients and some noise, (n, 3)."""
    down, across = np.mgrid[0:90, 0:120]
    picture = np.stack([down * 2, across * 2, (down + across) % 256], axis=-1)
    picture += np.random.default_rng(5).integers(0, 12, picture.shape)
    return picture.astype(np.uint8).reshape(-1, 3)


def error(pixels: NDArray[np.uint8], colours: NDArray[np.uint8]) -> float:
    apart = pixels[::7, None].astype(int) - colours[None].astype(int)
    return float((apart**2).sum(axis=2).min(axis=1).mean())


@pytest.mark.parametrize("most", [255, 96, 16, 3, 1])
def test_as_near_as_pillows(most: int) -> None:
    pixels = photograph()
    colours = median_cut(pixels, most)
    assert len(colours) == most
    cut = Image.fromarray(pixels[None]).quantize(most, method=Image.Quantize.MEDIANCUT)
    theirs = np.array(cut.getpalette(), np.uint8).reshape(-1, 3)[:most]
    assert error(pixels, colours) <= 1.05 * error(pixels, theirs)
    assert np.array_equal(colours, median_cut(pixels, most))


def test_a_colour_that_fills_the_picture_takes_one_place() -> None:
    pixels = np.array([[250, 250, 250]] * 900 + [[9, 0, 0], [0, 99, 0], [0, 0, 200]], np.uint8)
    found = {tuple(colour) for colour in median_cut(pixels, 255).tolist()}
    assert found == {(250, 250, 250), (9, 0, 0), (0, 99, 0), (0, 0, 200)}
