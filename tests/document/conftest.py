from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.facts import FactValue
from generator.model.story import Links, Page, Story
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.pages import load_page_template
from generator.story.translate import in_words
from generator.story.words import load_words

Tell = Callable[..., Story]


@pytest.fixture(scope="session")
def tell() -> Tell:
    """A story with an invoice: the template's samples (or stress values), with single facts replaced or left out."""
    template = load_page_template(templates_dir() / "documents" / "invoice", "document.yaml")
    brand = load_brand("solena", Path())

    def make(locale: str = "en_IE", values: str = "sample", **replaced: FactValue | None) -> Story:
        words = load_words(locale[:2])
        facts = {name: getattr(need, values) for name, need in template.needs.items()} | replaced
        page = Page(
            template,
            {name: in_words(value, words) for name, value in facts.items() if value is not None},
            {name: words.text(text) for name, text in template.copy.items()},
        )
        links = Links({"pay": "https://pay.solena.example/", "contact": "mailto:hello@solena.example"})
        return Story("5f" * 16, "t0ken", (), None, page, locale, locale[:2], brand, links, 7)

    return make
