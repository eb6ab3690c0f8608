"""What a film is made like: shape, rate, encoder. Whatever changes packets takes part in a segment's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.model.story import ASPECTS

Aspect = Literal["16:9", "9:16", "1:1"]
Codec = Literal["h264", "av1"]


@dataclass(frozen=True, slots=True)
class VideoSettings:
    """How the films of a campaign are rendered. The defaults are the profile `web`.

    `aspect`: a key of ASPECTS. `fps`: frames a second. `height_px`: the frame's height, None for the aspect's own
    (720, 1280, 1080). `constant_frame_rate`: encode every frame instead of holding equal ones by their timestamp.
    `crf`: the encoder's quality, lower is better and larger; H.264's 23 is about AV1's 35. `gif`, `webp`: write
    preview.gif, preview.webp. `codec`: "h264" in MP4 or "av1" in WebM. `thorough`: let the encoder take several
    times as long, for less noise and smaller files. `key_s`: the longest stretch between key frames, in whole seconds.
    `poster_webp`: write poster.webp beside poster.jpg.
    """

    aspect: Aspect = "16:9"
    fps: int = 30
    height_px: int | None = None
    constant_frame_rate: bool = False
    crf: int = 23
    gif: bool = True
    codec: Codec = "h264"
    thorough: bool = False
    key_s: int = 10
    webp: bool = False
    poster_webp: bool = False

    @property
    def size_px(self) -> tuple[int, int]:
        """(width, height) of the frame, both even, as 4:2:0 needs."""
        width, height = ASPECTS[self.aspect]
        if self.height_px is None:
            return width, height
        return max(2, 2 * round(self.height_px * width / height / 2)), max(2, 2 * round(self.height_px / 2))

    @property
    def encoding(self) -> str:
        """All that decides packets beside pictures, size and rate, as one line."""
        return f"{self.codec} {self.crf} {self.constant_frame_rate} {self.thorough} {self.key_s}"

    @property
    def film_name(self) -> str:
        """The film's file name."""
        return self.names_of()[0]

    def names_of(self, branch: str = "") -> tuple[str, str]:
        """A branch's key in, the names of its file and its captions out; of the film itself without one."""
        ending = "webm" if self.codec == "av1" else "mp4"
        return (f"branch-{branch}.{ending}", f"branch-{branch}.vtt") if branch else (f"video.{ending}", "captions.vtt")
