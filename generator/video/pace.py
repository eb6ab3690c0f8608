"""What films cost on this machine: processor seconds a frame and a film, kept in the store for `render --plan`."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.disk import open_to_read
from generator.video.index import Index
from generator.video.settings import VideoSettings

# What was measured long ago fades once so much is known.
_MOST_FRAMES = 20_000
_MOST_FILMS = 500
_EVERY_S = 3.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds. `frame_s`: to draw, convert and encode a frame. `film_s`: for all the rest of a film."""

    frame_s: float
    film_s: float


class Pace:
    """Gathers what films take in one process, and writes it to the index now and then."""

    def __init__(self, index: Index, settings: VideoSettings) -> None:
        self._index = index
        self._frame_work, self._film_work = _works(settings)
        self._gathered = [0.0, 0.0, 0.0, 0.0]
        self._films = 0
        self._written = time.monotonic()

    def film(self, frames: int, frames_s: float, film_s: float) -> None:
        """A film took so long for the frames that were made for it, and so long for all the rest."""
        self._films += 1
        if self._films == 1:
            # It paid for loading fonts and the like, too.
            return
        for at, value in enumerate((frames, frames_s, 1, film_s)):
            self._gathered[at] += value
        if time.monotonic() - self._written >= _EVERY_S:
            self.write()

    def gathered(self) -> Cost:
        """What the films cost that were not yet written to the index; at least two must have been made."""
        frames, frames_s, films, films_s = self._gathered
        return Cost(frames_s / max(1.0, frames), films_s / max(1.0, films))

    def write(self) -> None:
        """Add what was gathered to the index."""
        frames, frames_s, films, films_s = self._gathered
        self._gathered = [0.0, 0.0, 0.0, 0.0]
        self._written = time.monotonic()
        if frames:
            self._index.add_pace(self._frame_work, frames, frames_s, _MOST_FRAMES)
        if films:
            self._index.add_pace(self._film_work, films, films_s, _MOST_FILMS)


def measured(path: Path, settings: VideoSettings) -> Cost | None:
    """A store's index in, what films like these cost so far out; None when none was measured. Nothing is written."""
    if not path.is_file():
        return None
    with suppress(sqlite3.DatabaseError), closing(open_to_read(path)) as index:
        frame_s, film_s = (
            next((row[0] for row in index.execute("SELECT seconds / units FROM pace WHERE work = ?", (work,))), None)
            for work in _works(settings)
        )
        return None if frame_s is None or film_s is None else Cost(frame_s, film_s)
    return None


def _works(settings: VideoSettings) -> tuple[str, str]:
    width, height = settings.size_px
    size = f"{width}x{height}"
    frame = f"frame {size} {settings.codec} {'thorough' if settings.thorough else 'quick'}"
    return frame, f"film {size} {settings.codec} gif={settings.gif} webp={settings.webp}"
