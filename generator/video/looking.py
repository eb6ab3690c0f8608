"""Packets of a finished film in; is there something to be seen and to be heard out. Decodes as little as will do."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import ClassVar

import av
import numpy as np
from av.audio.stream import AudioStream
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from generator.video.sound.score import RATE
from generator.video.sound.track import SoundTrack

# So far apart are the darkest and the lightest of a picture that shows something, of 256 levels.
_SPREAD = 6
# Luma of black is 16; what is no lighter than this all over is black to the eye.
_BLACK = 22
# Every so many pixels are looked at; letters are wider.
_STRIDE = 4


class Sight(IntEnum):
    """The most that was seen of a stretch of the film."""

    NOTHING = 0
    BLACK = 1
    PLAIN = 2
    PICTURE = 3


class Known:
    """Key frames in which something was seen, by their bytes, together with the headers that decode them.

    Scenes often begin alike for everybody. The same bytes come to the same picture, which need not be decoded again.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[bytes, None] = OrderedDict()

    def add(self, digest: bytes) -> None:
        """Remember a picture."""
        self._found[digest] = None
        if len(self._found) > self._most:
            self._found.popitem(last=False)

    def __contains__(self, digest: bytes) -> bool:
        if digest in self._found:
            self._found.move_to_end(digest)
            return True
        return False


KNOWN = Known(4096)
"""What this process has seen."""


class Onlooker:
    """Looks into stretches of a film, each from its first frame, a key frame, until there is a picture to be seen."""

    def __init__(self, stream: VideoStream, stretches: Sequence[tuple[int, int]]) -> None:
        self._context = stream.codec_context
        self._context.thread_count = 1
        self._headers = f"{self._context.name} {self._context.width}".encode() + bytes(self._context.extradata or b"")
        self._ends = dict(stretches)
        self._open: int | None = None
        self.seen = dict.fromkeys(self._ends, Sight.NOTHING)

    def see(self, packet: Packet[Stream], frame: int) -> None:
        """Take in the next packet of the pictures, which is shown at `frame`."""
        if packet.is_keyframe and (frame in self._ends or self._over(frame)):
            self.close()
        if packet.is_keyframe and frame in self._ends:
            self._begin(packet, frame)
        if self._open is not None:
            self._look(self._context.decode(packet))

    def close(self) -> None:
        """No more packets come of the stretch at hand: what the decoder still holds counts."""
        if self._open is not None:
            self._look(self._context.decode(None))
            self._context.flush_buffers()
            self._open = None

    def _begin(self, packet: Packet[Stream], frame: int) -> None:
        """Look at a key frame by itself: mostly it is enough."""
        digest = hashlib.sha256(self._headers)
        digest.update(memoryview(packet))
        if digest.digest() in KNOWN:
            self.seen[frame] = Sight.PICTURE
            return
        self._open = frame
        self._look([*self._context.decode(packet), *self._context.decode(None)])
        self._context.flush_buffers()
        if self.seen[frame] == Sight.PICTURE:
            KNOWN.add(digest.digest())

    def _over(self, frame: int) -> bool:
        return self._open is not None and frame >= self._ends[self._open]

    def _look(self, frames: Iterable[av.VideoFrame]) -> None:
        for frame in frames:
            if self._open is not None:
                self.seen[self._open] = max(self.seen[self._open], sight_of(frame))
                if self.seen[self._open] == Sight.PICTURE:
                    self._context.flush_buffers()
                    self._open = None


def sight_of(frame: av.VideoFrame) -> Sight:
    """A 4:2:0 frame in, what is to be seen on it out."""
    for plane in frame.planes:
        values = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        values = values[::_STRIDE, : plane.width : _STRIDE]
        if int(values.max()) - int(values.min()) > _SPREAD:
            return Sight.PICTURE
    luma = np.frombuffer(memoryview(frame.planes[0]), np.uint8)[0]
    return Sight.BLACK if luma <= _BLACK else Sight.PLAIN


class Listener:
    """Decodes a tenth of a second of a film's sound, about where it is loudest."""

    SILENCE: ClassVar[float] = 10 ** (-60 / 20)
    """An amplitude that nobody hears."""
    _REACH_S = 0.05

    def __init__(self, stream: AudioStream, track: SoundTrack) -> None:
        self._context = stream.codec_context
        self._at_s = track.loudest / RATE
        self.peak = 0.0

    def hear(self, packet: Packet[Stream], at_s: float) -> None:
        """Take in the next packet of the sound, which begins at `at_s`."""
        if abs(at_s - self._at_s) > self._REACH_S:
            return
        for frame in self._context.decode(packet):
            self.peak = max(self.peak, float(np.abs(frame.to_ndarray()).max(initial=0.0)))
