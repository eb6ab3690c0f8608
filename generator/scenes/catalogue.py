"""Which templates there are: every folder under templates/ and under the campaign's own, found, never listed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.resources import templates_dir


def folders(kind: str, file_name: str, own: Sequence[Path] = ()) -> dict[str, Path]:
    """`kind` ("scenes", "microsites", "documents", "brands") in, name → folder out; a campaign's own folder wins."""
    found: dict[str, Path] = {}
    for base in (templates_dir(), *own):
        parent = base / kind
        if parent.is_dir():
            found.update({folder.name: folder for folder in sorted(parent.iterdir()) if (folder / file_name).is_file()})
    return found
