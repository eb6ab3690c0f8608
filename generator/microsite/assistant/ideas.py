"""Alternatives: which there are, all of equal weight, and that none has to be chosen."""

from __future__ import annotations

from generator.microsite.assistant.answer import Answer, place_way
from generator.microsite.context import PageContext
from generator.model.facts import Choices


def which_ideas(page: PageContext) -> Answer | None:
    """Which alternatives there are."""
    ideas = page.facts.get("ideas")
    if not isinstance(ideas, Choices) or len(ideas.items) < 2:
        return None
    say = page.say
    text = say.plain("a_which_ideas", ideas="; ".join(item.title for item in ideas.items))
    return Answer(
        "which_ideas", say.plain("q_which_ideas"), text, say.plain("also_which_ideas"), place_way(page, "ideas")
    )


def ideas(page: PageContext) -> Answer | None:
    """Whether one has to be chosen."""
    if not isinstance(page.facts.get("ideas"), Choices):
        return None
    say = page.say
    return Answer("ideas", say.plain("q_ideas"), say.plain("a_ideas"), say.plain("also_ideas"))
