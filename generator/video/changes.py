"""Pictures that follow one another in, what each changes and how long it shows out: for animations by rectangles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from generator.video.compose import Pixels


@dataclass(frozen=True, slots=True)
class Change:
    """A rectangle of a picture, uint8 (height, width, 4), BGRA, its left and top, and how long the picture shows."""

    pixels: Pixels
    left: int
    top: int
    hold_s: float

    def image(self) -> Image.Image:
        """The rectangle as RGB."""
        height, width, _ = self.pixels.shape
        return Image.frombuffer("RGB", (width, height), np.ascontiguousarray(self.pixels), "raw", "BGRX", 0, 1)


def changes(pictures: Sequence[Pixels], holds_s: Sequence[float]) -> Iterator[Change]:
    """Pictures of equal size and how long each shows in; the first whole, then only what differs, left and top even.

    A picture like the one before it adds to how long that one shows.
    """
    height, width, _ = pictures[0].shape
    box = (0, 0, width, height)
    shown, hold_s = pictures[0], 0.0
    for picture, seconds in zip(pictures, holds_s, strict=True):
        fresh = None if picture is shown else _differing(shown, picture)
        if fresh is not None:
            yield _change(shown, box, hold_s)
            box, shown, hold_s = fresh, picture, 0.0
        hold_s += seconds
    yield _change(shown, box, hold_s)


def _change(picture: Pixels, box: tuple[int, int, int, int], hold_s: float) -> Change:
    left, top, right, bottom = box
    return Change(picture[top:bottom, left:right], left, top, hold_s)


def _differing(before: Pixels, now: Pixels) -> tuple[int, int, int, int] | None:
    differs = before.view(np.uint32)[..., 0] != now.view(np.uint32)[..., 0]
    rows = np.flatnonzero(differs.any(axis=1))
    if not len(rows):
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(differs[top:bottom].any(axis=0))
    return int(columns[0]) // 2 * 2, top // 2 * 2, int(columns[-1]) + 1, bottom
