"""Stories as the storyteller makes them, and a film that browsers play, for pages to be made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
from small_film import CHAPTERS, FILM, write_film

from generator.microsite import Shared, write_page, write_shared
from generator.microsite.wording import Wording
from generator.model.brand import Brand
from generator.model.facts import FactValue, Money, Part, Parts
from generator.model.outcome import Film
from generator.model.story import Links, Page, PageTemplate, Scene, Story
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.pages import load_page_template
from generator.story.formats import Formats
from generator.story.translate import in_words
from generator.story.words import Words

LINKS = {"pay": "https://pay.solena.example/", "contact": "mailto:help@solena.example", "ideas": "#ideas"}


@pytest.fixture(scope="session")
def template() -> PageTemplate:
    return load_page_template(templates_dir() / "microsites" / "bill", "page.yaml")


@pytest.fixture(scope="session")
def brand(tmp_path_factory: pytest.TempPathFactory) -> Brand:
    return load_brand("solena", tmp_path_factory.mktemp("campaign"))


@pytest.fixture(scope="session")
def english() -> Formats:
    """The habits of a locale whose figures are easy to read in a test."""
    return Formats("en_IE")


@pytest.fixture(scope="session")
def words(template: PageTemplate, english: Formats) -> Wording:
    """The words of the template bill, with none of its facts."""
    return Wording(Page(template, MappingProxyType({}), template.copy), english)


StoryMaker = Callable[..., Story]


@pytest.fixture(scope="session")
def make_story(template: PageTemplate, brand: Brand) -> StoryMaker:
    """facts in (sample values of the template by default), a Story out."""
    samples = {name: need.sample for name, need in template.needs.items()}

    def make(
        language: str = "en",
        locale: str = "en_IE",
        facts: Mapping[str, FactValue] | None = None,
        links: Mapping[str, str] | None = None,
        token: str = "abcdefghijklmnopqrstuvwxyz234567",
    ) -> Story:
        words = Words(language)
        shown = {name: in_words(value, words) for name, value in (samples if facts is None else facts).items()}
        copy = {name: words.text(text) for name, text in template.copy.items()}
        page = Page(replace(template, copy=MappingProxyType({})), MappingProxyType(shown), MappingProxyType(copy))
        scenes = tuple(
            Scene(
                key=f"s{index}",
                template="t",
                digest="",
                title=title,
                duration_s=1.5,
                caption=f"{title}, said in a sentence.",
                layers=MappingProxyType({}),
                root=template.root,
            )
            for index, (_, title) in enumerate(CHAPTERS)
        )
        return Story(
            pseudonym="p",
            token=token,
            scenes=scenes,
            microsite=page,
            document=page,
            locale=locale,
            language=language,
            brand=brand,
            links=Links(MappingProxyType(dict(LINKS if links is None else links))),
            seed=1,
        )

    return make


@pytest.fixture(scope="session")
def facts(template: PageTemplate) -> dict[str, FactValue]:
    """The template's own sample of every need."""
    return {name: need.sample for name, need in template.needs.items()}


@pytest.fixture(scope="session")
def stress(template: PageTemplate) -> dict[str, FactValue]:
    """The template's own stress value of every need."""
    return {name: need.stress for name, need in template.needs.items()}


@pytest.fixture(scope="session")
def shared_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site") / "shared"


@pytest.fixture(scope="session")
def shared(brand: Brand, template: PageTemplate, shared_dir: Path) -> Shared:
    return write_shared(brand, template, shared_dir)


@pytest.fixture(scope="session")
def film_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with video.mp4, poster.jpg, captions.vtt and chapters.vtt."""
    folder = tmp_path_factory.mktemp("film")
    write_film(folder)
    return folder


@pytest.fixture(scope="session")
def film() -> Film:
    return FILM


SiteMaker = Callable[[Story, Film | None], Path]


@pytest.fixture(scope="session")
def publish(shared: Shared, shared_dir: Path, film_folder: Path) -> SiteMaker:
    """A story and its film in, its folder in the site out, with everything that the page names."""

    def make(story: Story, film: Film | None) -> Path:
        folder = shared_dir.parent / story.token
        write_page(story, folder, film, shared)
        (folder / "invoice.pdf").write_bytes(b"%PDF-1.7\n")
        for name in film.files if film else ():
            (folder / name).write_bytes((film_folder / name).read_bytes())
        return folder

    return make


@pytest.fixture(scope="session")
def german(stress: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """Facts as long as German makes them."""
    return {
        **stress,
        "first_name": "Friederike-Charlotte Schwarzenbergwaldhausen",
        "balance": Money(Decimal("1234.56"), "EUR"),
        "delta": Money(Decimal("234.50"), "EUR"),
        "due": date(2026, 5, 28),
        "steps": Parts(
            (
                Part(date(2026, 3, 1), Money(Decimal("1000.06"), "EUR")),
                Part("Netznutzungsentgeltanpassungsverordnung", Money(Decimal("234.50"), "EUR")),
                Part(date(2026, 4, 1), Money(Decimal("1234.56"), "EUR")),
            )
        ),
    }
