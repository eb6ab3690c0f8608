"""The film with its controls and chapters; left out without a film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.microsite.context import PageContext, clock


@dataclass(frozen=True, slots=True)
class Moment:
    """A chapter of the film: when it starts in seconds and as "0:05", its title and its caption."""

    start_s: float
    clock: str
    title: str
    caption: str


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`moments`: the chapters of the film."""
    return {"moments": moments_of(page)} if page.film is not None else None


def moments_of(page: PageContext) -> tuple[Moment, ...]:
    """The chapters of the film with their captions; none without a film."""
    if page.film is None:
        return ()
    captions = [scene.caption for scene in page.story.scenes]
    captions += [""] * (len(page.film.chapters) - len(captions))
    return tuple(
        Moment(start, clock(start), title, caption)
        for (start, title), caption in zip(page.film.chapters, captions, strict=False)
    )
