"""SafeProfile in, Story out: the scenes whose conditions hold and whose facts are there, in the recipient's words."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from generator.errors import RenderError
from generator.model.brand import Brand
from generator.model.facts import Fact, FactValue, SafeProfile
from generator.model.faq import FaqEntry
from generator.model.forms import NO_FORMS, Forms
from generator.model.interactions import END, RETURN
from generator.model.issuer import Issuer
from generator.model.story import Links, Offshoot, Page, PageTemplate, Scene, Story, page_link
from generator.scenes.needs import CLASSES
from generator.scenes.specs.codes import OWN_PAGE
from generator.scenes.wording import condition
from generator.story.faq import Faq
from generator.story.formats import Formats
from generator.story.forms import forms_in_words
from generator.story.locales import settle
from generator.story.phrasing import Phrasing, plain_facts
from generator.story.planned import SEGMENT, PlannedScene, StoryPlan
from generator.story.resolve import Fixed, resolve
from generator.story.status import status_of
from generator.story.translate import in_words, issuer_in_words
from generator.story.words import available_languages, load_words

_MOST_PHRASINGS = 256


@dataclass(frozen=True, slots=True)
class _Common:
    """What is the same for all who are spoken to alike. `pages`: a template's identity → the same without its message
    ids, which are in the recipient's words beside it."""

    pages: Mapping[int, tuple[PageTemplate, Mapping[str, str]]]
    issuer: Issuer | None
    forms: Forms


@dataclass(frozen=True)
class Storyteller:
    """Everything that all recipients of a campaign share.

    `aspects`: those that the film is made in. `copy`: words of page and document that the campaign replaces.
    `page_facts`: need of the page or document ← fact of the campaign, where the names differ. `locale_dir`: the
    campaign's own catalogues. `base_url`: where the site will stand, for codes that lead to the recipient's own page.
    `issuer`: who sends the bill.
    `forms`: where the page's forms lead. `faq`: the campaign's own questions and answers. `today`: the campaign's day,
    on which a bill may be overdue.
    """

    plan: StoryPlan
    brand: Brand
    microsite: PageTemplate | None
    document: PageTemplate | None
    links: Links
    aspects: tuple[str, ...] = ("16:9",)
    copy: Mapping[str, str] = field(default_factory=dict)
    page_facts: Mapping[str, str] = field(default_factory=dict)
    locale_dir: Path | None = None
    base_url: str = ""
    issuer: Issuer | None = None
    forms: Forms = NO_FORMS
    faq: Faq | None = None
    today: datetime.date | None = None
    email: PageTemplate | None = None
    _fixed: dict[tuple[str, Phrasing], Fixed] = field(default_factory=dict, init=False, repr=False, compare=False)
    _common: dict[Phrasing, _Common] = field(default_factory=dict, init=False, repr=False, compare=False)

    def language_of(self, locale: str) -> str:
        """The language of the words that a recipient of this locale gets."""
        return settle(locale, available_languages_of(self.locale_dir))[0]

    def tell(self, profile: SafeProfile, token: str, *, without: Container[str] = ()) -> Story:
        """One recipient's story; raises RenderError when nothing of it can be told. `without`: scenes to leave out."""
        language, locale = settle(profile.locale, available_languages_of(self.locale_dir))
        phrasing = _phrasing(language, locale, self.locale_dir)
        told = self._told(profile, phrasing, token, without)
        scenes = told(self.plan.scenes) if self.aspects else ()
        microsite = self._page(self.microsite, profile, phrasing)
        if microsite is not None and self.faq is not None:
            microsite = replace(microsite, faq=_faq_of(self.faq, profile, phrasing))
        document = self._page(self.document, profile, phrasing)
        email = self._page(self.email, profile, phrasing) if microsite is not None else None
        if self.microsite is not None and microsite is None:
            missing = ", ".join(_missing(self.microsite, self._page_values(self.microsite, profile)))
            raise RenderError(
                str(self.microsite.root / "page.yaml"),
                f"the page needs facts that this recipient lacks: {missing}.",
                "Make them optional in the template, or see what the receipt says of them.",
            )
        if not scenes and microsite is None and document is None:
            raise RenderError(
                str(self.plan.path),
                "no scene of the story holds for this recipient, and no page or document either.",
                "Add a scene without conditions, or check the facts that the policy releases.",
            )
        common = self._in_common(phrasing)
        # Nothing but a page plays branches.
        branches = self._branches(profile, phrasing, told) if scenes and microsite is not None else ()
        return Story(
            pseudonym=profile.pseudonym,
            token=token,
            scenes=scenes,
            microsite=microsite,
            document=document,
            locale=locale,
            language=language,
            brand=self.brand,
            links=self.links.filled(self.base_url, token),
            seed=int.from_bytes(hashlib.sha256(profile.pseudonym.encode()).digest()[:4], "big"),
            music=self.plan.music,
            email=email,
            issuer=common.issuer,
            forms=common.forms,
            branches=branches,
            plays=self.plan.plays,
        )

    def _told(
        self, profile: SafeProfile, phrasing: Phrasing, token: str, without: Container[str]
    ) -> Callable[[Sequence[PlannedScene]], tuple[Scene, ...]]:
        """What turns planned scenes into those of one recipient, less those whose conditions or facts fail."""
        links = {**self.links.targets, **({OWN_PAGE: page_link(self.base_url, token)} if self.base_url else {})}
        conditions = _conditions(profile)

        def told(scenes: Sequence[PlannedScene]) -> tuple[Scene, ...]:
            found: list[Scene] = []
            for planned in scenes:
                if planned.key in without:
                    continue
                if planned.when is not None and not condition(planned.when).holds(conditions):
                    continue
                facts = facts_for(planned, profile.facts)
                if facts is None:
                    continue
                found.append(
                    resolve(
                        planned.template,
                        facts,
                        self.brand,
                        phrasing,
                        key=planned.key,
                        texts=planned.texts,
                        duration_s=planned.duration_s,
                        links=links,
                        aspects=self.aspects,
                        fixed=self._fixed.setdefault((planned.key, phrasing), {}),
                        # Whichever scene comes first takes over from nothing.
                        transition=planned.transition if found else None,
                        sounds=planned.sounds,
                        taps=planned.taps,
                        ask=planned.ask,
                    )
                )
            return tuple(found)

        return told

    def _branches(
        self, profile: SafeProfile, phrasing: Phrasing, told: Callable[[Sequence[PlannedScene]], tuple[Scene, ...]]
    ) -> tuple[Offshoot, ...]:
        """The branches of which a scene is left. Where the next one isn't there, the way back comes in its place."""
        found: list[Offshoot] = []
        conditions = _conditions(profile) if self.plan.branches else {}
        for branch in self.plan.branches:
            if branch.when is not None and not condition(branch.when).holds(conditions):
                continue
            scenes = told(branch.scenes)
            if scenes:
                found.append(Offshoot(branch.key, phrasing.words.text(branch.title), scenes, branch.then))
        there = {RETURN, END, *(branch.key for branch in found)}
        return tuple(branch if branch.then in there else replace(branch, then=RETURN) for branch in found)

    def _page_values(self, template: PageTemplate, profile: SafeProfile) -> dict[str, FactValue]:
        found: dict[str, FactValue] = {}
        for name, need in template.needs.items():
            fact = profile.facts.get(self.page_facts.get(name, name))
            if fact is not None and not fact.inferred and isinstance(fact.value, CLASSES[need.type]):
                found[name] = fact.value
        return found

    def _page(self, template: PageTemplate | None, profile: SafeProfile, phrasing: Phrasing) -> Page | None:
        if template is None:
            return None
        facts = self._page_values(template, profile)
        if _missing(template, facts):
            return None
        facts = {name: in_words(value, phrasing.words) for name, value in facts.items()}
        bare, copy = self._in_common(phrasing).pages[id(template)]
        return Page(bare, MappingProxyType(facts), copy, status=status_of(facts, self.today))

    def _in_common(self, phrasing: Phrasing) -> _Common:
        """What all who are spoken to alike share: one object each, so that who looks at it once knows it again."""
        known = self._common.get(phrasing)
        if known is None:
            words = phrasing.words
            templates = (page for page in (self.microsite, self.document, self.email) if page is not None)
            pages = {
                id(page): (
                    replace(page, copy=MappingProxyType({})),
                    MappingProxyType({name: words.text(self.copy.get(name, id_)) for name, id_ in page.copy.items()}),
                )
                for page in templates
            }
            known = _Common(pages, issuer_in_words(self.issuer, words), forms_in_words(self.forms, words))
            if len(self._common) >= _MOST_PHRASINGS:
                self._common.clear()
            self._common[phrasing] = known
        return known


def _conditions(profile: SafeProfile) -> dict[str, object]:
    """What conditions of a story see."""
    return {**plain_facts({name: fact.value for name, fact in profile.facts.items()}), SEGMENT: profile.segment}


def _faq_of(faq: Faq, profile: SafeProfile, phrasing: Phrasing) -> tuple[FaqEntry, ...]:
    shown = {name: fact.value for name, fact in profile.facts.items() if not fact.inferred}
    return faq.told(shown, _conditions(profile), phrasing)


def facts_for(planned: PlannedScene, facts: Mapping[str, Fact]) -> dict[str, FactValue] | None:
    """The scene's needs from what was released; None when one that it can't do without is missing.

    A fact is missing, too, when it was released for other purposes than the scene's, is only inferred, or is of
    another type.
    """
    found: dict[str, FactValue] = {}
    for name, need in planned.template.needs.items():
        fact = facts.get(planned.facts[name])
        if (
            fact is not None
            and not fact.inferred
            and (planned.purpose is None or planned.purpose in fact.purposes)
            and isinstance(fact.value, CLASSES[need.type])
        ):
            found[name] = fact.value
        elif not need.optional:
            return None
    return found


def _missing(template: PageTemplate, facts: Mapping[str, FactValue]) -> list[str]:
    return [name for name, need in template.needs.items() if not need.optional and name not in facts]


@lru_cache(maxsize=8)
def available_languages_of(locale_dir: Path | None) -> frozenset[str]:
    """The languages that have catalogues, read once."""
    return available_languages(locale_dir)


@lru_cache(maxsize=256)
def _phrasing(language: str, locale: str, locale_dir: Path | None) -> Phrasing:
    return Phrasing(load_words(language, locale_dir), Formats(locale))
