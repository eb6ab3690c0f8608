"""Every page template in Chromium: at every width nothing reaches past the edge, and on paper it is a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from browsing import served
from every_template import LONG, NAMES, loaded, told, with_text
from playwright.sync_api import Browser, Page
from test_page_browser import OPEN_ALL, WIDTHS, overflow

from generator.microsite import write_page, write_shared
from generator.model.brand import Brand

KINDS = ("sample", "stress", "long", "arabic", "bare")


@pytest.fixture(scope="module")
def base(brand: Brand, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with every template from its samples, stress values, endless names, right to left, and from nothing."""
    site = tmp_path_factory.mktemp("templates") / "site"
    for name in NAMES:
        template = loaded(name)
        shared = write_shared(brand, template, site / "shared")
        plain = told(template, brand, token=token_of(name, "sample"))
        stories = {
            "sample": plain,
            "stress": told(template, brand, "de_DE", stress=True, token=token_of(name, "stress")),
            "long": with_text(told(template, brand, token=token_of(name, "long")), LONG),
            # There is no catalogue of Arabic yet: only the direction and the formats are its own.
            "arabic": replace(told(template, brand, token=token_of(name, "arabic")), language="ar", locale="ar_EG"),
            "bare": told(template, brand, without=template.needs, token=token_of(name, "bare")),
        }
        for story in stories.values():
            write_page(story, site / story.token, None, shared)
    with served(site) as address:
        yield address


def token_of(name: str, kind: str) -> str:
    return f"{name}{kind}".ljust(32, "a")[:32]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_reaches_past_the_edge(page: Page, base: str, name: str) -> None:
    for kind in KINDS:
        page.goto(f"{base}/{token_of(name, kind)}/")
        page.evaluate(OPEN_ALL)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert overflow(page) == [], (kind, width)


@pytest.mark.parametrize("name", NAMES)
def test_words_stay_in_their_cards(page: Page, base: str, name: str) -> None:
    """A long word must break, not run over what stands beside it."""
    page.set_viewport_size({"width": 320, "height": 900})
    for kind in ("stress", "long"):
        page.goto(f"{base}/{token_of(name, kind)}/")
        over = page.evaluate("""() => [...document.querySelectorAll('main .card')].filter((card) => {
            const edge = card.getBoundingClientRect();
            const scrolls = (node) => node !== document.body &&
                (/auto|scroll/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
            return [...card.querySelectorAll('h2, h3, p, li, dd, dt, th, td, summary')].some((node) => {
                if (scrolls(node)) return false;
                const box = node.getBoundingClientRect();
                return box.width && (box.right > edge.right + 1 || box.left < edge.left - 1);
            });
        }).map((card) => card.closest('section')?.className)""")
        assert over == [], kind


@pytest.mark.parametrize("name", NAMES)
def test_on_paper_it_is_a_document(page: Page, base: str, name: str) -> None:
    page.set_viewport_size({"width": 794, "height": 1123})
    page.goto(f"{base}/{token_of(name, 'sample')}/")
    page.emulate_media(media="print", color_scheme="dark")
    try:
        assert page.locator("h1").is_visible()
        assert page.locator(".sender").is_visible()
        # A button at the head of a column is its title, and one that compares tells what it compares.
        shown = page.evaluate("""() => [...document.querySelectorAll(
            'main :is(button:not(th *, .besides *), input, select, textarea, video)'
        )].filter((node) => node.checkVisibility()).map((node) => node.outerHTML.slice(0, 80))""")
        assert shown == []
        folded = page.evaluate("""() => [...document.querySelectorAll('main section > .card details > :not(summary)')]
            .filter((node) => node.closest('section').checkVisibility() && !node.matches(':has(> .form)'))
            .filter((node) => !node.checkVisibility({contentVisibilityAuto: true}))
            .map((node) => node.textContent.slice(0, 80))""")
        assert folded == []
        frames = page.evaluate("""() => [...document.querySelectorAll('main .card')]
            .filter((node) => node.checkVisibility() && getComputedStyle(node).boxShadow !== 'none').length""")
        assert frames == 0
    finally:
        page.emulate_media(media="screen", color_scheme="light")


def test_the_address_of_a_link_that_leads_elsewhere_is_printed(page: Page, base: str) -> None:
    page.goto(f"{base}/{token_of('bill', 'sample')}/")
    page.emulate_media(media="print")
    try:
        content = page.evaluate("getComputedStyle(document.querySelector('.due .button'), '::after').content")
        assert "https://pay.example.org/" in content
    finally:
        page.emulate_media(media="screen")


def test_a_page_that_runs_over_is_seen(page: Page, base: str) -> None:
    """The check itself: a wide thing planted in the page is found."""
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{base}/{token_of('bill', 'sample')}/")
    page.evaluate("document.querySelector('.card').style.setProperty('width', '900px')")
    assert overflow(page) != []
