"""A site of every page template that there is: samples, stress values and next to nothing, in six languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from small_film import CHAPTERS, FILM, write_film

from generator.microsite import write_page, write_shared
from generator.model.brand import Brand
from generator.model.outcome import Film
from generator.model.story import Links, Page, PageTemplate, Scene, Story
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.pages import load_page_template
from generator.story.translate import in_words
from generator.story.words import Words

LINKS = {
    "pay": "https://pay.solena.example/",
    "contact": "mailto:help@solena.example",
    "ideas": "#ideas",
    "choices": "choices.html",
    "stop": "mailto:stop@solena.example",
}
TONGUES = (("en", "en_IE"), ("de", "de_AT"), ("it", "it_IT"), ("fr", "fr_CH"), ("es", "es_ES"), ("ar", "ar_EG"))


@dataclass(frozen=True, slots=True)
class Sampled:
    """One page: `name` says what it is, `token` is its folder in the site."""

    name: str
    token: str
    template: str
    language: str


def page_templates() -> tuple[PageTemplate, ...]:
    """All that stand in templates/microsites."""
    found = sorted(path.parent for path in (templates_dir() / "microsites").glob("*/page.yaml"))
    return tuple(load_page_template(root, "page.yaml") for root in found)


def sample_token(template: str, values: str, language: str) -> str:
    """The folder of a template's page with such values ("sample", "stress", "bare") in a language."""
    return f"{template}{values}{language}".ljust(32, "a").replace("-", "")[:32]


def told(template: PageTemplate, values: str, language: str, locale: str, brand: Brand, token: str) -> Story:
    """A template and which of its values in ("sample", "stress" or "bare"), the story of one page out."""
    words = Words(language)
    needs = template.needs if values != "bare" else {}
    facts = {name: in_words(need.stress if values == "stress" else need.sample, words) for name, need in needs.items()}
    copy = {name: words.text(text) for name, text in template.copy.items()}
    page = Page(replace(template, copy=MappingProxyType({})), MappingProxyType(facts), MappingProxyType(copy))
    return Story("p", token, _scenes(template.root), page, page, locale, language, brand, _links(), seed=1)


def publish_all(brand: Brand, film: Film, film_folder: Path, site: Path) -> tuple[Sampled, ...]:
    """Every template in every language from its samples, in English from stress values and from nothing."""
    found: list[Sampled] = []
    for template in page_templates():
        shared = write_shared(brand, template, site / "shared")
        kinds = [("sample", *tongue) for tongue in TONGUES] + [("stress", "en", "en_IE"), ("bare", "en", "en_IE")]
        for values, language, locale in kinds:
            token = sample_token(template.name, values, language)
            story = told(template, values, language, locale, brand, token)
            own = film if values != "bare" else None
            write_page(story, site / token, own, shared)
            (site / token / "invoice.pdf").write_bytes(b"%PDF-1.7\n")
            for name in film.files if own else ():
                (site / token / name).write_bytes((film_folder / name).read_bytes())
            found.append(Sampled(f"{template.name} {values} {language}", token, template.name, language))
    return tuple(found)


def sample_site(site: Path) -> Mapping[str, str]:
    """Every template from its samples in English, with a still for a film; the folder's token by template."""
    film_folder = site.parent / "film"
    film_folder.mkdir(parents=True)
    write_film(film_folder)
    pages = publish_all(load_brand("solena", site.parent), FILM, film_folder, site)
    return {page.template: page.token for page in pages if page.name.endswith("sample en")}


def _links() -> Links:
    return Links(MappingProxyType(LINKS), "https://bill.solena.example/x/")


def _scenes(root: Path) -> tuple[Scene, ...]:
    titles = [title for _, title in CHAPTERS]
    return tuple(
        Scene(f"s{number}", "t", "", title, 1.5, f"{title}, said in a sentence.", MappingProxyType({}), root)
        for number, title in enumerate(titles)
    )
