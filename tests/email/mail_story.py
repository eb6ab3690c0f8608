from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

from generator.email.sender import Sender
from generator.model.facts import FactValue
from generator.model.issuer import Issuer
from generator.model.outcome import Film
from generator.model.story import Links, Page, Story
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.pages import load_page_template
from generator.story.translate import in_words
from generator.story.words import load_words

Tell = Callable[..., Story]
TOKEN = "t0ken" * 6
SENDER = Sender("Solena Energia S.p.A.", "bills@solena.example", "hello@solena.example")
FILM = Film(1280, 720, 40.0, ("video.mp4", "poster.jpg", "preview.gif"), ((0.0, "Hello"),))
LINKS = {
    "choices": "choices.html",
    "stop": "https://stop.solena.example/{token}",
    "contact": "mailto:hello@solena.example",
}
ISSUER = Issuer("Solena Energia S.p.A.", "Via dell'Alba 12", "20121", "Milano", "IT", registration="MI-9999999")


@pytest.fixture(scope="session")
def tell() -> Tell:
    """A story with an e-mail: the template's samples (or stress values), single facts replaced or left out."""
    template = load_page_template(templates_dir() / "emails" / "bill", "email.yaml")

    def make(
        locale: str = "en_IE",
        values: str = "sample",
        brand: str = "solena",
        root: Path | None = None,
        **replaced: FactValue | None,
    ) -> Story:
        words = load_words(locale.partition("_")[0])
        facts = {name: getattr(need, values) for name, need in template.needs.items()} | {"to": None} | replaced
        made = template if root is None else load_page_template(root, "email.yaml")
        page = Page(
            made,
            {name: in_words(value, words) for name, value in facts.items() if value is not None},
            {name: words.text(text) for name, text in template.copy.items()},
        )
        links = Links(MappingProxyType(LINKS)).filled("https://bill.solena.example/", TOKEN)
        language = locale.partition("_")[0]
        return Story(
            "5f" * 16, TOKEN, (), None, None, locale, language, load_brand(brand, Path()), links, 7,
            email=page, issuer=ISSUER,
        )  # fmt: skip

    return make
