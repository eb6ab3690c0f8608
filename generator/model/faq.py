"""The campaign's own questions and answers, as one recipient's page gets them: in words, with nothing to look up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """A question and its answer.

    `key`: its name in the file, one of a kind. `also`: other ways of asking the same. `topic`: what it is about, "" for
    nothing in particular. `link`: the name of a link of the campaign; `place`: of a place in the page ("lines",
    "history/2026-03"); `play`: the key of a scene or a branch of the film; each "" for none.
    """

    key: str
    question: str
    answer: str
    also: tuple[str, ...] = ()
    topic: str = ""
    link: str = ""
    place: str = ""
    play: str = ""

    def texts(self) -> tuple[str, ...]:
        """Everything of it that can be read or asked."""
        return tuple(text for text in (self.topic, self.question, *self.also, self.answer) if text)
