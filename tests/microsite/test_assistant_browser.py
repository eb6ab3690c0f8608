"""The assistant in Chromium: typed questions, with the keyboard alone, at every width, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from browsing import Visits, served
from playwright.sync_api import Browser, Page

from generator.model.facts import FactValue
from generator.model.outcome import Film
from generator.model.story import Story

StoryMaker = Callable[..., Story]
SiteMaker = Callable[[Story, Film | None], Path]
Opener = Callable[..., Page]
WIDTHS = (320, 390, 768, 1440)
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def token_of(name: str) -> str:
    return (name * 32)[:32]


@pytest.fixture(scope="module")
def base(
    make_story: StoryMaker, publish: SiteMaker, facts: Mapping[str, FactValue], german: Mapping[str, FactValue]
) -> Iterator[str]:
    told: dict[str, dict[str, Any]] = {
        "ask": {},
        "fragen": {"language": "de", "locale": "de_DE", "facts": german},
        "arab": {"language": "ar", "locale": "ar_EG"},
        "alone": {"links": {}},
        "prospect": {"facts": {"ideas": facts["ideas"]}},
    }
    folders = [publish(make_story(token=token_of(name), **arguments), None) for name, arguments in told.items()]
    with served(folders[0].parent) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, base: str) -> Iterator[Opener]:
    """A page at its assistant; at the end nothing may have been complained of, or asked for once it was there."""
    visits = Visits(browser)

    def open_page(name: str = "ask", width: int = 1440, **options: Any) -> Page:
        page = visits.page(width, **options)
        visits.stay_at(page, base)
        page.goto(f"{base}/{token_of(name)}/")
        page.locator(".assistant").scroll_into_view_if_needed()
        if options.get("java_script_enabled", True):
            page.locator(".assistant .panel").wait_for()
            page.on("request", lambda request: visits.complaints.append("asked: " + request.url))
        return page

    yield open_page
    visits.close()
    assert visits.complaints == []


def ask(page: Page, question: str) -> str:
    """Type a question; the words of the answer."""
    page.locator(".assistant input").fill(question)
    page.keyboard.press("Enter")
    return page.locator(".exchange").last.locator(".it").inner_text().replace("\u202f", " ").replace("\u00a0", " ")


def test_what_is_typed_is_answered_from_the_page(opened: Opener) -> None:
    page = opened()
    assert "Renewables levy: € 4.85" in ask(page, "what is the levy for?")
    assert "Set by law" in ask(page, "renewables levy")
    assert "36 kWh less than March 2026" in ask(page, "how does it compare with march")
    assert page.locator(".exchange").count() == 4
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    assert page.locator(".assistant input").input_value() == ""


def test_what_it_does_not_know_it_says_and_offers_a_person(opened: Opener) -> None:
    page = opened()
    assert "This page does not say. A person can tell you more." in ask(page, "Who won the match?")
    person = page.locator(".exchange").last.get_by_role("link", name="Talk to a person")
    assert person.get_attribute("href") == "mailto:help@solena.example"
    alone = opened("alone")
    assert ask(alone, "Who won the match?").split() == ["Answer:", "This", "page", "does", "not", "say."]


def test_what_comes_near_is_offered(opened: Opener) -> None:
    page = opened()
    assert "Is it one of these?" in ask(page, "the deadline for a bicycle")
    near = page.locator(".exchange").last.locator(".near button")
    assert near.count() > 0
    question = near.first.inner_text()
    near.first.click()
    assert page.locator(".exchange").last.locator(".you").inner_text().endswith(question)


def test_suggested_questions_are_answered(opened: Opener) -> None:
    page = opened()
    suggested = page.get_by_role("group", name="Suggested questions").get_by_role("button").all_inner_texts()
    answered = page.locator(".exchange .you bdi").first.inner_text()
    assert answered and suggested and answered not in suggested, "what stands there already is not suggested again"
    page.get_by_role("group", name="Suggested questions").get_by_role(
        "button", name="What is the largest charge?"
    ).click()
    last = page.locator(".exchange").last
    assert "Energy, peak hours" in last.inner_text()
    assert last.get_by_role("link", name="Show it on this page").get_attribute("data-open") == "lines/1"
    assert page.evaluate("document.activeElement.textContent").strip() == "What is the largest charge?"


def test_the_log_is_told_politely(opened: Opener) -> None:
    page = opened()
    log = page.get_by_role("log", name="Questions and answers")
    assert log.get_attribute("aria-live") == "polite"
    assert "Why is it" in log.inner_text()
    ask(page, "how do I pay")
    assert "You asked: how do I pay" in " ".join(log.inner_text().split())


@pytest.mark.parametrize("width", WIDTHS)
def test_the_keyboard_alone_will_do(opened: Opener, width: int) -> None:
    page = opened(width=width)
    page.locator(".assistant .log").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "INPUT":
            break
    page.keyboard.type("who wins")
    page.keyboard.press("Escape")
    assert page.locator(".assistant input").input_value() == ""
    page.keyboard.press("Enter")
    assert page.locator(".assistant .note").inner_text() == "Type a question first."
    page.keyboard.type("largest charge")
    page.keyboard.press("Enter")
    assert "Energy, peak hours" in page.locator(".exchange").last.inner_text()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('.suggested') !== null")
    page.keyboard.press("Enter")
    assert page.locator(".exchange").count() == 3
    width_of = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width_of[0] <= width_of[1]


@pytest.mark.parametrize("width", WIDTHS)
def test_targets_are_as_large_as_fingers(opened: Opener, width: int) -> None:
    page = opened(width=width)
    ask(page, "the deadline for a bicycle")
    small = page.evaluate("""() => [...document.querySelectorAll(
        '.assistant button, .assistant input, .assistant summary')].filter((node) => {
            const box = node.getBoundingClientRect();
            return box.width && box.height < 44;
        }).map((node) => `${node.tagName} ${node.textContent}`)""")
    assert small == []


@pytest.mark.parametrize("width", [320, 1440])
def test_it_is_whole_without_scripts(opened: Opener, width: int) -> None:
    page = opened(width=width, java_script_enabled=False)
    assert page.locator(".assistant input").count() == 0
    assert page.locator(".asked > [data-key]").count() == 4
    assert page.locator(".asked > [data-key]").first.locator(".answer").is_visible()
    page.get_by_text("What is the largest charge?").click()
    assert page.locator(".assistant").get_by_text("30% of the total").is_visible()
    page.get_by_text("More questions").click()
    page.get_by_text("How do I stop these messages?").click()
    assert page.get_by_text("With the link at the foot of every page.").is_visible()
    assert page.locator(".assistant .people").get_by_role("link", name="Talk to a person").is_visible()


def test_with_scripts_all_questions_can_still_be_read(opened: Opener) -> None:
    page = opened()
    page.get_by_text("More questions").click()
    page.locator(".more").get_by_text("What is the largest charge?").click()
    assert page.locator(".more").get_by_text("30% of the total").is_visible()


def test_hostile_questions_stay_text(opened: Opener) -> None:
    page = opened()
    for text in ("<img src=x onerror=alert(1)>", "{{constructor}} ${1}", "\u202eevil", "(((((*+?[", "x" * 200):
        ask(page, text)
        assert page.locator(".exchange").last.locator(".you bdi").text_content() == text
    assert page.locator(".assistant img").count() == 0


def test_right_to_left_it_turns_round(opened: Opener) -> None:
    page = opened("arab", 390)
    ask(page, "largest charge")
    you, it = (page.locator(f".exchange >> nth=-1 >> {name}").bounding_box() for name in (".you", ".it"))
    assert you is not None
    assert it is not None
    assert you["x"] < it["x"] or you["x"] + you["width"] < it["x"] + it["width"]


def test_it_speaks_the_pages_language(opened: Opener) -> None:
    page = opened("fragen", 320)
    assert "Das steht nicht auf dieser Seite" in ask(page, "wer hat das spiel gewonnen")
    assert "€" in ask(page, "wie viel muss ich zalen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_axe_finds_nothing_in_any_state(opened: Opener, width: int, scheme: str) -> None:
    page = opened(width=width, color_scheme=scheme, bypass_csp=True)
    for question in ("largest charge", "Who won the match?", "the deadline for a bicycle"):
        ask(page, question)
    page.get_by_text("More questions").click()
    page.add_script_tag(path=AXE)
    found: list[str] = page.evaluate("""() => axe.run('.assistant', {resultTypes: ['violations']}).then((result) =>
        result.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' | ')}`))""")
    assert found == []
