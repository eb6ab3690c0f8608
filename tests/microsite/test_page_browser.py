"""The page in Chromium, served as a host would: every width, light and dark, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from browsing import Visits, served, until
from playwright.sync_api import Browser, Page

from generator.model.facts import FactValue
from generator.model.outcome import Film
from generator.model.story import Story

StoryMaker = Callable[..., Story]
SiteMaker = Callable[[Story, Film | None], Path]
WIDTHS = (320, 390, 768, 1440)
PAGES = ("plain", "german", "stress", "arabic", "prospect", "bare")
OPEN_ALL = """document.querySelectorAll('details').forEach((node) => {
    node.removeAttribute('name');
    node.open = true;
})"""
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def token_of(name: str) -> str:
    return (name * 32)[:32]


@pytest.fixture(scope="session")
def site(
    make_story: StoryMaker,
    publish: SiteMaker,
    film: Film,
    facts: Mapping[str, FactValue],
    stress: Mapping[str, FactValue],
    german: Mapping[str, FactValue],
) -> Path:
    """One recipient of each kind."""
    told: dict[str, dict[str, Any]] = {
        "plain": {},
        "german": {"language": "de", "locale": "de_DE", "facts": german},
        "stress": {"language": "it", "locale": "it_IT", "facts": stress},
        "arabic": {"language": "ar", "locale": "ar_EG", "facts": {**facts, "first_name": "محمد الأمين"}},
        "prospect": {"language": "es", "locale": "es_ES", "facts": {"first_name": "Любовь", "ideas": facts["ideas"]}},
        "bare": {"language": "fr", "locale": "fr_FR", "facts": {}},
    }
    folders = [
        publish(make_story(token=token_of(name), **arguments), None if name == "bare" else film)
        for name, arguments in told.items()
    ]
    return folders[0].parent


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, base: str) -> Iterator[Opener]:
    """A page opened at a width and in a scheme; at the end nothing may have been complained of or asked elsewhere."""
    visits = Visits(browser)
    complaints = visits.complaints

    def open_page(name: str, width: int = 1440, scheme: Any = "light", file: str = "", **options: Any) -> Page:
        page = visits.page(width, color_scheme=scheme, **options)
        visits.stay_at(page, base)
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url} {request.failure}"))
        page.on("response", lambda response: complaints.append(response.url) if response.status >= 400 else None)
        page.goto(f"{base}/{token_of(name)}/{file}")
        return page

    yield open_page
    visits.close()
    # What the test cuts short by leaving the page is no failure of the page.
    assert [text for text in complaints if "net::ERR_ABORTED" not in text] == []


def overflow(page: Page) -> list[str]:
    """What reaches past the right edge of the window, or the left."""
    found: list[str] = page.evaluate("""() => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        return [...document.querySelectorAll('body *')].filter((node) => {
            const box = node.getBoundingClientRect();
            return box.width && (box.right > width + 1 || box.left < -1);
        }).map((node) => String(node.className || node.tagName));
    }""")
    return found


def go(page: Page, name: str, file: str = "") -> None:
    page.goto(page.url.rsplit("/", 2)[0] + f"/{token_of(name)}/{file}")


@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_every_width(opened: Opener, width: int) -> None:
    page = opened("plain", width)
    for name in PAGES:
        go(page, name)
        assert overflow(page) == [], name
        assert page.evaluate("document.fonts.ready.then((fonts) => [...fonts].some((it) => it.status === 'loaded'))")
    go(page, "german", "choices.html")
    assert overflow(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_dark_where_the_reader_likes_it_dark(opened: Opener, width: int) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    assert opened("plain", width).evaluate(ground) == "rgb(251, 246, 238)"
    dark = opened("plain", width, "dark")
    assert dark.evaluate(ground) == "rgb(13, 22, 38)"
    assert overflow(dark) == []


def faults(page: Page) -> list[str]:
    """What axe finds in the page, with everything opened that can be."""
    assert AXE.is_file(), "axe-core is missing: run `npm ci`"
    page.evaluate(OPEN_ALL)
    page.add_script_tag(path=AXE)
    found: list[str] = page.evaluate("""() => axe.run(document, {resultTypes: ['violations']}).then((result) =>
        result.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' | ')}`))""")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_axe_finds_nothing(opened: Opener, width: int, scheme: str) -> None:
    # The page's own policy keeps axe out, too: this one test goes without it.
    page = opened("plain", width, scheme, bypass_csp=True)
    assert faults(page) == []
    go(page, "plain", "choices.html")
    assert faults(page) == []


@pytest.mark.parametrize("name", [name for name in PAGES if name != "plain"])
def test_axe_finds_nothing_in_other_pages(opened: Opener, name: str) -> None:
    assert faults(opened(name, 320, "dark" if name == "stress" else "light", bypass_csp=True)) == []


def test_the_film_waits_plays_and_seeks(opened: Opener) -> None:
    page = opened("plain")
    watch = page.get_by_role("button", name="Watch · 0:06")
    assert watch.is_visible()
    assert page.evaluate("document.querySelector('video').controls") is False
    watch.click()
    until(page, "document.querySelector('video').currentTime > 0.2")
    assert not watch.is_visible()
    assert page.get_by_role("button", name="Pause").is_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Pause"
    page.evaluate("document.querySelector('video').currentTime = 4.5")
    until(page, "document.querySelector('video').currentTime > 4.6")
    assert page.evaluate("document.querySelector('video').seekable.end(0)") == pytest.approx(6, abs=0.2)
    assert page.evaluate("document.querySelector('video').error") is None


def test_chapters_start_the_film_where_they_say(opened: Opener) -> None:
    page = opened("plain")
    chapters = page.get_by_role("group", name="Chapters").get_by_role("button")
    assert chapters.count() == 4
    chapters.nth(2).click()
    until(page, "document.querySelector('video').currentTime > 3.05")
    page.get_by_text("The film in words").click()
    page.get_by_role("button", name="0:02").click()
    until(page, "Math.abs(document.querySelector('video').currentTime - 1.7) < 0.25")


def test_the_film_can_be_started_by_keyboard(opened: Opener) -> None:
    page = opened("plain")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("button", name="Watch").focus()
    page.keyboard.press("Enter")
    until(page, "document.querySelector('video').currentTime > 0.1")


def test_captions_and_chapters_are_loaded(opened: Opener) -> None:
    page = opened("plain")
    page.evaluate("[...document.querySelector('video').textTracks].forEach((track) => { track.mode = 'hidden'; })")
    until(page, "[...document.querySelector('video').textTracks].every((track) => track.cues?.length === 4)")


def rows(page: Page) -> list[str]:
    return page.locator(".every-line tbody tr:visible .what").all_inner_texts()


def total(page: Page) -> tuple[str, str]:
    foot = page.locator(".every-line tfoot")
    return foot.locator("th").inner_text(), foot.locator("output").inner_text().replace("\u202f", " ")


def test_the_table_sorts_three_ways(opened: Opener) -> None:
    page = opened("plain")
    bill = rows(page)
    amount = page.get_by_role("button", name="Amount")
    head = page.locator(".every-line th[data-sort=number]")
    amount.click()
    assert rows(page)[0] == "Energy, peak hours"
    assert rows(page)[-1] == "Renewables levy"
    assert head.get_attribute("aria-sort") == "descending"
    amount.click()
    assert rows(page)[0] == "Renewables levy"
    assert head.get_attribute("aria-sort") == "ascending"
    amount.click()
    assert rows(page) == bill
    page.get_by_role("button", name="Charge ↕").click()
    assert rows(page) == sorted(bill)
    assert head.get_attribute("aria-sort") == "none"


def test_the_table_filters_and_adds_up_what_it_shows(opened: Opener) -> None:
    page = opened("plain")
    assert total(page) == ("Total", "€ 84.20")
    page.get_by_role("button", name="Energy", exact=True).click()
    assert rows(page) == ["Energy, peak hours", "Energy, off-peak"]
    assert total(page) == ("Total shown", "€ 38.60")
    search = page.get_by_role("searchbox")
    search.fill("OFF")
    assert rows(page) == ["Energy, off-peak"]
    assert page.locator(".none-found").inner_text() == "1 of 6 lines"
    search.fill("nothing like it")
    assert rows(page) == []
    assert page.locator(".none-found").inner_text().startswith("No line matches.")
    assert total(page) == ("Total shown", "€ 0.00")
    search.press("Escape")
    page.get_by_role("button", name="All", exact=True).click()
    assert total(page) == ("Total", "€ 84.20")


def test_large_and_negative_sums_are_written_as_the_locale_writes_them(opened: Opener) -> None:
    page = opened("stress")
    page.get_by_role("searchbox").fill("tags")
    assert total(page)[1] == "−12.345,60 €"


def test_every_line_explains_itself(opened: Opener) -> None:
    page = opened("plain", 390)
    line = page.locator(".every-line tbody tr").first
    assert not line.locator(".explain p").is_visible()
    line.locator("summary").click()
    assert "118 kWh × € 0.2140 = € 25.25." in line.locator(".explain p").inner_text().replace("\u00a0", " ").replace(
        "\u202f", " "
    )


def test_chart_and_table_are_in_step(opened: Opener) -> None:
    page = opened("plain")
    readout = page.locator(".readout strong")
    assert readout.inner_text().replace("\u00a0", " ") == "205 kWh"
    page.locator(".chart .bar").nth(9).hover()
    assert readout.inner_text().replace("\u00a0", " ") == "322 kWh"
    page.mouse.move(0, 0)
    assert readout.inner_text().replace("\u00a0", " ") == "205 kWh"
    page.locator(".chart .bar").last.focus()
    page.keyboard.press("Home")
    assert readout.inner_text().replace("\u00a0", " ") == "212 kWh"
    page.keyboard.press("Escape")
    assert readout.inner_text().replace("\u00a0", " ") == "205 kWh"
    page.get_by_text("Show as a table").click()
    page.locator(".history .as-table tbody tr").nth(8).hover()
    assert readout.inner_text().replace("\u00a0", " ") == "301 kWh"


def test_it_is_whole_without_scripts(opened: Opener) -> None:
    page = opened("plain", java_script_enabled=False)
    assert page.locator("video[controls]").is_visible()
    assert page.locator(".every-line tbody tr:visible").count() == 6
    assert page.locator(".chart .bar").count() == 13
    assert page.get_by_text("Pay now instead").first.is_visible()
    assert page.locator("button").count() == 0
    assert page.locator("input").count() == 0
    page.get_by_text("Show as a table").click()
    assert page.get_by_role("row", name="January 2026").is_visible()


def test_it_can_be_opened_from_the_disk(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / token_of("plain") / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 246, 238)"
    page.get_by_role("button", name="Watch").click()
    until(page, "document.querySelector('video').currentTime > 0.1")
    page.close()


def test_motion_is_shown_only_to_who_wants_it(opened: Opener) -> None:
    name = "getComputedStyle(document.querySelector('.chart .body')).animationName"
    assert opened("plain", reduced_motion="no-preference").evaluate(name) == "grow"
    assert opened("plain", reduced_motion="reduce").evaluate(name) == "none"


def test_printing_leaves_the_figures(opened: Opener) -> None:
    page = opened("plain", scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(16, 32, 58)"
    assert page.locator(".every-line tbody tr").first.is_visible()
    for selector in (".film", ".tools", ".assistant"):
        assert not page.locator(selector).first.is_visible(), selector
    # What a button led to stands there as an address.
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.due .button')).backgroundColor") == "rgba(0, 0, 0, 0)"
    )


OVERLAPS = """() => {
  const bars = [...document.querySelectorAll('.chart .bar')];
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return bars.flatMap((bar) => {
    const value = bar.querySelector('.bar-value');
    const style = getComputedStyle(value);
    if (style.display === 'none' || style.opacity === '0') return [];
    const box = value.getBoundingClientRect();
    return bars.filter((other) => other !== bar && meet(box, other.querySelector('.body').getBoundingClientRect()))
      .map((other) => `${bar.dataset.name} on ${other.dataset.name}`);
  });
}"""


@pytest.mark.parametrize("name", ["plain", "german", "stress"])
def test_no_figure_of_the_chart_lies_on_another_bar(opened: Opener, name: str) -> None:
    for width in WIDTHS:
        page = opened(name, width)
        # The bars have grown.
        until(page, "document.getAnimations().every((each) => each.playState === 'finished')")
        assert page.evaluate("document.querySelectorAll('.chart .bar').length") > 5
        assert page.evaluate(OVERLAPS) == [], width
        # Where the figure is left out, it stands above the chart all the same.
        assert page.locator(".readout").is_visible()


def test_nothing_covers_the_words_on_the_film(opened: Opener) -> None:
    for width in WIDTHS:
        page = opened("plain", width)
        film, watch = (page.locator(name).bounding_box() for name in (".film", ".watch"))
        assert film is not None
        assert watch is not None
        # The greeting's words take two lines in some languages, and end at seven tenths of the frame's height.
        assert watch["y"] >= film["y"] + 0.7 * film["height"]
        chapters = page.locator(".segments").is_visible()
        assert chapters == (width > 448)
        assert watch["y"] + watch["height"] <= film["y"] + film["height"] - (24 if chapters else 8)
