"""Small audio files and stories that sound, for the tests of sound."""

from __future__ import annotations

import wave
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
from engine_parts import ground, scene, slider, story
from numpy.typing import NDArray

from generator.model.story import Music, Scene, Sound, Story

RATE = 48_000


def wav(path: Path, samples: NDArray[np.float64], rate: int = RATE) -> Path:
    """samples: (n,) or (n, channels) within -1…1."""
    shaped = samples.reshape(len(samples), -1)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(shaped.shape[1])
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((np.clip(shaped, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def click(path: Path, level: float = 0.8) -> Path:
    samples = np.zeros((480, 2))
    samples[0] = level
    return wav(path, samples)


def tone(path: Path, seconds: float, hz: float = 440, level: float = 0.3, rate: int = RATE) -> Path:
    t = np.arange(round(seconds * rate)) / rate
    sine = level * np.sin(2 * np.pi * hz * t)
    return wav(path, np.stack([sine, sine], 1), rate)


def sounding(told: Scene, *sounds: Sound) -> Scene:
    return replace(told, sounds=sounds)


def musical(told: Story, music: Music) -> Story:
    return replace(told, music=music)


def clicking_story(path: Path, scenes: int, seconds: float) -> Story:
    """Every scene begins with a click, and with another picture."""
    grounds = ("ink", "paper")
    made = (scene(f"s{number}", ground(grounds[number % 2]), slider(0.1), seconds=seconds) for number in range(scenes))
    return story(*(sounding(one, Sound(str(path))) for one in made))


def heard(path: Path) -> NDArray[np.float32]:
    """What a player plays, from the film's beginning on: (n, 2)."""
    pieces: list[NDArray[np.float32]] = []
    with av.open(str(path)) as film:
        stream = film.streams.audio[0]
        resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
        at = 0
        for frame in film.decode(stream):
            # A player puts each frame where its timestamp says.
            assert frame.pts is not None and frame.time_base is not None
            start = round(frame.pts * frame.time_base * RATE)
            for piece in resampler.resample(frame):
                samples = piece.to_ndarray().reshape(-1, 2)
                pieces.append(np.zeros((max(0, start - at), 2), np.float32))
                pieces.append(samples[max(0, at - start) :])
                at = max(at, start) + len(pieces[-1])
    return np.concatenate(pieces)


def peaks_above(samples: NDArray[np.float32], level: float, apart: int = RATE // 10) -> list[int]:
    """Where it gets louder than `level`, once for each `apart` samples."""
    loud = np.flatnonzero(np.abs(samples).max(axis=1) > level)
    found: list[int] = []
    for at in loud:
        if not found or at - found[-1] > apart:
            found.append(int(at))
    return found
