"""Every page template that comes along, told from its samples, its stress values, hostile values and nothing at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from generator.microsite.context import DOCUMENT
from generator.model.brand import Brand
from generator.model.facts import Choices, FactValue, Money, Parts, Series, Table
from generator.model.story import Page, PageTemplate, Story
from generator.resources import templates_dir
from generator.scenes.pages import load_page_template
from generator.story.samples import sample_story, sample_teller

NAMES = sorted(path.parent.name for path in (templates_dir() / "microsites").glob("*/page.yaml"))
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 286
"""A name of ten kilobytes."""
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}${7*7}#{7*7}",
    "javascript:alert(1)",
    "\u202eevil\u2066\u200f",
    "--><!--]]>&lt;b&gt;&#60;i&#62;</textarea></title></style>",
    "=HYPERLINK(0)\r\n\t\0",
)


def told(template: PageTemplate, brand: Brand, locale: str = "en_IE", **how: object) -> Story:
    """A template in, the story of its samples out."""
    return sample_story(sample_teller(template, brand), locale, **how)  # type: ignore[arg-type]


def loaded(name: str) -> PageTemplate:
    return load_page_template(templates_dir() / "microsites" / name, "page.yaml")


def with_text(story: Story, text: str) -> Story:
    """The same story with `text` in every place of its facts where a text can stand."""
    assert story.microsite is not None
    facts = {name: _filled(value, text) for name, value in story.microsite.facts.items()}
    page = Page(story.microsite.template, MappingProxyType(facts), story.microsite.copy)
    return replace(story, microsite=page)


def with_facts(story: Story, facts: Mapping[str, FactValue]) -> Story:
    assert story.microsite is not None
    return replace(story, microsite=replace(story.microsite, facts=MappingProxyType(dict(facts))))


def _filled(value: FactValue, text: str) -> FactValue:
    if isinstance(value, str):
        return text
    if isinstance(value, Table):
        rows = tuple(tuple(text if isinstance(cell, str) else cell for cell in row) for row in value.rows)
        return replace(value, rows=rows)
    if isinstance(value, Parts):
        return Parts(tuple(replace(item, label=text) for item in value.items))
    if isinstance(value, Series):
        return Series(tuple(replace(point, label=text) for point in value.points), text)
    if isinstance(value, Choices):
        return Choices(
            tuple(replace(item, title=text, text=text, figure=text, icon=text, href=text) for item in value.items)
        )
    assert isinstance(value, bool | Decimal | date | Money)
    return value


__all__ = ["DOCUMENT", "HOSTILE", "LONG", "NAMES", "loaded", "told", "with_facts", "with_text"]
