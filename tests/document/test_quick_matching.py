"""What holds for an element, found once for its place: the same that WeasyPrint finds by asking every selector."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cssselect2 import compile_selector_list
from weasyprint import CSS
from weasyprint.css import get_all_computed_styles
from weasyprint.text.fonts import FontConfiguration

from generator.document.fetch import LocalFetcher
from generator.document.quick import parsed, styles
from generator.document.quick.matching import asks_for_place

SELECTORS = (
    "p", ".a", "p.a", "#one", "div p", "div > p", "p + p", "p ~ p", "p:first-child", "p:last-child", "p:only-child",
    "p:only-of-type", "p:nth-child(2n)", "div:has(.a)", "p:empty", ":root", ":root > body", "[href]", "[href^=http]",
    "[href$=x]", "a:link", "[data-x] b", "[data-x=two] b", "[dir=rtl] p", "[lang]", ":lang(de) b", ":is(p, b).a",
    "p:not(.a)", "p::before", ".a::after", "b:not([title])", "body *", "* + b", "table td", "p.a.c", "[class~=c]",
    "[title=secret i]", "div p b::first-line", "a[href=y], b.a",
)  # fmt: skip
DOCUMENT = """<html lang="en"{rtl}><body><div id="one"><p class="a">x <b>y</b><b class="a" title="{title}">z</b></p>
<p class="c a"></p><p>only <a href="{href}">here</a></p></div><div data-x="{x}"><p><b>one</b></p></div>
<div lang="de" style="color: #123456; width: 3px"><p style="color: #abcdef"><b>zwei</b></p></div>
<table><tbody><tr><td>1</td></tr></tbody></table></body></html>"""
DOCUMENTS = (
    DOCUMENT.format(rtl="", title="Secret", href="https://a.example/", x="one"),
    DOCUMENT.format(rtl=' dir="rtl"', title="open", href="y", x="two"),
    DOCUMENT.format(rtl="", title="open", href="/x", x="two"),
)


@pytest.fixture(scope="module")
def sheets() -> list[CSS]:
    layered = "@layer low, high; @layer high { p { top: 1px } } @layer low { p { top: 2px !important } }"
    rules = [f"{selector} {{ width: {at}px; --n{at}: yes }}" for at, selector in enumerate(SELECTORS)]
    return [CSS(string="".join(rules)), CSS(string=layered + "p { top: 3px } .a { width: 0 !important }")]


def told(monkeypatch: pytest.MonkeyPatch, sheets: list[CSS], kind: type) -> list[Any]:
    """Of every document, what is declared for its elements and pseudo-elements in turn, as this class finds it."""
    monkeypatch.setattr("weasyprint.css.StyleFor", kind)
    found = []
    for text in DOCUMENTS:
        html = parsed(text, "file:///", LocalFetcher((Path("/"),)))
        style_for = get_all_computed_styles(html, sheets, font_config=FontConfiguration())
        asked = [None, "before", "after", "first-line"]
        own = [
            (at, pseudo, {name: (repr(value), weight) for name, (value, weight) in style.cascaded.items()})
            for at, node in enumerate(html.etree_element.iter())
            for pseudo in asked
            if (style := style_for.get_computed_styles().get((node, pseudo))) is not None
        ]
        found.append(own)
    return found


def test_the_same_holds_for_every_element(monkeypatch: pytest.MonkeyPatch, sheets: list[CSS]) -> None:
    theirs, own = (told(monkeypatch, sheets, kind) for kind in (styles.KeepingStyles.__base__, styles.KeepingStyles))
    assert own == theirs
    names = {name for document in own for _, _, style in document for name in style}
    assert len(names) > len(SELECTORS) * 0.9


def test_a_selector_taken_for_one_of_places_would_be_seen(monkeypatch: pytest.MonkeyPatch, sheets: list[CSS]) -> None:
    theirs = told(monkeypatch, sheets, styles.KeepingStyles.__base__)
    monkeypatch.setattr(styles, "_RULES", {})
    monkeypatch.setattr("generator.document.quick.matching.asks_for_place", lambda test, unknown: True)
    assert told(monkeypatch, sheets, styles.KeepingStyles) != theirs


@pytest.mark.parametrize(
    ("selector", "asks"),
    [
        ("p.a", True), ("div > p", True), ("[dir=rtl] p", True), ("[data-x] p", True), ("[data-x=a] p", False),
        ("p:first-child", False), ("p + p", False), ("p:empty", False), ("p:has(b)", False), ("#one", False),
    ],
)  # fmt: skip
def test_what_a_selector_asks_for_is_read_from_its_test(selector: str, asks: bool) -> None:
    (compiled,) = compile_selector_list(selector)
    assert asks_for_place(compiled.test, frozenset({"id", "data-x"})) is asks
