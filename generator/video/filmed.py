"""A video file in, its pictures by number out, at a constant rate, upright, decoded as they are asked for.

Pictures are counted as players and FFmpeg do: of a file whose pictures don't come at a constant rate the one that is
on at an instant is taken; when the file ends too early its last one stays.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

_DEFAULT_FPS = 30.0
# The pictures that came last are wanted again: a scene's still shows it a twentieth of a second before its end.
_RECENT = 6
_RECENT_PX = 12_000_000
# Looking for another beginning costs what is decoded ahead.
_WORTH_SEEKING_S = 0.5


class Filmed:
    """An open video file. `fps`: pictures a second; `length_s`: of the pictures, whatever the sound's.

    Raises av.FFmpegError when it can't be read, ValueError when it has no pictures.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._recent: deque[tuple[int, av.VideoFrame]] = deque()
        self._reformatter = VideoReformatter()
        self._begin()
        stream = self._stream
        self.fps = float(stream.average_rate or stream.guessed_rate or _DEFAULT_FPS)
        self._unit_s = float(stream.time_base or 1 / self.fps)
        self._origin = stream.start_time or 0
        told_s = stream.duration * self._unit_s if stream.duration else (self._container.duration or 0) / av.time_base
        self.length_s = float(told_s)
        self._keys = sorted(entry.timestamp for entry in stream.index_entries if entry.is_keyframe)

    def picture(self, number: int) -> NDArray[np.uint8]:
        """The picture that is on at `number` / fps seconds: uint8 (height, width, 4), BGRA, opaque."""
        frame = self._frame(number)
        # FFmpeg's own choice of filter and colours, so that pictures are those of any program that uses it.
        bgra = self._reformatter.reformat(frame, format="bgra", interpolation=Interpolation.BICUBIC, threads=1)
        (plane,) = bgra.planes
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size // 4, 4)
        upright = np.rot90(rows[: frame.height, : frame.width], frame.rotation // 90)
        return np.ascontiguousarray(upright)

    def _begin(self) -> None:
        """At the first picture."""
        self._container = av.open(str(self._path))
        if not self._container.streams.video:
            raise ValueError("it has no pictures")
        self._stream = self._container.streams.video[0]
        # Other workers have the other processors.
        self._stream.codec_context.thread_count = 1
        self._restart()

    def _restart(self, *, sought: bool = False) -> None:
        self._sought = sought
        self._recent.clear()
        self._frames = self._decoded()
        self._over = False

    def _frame(self, number: int) -> av.VideoFrame:
        recent = self._recent
        if recent and (number < recent[0][0] or self._key_between(recent[-1][0], number)):
            self._seek(number)
        self._decode_to(number)
        if recent and number < recent[0][0] and self._sought:
            # A file without an index is not met where it was looked for.
            self._begin()
            self._decode_to(number)
        if not recent:
            raise ValueError("it has no pictures")
        on = [frame for at, frame in recent if at <= number]
        return on[-1] if on else recent[0][1]

    def _decode_to(self, number: int) -> None:
        recent = self._recent
        while not self._over and not (recent and recent[-1][0] >= number):
            frame = next(self._frames, None)
            if frame is None:
                self._over = True
                break
            recent.append((self._number_of(frame), frame))
            while len(recent) > 2 and (len(recent) > _RECENT or len(recent) * frame.width * frame.height > _RECENT_PX):
                recent.popleft()

    def _number_of(self, frame: av.VideoFrame) -> int:
        if frame.pts is None:
            return self._recent[-1][0] + 1 if self._recent else 0
        return round((frame.pts - self._origin) * self._unit_s * self.fps)

    def _key_between(self, last: int, number: int) -> bool:
        """Whether decoding can begin anew nearer to a picture than from the last one."""
        if number - last < _WORTH_SEEKING_S * self.fps:
            return False
        begin, end = self._pts(last), self._pts(number)
        return any(begin < key <= end for key in self._keys)

    def _pts(self, number: int) -> int:
        return self._origin + round(number / self.fps / self._unit_s)

    def _seek(self, number: int) -> None:
        # Almost half a picture later: instants are rounded.
        self._container.seek(self._pts(number) + round(0.4 / self.fps / self._unit_s), stream=self._stream)
        self._restart(sought=True)

    def _decoded(self) -> Iterator[av.VideoFrame]:
        """All frames from here on. What can't be decoded is passed over, as players do."""
        for packet in self._container.demux(self._stream):
            try:
                yield from self._stream.codec_context.decode(packet if packet.size else None)
            except av.InvalidDataError:
                continue
