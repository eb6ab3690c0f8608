"""Pictures in, packets out: libx264 or SVT-AV1 with one set of parameters, so that all segments have equal headers.

Colour: sRGB in, BT.709 limited range 4:2:0 out, and tagged so. One encoder thread, closed groups of pictures, no scene
cut detection: the same pictures give the same bytes in any process. Frames are stamped with their number in the
segment (time base 1/fps); a frame that looks like the one before it is left out, which holds the picture on the screen.
The last frame is always encoded, so that no player cuts a held tail off.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

import av
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from generator.errors import RenderError
from generator.video.compose import Board, Composition, Take
from generator.video.crossing import Excerpt
from generator.video.frames import frames_of
from generator.video.instructions import best_instructions
from generator.video.scheduling import scheduling_kept
from generator.video.settings import Codec, VideoSettings
from generator.video.timing import Profile

# B-frames make the files half as large. What they need is a fixed delay between decoding and showing. AV1 has the like
# of them inside its packets, which come in the order of showing.
REORDER_FRAMES: Mapping[Codec, int] = MappingProxyType({"h264": 2, "av1": 0})
ENCODERS: Mapping[Codec, Literal["libx264", "libsvtav1"]] = MappingProxyType({"h264": "libx264", "av1": "libsvtav1"})
# SVT-AV1 tells of itself on the standard error unless it is told to name errors alone.
os.environ.setdefault("SVT_LOG", "1")
_BT709 = 1
_LIMITED = 1
# Measured on the benchmark's story against plain veryfast at CRF 21: half its time, smaller, SSIM within 0.003 of it.
# What only looks ahead or tries small partitions costs more than it saves on photographs, drawings and words.
_FAST = "subme=1:me=dia:ref=1:trellis=0:weightp=0:partitions=i4x4:8x8dct=0:bframes=5:b-adapt=0:mbtree=0:rc-lookahead=0"


@dataclass(frozen=True, slots=True)
class Chunk:
    """One encoded frame, in decoding order. `frame`: the frame number in its segment at which it is shown."""

    frame: int
    key: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class Segment:
    """One encoded shot.

    `headers`: SPS and PPS (Annex B), or AV1's sequence header, equal in all segments of a film; `frames`: its length.
    """

    headers: bytes
    frames: int
    chunks: tuple[Chunk, ...]


def configure(codec: VideoCodecContext | VideoStream, settings: VideoSettings) -> None:
    """Give an encoder, or the stream of a film that is spliced, the one set of parameters."""
    context = codec.codec_context if isinstance(codec, VideoStream) else codec
    context.width, context.height = settings.size_px
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, settings.fps)
    context.framerate = Fraction(settings.fps, 1)
    context.thread_count = 1
    context.flags |= Flags.global_header
    context.color_range = _LIMITED
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.options = _av1(settings) if settings.codec == "av1" else _h264(settings)


def _h264(settings: VideoSettings) -> dict[str, str]:
    keyint = settings.key_s * settings.fps
    # "stitchable" keeps what one shot needs, such as its quality, out of the headers that all shots have in common.
    groups = f"stitchable=1:scenecut=0:open-gop=0:keyint={keyint}:min-keyint={keyint}"
    if instructions := best_instructions():
        groups += f":{instructions}"
    crf = str(settings.crf)
    if settings.thorough:
        return {"preset": "slow", "crf": crf, "x264-params": groups}
    return {"preset": "veryfast", "crf": crf, "x264-params": f"{_FAST}:{groups}"}


def _av1(settings: VideoSettings) -> dict[str, str]:
    # Presets above 9 are told to leave artefacts. One level of parallelism: more gives other bytes on other machines.
    params = f"lp=1:scd=0:keyint={settings.key_s * settings.fps}:irefresh-type=2"
    return {"preset": "6" if settings.thorough else "9", "crf": str(settings.crf), "svtav1-params": params}


def encode(take: Take, board: Board, settings: VideoSettings, profile: Profile) -> Segment:
    """A composed scene, or a part of one, in; its Segment out."""
    context = av.CodecContext.create(ENCODERS[settings.codec], "w")
    assert isinstance(context, VideoCodecContext)
    configure(context, settings)
    if settings.codec == "h264" and not settings.thorough and _is_plain(take):
        context.options = one_quantiser(context.options)
    with scheduling_kept():
        context.open()
    source = frames_of(take, board, profile)
    chunks: list[Chunk] = []
    given: list[int] = []
    for number in range(take.frames):
        frame, differs = source.at(number)
        if differs or settings.constant_frame_rate or number in (0, take.frames - 1):
            chunks += chunks_of(context.encode(frame.stamp(number, settings.fps)))
            given.append(number)
    chunks += chunks_of(context.encode(None))
    if sorted(chunk.frame for chunk in chunks) != given:
        raise RenderError("video", "the encoder lost a picture.", "Run the same command again.")
    return Segment(headers=bytes(context.extradata or b""), frames=take.frames, chunks=tuple(chunks))


def one_quantiser(options: Mapping[str, str]) -> dict[str, str]:
    """libx264's options in; out with a constant quantiser, a little finer than the rate factor's on average."""
    return {key: value for key, value in options.items() if key != "crf"} | {"qp": str(int(options["crf"]) - 1)}


def _is_plain(take: Take) -> bool:
    whole = take.whole if isinstance(take, Excerpt) else take
    return isinstance(whole, Composition) and whole.plain


def chunks_of(packets: Sequence[av.Packet[VideoStream]]) -> list[Chunk]:
    """What an encoder gave out, as chunks."""
    return [Chunk(frame=packet.pts or 0, key=packet.is_keyframe, data=bytes(packet)) for packet in packets]
