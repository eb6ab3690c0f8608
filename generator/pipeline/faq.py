"""The campaign's questions and answers judged: does everything exist that they name, in every language?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.campaign import Campaign
from generator.errors import InputError, StoryError
from generator.scenes.wording import placeholders
from generator.story.faq import Faq, FaqPlan
from generator.story.locales import SOURCE_LANGUAGE
from generator.story.teller import available_languages_of
from generator.story.words import load_words


def faq_errors(campaign: Campaign) -> Iterator[InputError]:
    """Links, places and scenes that don't exist, and translations that ask for other facts, each at its line."""
    faq = campaign.faq
    if faq is None:
        return
    for entry in faq.entries:
        yield from _names(campaign, entry)
    own = campaign.root / "locale"
    yield from _translations(faq, own if own.is_dir() else None)


def _names(campaign: Campaign, entry: FaqPlan) -> Iterator[InputError]:
    spec = entry.spec
    links = campaign.links.targets
    if spec.link is not None and spec.link not in links:
        yield _fault(entry, "link", f"the campaign has no link '{spec.link}'", links)
    page = campaign.microsite
    if spec.place is not None and page is not None:
        blocks = [block.name for block in page.blocks]
        if spec.place.partition("/")[0] not in blocks:
            yield _fault(entry, "place", f"the page has no place '{spec.place}'", blocks)
    if spec.play is not None and campaign.video is not None:
        plan = campaign.plan
        keys = [*(scene.key for scene in plan.scenes), *(branch.key for branch in plan.branches)]
        if spec.play not in keys:
            yield _fault(entry, "play", f"the film has no scene and no branch '{spec.play}'", keys)


def _translations(faq: Faq, locale_dir: Path | None) -> Iterator[InputError]:
    for language in sorted(available_languages_of(locale_dir) - {SOURCE_LANGUAGE}):
        words = load_words(language, locale_dir)
        for text, place in faq.messages():
            translated = words.text(text)
            try:
                unknown = _facts_in(translated) - _facts_in(text)
            except ValueError as caught:
                yield StoryError(place, f"its translation ({language}) can't be read: {caught}.", "Correct it.")
                continue
            if unknown:
                yield StoryError(
                    place,
                    f"its translation ({language}) asks for '{sorted(unknown)[0]}', and the text does not.",
                    "Correct the translation.",
                )


def _facts_in(text: str) -> set[str]:
    return {name for _, name, _ in placeholders(text) if name is not None}


def _fault(entry: FaqPlan, key: str, cause: str, known: Iterable[str]) -> InputError:
    names = ", ".join(sorted(known))
    return StoryError(entry.places[key], f"{cause}.", f"It has {names}." if names else "It has none.")
