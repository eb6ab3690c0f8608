"""Scenes on the frame grid in, a Score out: which sound starts at which sample of the film.

Every position is reckoned from the film's beginning and rounded once, so nothing drifts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.model.story import Music, Sound
from generator.video.timeline import Place

RATE = 48_000


@dataclass(frozen=True, slots=True)
class Cue:
    """A sound that starts at a sample of the film."""

    start: int
    sound: Sound


@dataclass(frozen=True, slots=True)
class Score:
    """All that is heard in a film that is `samples` long."""

    samples: int
    cues: tuple[Cue, ...]
    music: Music | None = None


def samples_of(frames: int, fps: int) -> int:
    """A frame's number in, the sample that is heard when it is shown out."""
    return round(Fraction(frames * RATE, fps))


def score_of(places: Sequence[Place], music: Music | None, fps: int) -> Score | None:
    """The scenes of a film on the frame grid in, its score out; None when nothing can be heard."""
    cues = [
        Cue(samples_of(place.first, fps) + round(sound.at_s * RATE), sound)
        for place in places
        for sound in place.scene.sounds
        if sound.volume > 0
    ]
    audible = music if music is not None and music.volume > 0 else None
    if not cues and audible is None:
        return None
    end = samples_of(max(place.end for place in places), fps)
    return Score(end, tuple(cue for cue in cues if cue.start < end), audible)
