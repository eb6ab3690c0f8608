"""Scores in, sound tracks out, each made once for all films that sound the same.

A track is named by a MAC under the campaign's secret of all that decides it: where which file is heard, how loud, and
how it is encoded. Recipients with the same scenes have the same track.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import av
import numpy as np

from generator.keys import mac
from generator.model.story import Music, Sound
from generator.video.cache import PRIVATE_FILE, SOUNDS, Cache, age_s, touch, whole
from generator.video.canonical import file_digest
from generator.video.sound.mix import measure, mixed
from generator.video.sound.score import RATE, Score
from generator.video.sound.track import AAC, Encoding, SoundTrack, encode, from_bytes, to_bytes

# Raise it when a change of this package changes what is heard.
_VERSION = "1"
_BUILD = " ".join([_VERSION, np.__version__, av.__version__, *map(str, av.library_versions["libavcodec"])])
_KEPT = 4
_LIMIT_BYTES = 256_000_000


class SoundTracks:
    """The sound tracks of a cache folder; the last few are kept in memory."""

    def __init__(self, cache: Cache, secret: bytes, encoding: Encoding = AAC) -> None:
        self._cache = cache
        self._secret = secret
        self._encoding = encoding
        self._kept: dict[str, SoundTrack] = {}

    def track(self, score: Score) -> SoundTrack:
        """A Score in, its track out: from the cache, or made now. Raises AssetError when a file can't be decoded."""
        name = track_name(score, self._encoding, self._secret)
        found = self._kept.pop(name, None) or self._stored(name, score)
        self._kept[name] = found
        while len(self._kept) > _KEPT:
            self._kept.pop(next(iter(self._kept)))
        return found

    def _stored(self, name: str, score: Score) -> SoundTrack:
        path = self._cache.path(SOUNDS, name)
        with self._cache.alone(SOUNDS, name):
            track = _read(path)
            if track is None:
                track = make(score, self._encoding)
                with whole(path, PRIVATE_FILE) as part:
                    part.write_bytes(to_bytes(track))
                self._shrink(path)
        return track

    def _shrink(self, keep: Path) -> None:
        """Remove the tracks that were used least recently until the rest is within bounds; they can be made again."""
        room = _LIMIT_BYTES
        for path in sorted(keep.parent.glob("[!.]*"), key=age_s):
            with suppress(FileNotFoundError):
                room -= path.stat().st_size
                if room < 0 and path != keep:
                    path.unlink()


def make(score: Score, encoding: Encoding) -> SoundTrack:
    """A Score in, its track out."""
    measured = measure(score)
    return encode(mixed(score, measured), encoding, measured.loudest)


def track_name(score: Score, encoding: Encoding, secret: bytes) -> str:
    """All that decides a track's packets in, its keyed name out (64 hex digits)."""
    heard = [f"{cue.start} {_told(cue.sound)}" for cue in score.cues]
    music = _told(score.music) if score.music else ""
    coded = f"{encoding.codec} {encoding.bit_rate} {sorted(encoding.options.items())} {RATE}"
    return mac(secret, "sound", _BUILD, coded, str(score.samples), music, *heard).hex()


def _told(value: Sound | Music) -> str:
    """The same text exactly for what sounds the same; a file counts by its content."""
    fields = [file_digest(Path(value.path)), value.volume, value.fade_in_s, value.fade_out_s]
    # When a sound starts is in its cue.
    return repr(fields if isinstance(value, Sound) else [*fields, value.loop, value.duck])


def _read(path: Path) -> SoundTrack | None:
    try:
        track = from_bytes(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    touch(path)
    return track
