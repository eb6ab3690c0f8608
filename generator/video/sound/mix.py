"""A Score in, its samples out, block by block: music, ducked under sounds, and sounds at their sample; never clipped.

The film is gone through twice, because how far it has to be turned down is known only at its end: once to measure, once
to give the samples out. Neither keeps more than a block and a number for each 64 samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.video.sound.bed import Bed
from generator.video.sound.limiter import CELL, Limiter, peaks
from generator.video.sound.loudness import TARGET_LUFS, Meter
from generator.video.sound.samples import Samples, whole
from generator.video.sound.score import RATE, Cue, Score

BLOCK = RATE
# Music gives way a little before a sound and comes back slowly after it.
_DUCK_ATTACK, _DUCK_RELEASE = RATE * 15 // 100, RATE // 2
# What still sounds when the film ends dies away in this time.
_LAST = RATE // 50


@dataclass(frozen=True, slots=True)
class Measure:
    """What a first hearing finds: the loudness as designed, the sample where it is loudest, the limiter to apply."""

    lufs: float
    loudest: int
    limiter: Limiter


def measure(score: Score) -> Measure:
    """A Score in, its Measure out. A film louder than the target is turned down to it; a quiet one stays quiet."""
    meter = Meter()
    found: list[NDArray[np.float32]] = []
    for block in raw(score):
        meter.feed(block)
        found.append(peaks(block))
    cells = np.concatenate(found)
    lufs = meter.lufs()
    gain = min(1.0, 10 ** ((TARGET_LUFS - lufs) / 20)) if np.isfinite(lufs) else 1.0
    return Measure(lufs, int(cells.argmax()) * CELL, Limiter(cells, gain))


def mixed(score: Score, measured: Measure) -> Iterator[Samples]:
    """The film's samples in blocks: `score.samples` in all, none beyond the limiter's ceiling."""
    start = 0
    for block in raw(score):
        limited = measured.limiter.apply(block, start)
        yield limited[: score.samples - start]
        start += BLOCK


def raw(score: Score) -> Iterator[Samples]:
    """The film as designed, in whole blocks; the last is filled with silence."""
    bed = Bed(score.music) if score.music else None
    for start in range(0, score.samples, BLOCK):
        block = np.zeros((BLOCK, 2), np.float32)
        if bed is not None and score.music is not None:
            block += bed.take(BLOCK)
            block *= _music_curve(score, start)
        for cue in score.cues:
            _add(block, start, cue)
        block *= _ramp(start, 0, score.samples, 0, _LAST)
        yield block


def _add(block: Samples, start: int, cue: Cue) -> None:
    """Add what of a sound falls into the block."""
    if cue.start >= start + BLOCK:
        return
    sound = whole(cue.sound.path)
    first, last = max(cue.start, start), min(cue.start + len(sound), start + BLOCK)
    if first >= last:
        return
    part = sound[first - cue.start : last - cue.start] * np.float32(cue.sound.volume)
    fades = round(cue.sound.fade_in_s * RATE), round(cue.sound.fade_out_s * RATE)
    part = part * _ramp(first, cue.start, cue.start + len(sound), *fades, length=last - first)
    block[first - start : last - start] += part


def _music_curve(score: Score, start: int) -> Samples:
    """The music's gain in a block: its fades, and what is left of it under sounds."""
    music = score.music
    assert music is not None
    curve = _ramp(start, 0, score.samples, round(music.fade_in_s * RATE), round(music.fade_out_s * RATE))
    if music.duck >= 1:
        return curve
    down = np.zeros((BLOCK, 1), np.float32)
    for cue in score.cues:
        begin, end = cue.start - _DUCK_ATTACK, cue.start + len(whole(cue.sound.path)) + _DUCK_RELEASE
        if begin < start + BLOCK and end > start:
            down = np.maximum(down, _ramp(start, begin, end, _DUCK_ATTACK, _DUCK_RELEASE))
    smooth = down * down * (3 - 2 * down)
    return curve * (1 - np.float32(1 - music.duck) * smooth)


def _ramp(at: int, begin: int, end: int, rise: int, fall: int, length: int = BLOCK) -> Samples:
    """(length, 1) gains from sample `at` on: up from 0 at `begin` within `rise`, down to 0 in the `fall` to `end`."""
    n = np.arange(at, at + length, dtype=np.float64)
    up = (n - begin) / rise if rise else (n >= begin).astype(np.float64)
    down = (end - n) / fall if fall else (n < end).astype(np.float64)
    ramp: Samples = np.clip(np.minimum(up, down), 0, 1).astype(np.float32)[:, None]
    return ramp
