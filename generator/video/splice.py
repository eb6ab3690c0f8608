"""Segments in, one MP4 or WebM out: packets are copied, timestamps on absolute frame numbers, nothing re-encoded.

Every frame's time is (first frame of its segment + its number in it) / fps, so that a film can't drift however many
segments it has. Decoding times are given anew for the whole film, each as late as can be: players look up a seek by
decoding time, and a key frame that were decoded long before it is shown, at the start of a hold, would be taken for the
place to go to. Sound and captions are streams beside the pictures, on the same clock.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.stream import Stream

from generator.errors import RenderError
from generator.video import subtitles
from generator.video.boxes import switch_off
from generator.video.cache import whole
from generator.video.captions import Cue
from generator.video.chapters import Chapter
from generator.video.completeness import is_complete, is_complete_webm
from generator.video.encode import ENCODERS, REORDER_FRAMES, Segment, configure
from generator.video.scheduling import scheduling_kept
from generator.video.settings import Codec, VideoSettings
from generator.video.sound import track as sound
from generator.video.sound.score import RATE
from generator.video.sound.track import SoundTrack

# The index first, so that a browser can start and seek before the end has come; bitexact leaves out times and versions.
_MUX: Mapping[Codec, tuple[str, dict[str, str]]] = MappingProxyType(
    {
        "h264": ("mp4", {"movflags": "+faststart", "fflags": "+bitexact"}),
        "av1": ("webm", {"cues_to_front": "1", "fflags": "+bitexact"}),
    }
)


@dataclass(frozen=True, slots=True)
class Reel:
    """What a film is made of. `language`: of the captions, CLDR."""

    segments: Sequence[Segment]
    chapters: Sequence[Chapter] = ()
    sound: SoundTrack | None = None
    captions: Sequence[Cue] = ()
    language: str = ""


def splice(reel: Reel, settings: VideoSettings, path: Path, check: Callable[[Path], None] | None = None) -> None:
    """Write the film whole or not at all; raises OutputError when the disk is full or the folder can't be written.

    `check`: looks at the finished file, and raises when it may not take its place.
    """
    with whole(path) as part:
        try:
            _write(reel, settings, part)
        except av.FFmpegError as caught:
            raise OSError(getattr(caught, "errno", 0), caught.strerror or "the write failed") from caught
        if not (is_complete_webm(part) if settings.codec == "av1" else is_complete(part)):
            raise OSError(0, "the film was cut short")
        if settings.codec == "h264":
            switch_off(part, subtitles.ENTRY)
        if check is not None:
            check(part)


def _write(reel: Reel, settings: VideoSettings, part: Path) -> None:
    container, options = _MUX[settings.codec]
    film = av.open(str(part), "w", format=container, container_options=options)
    try:
        pictures = film.add_stream(ENCODERS[settings.codec], rate=settings.fps)
        configure(pictures, settings)
        heard = _add_sound(film, reel.sound) if reel.sound else None
        # WebM's captions stand beside it: few players look for them inside.
        read = subtitles.add_stream(film, reel.language) if reel.captions and container == "mp4" else None
        base = Fraction(1, settings.fps)
        film.set_chapters(
            [
                {
                    "id": number,
                    "start": chapter.first,
                    "end": chapter.end,
                    "time_base": base,
                    "metadata": {"title": chapter.title},
                }
                for number, chapter in enumerate(reel.chapters)
            ]
        )
        with scheduling_kept():
            film.start_encoding()
        fits = all(segment.headers == pictures.codec_context.extradata for segment in reel.segments)
        if not fits or (reel.sound and heard and reel.sound.headers != heard.codec_context.extradata):
            raise RenderError("video", "a cached segment does not fit this film.", "Empty the cache folder.")
        streams = [_timed(pictures, _packets(reel.segments, base, REORDER_FRAMES[settings.codec]), base)]
        if reel.sound and heard:
            streams.append(_timed(heard, reel.sound.stamped(), Fraction(1, RATE)))
        if read:
            streams.append(_timed(read, subtitles.packets(reel.captions), subtitles.BASE))
        # Players read all streams of a film side by side, so they are written so.
        for _, packet in heapq.merge(*streams, key=itemgetter(0)):
            film.mux_one(packet)
    finally:
        film.close()


def _add_sound(film: OutputContainer, track: SoundTrack) -> AudioStream:
    stream = film.add_stream(track.codec, rate=RATE)
    assert isinstance(stream, AudioStream)
    sound.configure(stream, sound.BY_CODEC[track.codec])
    return stream


def _timed(
    stream: Stream, packets: Iterable[av.Packet[Stream]], base: Fraction
) -> Iterator[tuple[float, av.Packet[Stream]]]:
    """A stream's packets with the second at which each is decoded. `base`: what they are stamped in."""
    unit_s = float(base)
    for packet in packets:
        packet.stream = stream
        yield (packet.dts or 0) * unit_s, packet


def _packets(segments: Sequence[Segment], base: Fraction, delay: int) -> list[av.Packet[Stream]]:
    """All packets of the film in decoding order, stamped in frames."""
    first = 0
    chunks: list[tuple[int, bool, bytes]] = []
    for segment in segments:
        chunks += [(first + chunk.frame, chunk.key, chunk.data) for chunk in segment.chunks]
        first += segment.frames
    shown = sorted(frame for frame, _, _ in chunks)
    next_shown = dict(zip(shown, [*shown[1:], first], strict=True))
    packets: list[av.Packet[Stream]] = []
    decoded = _decoding_times([frame for frame, _, _ in chunks], first, delay)
    for (frame, key, data), at in zip(chunks, decoded, strict=True):
        packet: av.Packet[Stream] = av.Packet(data)
        packet.time_base = base
        packet.pts = frame
        packet.dts = at
        packet.duration = next_shown[frame] - frame
        packet.is_keyframe = key
        packets.append(packet)
    # The muxer takes the track's length from the packet that is decoded last.
    last = packets[-1]
    last.duration = first - delay - decoded[-1]
    return packets


def _decoding_times(shown: Sequence[int], end: int, delay: int) -> list[int]:
    """When each frame is shown, in decoding order, and the film's length in; strictly rising decoding times out.

    Each is the latest that is neither after its frame is shown nor after the next one's. The first is the encoder's
    delay before the film, and the last leaves room for that delay, so that the track is as long as the film.
    """
    times: list[int] = []
    following = end - delay
    for frame in reversed(shown):
        following = min(frame, following - 1)
        times.append(following)
    times.reverse()
    return [-delay, *times[1:]]
