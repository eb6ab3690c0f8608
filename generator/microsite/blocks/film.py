"""The film with its controls, its chapters and what can be touched in it; left out without a film."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from generator.microsite.context import PageContext, clock

_WORDS = "film_"
_GIVEN = {name: f"%{name}" for name in ("now", "whole", "title", "count", "labels")}
"""What the player fills in, and so what its words get instead of a value."""

_SAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A chapter of the film or of a branch: when it starts in seconds and as "0:05", its title and its caption."""

    start_s: float
    clock: str
    title: str
    caption: str


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`moments`: the chapters of the film. `player`: what its player must know, as JSON. `qualities`: smaller files."""
    if page.film is None:
        return None
    return {"moments": moments_of(page), "player": _player(page), "qualities": page.film.qualities}


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


def _slim(told: Any) -> Any:
    """Interactions in, the same without what the player does not ask for."""
    if isinstance(told, list):
        return [_slim(item) for item in told]
    if not isinstance(told, dict):
        return told
    return {
        name: _slim(value)
        for name, value in told.items()
        if name not in ("scene", "transcript") and not (name in ("href", "at_s") and "do" in told and not value)
    }


def _player(page: PageContext) -> Markup:
    """Words, chapters and interactions as JSON for a `<script type="application/json">`, which none of it can end."""
    film = page.film
    assert film is not None
    say = page.say
    length = clock(film.duration_s)
    contact = page.links.get("contact", "")
    mail = ""
    if contact.startswith("mailto:") and "?" not in contact:
        mail = f"{contact}?subject={quote(say.plain('film_mail'))}"
    told = {
        "words": {name: say.plain(_WORDS + name, length=length, **_GIVEN) for name in say.names(_WORDS)},
        "duration_s": film.duration_s,
        "chapters": film.chapters,
        "mail": mail,
        "reference": say.plain("reference", reference=page.story.token),
        **_slim(film.interactions.as_json()),
    }
    if not mail and not page.story.forms.endpoint:
        # An answer that could go nowhere isn't asked for.
        told["questions"] = []
        told["branches"] = [{**branch, "questions": []} for branch in told["branches"]]
    return Markup(json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(_SAFE))
