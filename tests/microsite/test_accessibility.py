"""axe-core over every template, in every language, by day and by night, on a phone and on a desk: no violation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import served
from playwright.sync_api import Browser, Page
from sample_site import Sampled, page_templates, publish_all

from generator.model.brand import Brand
from generator.model.outcome import Film

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPEN_ALL = """() => document.querySelectorAll('details').forEach((node) => {
    node.removeAttribute('name');
    node.open = true;
})"""
RUN = """(tags) => axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'tag', values: tags}})
    .then((result) => result.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' | ')}`))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("accessible") / "site"


@pytest.fixture(scope="module")
def pages(brand: Brand, film: Film, film_folder: Path, site: Path) -> tuple[Sampled, ...]:
    return publish_all(brand, film, film_folder, site)


@pytest.fixture(scope="module")
def base(pages: tuple[Sampled, ...], site: Path) -> Iterator[str]:
    assert pages
    with served(site) as address:
        yield address


def opened(browser: Browser, width: int, scheme: Any) -> Page:
    # The page's own policy keeps axe out, too.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    return context.new_page()


def violations(page: Page) -> list[str]:
    """What axe finds as the page is, and with everything opened that can be."""
    assert AXE.is_file(), "axe-core is missing: run `make test`"
    page.add_script_tag(path=AXE)
    found: list[str] = page.evaluate(RUN, TAGS)
    page.evaluate(OPEN_ALL)
    found += page.evaluate(RUN, TAGS)
    return found


@pytest.mark.parametrize("template", [template.name for template in page_templates()])
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")])
def test_axe_finds_nothing(
    browser: Browser, base: str, pages: tuple[Sampled, ...], template: str, width: int, scheme: str
) -> None:
    page = opened(browser, width, scheme)
    own = [each for each in pages if each.template == template]
    # Each language once by day and once by night; samples, stress values and the empty page at both widths.
    half = [each for number, each in enumerate(own) if (number + (width > 390) + (scheme == "dark")) % 2 == 0]
    found: list[str] = []
    for each in half:
        for file in ("", "choices.html") if each.name.endswith(" de") else ("",):
            page.goto(f"{base}/{each.token}/{file}")
            found += [f"{each.name} {file}: {fault}" for fault in violations(page)]
    page.context.close()
    assert len(half) == len(own) // 2
    assert found == []


def test_axe_sees_what_is_planted(browser: Browser, base: str, pages: tuple[Sampled, ...]) -> None:
    page = opened(browser, 390, "light")
    page.goto(f"{base}/{pages[0].token}/")
    page.evaluate("() => document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"poster.jpg\">')")
    assert any(fault.startswith("image-alt") for fault in violations(page))
    page.context.close()
