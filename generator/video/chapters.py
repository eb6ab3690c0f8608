"""Chapters: one for each scene that has a title, as values for the film and as WebVTT for the page's player."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.video.captions import Cue, webvtt
from generator.video.timeline import Place


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the film, in frames; the scenes that follow without a title belong to it."""

    title: str
    first: int
    end: int


def chapters_of(places: Sequence[Place]) -> tuple[Chapter, ...]:
    """Scenes on the frame grid in, chapters out, in order and without gaps after the first.

    A chapter begins where its scene is alone on the screen: there is a key frame to seek to, and nothing of the scene
    before shows.
    """
    titled = [place for place in places if place.scene.title.strip()]
    if not titled:
        return ()
    ends = [place.body.start for place in titled[1:]] + [places[-1].end]
    return tuple(
        Chapter(title=" ".join(place.scene.title.split()), first=place.body.start, end=end)
        for place, end in zip(titled, ends, strict=True)
    )


def chapters_vtt(chapters: Sequence[Chapter], fps: int) -> str:
    """Chapters in, the text of chapters.vtt out."""
    return webvtt([Cue(chapter.first / fps, chapter.end / fps, (chapter.title,)) for chapter in chapters])
