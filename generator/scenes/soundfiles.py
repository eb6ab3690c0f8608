"""Audio files: a path in, how long it sounds out, or nothing. Half a file is no sound.

The one place outside of `video` that calls PyAV: a broken sound has to be told at its line, before anything renders.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_MISSING = 0.1
"""So much of what the file announces may be missing: MP3 files without an index only estimate their length."""


def length_s(path: Path) -> float | None:
    """Seconds of sound that can be decoded; None when the file is no sound, holds none or breaks off."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return _length_s(str(path), stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=256)
def _length_s(path: str, size: int, _time_ns: int) -> float | None:
    import av

    if _breaks_off(path, size):
        return None
    try:
        with av.open(path) as opened:
            stream = opened.streams.audio[0]
            seconds = sum(frame.samples / frame.sample_rate for frame in opened.decode(stream))
            announced = (opened.duration or 0) / 1e6
    except (av.FFmpegError, IndexError, OSError, ValueError):
        return None
    return seconds if seconds > 0 and seconds >= announced * (1 - _MISSING) else None


def _breaks_off(path: str, size: int) -> bool:
    """Whether a WAV is shorter than it says. FFmpeg takes what is there for all of it."""
    with Path(path).open("rb") as file:
        head = file.read(8)
    announced = int.from_bytes(head[4:8], "little")
    # Programs that write to a pipe don't know the length and say all ones.
    return head[:4] == b"RIFF" and announced != 0xFFFFFFFF and announced + 8 > size
