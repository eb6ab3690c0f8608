"""Tact, held in every story: offers leave a choice, and marketing names nothing of the person's own history.

A scene that can't keep to it is left out; a fact of marketing that can't is not told on the page either. Runs in the
parent process: the history is the record's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from generator.campaign import Campaign
from generator.errors import PrivacyError
from generator.intake.record import CustomerRecord
from generator.model.facts import Choice, Choices, Fact, FactValue, SafeProfile
from generator.model.layers import CardsLayer, ListLayer
from generator.model.story import Page, Scene, Story
from generator.privacy import Histories, OwnHistory
from generator.privacy.uses import is_marketing
from generator.story.lint import APART, fact_texts, scene_texts
from generator.story.teller import Storyteller
from generator.story.words import load_words

_words = lru_cache(maxsize=64)(load_words)

FEW = "too few alternatives"
REMINDS = "it names something of the person's own history"


@dataclass(frozen=True, slots=True)
class Told:
    """`profile`: less the facts that tact keeps back. `withheld`: "scene offer" or "fact ideas" → why."""

    profile: SafeProfile
    story: Story
    withheld: Mapping[str, str]


class Tact:
    """The rules of tact for one campaign's stories."""

    def __init__(self, campaign: Campaign, teller: Storyteller) -> None:
        self._teller = teller
        self._least = campaign.policy.rules.min_alternatives
        self._histories = Histories(campaign.policy, campaign.products)
        self._marketing = frozenset(
            name for name, purpose in campaign.policy.purposes.items() if is_marketing(purpose.use)
        )
        only = set(campaign.purposes) <= self._marketing
        self._pages_are_marketing = only
        self._scenes = frozenset(
            planned.key
            for planned in campaign.plan.every_scene
            if planned.purpose in self._marketing or (planned.purpose is None and only)
        )

    def tell(self, profile: SafeProfile, record: CustomerRecord, token: str) -> Told:
        """A profile in, a tactful story out. Raises RenderError, and PrivacyError for a page whose own words remind."""
        withheld = {
            f"fact {name}": FEW
            for name, fact in profile.facts.items()
            if isinstance(fact.value, Choices) and len(fact.value.items) < self._least
        }
        kept = _without(profile, withheld)
        story = self._teller.tell(kept, token)
        found = {f"scene {scene.key}": FEW for scene in story.every_scene if 0 < shown(scene) < self._least}
        if self._offers(story, kept):
            translated = _words(story.language, self._teller.locale_dir).text
            found |= self._reminders(story, kept, self._histories.of(record, translated), translated, record.place)
        if not found:
            return Told(kept, story, withheld)
        kept = _without(kept, found)
        left_out = frozenset(name.removeprefix("scene ") for name in found if name.startswith("scene "))
        return Told(kept, self._teller.tell(kept, token, without=left_out), withheld | found)

    def _offers(self, story: Story, profile: SafeProfile) -> bool:
        """Whether anything of marketing is told at all."""
        pages = any(page is not None for page in (story.microsite, story.document, story.email))
        if pages and (self._pages_are_marketing or any(self._is_marketing(fact) for fact in profile.facts.values())):
            return True
        return any(scene.choices or scene.key in self._scenes for scene in story.every_scene)

    def _is_marketing(self, fact: Fact) -> bool:
        return isinstance(fact.value, Choices) or set(fact.purposes) <= self._marketing

    def _reminders(
        self, story: Story, profile: SafeProfile, own: OwnHistory, translated: Callable[[str], str], place: str
    ) -> dict[str, str]:
        found: dict[str, str] = {}
        for scene in story.every_scene:
            titles = {form for item in scene.choices for form in (item.title, translated(item.title))}
            texts = scene_texts(scene) if scene.key in self._scenes else _texts_of(scene.choices)
            if any(item.id in own.ids for item in scene.choices) or _reminds(own, texts, titles):
                found[f"scene {scene.key}"] = REMINDS
        for page in (story.microsite, story.document, story.email):
            for name, value in self._offers_of(page, profile):
                items = value.items if isinstance(value, Choices) else ()
                titles = {item.title for item in items}
                if any(item.id in own.ids for item in items) or _reminds(own, fact_texts(value), titles):
                    found[f"fact {self._teller.page_facts.get(name, name)}"] = REMINDS
            if page is None or not self._pages_are_marketing:
                continue
            # Its words are the same for everybody, and "Fixed charge" may well be one of them.
            said = (*page.copy.values(), *(text for entry in page.faq for text in entry.texts()))
            if own.named_in(APART.join(said), lines=False):
                raise PrivacyError(
                    place,
                    "the page names something of the person's own history, and its purpose is marketing.",
                    "Take it out of the page's words, or give the campaign a purpose for it.",
                )
        return found

    def _offers_of(self, page: Page | None, profile: SafeProfile) -> Iterator[tuple[str, FactValue]]:
        """What a page tells for marketing: need and value, in the words of the recipient."""
        for name, value in page.facts.items() if page is not None else ():
            fact = profile.facts.get(self._teller.page_facts.get(name, name))
            if fact is not None and self._is_marketing(fact):
                yield name, value


def shown(scene: Scene) -> int:
    """How many alternatives a scene shows, in the aspect that shows fewest; 0 for a scene that shows none."""
    if not scene.choices:
        return 0
    counts = []
    for layers in scene.layers.values():
        cards = sum(len(layer.cards) for layer in layers if isinstance(layer, CardsLayer))
        listed = [layer for layer in layers if isinstance(layer, ListLayer) and layer.total == len(scene.choices)]
        counts.append(max([cards, *(len(layer.items) for layer in listed)]))
    return min((count for count in counts if count), default=0)


def _texts_of(choices: Iterable[Choice]) -> Iterator[str]:
    return (f"{item.title}. {item.text} {item.figure}" for item in choices)


def _reminds(own: OwnHistory, texts: Iterable[str], titles: Iterable[str]) -> bool:
    """`titles`: of what is offered. Each is looked at as a whole, and in the texts no more."""
    named = [title for title in titles if title]
    if any(own.is_named(title) for title in named):
        return True
    for text in texts:
        for title in named:
            text = text.replace(title, " · ")  # noqa: PLW2901
        if own.named_in(text):
            return True
    return False


def _without(profile: SafeProfile, withheld: Mapping[str, str]) -> SafeProfile:
    gone = {name.removeprefix("fact ") for name in withheld if name.startswith("fact ")}
    if not gone:
        return profile
    return replace(profile, facts=MappingProxyType({k: v for k, v in profile.facts.items() if k not in gone}))
