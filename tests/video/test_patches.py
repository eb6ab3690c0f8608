"""What differs of two pictures is found in small rectangles, and converting those is converting it all."""

from __future__ import annotations

import numpy as np
import pytest
import skia

from generator.video.compose import Board
from generator.video.patches import patches
from generator.video.yuv import YuvConverter, YuvFrame


@pytest.mark.parametrize("size", [(640, 360), (358, 202)])
def test_patches_hold_all_that_differs(size: tuple[int, int]) -> None:
    """Rectangles drawn here and there, the frame's edges among them."""
    width, height = size
    chance = np.random.default_rng(7)
    for number in range(60):
        before = chance.integers(0, 256, (height, width, 4), np.uint8)
        after = before.copy()
        for _ in range(number % 7):
            x, y = int(chance.integers(0, width - 9)), int(chance.integers(0, height - 9))
            after[y : y + int(chance.integers(1, 60)), x : x + int(chance.integers(1, 60))] ^= 9
        found = patches(before, after, (0, 0, width, height))
        differs = (before != after).any(axis=2)
        assert bool(found) == bool(differs.any())
        for x0, y0, x1, y1 in found:
            assert 0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height
            differs[y0:y1, x0:x1] = False
        assert not differs.any()


def test_a_frame_of_patches_is_the_picture_converted_whole() -> None:
    """Told where it changed or not, picture for picture and bit for bit; several things far apart move at once."""
    size = (480, 270)
    board, told, found = Board(size), YuvConverter(size), YuvConverter(size)
    for number in range(30):
        boxes = [(10 + 9 * number, 20, 60 + 9 * number, 66), (300, 240 - 7 * number, 471, 250 - 6 * number)]
        board.clear()
        for color, box in zip((skia.ColorRED, skia.ColorCYAN), boxes, strict=True):
            board.canvas.drawRoundRect(skia.Rect.MakeLTRB(*box), 9, 9, skia.Paint(Color=color, AntiAlias=True))
        whole = YuvConverter(size).frame(board.pixels).av_frame.to_ndarray()
        dirty = [(0, 12, 480, 74), (292, 0, 480, 260)]
        assert np.array_equal(told.frame(board.pixels, dirty).av_frame.to_ndarray(), whole)
        assert np.array_equal(found.frame(board.pixels).av_frame.to_ndarray(), whole)


def test_a_rectangle_is_converted_as_in_its_picture() -> None:
    """Noise, in which every pixel tells: whatever a conversion of the whole would read beside a rectangle is read."""
    size = (320, 180)
    chance = np.random.default_rng(3)
    pixels = chance.integers(0, 256, (180, 320, 4), np.uint8)
    frame, whole = YuvFrame(size), YuvFrame(size)
    frame.take(pixels, (0, 0, *size))
    for _ in range(200):
        left, top = int(chance.integers(0, 310)), int(chance.integers(0, 170))
        box = (left, top, min(320, left + int(chance.integers(1, 120))), min(180, top + int(chance.integers(1, 90))))
        pixels[box[1] : box[3], box[0] : box[2]] ^= chance.integers(0, 256, 4, np.uint8)
        frame.take(pixels, box)
        whole.take(pixels, (0, 0, *size))
        assert np.array_equal(frame.av_frame.to_ndarray(), whole.av_frame.to_ndarray())
