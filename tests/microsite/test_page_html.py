"""The page as a file: complete, private, deterministic, and nothing in it that its host's policy would block."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.errors import SceneError, SerendipError
from generator.microsite import Shared, write_page, write_shared
from generator.model.brand import Brand
from generator.model.facts import FactValue, Money
from generator.model.outcome import Film
from generator.model.story import PageTemplate, Story
from generator.resources import templates_dir
from generator.story.words import Words

StoryMaker = Callable[..., Story]
SiteMaker = Callable[[Story, Film | None], Path]
LANGUAGES = ("it", "es", "de", "fr")


class Elements(HTMLParser):
    """Every start tag of a page with its attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]

    @property
    def ids(self) -> set[str]:
        return {attributes["id"] for _, attributes in self.found if "id" in attributes}


def read(folder: Path, name: str = "index.html") -> str:
    return (folder / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(make_story: StoryMaker, publish: SiteMaker, film: Film) -> Path:
    return publish(make_story(token="2" * 32), film)


def test_it_writes_what_it_says(make_story: StoryMaker, shared: Shared, film: Film, tmp_path: Path) -> None:
    names = write_page(make_story(), tmp_path / "a", film, shared)
    assert names == ("choices.html", "index.html", "lines.csv", "lines.json", "reminder.ics")
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == list(names)


def test_the_same_story_gives_the_same_bytes(
    make_story: StoryMaker, shared: Shared, film: Film, tmp_path: Path
) -> None:
    for name in write_page(make_story(), tmp_path / "a", film, shared):
        write_page(make_story(), tmp_path / "b", film, shared)
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize("name", ["index.html", "choices.html"])
def test_nothing_is_loaded_from_elsewhere_or_inline(page: Path, name: str) -> None:
    html = Elements(read(page, name))
    for tag, attributes in html.found:
        for attribute in ("src", "poster", "srcset", "data", "action", "formaction"):
            assert "//" not in attributes.get(attribute, ""), (tag, attribute)
        if tag == "link":
            assert "//" not in attributes["href"]
        assert "style" not in attributes, tag
        assert not [key for key in attributes if key.startswith("on")], tag
    assert not html.all("style")
    # What is no program may stand in the page: what components need to know, as JSON.
    programs = [script for script in html.all("script") if script.get("type") != "application/json"]
    assert [script["src"].startswith("../shared/") for script in programs] == [True]


def test_shared_files_are_named_by_their_content(page: Path) -> None:
    html = Elements(read(page))
    (script,) = [each for each in html.all("script") if "src" in each]
    style = next(link for link in html.all("link") if link["rel"] == "stylesheet")
    for url in (script["src"], style["href"]):
        data = (page / url).read_bytes()
        assert Path(url).stem == hashlib.sha256(data).hexdigest()[:32]


def test_shared_names_are_all_told(shared: Shared, shared_dir: Path) -> None:
    assert sorted(path.name for path in shared_dir.iterdir()) == list(shared.files)
    assert {Path(name).suffix for name in shared.files} == {".css", ".js", ".svg", ".woff2"}


def test_the_style_names_only_files_beside_it(shared: Shared, shared_dir: Path) -> None:
    css = (shared_dir / shared.style.name).read_text(encoding="utf-8")
    urls = re.findall(r"url\(([^)]*)\)", css)
    assert urls
    assert {url for url in urls if url not in shared.files} == set()
    assert "//" not in css
    assert "@import" not in css


def test_writing_shared_files_again_changes_nothing(
    brand: Brand, template: PageTemplate, shared: Shared, shared_dir: Path
) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in shared_dir.iterdir()}
    assert write_shared(brand, template, shared_dir) == shared
    assert {path.name: path.stat().st_mtime_ns for path in shared_dir.iterdir()} == before


@pytest.mark.parametrize("name", ["index.html", "choices.html"])
def test_previews_and_tabs_tell_nothing_personal(page: Path, name: str) -> None:
    html = read(page, name)
    # Without the names of shared files: they are hashes, and any two digits may stand in one.
    head = re.sub(r"[0-9a-f]{32}", "", html[: html.index("</head>")])
    assert not re.search(r"Lucia|84|90|April|2026|May", head)
    assert '<meta name="robots" content="noindex' in head
    assert '<meta name="referrer" content="no-referrer">' in head


def test_no_link_carries_a_value(page: Path) -> None:
    found = [attributes.get("href", "") for _, attributes in Elements(read(page)).found]
    links = [re.sub(r"[0-9a-f]{32}", "", link) for link in found]
    assert not [link for link in links if "Lucia" in link or "84" in link]
    # A mail has a subject and the recipient's reference, which is the token; no address on the web has anything.
    assert not [link for link in links if "?" in link and not link.startswith("mailto:")]


def test_every_link_inside_the_page_leads_somewhere(page: Path) -> None:
    html = Elements(read(page))
    for link in html.all("a"):
        target = link["href"]
        if target.startswith("#") and target != "#":
            assert target[1:] in html.ids, target
        elif "//" not in target and not target.startswith(("mailto:", "#")):
            assert (page / target.partition("#")[0]).is_file(), target


def test_the_amount_due_and_its_downloads(page: Path) -> None:
    html = read(page)
    assert "€\u202f84.20" in html
    assert "€\u202f6.10 less than March" in html
    assert "<strong>28 May</strong>, paid automatically." in html
    assert "Pay now instead" in html
    for file in ("invoice.pdf", "lines.csv", "reminder.ics"):
        assert f'href="{file}"' in html


def test_alternatives_come_with_a_third_way(page: Path) -> None:
    html = read(page)
    assert len(re.findall(r'<li class="card"', html)) == 2
    assert "Or keep everything as it is." in html


def test_the_film_has_captions_chapters_and_a_transcript(page: Path) -> None:
    html = Elements(read(page))
    (video,) = html.all("video")
    assert video["poster"] == "poster.jpg"
    assert "controls" in video
    # A film may sound: it begins when somebody taps, never by itself.
    assert "autoplay" not in video
    assert [(track["kind"], track["src"]) for track in html.all("track")] == [
        ("captions", "captions.vtt"),
        ("chapters", "chapters.vtt"),
    ]
    assert "Your balance, said in a sentence." in "".join(html.words)


@pytest.mark.parametrize(("name", "kind"), [("video.mp4", "video/mp4"), ("video.webm", "video/webm")])
def test_the_film_is_named_with_its_type(
    make_story: StoryMaker, shared: Shared, film: Film, tmp_path: Path, name: str, kind: str
) -> None:
    write_page(make_story(), tmp_path, replace(film, files=("poster.jpg", name)), shared)
    html = Elements((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert [(source["src"], source["type"]) for source in html.all("source")] == [(name, kind)]
    assert [link["href"] for link in html.all("a") if link.get("href", "").startswith("video")] == [name]


@pytest.mark.parametrize(
    ("kept", "present", "absent"),
    [
        ({"first_name", "ideas"}, {"ideas", "assistant"}, {"lines", "history", "reasons"}),
        ({"balance"}, {"assistant"}, {"lines", "history", "reasons", "ideas"}),
        ({"balance", "months"}, {"history"}, {"lines", "reasons", "ideas"}),
        ({"lines"}, {"lines", "assistant"}, {"history", "reasons", "ideas"}),
        ({"balance", "instalments"}, {"instalments"}, {"lines", "tariffs"}),
        ({"tariffs", "months", "balance"}, {"tariffs", "history"}, {"lines", "instalments", "categories"}),
        ({"readings", "taxes"}, {"readings", "taxes"}, {"lines", "history"}),
        (set(), {"assistant"}, {"lines", "history", "reasons", "ideas", "readings", "taxes", "tariffs"}),
    ],
)
@pytest.mark.parametrize("filmed", [True, False])
def test_sections_without_facts_are_left_out(
    make_story: StoryMaker,
    shared: Shared,
    film: Film,
    facts: Mapping[str, FactValue],
    tmp_path: Path,
    kept: set[str],
    present: set[str],
    absent: set[str],
    filmed: bool,
) -> None:
    story = make_story(facts={name: value for name, value in facts.items() if name in kept})
    write_page(story, tmp_path, film if filmed else None, shared)
    html = Elements(read(tmp_path))
    assert present <= html.ids
    assert not absent & html.ids
    assert len(html.all("h1")) == 1
    assert len(html.all("video")) == filmed


@pytest.mark.parametrize(("amount", "words"), [("0", "Nothing to pay."), ("-12.00", "in your favour")])
def test_nothing_to_pay_shows_no_button(
    make_story: StoryMaker, shared: Shared, facts: Mapping[str, FactValue], tmp_path: Path, amount: str, words: str
) -> None:
    story = make_story(facts={**facts, "balance": Money(Decimal(amount), "EUR")})
    assert "reminder.ics" not in write_page(story, tmp_path, None, shared)
    html = read(tmp_path)
    assert words in html
    assert "pay.solena.example" not in html


def test_values_can_not_become_markup(
    make_story: StoryMaker, shared: Shared, stress: Mapping[str, FactValue], tmp_path: Path
) -> None:
    write_page(make_story(facts={**stress, "first_name": '"><script>alert(1)</script>'}), tmp_path, None, shared)
    html = read(tmp_path)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
    assert "<b>tags" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_page_is_translated(template: PageTemplate, language: str) -> None:
    words = Words(language)
    assert [name for name, text in template.copy.items() if not words.knows(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_speaks_its_language(
    make_story: StoryMaker, shared: Shared, film: Film, tmp_path: Path, language: str
) -> None:
    write_page(make_story(language, f"{language}_{language.upper()}"), tmp_path, film, shared)
    for name in ("index.html", "choices.html"):
        html = Elements(read(tmp_path, name))
        assert html.all("html") == [{"lang": language, "dir": "ltr"}]
        assert "Your data and choices" not in "".join(html.words)


def test_a_page_can_run_from_right_to_left(make_story: StoryMaker, shared: Shared, tmp_path: Path) -> None:
    write_page(make_story("ar", "ar_EG"), tmp_path, None, shared)
    assert Elements(read(tmp_path)).all("html") == [{"lang": "ar", "dir": "rtl"}]


def test_choices_name_categories_and_offer_every_right(page: Path) -> None:
    html = read(page, "choices.html")
    assert "The name that you like to be called by" in html
    assert "Lucia" not in html
    assert {"stop", "copy", "correct", "forget", "object"} <= Elements(html).ids
    # The five that the law gives, and the preferences.
    assert html.count('href="mailto:help@solena.example?subject=') == 6
    assert f"Your%20reference%3A%20{'2' * 32}" in html


def test_choices_name_only_what_the_page_uses(make_story: StoryMaker, shared: Shared, tmp_path: Path) -> None:
    write_page(make_story(facts={}), tmp_path, None, shared)
    html = read(tmp_path, "choices.html")
    assert "The name that you like" not in html
    assert "The figures of this bill" not in html


def test_links_of_the_campaign_win(make_story: StoryMaker, shared: Shared, tmp_path: Path) -> None:
    links = {"stop": "https://solena.example/stop", "forget": "https://solena.example/forget"}
    write_page(make_story(links=links), tmp_path, None, shared)
    assert 'href="https://solena.example/stop"' in read(tmp_path)
    choices = read(tmp_path, "choices.html")
    assert 'href="https://solena.example/forget"' in choices
    assert choices.count("button-line") == 2


OWN_FILES = {
    "page.html.j2": templates_dir() / "microsites" / "layouts" / "page" / "page.html.j2",
    "blocks/amount/block.html.j2": templates_dir() / "microsites" / "blocks" / "amount" / "block.html.j2",
}


def copied(make_story: StoryMaker, tmp_path: Path, name: str, change: str) -> tuple[StoryMaker, Path]:
    """A template of one's own: the bill, with its own version of a file that has `change` at its end."""
    root = tmp_path / "own"
    path = root / name
    path.parent.mkdir(parents=True)
    path.write_text(OWN_FILES[name].read_text(encoding="utf-8") + change, encoding="utf-8")

    def make(*args: str, **kwargs: object) -> Story:
        story = make_story(*args, **kwargs)
        assert story.microsite is not None
        return replace(story, microsite=replace(story.microsite, template=replace(story.microsite.template, root=root)))

    return make, path


@pytest.mark.parametrize("name", OWN_FILES)
def test_a_template_that_can_not_be_parsed_is_told_with_its_line(
    make_story: StoryMaker, shared: Shared, tmp_path: Path, name: str
) -> None:
    make, path = copied(make_story, tmp_path, name, "{% if %}\n")
    line = path.read_text(encoding="utf-8").count("\n")
    with pytest.raises(SceneError) as caught:
        write_page(make(), tmp_path / "out", None, shared)
    assert caught.value.place == f"{path}:{line}:1"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", OWN_FILES)
@pytest.mark.parametrize(
    "bad",
    [
        "{{ nothing }}",
        "{{ facts.nothing }}",
        "{{ brand.__class__.__mro__ }}",
        "{{ say('nothing') }}",
        "{% include 'x' %}",
    ],
)
def test_a_template_that_fails_is_told_with_its_line_and_no_value(
    make_story: StoryMaker, shared: Shared, tmp_path: Path, bad: str, name: str
) -> None:
    make, path = copied(make_story, tmp_path, name, f"{bad}\n")
    line = path.read_text(encoding="utf-8").count("\n")
    with pytest.raises(SerendipError) as caught:
        write_page(make(), tmp_path / "out", None, shared)
    assert caught.value.place == f"{path}:{line}:1"
    assert "Lucia" not in str(caught.value)
    assert not (tmp_path / "out").exists()
