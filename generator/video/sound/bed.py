"""Music in, samples out for as long as the film lasts: levelled, repeated with a crossfade, faded at both ends."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from generator.model.story import Music
from generator.video.canonical import file_digest
from generator.video.sound.loudness import TARGET_LUFS, Meter
from generator.video.sound.samples import Samples, read
from generator.video.sound.score import RATE

# How long the end of the music and its next beginning overlap. Equal gain: what fits together stays as it is.
OVERLAP = RATE // 2
_MOST_GAIN = 4.0


class Bed:
    """Music as one stream of samples: `take` gives the next ones, silence when a piece that isn't repeated is over."""

    def __init__(self, music: Music) -> None:
        self._gain = np.float32(music.volume * levelling(music.path))
        self._stream = looped(music.path) if music.loop else read(music.path)
        self._left: Samples = np.zeros((0, 2), np.float32)

    def take(self, count: int) -> Samples:
        """The next `count` samples, at the music's volume."""
        pieces, have = [self._left], len(self._left)
        while have < count:
            piece = next(self._stream, None)
            if piece is None:
                piece = np.zeros((count - have, 2), np.float32)
            pieces.append(piece)
            have += len(piece)
        joined = np.concatenate(pieces)
        self._left = joined[count:]
        return joined[:count] * self._gain


def looped(path: str) -> Iterator[Samples]:
    """A file's samples for ever. Its last half second fades into its first, so that no repetition clicks."""
    rise = np.float32(0.5) - np.float32(0.5) * np.cos(np.linspace(0, np.pi, OVERLAP, dtype=np.float32))[:, None]
    held: Samples = np.zeros((0, 2), np.float32)
    tail: Samples | None = None
    while True:
        for piece in read(path):
            held = np.concatenate([held, piece])
            if tail is not None:
                # Wait for the whole overlap; short pieces come until it is there.
                if len(held) < 2 * OVERLAP:
                    continue
                held[:OVERLAP] = held[:OVERLAP] * rise + tail * (1 - rise)
                tail = None
            if len(held) > OVERLAP:
                yield held[:-OVERLAP]
                held = held[-OVERLAP:]
        tail, held = held, np.zeros((0, 2), np.float32)


def levelling(path: str) -> float:
    """The factor that brings a file to the loudness that a volume of 100% stands for; 1 for silence."""
    return _levelling(path, file_digest(Path(path)))


@functools.lru_cache(maxsize=64)
def _levelling(path: str, _digest: str) -> float:
    meter = Meter()
    for piece in read(path):
        meter.feed(piece)
    loudness = meter.lufs()
    return min(_MOST_GAIN, 10 ** ((TARGET_LUFS - loudness) / 20)) if np.isfinite(loudness) else 1.0
