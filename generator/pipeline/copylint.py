"""The words of a campaign judged: do they say where a fact came from?

First those of the templates, with their samples, in every language: what is found there is quoted, and stops the run.
Then the recipients' own stories: what comes up there alone comes from a value, and that recipient gets nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.campaign import Campaign
from generator.errors import InputError, PrivacyError, StoryError
from generator.model.story import PageTemplate, Story
from generator.pipeline.preview import Subject, sample_scenes
from generator.privacy.uses import is_marketing
from generator.story.forms import forms_in_words
from generator.story.lint import APART, lint, lint_story, scene_texts
from generator.story.locales import SOURCE_LANGUAGE
from generator.story.teller import available_languages_of
from generator.story.words import load_words

_PRODUCTS, _FORMS = "products", "forms"
_FAQ, _PAGE = "faq", "page"
_UNSAID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->|<(script|style)\b.*?</\1>", re.DOTALL)
_SPOKEN = re.compile(r"""\b(?:alt|title|aria-label|content|placeholder)=["']([^"']+)""")
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|code|em|i|mark|s|small|span|strong|sub|sup|u)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_REMEDY = "Say it without the source: what the recipient gets, not how we know."


def contract_places(campaign: Campaign) -> frozenset[str]:
    """The places of a story ("scene amount", "page", "document", "email") that may speak of what a contract is about.

    A scene that says its purpose has that one; another serves them all, so that one purpose of marketing makes it
    marketing. Page, document and e-mail can't say a purpose: where one of the campaign's is no marketing, they are a
    statement's.
    """
    contract = {name for name in campaign.purposes if not is_marketing(campaign.policy.purposes[name].use)}
    places = {"page", "document", "email"} if contract else set()
    for planned in campaign.plan.every_scene:
        if planned.purpose in contract or (planned.purpose is None and contract == set(campaign.purposes)):
            places.add(f"scene {planned.key}")
    return frozenset(places)


class CopyLint:
    """The lint of one campaign's words."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._contract = contract_places(campaign)

    def templates(self) -> list[InputError]:
        """What the templates' own words give away, in any language; none is told twice."""
        places = {f"scene {planned.key}": planned.place for planned in self._campaign.plan.every_scene}
        places |= {name: str(page.root / file_name) for name, page, file_name in _pages(self._campaign)}
        places[_FAQ] = str(self._campaign.faq.path) if self._campaign.faq else ""
        places[_FORMS] = self._campaign.file.place("forms")
        places[_PRODUCTS] = str(self._campaign.root / (self._campaign.spec.products or ""))
        found: dict[tuple[str, str], InputError] = {}
        for language, place, text in self._samples():
            for finding in lint(text, language, contract=(_PAGE if place == _FAQ else place) in self._contract):
                what = f"the words '{finding.phrase(text)}' ({language}) give a source away (rule {finding.rule})."
                found.setdefault((place, finding.rule), StoryError(places[place], what, _REMEDY))
        return list(found.values())

    def judge(self, story: Story, place: str) -> None:
        """Raises PrivacyError, at `place`, for a story whose words give a source away; they are not quoted."""
        for found in lint_story(story, self._contract):
            raise PrivacyError(
                place,
                f"the words of the {found.place} give a source away (rule {found.finding.rule}).",
                "The templates' own words don't: it is in a value. Correct it, or leave its field out.",
            )

    def _samples(self) -> Iterator[tuple[str, str, str]]:
        """(language, place, text) of everything that the templates say, filled with their samples."""
        own = self._campaign.root / "locale"
        locale_dir = own if own.is_dir() else None
        # The source's language first: what is not translated yet is told as English.
        languages = sorted(available_languages_of(locale_dir), key=lambda each: (each != SOURCE_LANGUAGE, each))
        subject = Subject(
            self._campaign.plan.every_scene if self._campaign.video else (), self._campaign.brand, {}, locale_dir
        )
        copy = self._campaign.storyteller().copy
        for language in languages:
            words = load_words(language, locale_dir)
            for _, scene in sample_scenes(subject, language):
                for text in dict.fromkeys(scene_texts(scene)):
                    yield language, f"scene {scene.key}", text
            for name, page, _ in _pages(self._campaign):
                yield language, name, APART.join(words.text(copy.get(key, msgid)) for key, msgid in page.copy.items())
                for folder in page.folders:
                    yield language, name, raw_words(folder)
            if self._campaign.faq is not None:
                yield language, _FAQ, APART.join(words.text(text) for text, _ in self._campaign.faq.messages())
            forms = forms_in_words(self._campaign.spec.forms.forms(), words)
            asked = [topic.text for topic in forms.topics]
            for question in forms.questions:
                asked += [question.text, question.why, *(option.text for option in question.options)]
            yield language, _FORMS, APART.join(asked)
            for product in self._campaign.products.products.values():
                said = (words.text(text) for text in (product.title, product.text, product.figure) if text)
                yield language, _PRODUCTS, ". ".join(said)


def raw_words(folder: Path) -> str:
    """What a page's markup says past its copy: the texts and the spoken attributes of its templates."""
    said: list[str] = []
    for path in sorted(folder.rglob("*.j2")):
        markup = _UNSAID.sub(" ", path.read_text(encoding="utf-8"))
        said += _SPOKEN.findall(markup)
        said += _TAG.split(_INLINE.sub("", markup))
    return APART.join(" ".join(text.split()) for text in said if text.strip())


def _pages(campaign: Campaign) -> Iterator[tuple[str, PageTemplate, str]]:
    for name, page, file_name in (
        ("page", campaign.microsite, "page.yaml"),
        ("document", campaign.document, "document.yaml"),
        ("email", campaign.email, "email.yaml"),
    ):
        if page is not None:
            yield name, page, file_name
