"""Another company's chat: asked for first, in a page that knows nobody, under a policy that allows that host alone.

The other company is a second server on a port of its own. It answers as the makers of the three programs document that
their scripts are loaded and started, and it keeps what it was asked.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pydantic import TypeAdapter, ValidationError

from generator.microsite import Shared, write_page
from generator.microsite.chatpage import chat_words, write_chat_page
from generator.model.brand import Brand
from generator.model.chat import Chat
from generator.model.story import Links, PageTemplate, Story
from generator.publish.headers import chat_policy, content_security_policy, headers_for, write_host_files
from generator.publish.server import make_server
from generator.story.chat import AnyChat
from generator.story.words import Words

StoryMaker = Callable[..., Story]
COMPANY = "Example Chat Ltd."
TOKEN = "c" * 32

CHATWOOT = """
(() => {
  const style = document.createElement('style');
  style.innerHTML = '.woot-widget-holder { position: fixed; inset: auto 0 0 auto; width: 20rem; height: 20rem }';
  document.body.appendChild(style);
  window.chatwootSDK = { run: ({ websiteToken, baseUrl }) => {
    const holder = document.createElement('div');
    holder.className = 'woot-widget-holder';
    const frame = document.createElement('iframe');
    frame.id = 'chatwoot_live_chat_widget';
    frame.src = `${baseUrl}/widget?website_token=${websiteToken}&locale=${window.chatwootSettings.locale}`;
    frame.onload = () => {
      frame.contentWindow.postMessage(JSON.stringify({ referrerURL: document.location.href }), '*');
      window.$chatwoot = { toggle: (state) => { holder.dataset.state = state; } };
      window.dispatchEvent(new CustomEvent('chatwoot:ready'));
    };
    holder.appendChild(frame);
    document.body.appendChild(holder);
    const seen = JSON.stringify({ href: location.href, referrer: document.referrer });
    fetch(`${baseUrl}/seen`, { method: 'POST', body: seen });
  } };
})();
"""
WEB_CHAT = """
window.WebChat = {
  createDirectLine: ({ token, domain }) => ({ token, domain }),
  renderWebChat: ({ directLine, locale }, place) => {
    const box = document.createElement('div');
    box.id = 'web-chat';
    box.textContent = `${directLine.token} ${locale}`;
    place.appendChild(box);
    const headers = { Authorization: `Bearer ${directLine.token}` };
    fetch(`${directLine.domain}/conversations`, { method: 'POST', headers });
  },
};
"""
DEEP_CHAT = """
class DeepChat extends HTMLElement {
  async connectedCallback() {
    const { url, method, credentials } = JSON.parse(this.getAttribute('connect'));
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = '<style>:host { display: block }</style><div id="said"></div>';
    const body = JSON.stringify({ messages: [{ role: 'user', text: 'Hi' }] });
    const answer = await fetch(url, { method, credentials, body });
    root.getElementById('said').textContent = (await answer.json()).text;
  }
}
customElements.define('deep-chat', DeepChat);
"""


@dataclass
class Company:
    """The other company's server: where it is, and what it was asked."""

    address: str = ""
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    down: bool = False


@pytest.fixture(scope="module")
def company() -> Iterator[Company]:
    found = Company()
    texts = {
        "/packs/js/sdk.js": ("text/javascript", CHATWOOT),
        "/webchat.js": ("text/javascript", WEB_CHAT),
        "/deepChat.bundle.js": ("text/javascript", DEEP_CHAT),
        "/widget": ("text/html", "<!doctype html><title>Chat</title><p>Hello"),
        "/token": ("application/json", '{"token": "t0k3n"}'),
        "/answer": ("application/json", '{"text": "Hello, deep"}'),
    }

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length).decode()
            found.asked.append((self.command, self.path.partition("?")[0], body))
            found.headers += [self.headers.get("Referer", ""), self.headers.get("Cookie", "")]
            kind, text = texts.get(self.path.partition("?")[0], ("text/plain", ""))
            self.send_response(503 if found.down else 200)
            self.send_header("Content-Type", kind)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "*")
            self.end_headers()
            self.wfile.write(text.encode())

        def do_GET(self) -> None:
            self.answer()

        def do_POST(self) -> None:
            self.answer()

        def do_OPTIONS(self) -> None:
            self.answer()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_port}"
    yield found
    server.shutdown()
    server.server_close()


def spec(company: Company, kind: str) -> dict[str, str]:
    at = company.address
    kinds = {
        "chatwoot": {"host": at, "website_token": "inbox-123"},
        "web_chat": {"script": f"{at}/webchat.js", "token_url": f"{at}/token", "direct_line": f"{at}/v3/directline"},
        "deep_chat": {"script": f"{at}/deepChat.bundle.js", "url": f"{at}/answer"},
    }
    return {"kind": kind, "company": COMPANY, **kinds[kind]}


def chat_of(data: dict[str, str]) -> Chat:
    found: Any = TypeAdapter(AnyChat).validate_python(data)
    chat: Chat = found.chat()
    return chat


@dataclass
class Site:
    """A site with a chat: where it is served, and where its chat's page stands."""

    base: str
    chat: str
    folder: Path


@pytest.fixture(scope="module", params=["chatwoot", "web_chat", "deep_chat"])
def site(
    request: pytest.FixtureRequest,
    company: Company,
    make_story: StoryMaker,
    template: PageTemplate,
    brand: Brand,
    shared: Shared,
    shared_dir: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp(request.param) / "site"
    shutil.copytree(shared_dir, folder / "shared")
    chat = chat_of(spec(company, request.param))
    copy = {name: Words("en").text(text) for name, text in template.copy.items()}
    links = Links(MappingProxyType({"contact": "mailto:help@solena.example", "stop": "https://stop.example/{token}"}))
    page = chat_words(template, copy)
    address = write_chat_page(page, brand, links, chat, "en", shared, folder / "shared")
    known = replace(shared, chat=(("en", address),), company=COMPANY)
    write_page(make_story(token=TOKEN), folder / TOKEN, None, known)
    write_host_files(folder, content_security_policy(), chat_policy(chat.sources))
    server = make_server(folder, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    yield Site(base, f"{base}/{TOKEN}/{address}", folder)
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport={"width": 390, "height": 900}, reduced_motion="reduce")
    yield found
    found.close()


def violations(page: Page) -> list[str]:
    """What the content security policy refused, from now on."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if "Security" in message.text else None)
    return found


def test_nothing_is_asked_of_the_company_before_the_reader_agrees(
    site: Site, company: Company, context: BrowserContext
) -> None:
    company.asked.clear()
    page = context.new_page()
    refused = violations(page)
    page.goto(f"{site.base}/{TOKEN}/")
    link = page.locator(".people").first.get_by_role("link", name=f"Chat with {COMPANY}")
    assert link.get_attribute("rel") == "noopener noreferrer"
    with context.expect_page() as opened:
        link.click()
    chat = opened.value
    refused_there = violations(chat)
    agree = chat.get_by_role("button", name="Agree and open the chat")
    agree.wait_for()
    assert f"{COMPANY} runs this chat." in chat.locator(".agree").inner_text()
    assert company.asked == []
    agree.focus()
    chat.keyboard.press("Enter")
    chat.locator("#chatwoot_live_chat_widget, #web-chat, deep-chat").first.wait_for()
    chat.wait_for_timeout(200)
    assert company.asked
    assert (refused, refused_there) == ([], [])
    # Whoever comes again is asked again, and neither page keeps anything.
    assert context.cookies() == []
    chat.reload()
    assert chat.get_by_role("button", name="Agree and open the chat").is_visible()


def test_the_company_never_learns_whose_page_it_was(site: Site, company: Company, context: BrowserContext) -> None:
    company.asked.clear()
    company.headers.clear()
    page = context.new_page()
    page.goto(site.chat)
    page.get_by_role("button", name="Agree and open the chat").click()
    page.locator("#chatwoot_live_chat_widget, #web-chat, deep-chat").first.wait_for()
    page.wait_for_timeout(200)
    told = json.dumps(company.asked) + "".join(company.headers)
    assert TOKEN not in told
    assert TOKEN not in page.content()
    assert "".join(company.headers) == ""
    for fact in ("Lucia", "84.20", "Renewables"):
        assert fact not in page.content()


def test_the_program_is_started_as_its_makers_say(site: Site, company: Company, context: BrowserContext) -> None:
    company.asked.clear()
    page = context.new_page()
    page.goto(site.chat)
    page.get_by_role("button", name="Agree and open the chat").click()
    kind = site.folder.parent.name.rstrip("0123456789")
    paths = [(method, path) for method, path, _ in company.asked]
    if kind == "chatwoot":
        page.locator(".woot-widget-holder[data-state=open]").wait_for()
        paths = [(method, path) for method, path, _ in company.asked]
        assert {("GET", "/packs/js/sdk.js"), ("GET", "/widget")} <= set(paths)
    elif kind == "web_chat":
        page.locator("#web-chat").wait_for()
        assert page.locator("#web-chat").inner_text() == "t0k3n en"
        page.wait_for_timeout(100)
        paths = [(method, path) for method, path, _ in company.asked]
        assert {("GET", "/webchat.js"), ("POST", "/token"), ("POST", "/v3/directline/conversations")} <= set(paths)
    else:
        page.locator("deep-chat #said:not(:empty)").wait_for()
        assert page.locator("deep-chat #said").inner_text() == "Hello, deep"
    assert page.evaluate("document.querySelector('.agree').hidden")


def test_a_chat_that_is_down_says_so(site: Site, company: Company, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(site.chat)
    company.down = True
    try:
        page.get_by_role("button", name="Agree and open the chat").click()
        page.get_by_text("The chat can't be reached.").wait_for()
    finally:
        company.down = False
    assert page.get_by_role("button", name="Agree and open the chat").is_enabled()


def test_without_scripts_the_page_says_what_it_needs(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.chat)
    assert page.get_by_text("The chat needs scripts").is_visible()
    assert page.locator("button").count() == 0
    assert page.get_by_role("link", name="Contact").is_visible()
    context.close()


def test_other_hosts_are_refused_even_after_agreeing(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(site.chat)
    for address in ("http://127.0.0.1:9/x", f"{site.base}/{TOKEN}/index.html"):
        assert page.evaluate("(url) => fetch(url).then(() => 'came', () => 'refused')", address) == "refused"
    loaded = page.evaluate("""() => new Promise((done) => {
        const script = document.createElement('script');
        script.src = 'http://127.0.0.1:9/x.js';
        script.onload = () => done('came');
        script.onerror = () => done('refused');
        document.head.append(script);
    })""")
    assert loaded == "refused"


def test_the_policy_of_all_other_pages_stays(site: Site, company: Company, context: BrowserContext) -> None:
    page = context.new_page()
    index = page.goto(f"{site.base}/{TOKEN}/")
    assert index is not None
    assert index.headers["content-security-policy"] == content_security_policy()
    chat = page.goto(site.chat)
    assert chat is not None
    policy = chat.headers["content-security-policy"]
    assert company.address in policy
    origins = {word for word in policy.replace(";", " ").split() if "://" in word}
    assert origins <= {company.address, company.address.replace("http", "ws")}
    assert "'unsafe-eval'" not in policy
    assert "script-src 'self' " + company.address in policy
    assert headers_for("x.html", shared=True)["Content-Security-Policy"] == content_security_policy()


def test_hosts_are_told_of_both_policies(site: Site) -> None:
    rules: dict[str, list[str]] = {}
    for line in (site.folder / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            rules[line] = []
        else:
            rules[next(reversed(rules))].append(line.strip())
    named = {path: [line for line in lines if line.startswith("Content-Security")] for path, lines in rules.items()}
    # Rules of one host add up, and policies that add up are the strictest of each: no path has two.
    assert [len(lines) for lines in named.values()] == [1, 1, 1, 0]
    assert list(rules) == ["/:page", "/:folder/:page", "/shared/chat/:page", "/*"]
    for name in ("nginx.conf", "Caddyfile"):
        text = (site.folder.parent / "hosting" / name).read_text(encoding="utf-8")
        assert text.count("127.0.0.1") >= 1
        assert text.count("{") == text.count("}")


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ({"host": "http://chat.example"}, "it must begin with https://"),
        ({"host": "https://*.example"}, "it must name one host"),
        ({"host": "https://chat.example; script-src *"}, "special characters"),
        ({"host": "https://chat.example'"}, "special characters"),
        ({"host": "https://user:word@chat.example"}, "password"),
        ({"host": "javascript:alert(1)"}, "https"),
        ({"website_token": "a b"}, "pattern"),
        ({"company": ""}, "at least 1 character"),
        ({"integrity": "sha1-abc"}, "pattern"),
        ({"kind": "other"}, "kind"),
        ({"extra": "1"}, "Extra inputs"),
    ],
)
def test_what_could_widen_the_policy_is_refused(changed: dict[str, str], cause: str) -> None:
    good = {"kind": "chatwoot", "company": "C", "host": "https://chat.example", "website_token": "abcdef"}
    assert chat_of(good).sources["frame-src"] == ("https://chat.example",)
    with pytest.raises(ValidationError) as caught:
        chat_of({**good, **changed})
    assert cause in str(caught.value)


def test_a_web_socket_is_allowed_as_one() -> None:
    data = {"kind": "deep_chat", "company": "C", "script": "https://a.example/d.js", "url": "wss://b.example/chat"}
    sources = chat_of(data).sources
    assert sources == {"script-src": ("https://a.example",), "connect-src": ("wss://b.example",)}
    line = {"kind": "web_chat", "company": "C", "script": "https://a.example/w.js", "token_url": "https://a.example/t"}
    assert chat_of(line).sources["connect-src"] == (
        "https://a.example",
        "https://directline.botframework.com",
        "wss://directline.botframework.com",
        "blob:",
    )
