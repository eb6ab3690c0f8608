"""From composed pictures to the encoder's: colours, and converting only what changed."""

from __future__ import annotations

import numpy as np
import pytest

from generator.video.yuv import Conversion, YuvConverter, merged, to_bgra


@pytest.mark.parametrize(
    ("bgra", "yuv"),
    [
        ((255, 255, 255, 255), (235, 128, 128)),
        ((0, 0, 0, 255), (16, 128, 128)),
        ((0, 0, 255, 255), (63, 102, 240)),
        ((0, 255, 0, 255), (173, 42, 26)),
    ],
)
def test_colours_are_bt709_in_limited_range(bgra: tuple[int, ...], yuv: tuple[int, ...]) -> None:
    pixels = np.full((16, 32, 4), bgra, np.uint8)
    frame = YuvConverter((32, 16)).frame(pixels).av_frame.to_ndarray().reshape(-1)
    found = (int(frame[0]), int(frame[16 * 32]), int(frame[16 * 32 * 5 // 4]))
    assert np.abs(np.subtract(found, yuv)).max() <= 1


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (270, 270), (70, 46)])
def test_converting_what_changed_equals_converting_it_all(size: tuple[int, int]) -> None:
    width, height = size
    random = np.random.default_rng(7)
    converter = YuvConverter(size)
    pixels = random.integers(0, 255, (height, width, 4), dtype=np.uint8)
    for _ in range(60):
        x0, x1 = sorted(random.integers(0, width + 1, 2))
        y0, y1 = sorted(random.integers(0, height + 1, 2))
        pixels[y0:y1, x0:x1] = random.integers(0, 255, (y1 - y0, x1 - x0, 4), dtype=np.uint8)
        changed = converter.frame(pixels).av_frame.to_ndarray()
        assert np.array_equal(changed, YuvConverter(size).frame(pixels).av_frame.to_ndarray())


def test_planes_go_back_to_the_picture_that_they_came_from() -> None:
    pixels = np.full((16, 32, 4), (40, 160, 220, 255), np.uint8)
    again = to_bgra(Conversion((32, 16)).whole(pixels), (32, 16))
    assert np.abs(again.astype(int) - pixels).max() <= 2
    assert to_bgra(Conversion((32, 16)).whole(pixels), (16, 8)).shape == (8, 16, 4)


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([], []),
        ([(0, 0, 10, 10), (100, 100, 110, 110)], [(0, 0, 10, 10), (100, 100, 110, 110)]),
        ([(0, 0, 10, 10), (5, 5, 20, 20)], [(0, 0, 20, 20)]),
        ([(0, 0, 10, 10), (30, 0, 40, 10), (8, 0, 32, 10)], [(0, 0, 40, 10)]),
        ([(0, 0, 100, 10), (0, 11, 100, 20)], [(0, 0, 100, 20)]),
    ],
)
def test_rectangles_are_joined_where_they_overlap_or_nearly_touch(
    boxes: list[tuple[int, int, int, int]], expected: list[tuple[int, int, int, int]]
) -> None:
    assert merged(boxes, 200) == expected
