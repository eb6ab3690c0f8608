"""The film and its branches in words; left out without a film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.microsite.blocks.film import Moment, moments_of
from generator.microsite.context import PageContext, clock


@dataclass(frozen=True, slots=True)
class Aside:
    """A branch of the film: its key, title and file, and its chapters."""

    key: str
    title: str
    file: str
    moments: tuple[Moment, ...]


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`moments`: what is said, chapter by chapter. `asides`: the same of each branch."""
    moments = moments_of(page)
    return {"moments": moments, "asides": _asides(page)} if moments else None


def _asides(page: PageContext) -> tuple[Aside, ...]:
    if page.film is None:
        return ()
    return tuple(
        Aside(
            branch.key,
            branch.title,
            branch.file,
            tuple(
                Moment(start, clock(start), title, said)
                for (start, title), said in zip(branch.chapters, branch.transcript, strict=False)
            ),
        )
        for branch in page.film.interactions.branches
    )
