"""Blocks that are drawn once look as they would if each recipient had one of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from generator.microsite import Shared, write_page
from generator.microsite.alike import forget_drawn
from generator.microsite.blocks import is_alike
from generator.microsite.render import Renderer
from generator.model.forms import Forms, Question
from generator.model.interactions import Option
from generator.model.story import Links, Story

StoryMaker = Callable[..., Story]
ANNA, BEN = "a" * 32, "b" * 32
QUESTIONS = tuple(
    Question(name, f"{name}?", "To know.", (Option("yes", "Yes"), Option("no", "No"))) for name in ("heating", "two")
)
FORMS = Forms(endpoint="https://forms.example.org/{form}", questions=QUESTIONS)


@pytest.fixture(autouse=True)
def nothing_drawn() -> Iterator[None]:
    forget_drawn()
    yield
    forget_drawn()


def pages(story: Story, shared: Shared, folder: Path) -> tuple[str, str]:
    write_page(story, folder, None, shared)
    index, choices = ((folder / name).read_text(encoding="utf-8") for name in ("index.html", "choices.html"))
    return index, choices


def worded(story: Story, **copy: str) -> Story:
    assert story.microsite is not None
    words = MappingProxyType({**story.microsite.copy, **copy})
    return replace(story, microsite=replace(story.microsite, copy=words))


def asked(story: Story, question: str) -> Story:
    assert story.microsite is not None
    facts = MappingProxyType({**story.microsite.facts, "ask": question})
    return replace(story, microsite=replace(story.microsite, facts=facts))


def test_a_form_drawn_for_another_is_ones_own(make_story: StoryMaker, shared: Shared, tmp_path: Path) -> None:
    mail = Links(MappingProxyType({"contact": "mailto:help@example.org", "rating": f"mailto:r+{BEN}@example.org"}))
    told: list[Story] = [
        replace(make_story(token=token, language=language, locale=locale), forms=forms)
        for token in (ANNA, BEN)
        for language, locale in (("en", "en_IE"), ("de", "de_DE"), ("ar", "ar_EG"))
        for forms in (FORMS, replace(FORMS, endpoint=""), replace(FORMS, rating="nps", questions=QUESTIONS[1:]))
    ]
    told.append(replace(told[-2], links=mail))
    told.append(worded(told[0], rating="How did we do?", callback_consent="Yes."))
    told.append(worded(told[0], callback_text="{first_name}, shall we?"))
    told.append(worded(asked(told[0], "two")))
    told.append(replace(told[0], forms=replace(FORMS, endpoint=""), links=Links(MappingProxyType({}))))
    alone = []
    for story in told:
        forget_drawn()
        alone.append(pages(story, shared, tmp_path))
    forget_drawn()
    assert [pages(story, shared, tmp_path) for story in told] == alone
    assert [pages(story, shared, tmp_path) for story in reversed(told)] == alone[::-1]
    for story, (index, choices) in zip(told, alone, strict=True):
        other = BEN if story.token == ANNA else ANNA
        assert "0" * 32 not in index + choices
        assert other not in (index + choices).replace(f"r+{BEN}", "")
    assert "Lucia, shall we?" in alone[-3][0]
    assert "two?" in alone[-2][0] and "heating?" not in alone[-2][0]
    assert 'id="rating"' in alone[0][0] and 'id="rating"' not in alone[-1][0]


def test_what_is_alike_is_drawn_once(
    make_story: StoryMaker, shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = Renderer.block

    def watched(self: Renderer, block: Any, context: Any) -> Any:
        drawn.append(block.name)
        return draw(self, block, context)

    monkeypatch.setattr(Renderer, "block", watched)
    for token in (ANNA, BEN):
        pages(replace(make_story(token=token), forms=FORMS), shared, tmp_path)
    for name in ("callback", "rating", "profile", "preferences"):
        assert is_alike(name)
        assert drawn.count(name) == 1
    assert not is_alike("dispute")
    assert drawn.count("dispute") == 2


def test_a_reference_is_whole_wherever_it_stands(make_story: StoryMaker, shared: Shared, tmp_path: Path) -> None:
    links = {"contact": "mailto:help@example.org", "stop": "mailto:stop@example.org", "choices": "choices.html"}
    for token in (ANNA, BEN):
        story = replace(make_story(token=token), links=Links(MappingProxyType(links)))
        for html in pages(story, shared, tmp_path / token):
            mails = re.findall(r'href="mailto:[^"]*body=([^"]*)"', html)
            assert mails
            assert all(re.search(rf"%20{token}(?![a-z0-9])", body) for body in mails), mails
