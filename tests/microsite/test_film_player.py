"""The film's player in Chromium: every control and interaction, by keyboard alone at every width, by touch, with
scripts on and off; nothing that the page's policy forbids."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browsing import Visits, served, until
from playwright.sync_api import Browser, Locator, Page

from generator.model.forms import Forms
from generator.model.interactions import (
    Action,
    Area,
    Branch,
    Hotspot,
    Interactions,
    Jump,
    Option,
    Question,
)
from generator.model.outcome import Film
from generator.model.story import Story
from generator.publish.headers import content_security_policy, write_host_files

WIDTHS = (320, 390, 768, 1440)
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TOUCHED, ASKED, STRICT, ARABIC = ((name * 32)[:32] for name in ("touched", "asked", "strict", "arabic"))

HOTSPOTS = (
    Hotspot("two.pill", "two", "button", Area(10, 60, 30, 20), 1.5, 2.9, "Why less?", Action("play", "why")),
    Hotspot(
        "three.bars.1", "three", "area", Area(10, 40, 20, 40), 3.0, 4.4, "March", Action("open", "history/2026-03")
    ),
    Hotspot("three.bars.2", "three", "area", Area(40, 40, 20, 40), 3.0, 4.4, "April", Action("open", "nowhere/1")),
    Hotspot(
        "four.go", "four", "button", Area(60, 10, 30, 20), 4.6, 6.0, "See ideas", Action("link", "ideas", "#ideas")
    ),
)
WHY = Branch(
    key="why",
    title="Why it moved",
    file="branch-why.mp4",
    media_type="video/mp4",
    duration_s=6.0,
    chapters=((0.0, "It was colder"), (3.0, "Prices rose")),
    captions="captions.vtt",
    hotspots=(Hotspot("b.on", "b", "button", Area(10, 10, 40, 30), 0, 5, "On", Action("seek", "four", at_s=4.5)),),
    transcript=("March was cold.", "The market price rose."),
)
RATING = Question(
    "clear", "two", 2.0, "rating", "How clear is it?", least=1, most=5, least_text="Not at all", most_text="Very",
    thanks="Thank you, that helps.",
)  # fmt: skip
CHOICE = Question(
    "tariff",
    "three",
    3.5,
    "choice",
    "Which one?",
    options=(Option("1", "Sunny"), Option("2", "Steady")),
    optional=False,
)
NUMBER = Question("people", "four", 5.0, "number", "How many people?", least=1, most=12, unit="people")
JUMPS = (Jump("reasons", "Why it moved", branch="why"), Jump("history", "Month by month", scene="three", at_s=3.0))


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("answers") / "answers.jsonl"


@pytest.fixture(scope="module")
def endpoint(shared_dir: Path, answers: Path) -> Iterator[str]:
    with served(shared_dir.parent, answers) as address:
        yield address


@pytest.fixture(scope="module")
def base(
    endpoint: str,
    shared_dir: Path,
    make_story: Callable[..., Story],
    publish: Callable[[Story, Film | None], Path],
    film: Film,
    film_folder: Path,
) -> Iterator[str]:
    """Pages with a film to touch, one that asks, one that insists, and one that runs from right to left."""
    shutil.copy(film_folder / "video.mp4", film_folder / "branch-why.mp4")
    touched = Interactions(hotspots=HOTSPOTS, branches=(WHY,), jumps=JUMPS)
    told = {
        TOUCHED: ({}, touched),
        ASKED: ({}, Interactions(questions=(RATING, NUMBER))),
        STRICT: ({}, Interactions(questions=(CHOICE,))),
        ARABIC: ({"language": "ar", "locale": "ar_EG"}, touched),
    }
    files = (*film.files, "branch-why.mp4")
    forms = Forms(endpoint=f"{endpoint}/forms/{{form}}")
    for token, (how, interactions) in told.items():
        story = replace(make_story(token=token, **how), forms=forms)
        publish(story, replace(film, files=files, interactions=interactions))
    site = shared_dir.parent
    write_host_files(site, content_security_policy(forms.sources))
    with served(site) as address:
        yield address
    (site / "_headers").unlink()


Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, base: str) -> Iterator[Opener]:
    """A page of the site; at the end the browser must have had nothing to complain of, its policy least of all."""
    visits = Visits(browser)

    def open_page(token: str, width: int = 1440, before: str = "", **options: Any) -> Page:
        page = visits.page(width, **options)
        page.set_default_timeout(5000)
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective))"
        )
        if before:
            page.add_init_script(before)
        page.goto(f"{base}/{token}/")
        return page

    yield open_page
    visits.close()
    assert visits.complaints == []


VIDEO = "[...document.querySelectorAll('.film video')].at(-1)"


def now(page: Page) -> float:
    found: float = page.evaluate(f"{VIDEO}.currentTime")
    return found


def paused(page: Page) -> bool:
    found: bool = page.evaluate(f"{VIDEO}.paused")
    return found


def rest_at(page: Page, seconds: float) -> None:
    """Pause there, as the system's own controls would."""
    page.evaluate(f"{VIDEO}.pause()")
    page.evaluate(f"{VIDEO}.currentTime = {seconds}")
    until(page, f"!{VIDEO}.seeking && Math.abs({VIDEO}.currentTime - {seconds}) < 0.01")
    page.wait_for_timeout(60)


def focused(page: Page) -> str:
    found: str = page.evaluate(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()"
    )
    return found


def has_focus(page: Page, name: str) -> None:
    for _ in range(80):
        if focused(page) == name:
            return
        page.wait_for_timeout(25)
    assert focused(page) == name


def tab_to(page: Page, name: str, back: bool = False) -> None:
    for _ in range(40):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if focused(page) == name:
            return
    raise AssertionError(f"the keyboard does not get to {name}")


def begin(page: Page) -> None:
    """Start the film by keyboard."""
    tab_to(page, "Watch · 0:06")
    page.keyboard.press("Enter")
    until(page, f"{VIDEO}.currentTime > 0.05")


def spots(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.film-spot')].map((node) => node.getAttribute('aria-label'))"
    )
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_all_controls_by_keyboard(opened: Opener, width: int) -> None:
    page = opened(TOUCHED, width)
    assert page.evaluate(f"{VIDEO}.controls") is False
    begin(page)
    has_focus(page, "Pause")
    page.keyboard.press("Space")
    assert paused(page)
    has_focus(page, "Play")
    rest_at(page, 0.5)
    page.keyboard.press("ArrowRight")
    until(page, f"{VIDEO}.currentTime > 5.4")
    page.keyboard.press("ArrowLeft")
    until(page, f"{VIDEO}.currentTime < 0.6")
    page.keyboard.press("l")
    until(page, f"{VIDEO}.currentTime > 5.9")
    page.keyboard.press("j")
    until(page, f"{VIDEO}.currentTime === 0")
    page.keyboard.press("5")
    until(page, f"Math.abs({VIDEO}.currentTime - 3) < 0.05")
    page.keyboard.press("m")
    assert page.evaluate(f"{VIDEO}.muted")
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(f"{VIDEO}.volume") == pytest.approx(0.9)
    page.keyboard.press(">")
    assert page.evaluate(f"{VIDEO}.playbackRate") == 1.25
    page.keyboard.press("<")
    page.keyboard.press("c")
    until(page, "document.querySelector('.film-words')?.textContent.trim() === 'Month by month'")
    page.keyboard.press("c")
    assert page.locator(".film-words").count() == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_chapters_and_settings_by_keyboard(opened: Opener, width: int) -> None:
    page = opened(TOUCHED, width)
    begin(page)
    rest_at(page, 3.0)
    page.keyboard.press("?")
    assert page.get_by_role("group", name="Settings").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(f"{VIDEO}.playbackRate") == 1.25
    page.keyboard.press("Escape")
    has_focus(page, "Settings")
    tab_to(page, "Chapters", back=True)
    page.keyboard.press("Enter")
    has_focus(page, "0:03 Month by month")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, f"{VIDEO}.currentTime > 4.5 && !{VIDEO}.paused")
    has_focus(page, "Chapters")
    page.keyboard.press("k")
    tab_to(page, "Place in the film", back=True)
    slider = page.get_by_role("slider", name="Place in the film")
    assert slider.get_attribute("aria-valuetext") == "0:04 of 0:06, In short"
    page.keyboard.press("Home")
    until(page, f"{VIDEO}.currentTime === 0")
    page.keyboard.press("k")
    until(page, f"!{VIDEO}.paused")


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_in_the_picture_by_keyboard(opened: Opener, width: int) -> None:
    page = opened(TOUCHED, width)
    begin(page)
    assert spots(page) == []
    rest_at(page, 2.0)
    assert spots(page) == ["Why less?"]
    assert page.locator(".film [role=status]").inner_text() == "In the picture: Why less?"
    tab_to(page, "Why less?", back=True)
    page.keyboard.press("Enter")
    until(page, f"document.querySelectorAll('.film video').length === 2 && {VIDEO}.currentTime > 0.1")
    assert page.evaluate("document.querySelector('.film video').paused")
    assert spots(page) == ["On"]
    # The way back is always there, and the film goes on where it was.
    tab_to(page, "Back to the film", back=page.evaluate("document.activeElement.closest('.film-bar') !== null"))
    page.keyboard.press("Enter")
    assert page.locator(".film video").count() == 1
    assert 2.0 <= now(page) < 2.6
    rest_at(page, 3.5)
    assert spots(page) == ["March", "April"]
    tab_to(page, "March", back=True)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#history') !== null")
    assert paused(page)
    box = page.locator("#history").bounding_box()
    assert box is not None
    assert 0 <= box["y"] + box["height"] / 2 <= 900


def test_hotspots_lie_where_they_are_drawn(opened: Opener) -> None:
    page = opened(TOUCHED)
    begin(page)
    rest_at(page, 2.0)

    def shares() -> list[float]:
        found: list[float] = page.evaluate(f"""() => {{
            const film = {VIDEO}.getBoundingClientRect();
            const spot = document.querySelector('.film-spot').getBoundingClientRect();
            return [(spot.x - film.x) / film.width, (spot.y - film.y) / film.height,
                spot.width / film.width, spot.height / film.height];
        }}""")
        return found

    assert shares() == pytest.approx([0.1, 0.6, 0.3, 0.2], abs=0.002)
    page.keyboard.press("f")
    until(page, "document.fullscreenElement?.id === 'film'")
    until(page, f"{VIDEO}.getBoundingClientRect().width === innerWidth")
    assert shares() == pytest.approx([0.1, 0.6, 0.3, 0.2], abs=0.002)
    # A place in the page is opened out of the full screen, too.
    rest_at(page, 3.2)
    tab_to(page, "March", back=True)
    page.keyboard.press("Enter")
    until(page, "!document.fullscreenElement && document.activeElement.closest('#history') !== null")


def test_what_has_the_focus_is_not_taken_away(opened: Opener) -> None:
    page = opened(TOUCHED)
    begin(page)
    rest_at(page, 2.6)
    tab_to(page, "Why less?", back=True)
    page.keyboard.press("k")
    until(page, f"{VIDEO}.paused")
    assert now(page) == pytest.approx(2.9, abs=0.01)
    has_focus(page, "Why less?")
    # Elsewhere the film goes on.
    tab_to(page, "Play")
    page.keyboard.press("Enter")
    until(page, f"{VIDEO}.currentTime > 3.1")
    assert spots(page) == ["March", "April"]


def test_a_branch_comes_back_by_itself_and_may_lead_elsewhere(opened: Opener) -> None:
    page = opened(TOUCHED)
    begin(page)
    rest_at(page, 2.0)
    page.get_by_role("button", name="Why less?").click()
    until(page, f"document.querySelectorAll('.film video').length === 2 && {VIDEO}.currentTime > 0.1")
    page.evaluate(f"{VIDEO}.currentTime = 5.8")
    until(page, f"document.querySelectorAll('.film video').length === 1 && !{VIDEO}.paused")
    assert now(page) < 2.9
    rest_at(page, 2.0)
    page.get_by_role("button", name="Why less?").click()
    page.get_by_role("button", name="On", exact=True).click()
    until(page, f"document.querySelectorAll('.film video').length === 1 && {VIDEO}.currentTime > 4.5")


def test_the_page_leads_into_the_film(opened: Opener) -> None:
    page = opened(TOUCHED)
    page.get_by_role("button", name="Watch: Why it moved").click()
    until(page, f"document.querySelectorAll('.film video').length === 2 && {VIDEO}.currentTime > 0.1")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Watch: Month by month").click()
    until(page, f"{VIDEO}.currentTime > 3.05")
    page.get_by_text("The film in words").click()
    until(page, "document.querySelector('.transcript li[aria-current] strong')?.textContent === 'Month by month'")
    page.get_by_role("button", name="0:00").click()
    until(page, f"{VIDEO}.currentTime < 1 && !{VIDEO}.paused")
    page.get_by_role("link", name="Why it moved").click()
    until(page, "document.querySelectorAll('.film video').length === 2")


def kept(answers: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()] if answers.exists() else []


@pytest.mark.parametrize("width", WIDTHS)
def test_questions_by_keyboard(opened: Opener, answers: Path, width: int) -> None:
    before = len(kept(answers))
    page = opened(ASKED, width)
    begin(page)
    page.evaluate(f"{VIDEO}.currentTime = 1.8")
    until(page, "document.activeElement.className === 'film-question'")
    assert paused(page)
    has_focus(page, "How clear is it?")
    assert now(page) == pytest.approx(2.0, abs=0.2)
    page.keyboard.press("Tab")
    has_focus(page, "1: Not at all")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.film-question').textContent === 'Thank you, that helps.'")
    has_focus(page, "Go on")
    page.keyboard.press("Enter")
    until(page, f"!{VIDEO}.paused && !document.querySelector('.film-ask')")
    page.evaluate(f"{VIDEO}.currentTime = 4.9")
    until(page, "document.querySelector('.film-question')?.textContent === 'How many people?'")
    page.keyboard.press("Tab")
    page.keyboard.type("99")
    page.keyboard.press("Enter")
    assert page.get_by_role("alert").inner_text() == "This number doesn't fit. Try another one."
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.film-question').textContent === 'Thank you.'")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.film').classList.contains('ended')")
    has_focus(page, "Watch again")
    found = kept(answers)[before:]
    assert [(post["form"], post["question"], post["answer"]) for post in found] == [
        ("film", "clear", "2"),
        ("film", "people", "3"),
    ]
    assert {post["token"] for post in found} == {ASKED}
    # Asked once for each time that the page is opened.
    page.keyboard.press("Enter")
    page.evaluate(f"{VIDEO}.currentTime = 1.9")
    until(page, f"{VIDEO}.currentTime > 2.2")
    assert page.locator(".film-ask").count() == 0


def test_an_answer_that_does_not_arrive_can_be_sent_again(opened: Opener, answers: Path) -> None:
    page = opened(ASKED)
    begin(page)
    page.evaluate("""() => {
        const real = window.fetch;
        window.fetch = () => { window.fetch = real; return Promise.reject(new TypeError('no')); };
    }""")
    page.evaluate(f"{VIDEO}.currentTime = 1.9")
    until(page, "!!document.querySelector('.film-ask')")
    page.get_by_role("button", name="4", exact=True).click()
    until(
        page, "document.querySelector('.film [role=alert]')?.textContent.startsWith('Your answer could not be sent.')"
    )
    before = len(kept(answers))
    page.get_by_role("button", name="4", exact=True).click()
    until(page, "document.querySelector('.film-question').textContent === 'Thank you, that helps.'")
    assert len(kept(answers)) == before + 1


def test_a_question_may_be_passed_over_or_insist(opened: Opener) -> None:
    page = opened(ASKED)
    begin(page)
    page.evaluate(f"{VIDEO}.currentTime = 1.9")
    until(page, "!!document.querySelector('.film-ask')")
    page.keyboard.press("Escape")
    until(page, f"!{VIDEO}.paused && !document.querySelector('.film-ask')")

    page = opened(STRICT)
    begin(page)
    page.keyboard.press("9")
    until(page, "document.querySelector('.film-question')?.textContent === 'Which one?'")
    assert now(page) == pytest.approx(3.5, abs=0.05)
    assert page.get_by_role("button", name="Skip").count() == 0
    page.keyboard.press("Escape")
    page.evaluate(f"{VIDEO}.play()")
    until(page, f"{VIDEO}.paused")
    page.evaluate(f"{VIDEO}.currentTime = 5.5")
    until(page, f"Math.abs({VIDEO}.currentTime - 3.5) < 0.05 && !{VIDEO}.seeking")
    page.get_by_role("button", name="Steady").click()
    until(page, "document.querySelector('.film-question').textContent === 'Thank you.'")
    page.get_by_role("button", name="Go on").click()
    until(page, f"{VIDEO}.currentTime > 3.6")


def test_the_end_offers_what_comes_next(opened: Opener) -> None:
    page = opened(TOUCHED)
    begin(page)
    page.evaluate(f"{VIDEO}.currentTime = 5.8")
    until(page, "document.querySelector('.film').classList.contains('ended')")
    has_focus(page, "Watch again")
    assert page.locator(".film [role=status]").inner_text() == "The film has ended."
    assert page.get_by_role("link", name="Pay now", exact=True).get_attribute("href") == "https://pay.solena.example/"
    # What was to be touched until the end still is.
    assert spots(page) == ["See ideas"]
    page.get_by_role("link", name="See ideas").click()
    assert page.evaluate("document.activeElement.closest('#ideas') !== null")
    page.get_by_role("button", name="Watch again").click()
    until(page, f"{VIDEO}.currentTime < 1 && !{VIDEO}.paused")
    assert page.locator(".film-way").count() == 0
    page.evaluate(f"{VIDEO}.currentTime = 5.8")
    page.get_by_role("link", name="Pay now", exact=True).wait_for()


def test_touch(opened: Opener) -> None:
    page = opened(TOUCHED, 390, has_touch=True)
    page.locator(".watch").tap()
    until(page, f"{VIDEO}.currentTime > 0.05")
    page.evaluate(f"{VIDEO}.playbackRate = 0.1")
    sizes = page.evaluate("""[...document.querySelectorAll('.film-bar button')].filter((node) => node.offsetParent)
        .map((node) => Math.min(node.offsetWidth, node.offsetHeight))""")
    assert min(sizes) >= 44
    box = page.locator(".film-stage").bounding_box()
    assert box is not None

    def tap(share: float) -> None:
        page.touchscreen.tap(box["x"] + share * box["width"], box["y"] + 40)

    tap(0.5)
    until(page, "document.querySelector('.film').classList.contains('resting')")
    # What lies in the picture below the controls can be touched while they are gone.
    page.evaluate(f"{VIDEO}.currentTime = 2")
    until(page, "document.querySelectorAll('.film-spot').length === 1")
    hit = page.evaluate("""() => {
        const spot = document.querySelector('.film-spot').getBoundingClientRect();
        return document.elementFromPoint(spot.x + spot.width / 2, spot.bottom - 3).className;
    }""")
    assert hit == "film-spot spot-button"
    page.evaluate(f"{VIDEO}.currentTime = 0.2")
    page.wait_for_timeout(400)
    tap(0.5)
    until(page, "!document.querySelector('.film').classList.contains('resting')")
    assert not paused(page)
    page.wait_for_timeout(400)
    tap(0.9)
    tap(0.9)
    until(page, f"{VIDEO}.currentTime > 5")
    assert page.locator(".film").get_attribute("data-nudge") == "+10"


def test_the_controls_go_while_nobody_needs_them(opened: Opener) -> None:
    page = opened(TOUCHED)
    page.locator(".watch").click()
    page.mouse.move(0, 0)
    until(page, "getComputedStyle(document.querySelector('.film-bar')).opacity === '0'")
    page.keyboard.press("Shift+Tab")
    until(page, "getComputedStyle(document.querySelector('.film-bar')).opacity === '1'")


def test_who_has_a_slow_net_is_spared(opened: Opener) -> None:
    saving = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    page = opened(TOUCHED, before=saving)
    page.wait_for_timeout(200)
    assert page.evaluate(f"{VIDEO}.preload") == "none"
    page = opened(TOUCHED)
    until(page, f"{VIDEO}.preload === 'metadata'")


def test_the_smaller_file_is_played_where_it_will_do(
    opened: Opener, base: str, shared_dir: Path, film: Film, make_story: Any, publish: Any, film_folder: Path
) -> None:
    shutil.copy(film_folder / "video.mp4", film_folder / "video-180.mp4")
    token = ("several" * 32)[:32]
    publish(make_story(token=token), replace(film, files=(*film.files, "video-180.mp4")))
    saving = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    page = opened(token, before=saving)
    begin(page)
    assert page.evaluate(f"{VIDEO}.currentSrc").endswith("/video-180.mp4")
    page.keyboard.press("k")
    page.keyboard.press("?")
    page.get_by_role("radio", name="360p").check(force=True)
    until(page, f"{VIDEO}.currentSrc.endsWith('/video.mp4')")
    page = opened(token)
    begin(page)
    assert page.evaluate(f"{VIDEO}.currentSrc").endswith("/video.mp4")


def test_a_film_that_is_gone_is_told(opened: Opener, shared_dir: Path) -> None:
    page = opened(TOUCHED)
    page.route("**/video.mp4", lambda route: route.fulfill(status=200, content_type="video/mp4", body=b"no film"))
    page.reload()
    page.locator(".watch").click()
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text().startswith("The film can't be played just now.")
    page.unroute("**/video.mp4")
    page.get_by_role("button", name="Try again").click()
    until(page, f"{VIDEO}.currentTime > 0.1")
    assert page.get_by_role("alert").count() == 0


def test_with_scripts_off_it_is_the_browsers_own(opened: Opener) -> None:
    page = opened(TOUCHED, java_script_enabled=False)
    video = page.locator(".film video")
    assert video.get_attribute("controls") is not None
    assert video.get_attribute("preload") == "none"
    assert page.locator(".film button").count() == 0
    page.get_by_text("The film in words").click()
    assert page.get_by_role("link", name="Why it moved").get_attribute("href") == "branch-why.mp4"
    assert page.get_by_text("March was cold.").is_visible()


def test_times_run_from_left_to_right_in_every_language(opened: Opener) -> None:
    page = opened(ARABIC, 390)
    page.locator(".watch").click()
    until(page, f"{VIDEO}.currentTime > 0.1")
    rest_at(page, 3.0)
    dot: Locator = page.locator(".film-dot")
    line = page.locator(".film-line")
    at, whole = dot.bounding_box(), line.bounding_box()
    assert at is not None
    assert whole is not None
    assert (at["x"] + at["width"] / 2 - whole["x"]) / whole["width"] == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_axe_finds_nothing_in_any_state(opened: Opener, width: int, scheme: str) -> None:
    def faults(page: Page) -> list[str]:
        page.add_script_tag(path=AXE)
        found: list[str] = page.evaluate("""() => axe.run('#film', {resultTypes: ['violations']}).then((result) =>
            result.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' | ')}`))""")
        return found

    page = opened(TOUCHED, width, bypass_csp=True, color_scheme=scheme)
    page.locator(".watch").click()
    until(page, f"{VIDEO}.currentTime > 0.1")
    rest_at(page, 3.2)
    assert faults(page) == []
    for name in ("Chapters", "Settings"):
        page.get_by_role("button", name=name, exact=True).click()
        assert faults(page) == []
        page.keyboard.press("Escape")
    page = opened(ASKED, width, bypass_csp=True, color_scheme=scheme)
    page.locator(".watch").click()
    for start in (1.9, 4.9):
        page.evaluate(f"{VIDEO}.play()")
        page.evaluate(f"{VIDEO}.currentTime = {start}")
        until(page, "!!document.querySelector('.film-ask')")
        assert faults(page) == []
        page.keyboard.press("Escape")
    until(page, "document.querySelector('.film').classList.contains('ended')")
    assert faults(page) == []
