"""Audio files in, samples out: float32 (n, 2), 48 kHz, whatever the file's own format, rate and channels are."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from generator.errors import AssetError
from generator.video.canonical import file_digest
from generator.video.sound.score import RATE

Samples = NDArray[np.float32]

_PIECE = RATE // 2


def read(path: str) -> Iterator[Samples]:
    """A file's samples in pieces of about half a second; raises AssetError when it can't be decoded."""
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
    try:
        with av.open(path) as opened:
            left = _length(opened)
            gathered: list[Samples] = []
            for frame in chain(opened.decode(opened.streams.audio[0]), [None]):
                gathered += [_array(piece) for piece in resampler.resample(frame)]
                if gathered and (frame is None or sum(map(len, gathered)) >= _PIECE):
                    yield np.concatenate(gathered)[:left]
                    left = max(0, left - sum(map(len, gathered)))
                    gathered = []
    except (av.FFmpegError, IndexError, OSError, ValueError):
        raise AssetError(path, "the sound can't be decoded.", "Save it again, for instance as WAV.") from None


def _length(opened: InputContainer) -> int:
    """Samples of the file that count: the last packet of an M4A is filled up, and its decoder gives all of it."""
    stream = opened.streams.audio[0]
    if "mp4" in opened.format.name and stream.duration and stream.time_base:
        return round(stream.duration * stream.time_base * RATE)
    return sys.maxsize


def whole(path: str) -> Samples:
    """All of a short file; kept for the films that follow, as long as its content stays the same."""
    return _whole(path, file_digest(Path(path)))


@functools.lru_cache(maxsize=8)
def _whole(path: str, _digest: str) -> Samples:
    pieces = list(read(path))
    samples = np.concatenate(pieces) if pieces else np.zeros((0, 2), np.float32)
    samples.flags.writeable = False
    return samples


def _array(frame: av.AudioFrame) -> Samples:
    # Packed stereo comes as one row: left, right, left, right, …
    return np.asarray(frame.to_ndarray(), np.float32).reshape(-1, 2)
