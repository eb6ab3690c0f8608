"""A piece: what one renderer makes for one recipient, and whether it may be used again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model.outcome import Artifact, Film

_PART_BYTES = 1 << 20

KINDS = ("film", "page", "document", "email")
_KIND_BY_SUFFIX = {
    ".mp4": "video",
    ".webm": "video",
    ".jpg": "poster",
    ".gif": "preview",
    ".vtt": "captions",
    ".html": "page",
    ".pdf": "document",
    ".ics": "calendar",
    ".eml": "email",
}
_KIND_BY_NAME = {"chapters.vtt": "chapters", "poster.webp": "poster", "preview.webp": "preview", "mail.json": "merge"}


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
        """Paths relative to the recipient's folder; those in mail/ stand in the private part."""
        return tuple(artifact.path for artifact in self.artifacts)


def artifacts_of(pieces: Iterable[Piece]) -> tuple[Artifact, ...]:
    """All files of some pieces."""
    return tuple(artifact for piece in pieces for artifact in piece.artifacts)


def take_stock(folder: Path, files: Iterable[str]) -> tuple[Artifact, ...]:
    """A folder and file names in it in, one Artifact each out, with size and hash as they are on the disk."""
    return tuple(_artifact(folder / name, name) for name in files)


Place = Callable[[str], Path]
"""Where a file of a recipient is published: its path as pieces know it in, the file out."""


def stands(place: Place, piece: Piece) -> bool:
    """True when every file of `piece` is in its place, with the size and the hash that it had when it was finished."""
    try:
        return all(_artifact(place(known.path), known.path) == known for known in piece.artifacts)
    except OSError:
        return False


def standing(place: Place, pieces: Mapping[str, Piece]) -> Mapping[str, Piece]:
    """Those of the recorded pieces, by kind, whose files are in their places unchanged: every byte is read."""
    return {kind: piece for kind, piece in pieces.items() if stands(place, piece)}


def names_in(folder: Path) -> Sequence[str]:
    """Every file below `folder`, relative to it, in the order of their names; none where there is no such folder."""
    return sorted(_files_below(str(folder), "")) if folder.is_dir() else ()


def _files_below(folder: str, above: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files_below(entry.path, f"{above}{entry.name}/")
            elif entry.is_file():
                yield above + entry.name


def _artifact(path: Path, name: str) -> Artifact:
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as stream:
        # Large parts: between any two of them a reader has to wait for its turn at the interpreter.
        while part := stream.read(_PART_BYTES):
            digest.update(part)
        size = os.fstat(stream.fileno()).st_size
    kind = _KIND_BY_NAME.get(path.name) or _KIND_BY_SUFFIX.get(path.suffix, path.suffix.lstrip("."))
    return Artifact(kind, name, digest.hexdigest(), size)
