"""A finished film in, nothing or a RenderError out: is it what was planned? It is published only when it is.

Cheap on purpose, a few hundredths of what the film costs: the index and all packets are read, but of the pictures only
the first few frames of three scenes are decoded, personal ones first, unless the same bytes were decoded for an earlier
film, and of the sound a tenth of a second where it is loudest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import av
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream

from generator.errors import RenderError
from generator.model.layers import FillLayer
from generator.video.captions import Cue
from generator.video.completeness import is_complete, is_complete_webm
from generator.video.encode import Segment
from generator.video.looking import Listener, Onlooker, Sight
from generator.video.plan import Shot, layers_of
from generator.video.settings import VideoSettings
from generator.video.sound.track import SoundTrack

_LOOKED_AT = 3
# What is shorter may be over before anything has come in.
_LEAST_S = 1.0
# FFmpeg decodes the first pictures to find out what the file's header says already, which takes longer than all else
# here. What is looked at is decoded in any case.
_UNSEEN = {"skip_frame": "all"}
_AGAIN = "Run the same command again; if it stays so, empty the store and report it."
_PREVIEW = "Run `serendip preview` on the scene with its sample and stress values."
# Matroska counts in milliseconds.
_ROUNDING_S = 0.0011


@dataclass(frozen=True, slots=True)
class Stretch:
    """A shot as planned. `shown`: the film's frames that are encoded.

    `personal`: a layer of it is. `plain`: it need not show anything, being only painted ground, short or a crossing.
    """

    place: str
    first: int
    end: int
    shown: tuple[int, ...]
    personal: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """What a film has to be."""

    settings: VideoSettings
    stretches: tuple[Stretch, ...]
    sound: SoundTrack | None
    captions: int

    @property
    def end(self) -> int:
        """Frames of the film."""
        return self.stretches[-1].end


def expected(
    shots: Sequence[Shot],
    segments: Sequence[Segment],
    sound: SoundTrack | None,
    cues: Sequence[Cue],
    settings: VideoSettings,
) -> Expected:
    """The plan of a film and what it is made of in, what the file has to be out.

    Raises RenderError when a segment is not what was planned for its shot.
    """
    stretches: list[Stretch] = []
    for shot, segment in zip(shots, segments, strict=True):
        place = "scene " + " into ".join(scene.template for scene in shot.scenes)
        shown = sorted(chunk.frame for chunk in segment.chunks)
        whole = segment.frames == shot.frames and len(set(shown)) == len(shown)
        if not (whole and shown and (shown[0], shown[-1]) == (0, shot.frames - 1) and segment.chunks[0].key):
            raise RenderError(place, "its pictures are not the ones that were planned.", _AGAIN)
        if settings.constant_frame_rate and len(shown) != shot.frames:
            raise RenderError(place, "pictures are held, though the rate is to be constant.", _AGAIN)
        plain = all(isinstance(layer, FillLayer) for layer in layers_of(shot.scene, settings))
        plain = plain or shot.before is not None or shot.frames < _LEAST_S * settings.fps
        numbers = tuple(shot.first + frame for frame in shown)
        stretches.append(Stretch(place, shot.first, shot.first + shot.frames, numbers, shot.personal, plain))
    captions = 0 if settings.codec == "av1" else len(cues)
    return Expected(settings, tuple(stretches), sound, captions)


def inspect(path: Path, plan: Expected) -> None:
    """A film's file in; raises RenderError when it is not as expected, with the scene where one is to blame."""
    webm = plan.settings.codec == "av1"
    if not (is_complete_webm(path) if webm else is_complete(path)):
        raise RenderError("video", "the film's file is not complete.", _AGAIN)
    try:
        with av.open(str(path), options=_UNSEEN) as film:
            _streams(film, plan)
            packets = _packets(film, plan)
    except (av.FFmpegError, OSError, ValueError):
        raise RenderError("video", "the film can't be read again.", _AGAIN) from None
    _pictures(packets.pictures, plan)
    _looks(packets.seen, plan)
    if plan.sound is not None:
        _sound(packets, plan.sound)
    _duration(packets, plan)
    if packets.captions != plan.captions:
        raise RenderError("video", f"{packets.captions} of {plan.captions} captions are in the film.", _AGAIN)


@dataclass(slots=True)
class _Read:
    """What the packets tell. `pictures`: when they are shown and decoded, in frames. `sounds`: when they start, in s.

    `seen`: first frame of a stretch that was looked at → what is to be seen there. `loudness`: the largest amplitude.
    """

    duration_s: float
    pictures: list[tuple[int, float]] = field(default_factory=list)
    sounds: list[float] = field(default_factory=list)
    captions: int = 0
    seen: Mapping[int, Sight] = field(default_factory=dict)
    loudness: float = 0.0


def _streams(film: InputContainer, plan: Expected) -> None:
    """The streams that there have to be, and no others but the chapters'."""
    kinds = [stream.type for stream in film.streams if stream.type in ("video", "audio", "subtitle")]
    wanted = ["video", *(["audio"] if plan.sound else []), *(["subtitle"] if plan.captions else [])]
    if kinds != wanted:
        raise RenderError("video", f"it has {_told(kinds)} where {_told(wanted)} were planned.", _AGAIN)
    context = film.streams.video[0].codec_context
    codec = {"h264": "h264", "av1": "libdav1d"}[plan.settings.codec]
    if (context.width, context.height) != plan.settings.size_px or context.name not in (codec, plan.settings.codec):
        raise RenderError("video", "its pictures have another size or encoding than planned.", _AGAIN)


def _told(kinds: Sequence[str]) -> str:
    return " and ".join(kinds) or "no streams"


def _packets(film: InputContainer, plan: Expected) -> _Read:
    """Read all packets once, and decode the few that are looked at and listened to."""
    video = film.streams.video[0]
    fps = plan.settings.fps
    watched = Onlooker(video, [(stretch.first, stretch.end) for stretch in _watched(plan.stretches)])
    listener = Listener(film.streams.audio[0], plan.sound) if plan.sound else None
    read = _Read((film.duration or 0) / 1e6)
    packet: Packet[Stream]
    # Once a stream: a packet gives its time base as a fraction, which takes longer than all the rest.
    kinds = [stream.type for stream in film.streams]
    seconds = [float(stream.time_base or 0) for stream in film.streams]
    for packet in film.demux():
        pts, dts, kind = packet.pts, packet.dts, kinds[packet.stream_index]
        if pts is None or dts is None:
            continue
        if kind == "video":
            frames = seconds[packet.stream_index] * fps
            read.pictures.append((round(pts * frames), dts * frames))
            watched.see(packet, round(pts * frames))
        elif kind == "audio":
            at_s = pts * seconds[packet.stream_index]
            read.sounds.append(at_s)
            if listener is not None:
                listener.hear(packet, at_s)
        elif kind == "subtitle":
            # The muxer fills gaps with packets without words.
            read.captions += packet.size > 2
    watched.close()
    read.seen = watched.seen
    read.loudness = listener.peak if listener is not None else 0.0
    return read


def _watched(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The shots to look at: personal ones rather than those that everybody shares, and spread over the film."""
    worth = [stretch for stretch in stretches if not stretch.plain]
    worth = [stretch for stretch in worth if stretch.personal] or worth
    if len(worth) <= _LOOKED_AT:
        return worth
    return [worth[number * (len(worth) - 1) // (_LOOKED_AT - 1)] for number in range(_LOOKED_AT)]


def _pictures(found: Sequence[tuple[int, float]], plan: Expected) -> None:
    """Every planned picture is there, once, at its time; nothing is held that was to move."""
    shown = {frame for frame, _ in found}
    for stretch in plan.stretches:
        missing = len(set(stretch.shown) - shown)
        if missing:
            cause = f"{missing} of its {len(stretch.shown)} pictures are missing."
            raise RenderError(stretch.place, cause, _AGAIN)
    if len(found) != sum(len(stretch.shown) for stretch in plan.stretches):
        raise RenderError("video", "it has pictures that nobody planned.", _AGAIN)
    decoded = [at for _, at in found]
    if any(after <= before for before, after in pairwise(decoded)):
        raise RenderError("video", "its timestamps don't rise.", _AGAIN)


def _looks(seen: Mapping[int, Sight], plan: Expected) -> None:
    """No scene is black from end to end, and some scene shows more than a colour."""
    places = {stretch.first: stretch.place for stretch in plan.stretches}
    for first, sight in seen.items():
        if sight < Sight.PLAIN:
            raise RenderError(places[first], "it is black from its beginning to its end.", _PREVIEW)
    if seen and max(seen.values()) < Sight.PICTURE:
        raise RenderError(places[min(seen)], "it shows nothing but one colour, as do the others.", _PREVIEW)


def _duration(packets: _Read, plan: Expected) -> None:
    fps = plan.settings.fps
    if abs(packets.duration_s - plan.end / fps) > 0.5 / fps:
        cause = f"it lasts {packets.duration_s:.2f}s, but {plan.end / fps:.2f}s were planned."
        raise RenderError("video", cause, _AGAIN)


def _sound(packets: _Read, track: SoundTrack) -> None:
    """All packets of the sound follow each other without a gap, and there is something to be heard."""
    if len(packets.sounds) != len(track.packets):
        raise RenderError("sound", f"{len(packets.sounds)} of {len(track.packets)} packets are in the film.", _AGAIN)
    step = track.frame_s
    gaps = [abs(after - before - step) for before, after in pairwise(packets.sounds)]
    if max(gaps, default=0.0) > _ROUNDING_S or abs(packets.sounds[0] + track.priming_s) > step:
        raise RenderError("sound", "it has gaps, or does not begin with the film.", _AGAIN)
    if packets.loudness < Listener.SILENCE:
        raise RenderError("sound", "the film is silent, though it has sounds.", "Listen to its files; raise 'volume'.")
