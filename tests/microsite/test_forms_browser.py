"""Forms in Chromium: sent to the endpoint of `serendip serve`, with scripts and without, by keyboard, without a net."""

from __future__ import annotations

import http.server
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from browsing import Visits, running, served, until
from playwright.sync_api import Browser, Page, Route

from generator.microsite import write_page, write_shared
from generator.model.brand import Brand
from generator.model.facts import FactValue, Table
from generator.model.forms import Forms, Question
from generator.model.interactions import Option
from generator.model.issuer import Issuer
from generator.model.story import Links, PageTemplate, Story
from generator.model.story import Page as Shown
from generator.publish.headers import content_security_policy, write_host_files
from generator.publish.server import make_server
from generator.scenes.pages import load_page_template
from generator.story.translate import in_words
from generator.story.words import Words

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FORMS = ("callback", "dispute", "accept", "rating", "profile")
HOSTILE = "\"><script>alert(1)</script>{{ 7*7 }}' onerror=alert(2) \u202e" + "x" * 300
ISSUER = Issuer(
    "Solena Energia S.p.A.",
    "Via dell'Alba 12",
    "20121",
    "Milano",
    "IT",
    iban="IT87D9999999999000000123456",
    bic="SOLEITM0XXX",
)
PAGE = """summary: Every form.
layout: page
blocks:
  hero: [amount]
  main: [pay, lines, [dispute, callback], accept, [rating, profile], form]
  choices: [preferences]
"""


def token_of(name: str) -> str:
    return (name * 32)[:32]


class Failing(http.server.BaseHTTPRequestHandler):
    """An endpoint on another origin: /slow/… answers late, /down/… fails, /back/… leads back to the page."""

    got: list[dict[str, list[str]]]
    page: str

    def do_POST(self) -> None:
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True)
        self.got.append(body)
        kind = self.path.split("/")[1]
        if kind == "slow":
            time.sleep(0.4)
        if kind == "back" and "json" not in self.headers["Accept"]:
            self.send_response(303)
            self.send_header("Location", f"{self.page}/{body['token'][0]}/#{body['form'][0]}-thanks")
        else:
            self.send_response(500 if kind == "down" else 204)
            self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[http.server.ThreadingHTTPServer]:
    Failing.got = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Failing)
    with running(server):
        yield server


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> PageTemplate:
    root = tmp_path_factory.mktemp("campaign") / "microsites" / "every"
    root.mkdir(parents=True)
    (root / "page.yaml").write_text(PAGE, encoding="utf-8")
    return load_page_template(root, "page.yaml")


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, template: PageTemplate, brand: Brand, elsewhere: Any
) -> Iterator[tuple[Path, str]]:
    """The folder of the site and its address: one recipient for each way in which forms can be sent."""
    folder = tmp_path_factory.mktemp("out") / "site"
    folder.mkdir()
    reserved = make_server(folder, "127.0.0.1", 0)
    port = reserved.server_port
    reserved.server_close()
    other = f"http://127.0.0.1:{elsewhere.server_port}"
    forms = Forms(
        endpoint=f"http://127.0.0.1:{port}/forms/{{form}}",
        rating="nps",
        channels=("email", "sms"),
        languages=("de", "it"),
        topics=(Option("offers", "Ideas"), Option("service", HOSTILE)),
        questions=(
            Question("heating", "How do you heat?", "So that ideas fit.", (Option("gas", "Gas"), Option("x", HOSTILE))),
        ),
    )
    samples = {name: need.sample for name, need in template.needs.items()} | {"autopay": False}
    shared = write_shared(brand, template, folder / "shared")

    def publish(
        name: str, language: str = "en", locale: str = "en_IE", changes: Mapping[str, FactValue] = {}, **more: Any
    ) -> None:
        words = Words(language)
        facts = {key: in_words(value, words) for key, value in {**samples, **changes}.items()}
        copy = {key: words.text(text) for key, text in template.copy.items()} | more.pop("copy", {})
        links = {"pay": "https://pay.example/", "contact": "mailto:help@solena.example", "choices": "choices.html"}
        story = Story(
            pseudonym="p",
            token=token_of(name),
            scenes=(),
            microsite=Shown(
                replace(template, copy=MappingProxyType({})), MappingProxyType(facts), MappingProxyType(copy)
            ),
            document=None,
            locale=locale,
            language=language,
            brand=brand,
            links=Links(MappingProxyType(more.pop("links", links))),
            seed=1,
            issuer=ISSUER,
            forms=more.pop("forms", forms),
        )
        write_page(story, folder / story.token, None, shared)

    lines = samples["lines"]
    assert isinstance(lines, Table)
    place = lines.columns.index("description")
    rows = tuple((*row[:place], HOSTILE, *row[place + 1 :]) for row in lines.rows)
    publish("plain")
    publish("german", "de", "de_DE", forms=replace(forms, rating="ces"))
    publish("arabic", "ar", "ar_EG", forms=replace(forms, rating="csat"))
    publish("hostile", changes={"lines": Table(lines.columns, rows), "number": HOSTILE, "payment_reference": HOSTILE})
    publish("consent", copy={"callback_consent": "I agree to be called."})
    publish("mail", forms=replace(forms, endpoint=""))
    publish("nowhere", forms=replace(forms, endpoint=""), links={"contact": "https://help.example/", "choices": "c"})
    publish("paid", changes={"paid": True})
    publish("auto", changes={"autopay": True})
    for kind in ("slow", "down", "back"):
        publish(kind, forms=replace(forms, endpoint=f"{other}/{kind}/{{form}}"))
    sources = {key: (*values, other) for key, values in forms.sources.items()}
    write_host_files(folder, content_security_policy(sources))
    with served(folder, folder.parent / "answers.jsonl", port) as Failing.page:
        yield folder, Failing.page


Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, site: tuple[Path, str]) -> Iterator[Opener]:
    """A page opened at a width; at the end the page's policy was broken nowhere and no script had failed."""
    visits = Visits(browser)

    def open_page(name: str, width: int = 1440, file: str = "", *, folded: bool = False, **options: Any) -> Page:
        page = visits.page(width, **options)
        page.goto(f"{site[1]}/{token_of(name)}/{file}")
        if not folded:
            unfold(page)
        return page

    yield open_page
    visits.close()
    # What an endpoint or a missing net does is told by the browser, too: that is what those tests are about.
    known = re.compile(r"\w+: (Failed to load resource|Launched external handler)")
    assert [text for text in visits.complaints if not known.match(text)] == []


@pytest.fixture
def answers(site: tuple[Path, str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What the endpoint has kept since the test began."""
    kept = site[0].parent / "answers.jsonl"
    kept.unlink(missing_ok=True)

    def read() -> list[dict[str, Any]]:
        return [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()] if kept.exists() else []

    yield read


def unfold(page: Page) -> None:
    """Open everything that is folded to a line, as a finger does."""
    for summary in page.locator(".fold:not([open]) > summary").all()[::-1]:
        summary.click()


def thanked(page: Page, form: str) -> None:
    until(page, f"document.activeElement.id === '{form}-thanks'")
    assert page.locator(f"#{form}-thanks").is_visible()
    assert not page.locator(f"#{form} form").is_visible()


def overflow(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


# What is pressed, form by form, from its first control on: nothing but the keyboard.
KEYS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "callback": (
        ("#callback-phone", "+39 051 555 0100", "Tab", "ArrowRight", "Enter"),
        {"phone": "+39 051 555 0100", "window": "morning"},
    ),
    "dispute": (
        ("#dispute-line", "2", "Tab", "Space", "ArrowDown", "Tab", "Too much, “really”", "Tab", "Enter"),
        {"line": "2", "reason": "quantity", "text": "Too much, “really”"},
    ),
    "rating": (
        ("#rating-score-1", "Space", "ArrowRight", "ArrowRight", "Tab", "Clear", "Tab", "Enter"),
        {"scale": "nps", "score": "2", "why": "Clear"},
    ),
    "profile": (("#profile-answer-1", "Space", "Tab", "Enter"), {"question": "heating", "answer": "gas"}),
    "preferences": (
        ("#preferences-topics-1", "Space", "Tab", "Tab", "Space", "Tab", "Tab", "Space", "Enter"),
        {
            "offered": ["offers", "service"],
            "topics": ["offers"],
            "channels": ["email"],
            "formats": ["film"],
            "frequency": "usual",
        },
    ),
}


def press(page: Page, keys: tuple[str, ...]) -> None:
    page.locator(keys[0]).focus()
    for key in keys[1:]:
        if key in ("Tab", "Space", "Enter", "ArrowRight", "ArrowDown"):
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)


@pytest.mark.parametrize("form", KEYS)
def test_a_form_is_answered_and_sent_by_keyboard(opened: Opener, answers: Any, form: str) -> None:
    page = opened("plain", 390, "choices.html" if form == "preferences" else "", folded=True)
    keys, expected = KEYS[form]
    if form != "preferences":
        assert not page.locator(f"#{form}").is_visible()
        page.locator(f"details:has(#{form}) > summary").press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == keys[0][1:]
    press(page, keys)
    thanked(page, form)
    (post,) = answers()
    assert post.pop("received_on")
    common = {"form": form, "version": "1", "token": token_of("plain"), "language": "en"}
    once = post.pop("once")
    assert re.fullmatch("[0-9a-f]{24}", once)
    post.pop("page", None)
    assert post == {**common, **expected}


def test_an_offer_is_accepted_in_a_step_of_its_own(opened: Opener, answers: Any) -> None:
    page = opened("plain", 768)
    section = page.locator("#accept")
    assert section.get_by_role("button").all_inner_texts() == ["Continue"]
    weights = page.evaluate("[...document.querySelectorAll('.offer')].map((node) => node.offsetWidth)")
    assert len(weights) == 3 and max(weights) - min(weights) <= 1
    page.locator("#accept-offer-1").focus()
    page.keyboard.press("Enter")
    # Without a choice Enter goes nowhere, and says why.
    assert section.locator(".problems").is_visible()
    page.locator("#accept-offer-1").focus()
    press(page, ("#accept-offer-1", "Space", "ArrowRight", "Tab", "Enter"))
    assert page.evaluate("document.activeElement.textContent") == "Your choice"
    assert section.locator(".yours").inner_text() == "Steady Rate"
    for words in ("What happens next", "If you change your mind", "withdraw within 14 days"):
        assert section.get_by_text(words).is_visible()
    section.get_by_role("button", name="Back").click()
    assert section.locator("#accept-offer-2").is_checked()
    section.get_by_role("button", name="Continue").click()
    section.get_by_role("button", name="Confirm my choice").click()
    assert section.locator("#accept-confirm-fault").inner_text() == "Please confirm your choice, or go back."
    assert answers() == []
    section.get_by_label("Yes, this is what I choose.").check()
    section.get_by_role("button", name="Confirm my choice").click()
    thanked(page, "accept")
    (post,) = answers()
    assert (post["offer"], post["confirm"]) == (page.locator("#accept-offer-2").get_attribute("value"), "yes")


@pytest.mark.parametrize("form", [*KEYS, "accept"])
def test_a_form_works_without_scripts(opened: Opener, answers: Any, form: str) -> None:
    page = opened("plain", 390, "choices.html" if form == "preferences" else "", java_script_enabled=False)
    section = page.locator(f"#{form}")
    assert section.locator(".thanks").is_hidden()
    if form == "accept":
        page.locator("#accept-offer-3").check()
        section.get_by_label("Yes, this is what I choose.").check()
    if form == "callback":
        page.locator("#callback-phone").fill("+39 051 555 0100")
    if form == "dispute":
        section.get_by_label("It is charged twice").check()
        page.locator("#dispute-line").select_option("3")
    if form == "rating":
        page.locator("#rating-score-11").check()
    if form == "profile":
        section.get_by_label("Gas").check()
    section.get_by_role("button").first.click()
    page.wait_for_url(f"**/*#{form}-thanks")
    assert section.locator(".thanks").is_visible()
    assert section.locator("form").is_hidden()
    (post,) = answers()
    assert post["form"] == form
    assert "once" not in post


def test_the_way_back_from_another_origin_is_allowed(browser: Browser, site: tuple[Path, str], elsewhere: Any) -> None:
    # The policy of a campaign whose endpoint is another origin alone: browsers hold the redirect to form-action, too.
    folder, before = site
    kept = (folder / "_headers").read_text(encoding="utf-8")
    forms = Forms(endpoint=f"http://127.0.0.1:{elsewhere.server_port}/back/{{form}}")
    write_host_files(folder, content_security_policy(forms.sources))
    server = make_server(folder, "127.0.0.1", 0)
    (folder / "_headers").write_text(kept, encoding="utf-8")
    with running(server) as Failing.page:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{Failing.page}/{token_of('back')}/")
        unfold(page)
        page.locator("#rating-score-1").check()
        page.locator("#rating").get_by_role("button").click()
        page.wait_for_url(f"{Failing.page}/{token_of('back')}/#rating-thanks", timeout=5000)
        assert page.locator("#rating-thanks").is_visible()
        context.close()
    Failing.page = before


def test_a_question_is_skipped_for_ever(opened: Opener, answers: Any) -> None:
    page = opened("plain")
    page.get_by_role("button", name="Don't ask me this again").click()
    until(page, "document.activeElement.className.includes('skipped')")
    assert page.get_by_text("We won't ask this again").is_visible()
    (post,) = answers()
    assert (post["question"], post["skip"]) == ("heating", "ever")
    assert "answer" not in post


def test_what_is_missing_is_said_beside_the_field_and_above(opened: Opener, answers: Any) -> None:
    page = opened("plain", 320)
    section = page.locator("#callback")
    button = section.get_by_role("button", name="Call me")
    button.click()
    assert page.evaluate("document.activeElement.className") == "problems"
    assert section.locator(".problems").inner_text().split("\n\n")[-1].strip() == "Please tell us the number to call."
    phone = page.locator("#callback-phone")
    assert phone.get_attribute("aria-invalid") == "true"
    assert "callback-phone-fault" in (phone.get_attribute("aria-describedby") or "")
    section.get_by_role("link", name="Please tell us the number to call.").press("Enter")
    assert page.evaluate("document.activeElement.id") == "callback-phone"
    page.keyboard.type("my phone")
    assert page.locator("#callback-phone-fault").inner_text() == "This does not look like a phone number."
    phone.fill("0555 010 0199")
    assert page.locator("#callback-phone-fault").is_hidden()
    assert phone.get_attribute("aria-invalid") is None
    assert overflow(page) == 0
    assert answers() == []
    button.click()
    thanked(page, "callback")


def test_words_to_agree_to_are_asked_for_where_the_campaign_has_some(opened: Opener, answers: Any) -> None:
    page = opened("consent")
    page.locator("#callback-phone").fill("+39 051 555 0100")
    page.get_by_role("button", name="Call me").click()
    assert page.locator("#callback-consent-fault").inner_text() == "Please tick this box, or write to us instead."
    page.get_by_label("I agree to be called.").check()
    page.get_by_role("button", name="Call me").click()
    thanked(page, "callback")
    assert answers()[0]["consent"] == "yes"
    assert page.context.pages[0].locator("#callback-consent").count() == 1


def test_a_second_press_sends_nothing_twice(opened: Opener) -> None:
    Failing.got.clear()
    page = opened("slow")
    page.locator("#rating-score-5").check()
    button = page.locator("#rating").get_by_role("button", name="Send")
    button.click()
    assert page.locator("#rating .state").inner_text() == "Sending…"
    assert button.get_attribute("aria-disabled") == "true"
    button.click(force=True)
    page.keyboard.press("Enter")
    thanked(page, "rating")
    assert len(Failing.got) == 1


def test_a_failure_keeps_what_was_typed_and_can_be_tried_again(opened: Opener) -> None:
    Failing.got.clear()
    page = opened("down")
    page.locator("#rating-score-5").check()
    page.locator("#rating-why").fill("Because")
    button = page.locator("#rating").get_by_role("button", name="Send")
    button.click()
    until(page, "document.querySelector('#rating sd-form').dataset.state === 'failed'")
    assert page.locator("#rating .state").inner_text().startswith("That did not arrive.")
    assert page.locator("#rating .state").get_attribute("role") == "status"
    assert page.evaluate("document.activeElement.textContent") == "Send"
    assert page.locator("#rating-why").input_value() == "Because"
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#rating sd-form').dataset.state === 'failed'")
    page.locator("#rating-why").fill("Because of something else")
    button.click()
    until(page, "document.querySelector('#rating sd-form').dataset.state === 'failed'")
    first, again, changed = (post["once"] for post in Failing.got)
    # The same answer is known again; another one is not taken for it.
    assert first == again != changed


def test_an_endpoint_that_cannot_be_reached_is_a_failure(opened: Opener) -> None:
    page = opened("plain")
    page.route("**/forms/*", lambda route: route.abort())
    page.locator("#rating-score-5").check()
    page.locator("#rating").get_by_role("button", name="Send").click()
    until(page, "document.querySelector('#rating sd-form').dataset.state === 'failed'")
    page.unroute("**/forms/*")
    page.locator("#rating").get_by_role("button", name="Send").click()
    thanked(page, "rating")


def test_without_a_net_the_answer_waits_in_memory(opened: Opener, answers: Any) -> None:
    page = opened("plain")
    page.locator("#callback-phone").fill("+39 051 555 0100")
    page.context.set_offline(True)
    page.get_by_role("button", name="Call me").click()
    assert page.locator("#callback .state").inner_text().startswith("You are offline.")
    assert answers() == []
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 0
    page.context.set_offline(False)
    thanked(page, "callback")
    assert len(answers()) == 1


def test_a_net_that_goes_while_it_is_sent_is_waited_for(opened: Opener, answers: Any) -> None:
    page = opened("plain")
    page.locator("#callback-phone").fill("+39 051 555 0100")

    def drop(route: Route) -> None:
        page.context.set_offline(True)
        route.abort("internetdisconnected")

    page.route("**/forms/*", drop, times=1)
    page.get_by_role("button", name="Call me").click()
    until(page, "document.querySelector('#callback sd-form').dataset.state === 'waiting'")
    page.context.set_offline(False)
    thanked(page, "callback")
    assert len(answers()) == 1


def test_without_an_endpoint_the_answers_become_a_mail(opened: Opener) -> None:
    page = opened("mail")
    page.evaluate(
        """document.addEventListener('click', (event) => {
            if (event.target.href?.startsWith('mailto:')) { window.mailed = event.target.href; event.preventDefault(); }
        })"""
    )
    # The link is clicked where it stands, outside of the page's tree: a listener on the prototype sees it.
    page.evaluate("HTMLAnchorElement.prototype.click = function () { window.mailed = this.href; }")
    page.locator("#dispute-line").select_option("3")
    page.get_by_label("It is charged twice").check()
    page.locator("#dispute-text").fill("Twice & more?")
    page.locator("#dispute").get_by_role("button", name="Send my question").click()
    mailed = page.evaluate("window.mailed")
    assert mailed.startswith("mailto:help@solena.example?subject=Does%20a%20charge%20look%20wrong%3F&body=")
    body = unquote(mailed.partition("&body=")[2]).split("\r\n")
    assert body[0].startswith("Which line?: 3 · Grid and metering")
    assert body[1:3] == ["What looks wrong?: It is charged twice", "In your own words (optional): Twice & more?"]
    assert body[-1] == f"Your reference: {token_of('mail')}"
    assert page.locator("#dispute .state").inner_text().startswith("Your mail program has the words now.")
    assert page.locator("#dispute form").is_visible()


def test_without_an_endpoint_and_without_scripts_there_is_a_link(opened: Opener) -> None:
    page = opened("mail", java_script_enabled=False)
    assert page.locator("form").count() == 0
    links = page.get_by_role("link", name="Write a mail")
    assert links.count() == len(FORMS)
    assert f"Your%20reference%3A%20{token_of('mail')}" in (links.first.get_attribute("href") or "")


def test_where_forms_lead_nowhere_there_are_none(opened: Opener) -> None:
    page = opened("nowhere")
    assert page.locator("sd-form").count() == 0
    assert page.locator("#posting").count() == 0


@pytest.mark.parametrize("name", ["plain", "german", "arabic", "hostile", "mail", "paid", "auto"])
def test_every_width_holds_every_form(opened: Opener, name: str) -> None:
    page = opened(name, 320)
    # Whatever goes out whole is answered here: the next test's endpoint must not hear of it.
    page.route("**/forms/*", lambda route: route.fulfill(status=204))
    for width in (320, 390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for file in ("index.html", "choices.html"):
            page.goto(page.url.rpartition("/")[0] + "/" + file)
            assert overflow(page) == 0, (width, file, "folded")
            page.evaluate("document.querySelectorAll('.fold').forEach((node) => { node.open = true; })")
            for button in page.locator("sd-form form button[type=submit]:visible").all():
                button.click()
            assert overflow(page) == 0, (width, file)


def test_hostile_values_stay_text(opened: Opener, answers: Any) -> None:
    page = opened("hostile")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    assert HOSTILE.partition("{{")[0] in (page.locator("#dispute-line option").nth(1).text_content() or "")
    assert page.locator("#pay [data-copy]").last.get_attribute("data-copy") == HOSTILE
    assert page.locator("#pay .qr").count() == 0
    page.locator("#dispute-text").fill(HOSTILE)
    page.locator("#dispute-reason-1").check()
    page.locator("#dispute").get_by_role("button", name="Send my question").click()
    thanked(page, "dispute")
    assert answers()[0]["text"] == HOSTILE
    assert dialogs == []


def test_a_link_fills_the_form_in_that_it_leads_to(opened: Opener) -> None:
    page = opened("plain", 390, folded=True)
    page.evaluate(
        """document.querySelector('main').insertAdjacentHTML('afterbegin',
            '<a id="ask" href="#dispute" data-answers="line=3&reason=twice">Ask</a>')"""
    )
    page.locator("#ask").click()
    assert page.locator("#dispute-line").input_value() == "3"
    assert page.get_by_label("It is charged twice").is_checked()
    assert page.evaluate("document.activeElement.id") == "dispute-text"


FOLDED = ("dispute", "callback", "rating", "profile")


def shown(page: Page) -> list[str]:
    """Which of the forms that fold are unfolded."""
    return [form for form in FOLDED if page.locator(f"#{form}").is_visible()]


@pytest.mark.parametrize("scripts", [True, False])
def test_forms_are_folded_until_they_are_asked_for(opened: Opener, scripts: bool) -> None:
    page = opened("plain", 390, folded=True, java_script_enabled=scripts)
    assert shown(page) == []
    # What asks for an answer of its own, and the page of choices, stand open.
    assert page.locator("#accept form").is_visible()
    for form, title in zip(FOLDED, ("Does a charge look wrong?", "Shall we call you?", "How was this?"), strict=False):
        page.get_by_role("heading", name=title).click()
        assert form in shown(page)
    page.get_by_role("heading", name="How was this?").click()
    assert shown(page) == ["dispute", "callback"]
    page.goto(page.url + "choices.html")
    assert page.locator("#preferences form").is_visible()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("named", ["rating", "rating-why"])
def test_an_address_unfolds_what_it_names(opened: Opener, scripts: bool, named: str) -> None:
    page = opened("plain", 390, f"index.html#{named}", folded=True, java_script_enabled=scripts)
    assert shown(page) == ["rating"]
    at = page.locator(f"#{named}").bounding_box()
    assert at is not None and -1 <= at["y"] < 800


def test_a_browser_that_unfolds_nothing_by_itself_is_helped(opened: Opener) -> None:
    page = opened("plain", 390, folded=True)
    # What such a browser does of itself: it goes to the place, which is not there to be seen.
    page.evaluate("history.pushState(null, '', '#callback'); dispatchEvent(new HashChangeEvent('hashchange'))")
    assert shown(page) == ["callback"]
    assert page.evaluate("document.getElementById('callback').getBoundingClientRect().top") < 900


def test_a_link_unfolds_what_it_leads_to_however_often(opened: Opener) -> None:
    page = opened("plain", 390, folded=True)
    page.evaluate(
        """document.querySelector('main').insertAdjacentHTML('afterbegin', '<a id="ask" href="#rating">?</a>')"""
    )
    for _ in range(2):
        page.locator("#ask").press("Enter")
        assert shown(page) == ["rating"]
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "rating-score-1"
        page.locator("details:has(#rating) > summary").click()
        assert shown(page) == []


def test_what_came_of_a_form_is_shown_to_who_folded_it_meanwhile(opened: Opener) -> None:
    page = opened("slow")
    page.route("**/slow/*", lambda route: (page.wait_for_timeout(300), route.abort())[1])
    page.locator("#rating-score-5").check()
    page.locator("#rating").get_by_role("button", name="Send").click()
    page.locator("details:has(#rating) > summary").click()
    assert "rating" not in shown(page)
    until(page, "document.querySelector('#rating sd-form').dataset.state === 'failed'")
    assert "rating" in shown(page)
    assert page.evaluate("document.activeElement.textContent") == "Send"


def test_forms_stay_off_paper_and_what_is_folded_beside_them_does_not(opened: Opener) -> None:
    page = opened("plain", 800, folded=True)
    page.emulate_media(media="print")
    assert [form for form in FOLDED if page.locator(f"details:has(#{form})").is_visible()] == []
    page.evaluate(
        """document.querySelector('.fold').insertAdjacentHTML('beforebegin',
            '<details class="fold"><summary><h3>Sums</h3></summary><section id="sums">1 + 1</section></details>')"""
    )
    assert page.locator("#sums").is_visible()


def test_what_a_transfer_needs_is_copied(opened: Opener, site: tuple[Path, str]) -> None:
    page = opened("plain")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site[1])
    for name, text in (
        ("Payee", ISSUER.payee),
        ("IBAN", ISSUER.iban),
        ("Amount", "84.20"),
        ("Reference", "RF18 5390 0754 7034"),
    ):
        page.get_by_role("button", name=re.compile(f"Copy ?: {name}")).click()
        until(
            page, "[...document.querySelectorAll('.copied[role=status]')].some((node) => node.textContent === 'Copied')"
        )
        assert page.evaluate("navigator.clipboard.readText()") == text
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name=re.compile("Copy ?: IBAN")).click()
    until(page, "getSelection().toString().replaceAll(' ', '') === 'IT87D9999999999000000123456'")


def test_without_scripts_a_transfer_is_text(opened: Opener) -> None:
    page = opened("plain", java_script_enabled=False)
    assert page.get_by_text("IT87 D999 9999 9990 0000 0123 456").is_visible()
    assert page.get_by_role("button", name=re.compile("Copy")).count() == 0


def test_what_is_paid_or_collected_asks_for_nothing(opened: Opener) -> None:
    page = opened("paid")
    assert page.locator("#pay").get_by_text("This has been paid. Thank you.").is_visible()
    assert page.locator("#pay .qr").count() == 0
    page = opened("auto")
    assert page.get_by_text("It is collected on 28 May 2026.").is_visible()
    assert page.locator("#pay .qr").is_hidden()
    page.get_by_text("Pay another way").click()
    assert page.locator("#pay .qr").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["plain", "arabic", "mail", "auto"])
def test_axe_finds_nothing_in_any_state(opened: Opener, name: str, scheme: str) -> None:
    # The page's own policy keeps axe out, too: this one test goes without it.
    page = opened(name, 390, folded=True, color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=AXE)

    def faults() -> list[str]:
        found: list[str] = page.evaluate(
            """() => axe.run(document, {resultTypes: ['violations']}).then((result) =>
                result.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' | ')}`))"""
        )
        return found

    assert faults() == []
    unfold(page)
    assert faults() == []
    for button in page.locator("sd-form form button[type=submit]:visible").all():
        button.click()
    assert faults() == []
    if name == "plain":
        page.context.set_offline(True)
        page.locator("#rating-score-5").check()
        page.locator("#rating").get_by_role("button", name="Send").click()
        assert faults() == []
        page.context.set_offline(False)
        thanked(page, "rating")
        page.locator("#accept-offer-2").check()
        page.locator("#accept").get_by_role("button", name="Continue").click()
        assert faults() == []


def test_every_target_is_large_enough_for_a_finger(opened: Opener) -> None:
    page = opened("plain", 320)
    small = page.evaluate(
        """[...document.querySelectorAll(`sd-form :is(button, select, textarea, input[type=text], input[type=tel]),
                sd-form label:has(input), sd-copy button`)]
            .filter((node) => node.offsetParent && !node.closest('[hidden]'))
            .map((node) => [node.className || node.tagName, node.offsetWidth, node.offsetHeight])
            .filter(([, width, height]) => width < 40 || height < 44)"""
    )
    assert small == []
