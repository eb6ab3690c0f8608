"""Chapters: one for each scene that has a title, as values for the film and as WebVTT for the page's player."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.video.captions import Cue, webvtt
from generator.video.plan import Shot


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the film, in frames; the scenes that follow without a title belong to it."""

    title: str
    first: int
    end: int


def chapters_of(shots: Sequence[Shot]) -> tuple[Chapter, ...]:
    """Shots in, chapters out, in order and without gaps after the first."""
    titled = [shot for shot in shots if shot.scene.title.strip()]
    if not titled:
        return ()
    ends = [shot.first for shot in titled[1:]] + [shots[-1].first + shots[-1].frames]
    return tuple(
        Chapter(title=" ".join(shot.scene.title.split()), first=shot.first, end=end)
        for shot, end in zip(titled, ends, strict=True)
    )


def chapters_vtt(chapters: Sequence[Chapter], fps: int) -> str:
    """Chapters in, the text of chapters.vtt out."""
    return webvtt([Cue(chapter.first / fps, chapter.end / fps, (chapter.title,)) for chapter in chapters])
