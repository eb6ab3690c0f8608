"""What a film is made like: its shape, its rate, its encoder. Every field takes part in a segment's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.model.story import ASPECTS

Aspect = Literal["16:9", "9:16", "1:1"]


@dataclass(frozen=True, slots=True)
class VideoSettings:
    """How the films of a campaign are rendered.

    `aspect`: a key of ASPECTS. `fps`: frames a second. `height_px`: the frame's height, None for the aspect's own
    (720, 1280, 1080). `constant_frame_rate`: encode every frame instead of holding equal ones by their timestamp.
    `crf`: x264's quality, lower is better and larger. `gif`: write preview.gif. `plate_budget_mb`: disk that the
    composed backgrounds may take in the cache folder; what doesn't fit is composed for each film.
    """

    aspect: Aspect = "16:9"
    fps: int = 30
    height_px: int | None = None
    constant_frame_rate: bool = False
    crf: int = 23
    gif: bool = True
    plate_budget_mb: int = 2048

    @property
    def size_px(self) -> tuple[int, int]:
        """(width, height) of the frame, both even, as 4:2:0 needs."""
        width, height = ASPECTS[self.aspect]
        if self.height_px is None:
            return width, height
        return max(2, 2 * round(self.height_px * width / height / 2)), max(2, 2 * round(self.height_px / 2))
