"""What is kept from one document to the next: nothing of whom it was for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from generator.document import render
from generator.document.quick import bars, glyphs, matching, shaping, styles, writing
from generator.model.story import Links, Story

MARKS = ("Zyxwvut", "secretpath", "K-77-MARK")
_MOST = 200_000


def texts(*roots: object) -> Iterator[str]:
    """Every text that can be come to from some objects."""
    seen: set[int] = set()
    stack: list[Any] = list(roots)
    while stack:
        found = stack.pop()
        if id(found) in seen or isinstance(found, type) or callable(found):
            continue
        seen.add(id(found))
        assert len(seen) < _MOST
        if isinstance(found, str):
            yield found
        elif isinstance(found, bytes):
            yield found.decode("latin-1")
        elif isinstance(found, dict):
            stack += [*found.keys(), *found.values()]
        elif isinstance(found, list | tuple | set | frozenset):
            stack += found
        stack += getattr(found, "__dict__", {}).values()
        stack += [getattr(found, name) for name in getattr(type(found), "__slots__", ()) if hasattr(found, name)]


def kept(story: Story, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Which of the marks stand in what is kept after a story's document."""
    monkeypatch.setattr(styles.KeepingStyles, "kept", {})
    monkeypatch.setattr(styles, "_RULES", {})
    data = render.render_pdf(story, story.document)
    assert data.startswith(b"%PDF")
    modules = [vars(module) for module in (bars, glyphs, matching, shaping, styles, writing)]
    states = [value for module in modules for value in module.values() if isinstance(value, dict | list | set)]
    all_texts = list(texts(styles.KeepingStyles.kept, styles._RULES, states))
    assert len(all_texts) > 500
    return {mark for mark in MARKS for text in all_texts if mark in text}


@pytest.fixture
def story(tell) -> Story:
    told = tell(name="Zyxwvut Quirk", number="K-77-MARK", autopay=False)
    return replace(told, links=Links({"pay": "https://pay.example/secretpath", "contact": "mailto:a@b.example"}))


def test_nothing_of_a_recipient_is_kept(monkeypatch: pytest.MonkeyPatch, story: Story) -> None:
    assert kept(story, monkeypatch) == set()


def test_a_value_that_is_kept_would_be_seen(monkeypatch: pytest.MonkeyPatch, story: Story) -> None:
    monkeypatch.setattr(matching, "_OF_THE_TEMPLATE", matching._OF_THE_TEMPLATE | {"href"})
    assert kept(story, monkeypatch) == {"secretpath"}
