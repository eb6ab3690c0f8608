"""Composes the music of assets/music and the sounds of assets/sounds: python assets/build/sounds.py

Everything is made here, note by note, so that nobody's rights are touched. The same code gives the same sound.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000
ASSETS = Path(__file__).resolve().parents[1]
# What the engine lets the end of a music overlap with its beginning.
OVERLAP = RATE // 2
Sound = NDArray[np.float64]


def daybreak() -> Sound:
    """Twenty-four seconds that go round for ever: four slow chords, a low root, and a few bells like first light."""
    bar_s, bars = 6.0, 4
    count = round(bar_s * bars * RATE)
    sound = np.zeros((count, 2))
    dice = np.random.default_rng(7)
    # D major ninth, B minor seventh, G major seventh, A with a held fourth: nothing that has to resolve.
    chords = [(38, (57, 62, 64, 66)), (35, (57, 59, 62, 66)), (31, (55, 59, 62, 66)), (33, (57, 59, 62, 64))]
    for bar, (root, notes) in enumerate(chords):
        at = bar * bar_s
        for place, note in enumerate(notes):
            _add(sound, _pad(_hz(note), bar_s + 2.6, dice), at - 0.9, 0.15, (place - 1.5) * 0.38)
        _add(sound, _pad(_hz(root), bar_s + 2.0, dice, overtones=3), at - 0.5, 0.26, 0.0)
    bells = [(0.0, 78), (2.25, 81), (6.75, 76), (9.0, 74), (12.0, 74), (14.25, 78), (15.0, 83), (18.75, 76), (21.0, 81)]
    for number, (at, note) in enumerate(bells):
        _add(sound, _bell(_hz(note), 3.2), at, 0.045, (-0.5, 0.45, 0.1)[number % 3])
    sound = _room(sound, 2.4, 0.42, dice)
    return np.concatenate([sound, sound[:OVERLAP]]) * (0.5 / np.abs(sound).max())


def chime() -> Sound:
    """Two soft notes, the second a fifth above: something has landed well."""
    sound = np.zeros((round(1.9 * RATE), 2))
    dice = np.random.default_rng(3)
    for at, note, pan in ((0.0, 74, -0.15), (0.095, 81, 0.15)):
        _add(sound, _bell(_hz(note), 1.5), at, 0.5, pan)
    return _ended(_room(sound, 0.9, 0.22, dice), 0.45)


def page() -> Sound:
    """A breath of air, a third of a second: one thing gives way to another."""
    count = round(0.6 * RATE)
    dice = np.random.default_rng(5)
    t = np.arange(count) / RATE
    spectrum = np.fft.rfft(dice.standard_normal((count, 2)), axis=0)
    hz = np.fft.rfftfreq(count, 1 / RATE)[:, None]
    air = np.fft.irfft(spectrum * np.exp(-(np.log2(np.maximum(hz, 1) / 1100) ** 2) / 1.1), count, axis=0)
    swell = np.sin(np.pi * np.clip(t / 0.5, 0, 1)) ** 2 * np.exp(-2.2 * t)
    return _ended(air * swell[:, None], 0.25)


def _hz(note: int) -> float:
    """A MIDI note in, its frequency out."""
    return float(440 * 2 ** ((note - 69) / 12))


def _pad(hz: float, length_s: float, dice: np.random.Generator, overtones: int = 6) -> Sound:
    """A warm tone that comes and goes slowly: three voices a little apart, each of a few overtones."""
    t = np.arange(round(length_s * RATE)) / RATE
    tone = np.zeros(len(t))
    for cents in (-4.0, 0.0, 4.5):
        own = hz * 2 ** (cents / 1200)
        for overtone in range(1, overtones + 1):
            shimmer = 1 + 0.25 * np.sin(2 * np.pi * (0.11 + 0.05 * overtone) * t + dice.uniform(0, 6.28))
            level = overtone**-1.9 / (1 + (own * overtone / 1500) ** 2)
            tone += level * shimmer * np.sin(2 * np.pi * own * overtone * t + dice.uniform(0, 6.28))
    rise, fall = 2.2, 2.6
    swell = np.clip(t / rise, 0, 1) * np.clip((length_s - t) / fall, 0, 1)
    return tone / 3 * (swell * swell * (3 - 2 * swell))


def _bell(hz: float, length_s: float) -> Sound:
    """A soft mallet: the tone, a faint octave and a trace of metal that is gone at once."""
    t = np.arange(round(length_s * RATE)) / RATE
    parts = ((1.0, 1.0, 2.6), (2.0, 0.22, 4.2), (3.93, 0.06, 11.0))
    tone = sum(level * np.sin(2 * np.pi * hz * ratio * t) * np.exp(-decay * t) for ratio, level, decay in parts)
    return np.asarray(tone) * np.clip(t / 0.006, 0, 1) * np.clip((length_s - t) / 0.2, 0, 1)


def _add(sound: Sound, tone: Sound, at_s: float, volume: float, pan: float) -> None:
    """Add a tone at an instant; what reaches over an end comes in at the other. `pan`: -1 left, 1 right."""
    places = (round(at_s * RATE) + np.arange(len(tone))) % len(sound)
    angle = (pan + 1) * np.pi / 4
    sound[places, 0] += tone * volume * np.cos(angle)
    sound[places, 1] += tone * volume * np.sin(angle)


def _room(sound: Sound, length_s: float, wet: float, dice: np.random.Generator) -> Sound:
    """The sound in a soft room. The echo goes round the ends, as the music does."""
    count = round(length_s * RATE)
    t = np.arange(count) / RATE
    echo = np.zeros_like(sound)
    echo[:count] = dice.standard_normal((count, 2)) * (np.exp(-5.5 * t / length_s) * np.clip(t / 0.02, 0, 1))[:, None]
    hz = np.fft.rfftfreq(len(sound), 1 / RATE)[:, None]
    dull = 1 / (1 + (hz / 2200) ** 2) * (hz / (hz + 120))
    spectrum = np.fft.rfft(echo, axis=0) * dull
    echoed = np.fft.irfft(np.fft.rfft(sound, axis=0) * spectrum, len(sound), axis=0)
    return sound + echoed * (wet * np.abs(sound).max() / np.abs(echoed).max())


def _ended(sound: Sound, peak: float) -> Sound:
    """A single sound that begins and ends in silence, with that peak."""
    left = np.arange(len(sound))[::-1, None] / RATE
    return sound * np.clip(left / 0.15, 0, 1) * (peak / np.abs(sound).max())


def write(path: Path, sound: Sound, bit_rate: int) -> None:
    """An M4A file; its name says nothing, and neither do its tags."""
    options = {"fflags": "+bitexact", "movflags": "+faststart"}
    with av.open(str(path), "w", format="ipod", container_options=options) as out:
        stream = out.add_stream("aac", rate=RATE, bit_rate=bit_rate)
        stream.codec_context.layout = "stereo"
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound.T, np.float32), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


if __name__ == "__main__":
    write(ASSETS / "music" / "daybreak.m4a", daybreak(), 96_000)
    write(ASSETS / "sounds" / "chime.m4a", chime(), 96_000)
    write(ASSETS / "sounds" / "page.m4a", page(), 96_000)
