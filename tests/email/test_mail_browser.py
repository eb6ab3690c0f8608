"""The mail as it is shown: in Chromium, narrow and wide, light and dark, from left and from right."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from mail_story import FILM, SENDER, Tell
from playwright.sync_api import Browser, Page, Route

from generator.contrast import contrast
from generator.email import write_email
from generator.email.colors import colors_of

GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00"
    b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
WIDTHS = (320, 390, 600, 1440)


def html_of(folder: Path) -> str:
    message = message_from_bytes(
        (folder / "mail" / "mail.eml").read_bytes(), _class=EmailMessage, policy=policy.default
    )
    body = message.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def shown(browser: Browser, html: str, width: int, scheme: str) -> tuple[Page, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []

    def serve(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=GIF, content_type="image/gif")

    page.route("**/*", serve)
    page.set_content(html)
    return page, asked


@pytest.mark.parametrize("values", ["sample", "stress"])
def test_it_fits_every_width_and_loads_the_one_picture(
    browser: Browser, tell: Tell, tmp_path: Path, values: str
) -> None:
    story = tell("de_DE", values)
    write_email(story, tmp_path, FILM, SENDER, date(2026, 5, 4))
    html = html_of(tmp_path)
    for width in WIDTHS:
        page, asked = shown(browser, html, width, "light")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert asked == [f"{story.links.page}preview.gif"]
        button = page.locator("a", has_text="Film ansehen").bounding_box()
        assert button is not None
        assert button["height"] >= 44
        page.close()


@pytest.mark.parametrize("brand", ["solena", "chinook"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read_on_its_ground(
    browser: Browser, tell: Tell, tmp_path: Path, brand: str, scheme: str
) -> None:
    write_email(tell(brand=brand), tmp_path, FILM, SENDER, date(2026, 5, 4))
    page, _ = shown(browser, html_of(tmp_path), 600, scheme)
    pairs = page.evaluate(
        """() => [...document.querySelectorAll('div, a, td')].filter(e =>
          [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.offsetHeight > 2
          && getComputedStyle(e).display !== 'none').map(e => {
            let ground = e;
            const clear = 'rgba(0, 0, 0, 0)';
            while (ground && getComputedStyle(ground).backgroundColor === clear) ground = ground.parentElement;
            return [e.textContent.trim().slice(0, 30), getComputedStyle(e).color,
                    ground ? getComputedStyle(ground).backgroundColor : 'rgb(255, 255, 255)'];
          })"""
    )
    page.close()
    assert len(pairs) > 8
    for words, color, ground in pairs:
        assert contrast(_hex(color), _hex(ground)) >= 4.5, (words, color, ground)


def test_what_is_read_from_the_right_is_set_from_the_right(browser: Browser, tell: Tell, tmp_path: Path) -> None:
    write_email(tell("ar_EG"), tmp_path, FILM, SENDER, date(2026, 5, 4))
    page, _ = shown(browser, html_of(tmp_path), 390, "light")
    assert page.locator("html").get_attribute("dir") == "rtl"
    box = page.locator("a", has_text="Watch your film").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] > 300
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_colours_of_a_pale_brand_are_darkened(tell: Tell) -> None:
    from dataclasses import replace

    brand = replace(tell().brand, colors={"ink": "#cccccc", "paper": "#ffffff", "mute": "#eeeeee", "sun": "#ffffff"})
    for roles in colors_of(brand):
        for name in ("text", "quiet"):
            assert min(contrast(roles[name], roles[ground]) for ground in ("ground", "card")) >= 4.5
        assert contrast(roles["button_text"], roles["button"]) >= 4.5


def _hex(color: str) -> str:
    red, green, blue = (int(part) for part in color[color.index("(") + 1 : -1].split(",")[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"
