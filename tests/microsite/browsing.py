"""Sites served and pages opened, for tests in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from generator.publish.server import make_server


@contextmanager
def running(server: HTTPServer) -> Iterator[str]:
    """A server in, its address while it runs out."""
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def served(site: Path, kept: Path | None = None, port: int = 0) -> Iterator[str]:
    """A site in, the address that it is served at out. `kept`: where what forms post is written."""
    with running(make_server(site, "127.0.0.1", port, kept)) as address:
        yield address


class Visits:
    """Pages opened for one test, and what their browser complained of: `complaints`, "type: text"."""

    def __init__(self, browser: Browser) -> None:
        self.complaints: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def page(self, width: int = 1440, **options: Any) -> Page:
        """An empty page of that width, without motion unless asked for."""
        motion = options.pop("reduced_motion", "reduce")
        context = self._browser.new_context(viewport={"width": width, "height": 900}, reduced_motion=motion, **options)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def stay_at(self, page: Page, base: str) -> None:
        """Complain of everything that the page asks for elsewhere."""

        def watch(route: Any) -> None:
            if not route.request.url.startswith(base + "/"):
                self.complaints.append("asked elsewhere: " + route.request.url)
            route.continue_()

        page.route("**/*", watch)

    def close(self) -> None:
        """Close them all."""
        for context in self._contexts:
            context.close()


def until(page: Page, condition: str) -> None:
    """Wait until a condition in the page holds; the page's policy forbids what Playwright does for this."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"it never came to this: {condition}")
