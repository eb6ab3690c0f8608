"""Questions with their answers, as HTML for everybody and as data for the panel that answers what is typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from markupsafe import Markup

from generator.microsite.assistant import Answer, answers_of, people, things_of
from generator.microsite.assistant.answer import amount_shown
from generator.microsite.context import PageContext
from generator.model.facts import Series

FILES = "files"
"""The key of the answer that lists the files; the template writes it."""

FIRST = 4
"""Questions that are suggested; the others are a touch away."""

_WORDS = ("button", "note", "log", "you", "reply", "suggested", "more", "show", "maybe", "none", "near", "empty")
_SPEECH = ("fillers", "groups", "about", "about_charges")


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`about_bill`: whether the page is about an amount. `first`: suggested answers. `rest`: (topic, answers), others.

    `people`: the ways to a person. `data`: what the panel needs besides, as JSON.
    """
    data, answers = panel_data(page)
    topics = sorted(answers[FIRST:], key=lambda answer: answer.topic != "")
    return {
        "about_bill": amount_shown(page) is not None,
        "first": answers[:FIRST],
        "rest": [(topic, tuple(group)) for topic, group in groupby(topics, key=lambda answer: answer.topic)],
        "people": people(page),
        "data": _json(data),
    }


def panel_data(page: PageContext) -> tuple[dict[str, Any], tuple[Answer, ...]]:
    """A page in; what the panel needs beside the HTML, and the answers that stand in it."""
    say = page.say
    answers, things = answers_of(page), things_of(page)
    words = {name: say.plain(f"ask_{name}") for name in _WORDS} | {"ask": say.plain("ask")}
    if not people(page):
        words["none"] = say.plain("ask_none_plain")
    also = {answer.key: _packed(answer.also) for answer in answers if answer.also}
    also[FILES] = _packed(say.plain("also_files"))
    reasons = list(dict.fromkeys(thing.reason for thing in things if thing.reason))
    data = {
        "words": words,
        **{name: _packed(say.plain(f"ask_{name}")) for name in _SPEECH} | {"about": _about(page)},
        "also": also,
        "things": [
            [_packed(thing.names), thing.answer, thing.place] + ([reasons.index(thing.reason)] if thing.reason else [])
            for thing in things
        ],
        "reasons": reasons,
    }
    return data, answers


def _packed(names: str) -> str:
    """ "a | b" as "a|b": the panel trims them anyway, and a page has hundreds."""
    return names.replace(" | ", "|")


def _about(page: PageContext) -> str:
    """What is said of any thing: the template's words, and what months are counted in."""
    months = page.facts.get("months")
    unit = months.unit if isinstance(months, Series) else ""
    return f"{page.say.plain('ask_about')} {unit}".strip()


def _json(value: Any) -> Markup:
    """A value in, JSON out that no value of it can end early: it stands in a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    # Every character that means something to HTML is escaped.
    return Markup(text)
