"""Quality profiles: what a film is for in, all its settings out.

A profile answers every question that a campaign leaves open; what the campaign does say holds against the profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypedDict, Unpack

from generator.model.story import ASPECTS
from generator.video.settings import Aspect, Codec, VideoSettings

ProfileName = Literal["draft", "web", "social", "archive"]
SizeName = Literal["360p", "480p", "720p", "1080p", "4K"]
Preview = Literal["gif", "webp", "both", "none"]

# Of the frame's shorter side, so that 1080p is 1920 × 1080, 1080 × 1920 and 1080 × 1080.
SIZES_PX: Mapping[SizeName, int] = MappingProxyType({"360p": 360, "480p": 480, "720p": 720, "1080p": 1080, "4K": 2160})
LONGEST_SIDE_PX = 4096
LARGEST_CRF: Mapping[Codec, int] = MappingProxyType({"h264": 51, "av1": 63})


@dataclass(frozen=True, slots=True)
class Profile:
    """What holds where a campaign says nothing. The fields are those of VideoSettings; `crf`: for H.264, for AV1.

    `size`: None is the aspect's own (1280 × 720, 720 × 1280, 1080 × 1080).
    """

    crf: tuple[int, int]
    aspect: Aspect = "16:9"
    size: SizeName | None = None
    fps: int = 30
    constant_frame_rate: bool = False
    thorough: bool = False
    key_s: int = 10
    preview: Preview = "gif"


PROFILES: Mapping[ProfileName, Profile] = MappingProxyType(
    {
        # A look at words and timing: an eighth of the pictures' work.
        "draft": Profile(crf=(28, 45), size="360p", fps=15, preview="none"),
        "web": Profile(crf=(23, 35)),
        # The networks encode again what they are sent, so the film is good; they cut and trim at key frames, and
        # reckon with a constant rate.
        "social": Profile(crf=(19, 28), aspect="9:16", size="1080p", constant_frame_rate=True, key_s=2),
        # For keeping and for editing: what is lost can't be seen, and any second can be cut out.
        "archive": Profile(crf=(15, 18), constant_frame_rate=True, thorough=True, key_s=1),
    }
)


class Chosen(TypedDict, total=False):
    """What a campaign may say for itself; None says nothing."""

    aspect: Aspect | None
    size: SizeName | None
    height_px: int | None
    fps: int | None
    constant_frame_rate: bool | None
    crf: int | None
    codec: Codec | None
    preview: Preview | None
    poster_webp: bool


def settings_of(name: ProfileName, **chosen: Unpack[Chosen]) -> VideoSettings:
    """A profile's name and what the campaign chose itself in, VideoSettings out. `height_px` goes before `size`."""
    profile = PROFILES[name]
    aspect = chosen.get("aspect") or profile.aspect
    codec = chosen.get("codec") or "h264"
    size = chosen.get("size") or profile.size
    crf = chosen.get("crf")
    constant = chosen.get("constant_frame_rate")
    preview = chosen.get("preview") or profile.preview
    return VideoSettings(
        aspect=aspect,
        fps=chosen.get("fps") or profile.fps,
        height_px=chosen.get("height_px") or (height_of(size, aspect) if size else None),
        constant_frame_rate=profile.constant_frame_rate if constant is None else constant,
        crf=profile.crf[codec == "av1"] if crf is None else crf,
        gif=preview in ("gif", "both"),
        codec=codec,
        thorough=profile.thorough,
        key_s=profile.key_s,
        webp=preview in ("webp", "both"),
        poster_webp=chosen.get("poster_webp", False),
    )


def height_of(size: SizeName, aspect: Aspect) -> int:
    """A size and an aspect in, the frame's height in pixels, even, out: the shorter side is the size's."""
    width, height = ASPECTS[aspect]
    return 2 * round(SIZES_PX[size] * height / min(width, height) / 2)
