"""What became of an input row. One outcome per row, always."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model.interactions import NOTHING, Interactions, Reel

_SMALLER = re.compile(r"video-([1-9][0-9]{2,3})\.(?:mp4|webm)")


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file. `path` is relative to the recipient's folder; `sha256` in hex; `bytes` its size."""

    kind: str
    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """All artifacts are in place. `reused`: nothing had changed since an earlier run.

    `verified`: that they were searched for what was not released; None when nobody did. `without`: what the campaign
    asks for and this recipient's facts don't suffice for, each with its reason.
    """

    token: str
    artifacts: tuple[Artifact, ...]
    seconds: float
    reused: bool = False
    verified: bool | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Rightly not rendered: suppressed, no consent, wrong relationship … `reason` is a stable code."""

    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """Not rendered, though it should have been. Place, cause and remedy as in SerendipError."""

    place: str
    cause: str
    remedy: str = ""


Outcome = Rendered | Skipped | Failed


@dataclass(frozen=True, slots=True)
class Film:
    """A finished film: its size, its length, its files, and where each chapter (scene) starts in seconds.

    `files`: those of its branches, too. `reels`: what was drawn where, in the film and in its branches. `interactions`:
    what can be touched in it, in the recipient's words; made of the story and the reels when a page is written.
    """

    width_px: int
    height_px: int
    duration_s: float
    files: tuple[str, ...]
    chapters: tuple[tuple[float, str], ...]
    reels: tuple[Reel, ...] = ()
    interactions: Interactions = NOTHING

    @property
    def video(self) -> str:
        """The name of the film's own file."""
        return next((name for name in self.files if name.startswith("video.")), "video.mp4")

    @property
    def qualities(self) -> tuple[tuple[int, str], ...]:
        """(Height in pixels, file) of the film and of its smaller copies, "video-360.mp4"; the film alone: nothing."""
        smaller = [(name, _SMALLER.fullmatch(name)) for name in self.files]
        copies = sorted(((int(found[1]), name) for name, found in smaller if found), reverse=True)
        return ((self.height_px, self.video), *copies) if copies else ()

    @property
    def media_type(self) -> str:
        """What a page must say that the film is."""
        return "video/webm" if self.video.endswith(".webm") else "video/mp4"
