"""A page template's own samples in, a Story out: no customer's data, no policy."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from dataclasses import replace
from types import MappingProxyType

from generator.model.brand import Brand
from generator.model.facts import Fact, SafeProfile
from generator.model.story import Links, PageTemplate, Story
from generator.story.planned import StoryPlan
from generator.story.teller import Storyteller

LINKS: Mapping[str, str] = MappingProxyType(
    {"pay": "https://pay.example.org/", "contact": "mailto:people@example.org", "ideas": "https://example.org/ideas"}
)
"""Where the buttons of a sample lead."""


def sample_teller(template: PageTemplate, brand: Brand) -> Storyteller:
    """A page template and a brand in, what tells its samples out."""
    plan = StoryPlan(template.root / "page.yaml", ())
    return Storyteller(plan=plan, brand=brand, microsite=template, document=None, links=Links(LINKS))


def sample_story(
    teller: Storyteller, locale: str, *, stress: bool = False, without: Container[str] = (), token: str = "a" * 32
) -> Story:
    """What tells a campaign or a template in, the story of its page's samples out, without a film.

    `stress`: of the stress values. `without`: needs that are left out. Raises RenderError when one of them is not
    optional.
    """
    assert teller.microsite is not None
    values = {
        name: need.stress if stress else need.sample
        for name, need in teller.microsite.needs.items()
        if name not in without
    }
    told = replace(teller, aspects=(), document=None, page_facts=MappingProxyType({}))
    facts = {name: Fact(value, ()) for name, value in values.items()}
    name = hashlib.sha256(teller.microsite.name.encode()).hexdigest()
    return told.tell(SafeProfile(name, locale, "", MappingProxyType(facts)), token)
