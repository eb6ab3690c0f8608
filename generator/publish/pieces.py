"""A piece: what one renderer makes for one recipient, and whether it may be used again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model.outcome import Artifact, Film

KINDS = ("film", "page", "document")
_KIND_BY_SUFFIX = {
    ".mp4": "video",
    ".webm": "video",
    ".jpg": "poster",
    ".gif": "preview",
    ".vtt": "captions",
    ".html": "page",
    ".pdf": "document",
    ".ics": "calendar",
}
_KIND_BY_NAME = {"chapters.vtt": "chapters", "poster.webp": "poster", "preview.webp": "preview"}


@dataclass(frozen=True, slots=True)
class Piece:
    """The finished work of one renderer.

    `kind`: one of KINDS. `fingerprint`: a keyed hash of all that decides its content. `film`: for the kind "film",
    what the page must know of it.
    """

    kind: str
    fingerprint: str
    artifacts: tuple[Artifact, ...]
    film: Film | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """Paths relative to the recipient's folder."""
        return tuple(artifact.path for artifact in self.artifacts)


def take_stock(folder: Path, files: Iterable[str]) -> tuple[Artifact, ...]:
    """A folder and file names in it in, one Artifact each out, with size and hash as they are on the disk."""
    return tuple(_artifact(folder, name) for name in files)


def stands(folder: Path, piece: Piece) -> bool:
    """True when every file of `piece` is in `folder`, with the size and the hash that it had when it was finished."""
    try:
        return all(_artifact(folder, known.path) == known for known in piece.artifacts)
    except OSError:
        return False


def names_in(folder: Path) -> Sequence[str]:
    """Every file below `folder`, relative to it, in the order of their names."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _artifact(folder: Path, name: str) -> Artifact:
    path = folder / name
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    kind = _KIND_BY_NAME.get(path.name) or _KIND_BY_SUFFIX.get(path.suffix, path.suffix.lstrip("."))
    return Artifact(kind, name, digest, path.stat().st_size)
