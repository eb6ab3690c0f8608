"""One small question; left out where there is none to ask, or where forms lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext
from generator.microsite.forms import form_target

ALIKE = True


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`form`: where it leads. `question`: the one that the fact `ask` names; without the fact, the first.

    `options`: its answers as (value, words).
    """
    asked = page.facts.get("ask")
    questions = page.story.forms.questions
    found = [question for question in questions if asked is None or question.name == asked]
    form = form_target(page, "profile") if found else None
    if form is None:
        return None
    return {"form": form, "question": found[0], "options": tuple((each.value, each.text) for each in found[0].options)}
