"""The film's keys in campaign.yaml in, VideoSettings out."""

from __future__ import annotations

from pydantic import Field

from generator.sourcefile import SourceFile, Strict
from generator.video.profiles import LARGEST_CRF, LONGEST_SIDE_PX, Preview, ProfileName, SizeName, settings_of
from generator.video.settings import Aspect, Codec, VideoSettings


class VideoSpec(Strict):
    """The film."""

    profile: ProfileName = Field("web", description="What the film is for; answers what the other keys leave open.")
    aspect: Aspect | None = Field(None, description="The frame's aspect.")
    size: SizeName | None = Field(None, description="The frame's shorter side, by name.")
    height_px: int | None = Field(None, ge=180, le=LONGEST_SIDE_PX, description="The frame's height, in place of size.")
    fps: int | None = Field(None, ge=10, le=60, description="Frames a second.")
    constant_frame_rate: bool | None = Field(None, description="Repeat held frames, for players that need it.")
    codec: Codec | None = Field(None, description="h264 makes video.mp4, av1 video.webm.")
    crf: int | None = Field(None, ge=0, description="The encoder's quality: lower is better and larger.")
    preview: Preview | None = Field(None, description="Moving previews for e-mail, each under 1 MB.")
    gif: bool | None = Field(None, description="Short for preview: gif, or none.")
    poster_webp: bool = Field(False, description="The poster as WebP too.")


def video_settings(
    file: SourceFile, asked: VideoSpec | bool, profile: ProfileName | None = None, aspect: Aspect | None = None
) -> VideoSettings | None:
    """What stands under outputs.video in, how the film is to be out; None when there is to be none.

    `profile`, `aspect`: in place of the file's. With a profile given here the file's aspect and codec hold, but no
    other key. Raises InputError.
    """
    if asked is False:
        return None
    spec = VideoSpec() if asked is True else asked
    if aspect is not None:
        spec = spec.model_copy(update={"aspect": aspect})
    here = ("outputs", "video")
    codec = spec.codec or "h264"
    if spec.size and spec.height_px:
        raise file.fail((*here, "height_px"), "size and height_px say the same thing twice.", "Keep one of them.")
    if spec.preview and spec.gif is not None:
        raise file.fail((*here, "gif"), "preview and gif say the same thing twice.", "Keep preview.")
    if spec.crf is not None and spec.crf > LARGEST_CRF[codec]:
        raise file.fail((*here, "crf"), f"{codec} has no such quality.", f"Give 0 to {LARGEST_CRF[codec]}.")
    if profile is not None:
        return settings_of(profile, aspect=spec.aspect, codec=spec.codec, poster_webp=spec.poster_webp)
    settings = settings_of(
        spec.profile,
        aspect=spec.aspect,
        size=spec.size,
        height_px=spec.height_px,
        fps=spec.fps,
        constant_frame_rate=spec.constant_frame_rate,
        crf=spec.crf,
        codec=spec.codec,
        preview=spec.preview or {None: None, True: "gif", False: "none"}[spec.gif],
        poster_webp=spec.poster_webp,
    )
    if max(settings.size_px) > LONGEST_SIDE_PX:
        cause = f"the frame would be wider than {LONGEST_SIDE_PX} pixels."
        raise file.fail((*here, "height_px"), cause, "Choose less, or a size: 4K is the largest.")
    return settings
